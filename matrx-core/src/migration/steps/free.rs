use super::recorder::Steps;
use crate::migration::code::{Code, boxed, label};
use crate::migration::{CodeStep, SqlStep, Step};

impl Steps {
    /// Any SQL: one command, or several with semicolons between them, sent one by one.
    pub fn sql(&mut self, up: &str) -> WrittenSql<'_> {
        let place = self.steps.len();
        self.steps.push(Step::Sql(SqlStep::new(up)));
        WrittenSql { steps: &mut self.steps, place }
    }

    /// Rust code: `m.run(async |db: &mut MigrationDb| { … })`, or a named `async fn`.
    pub fn run<C>(&mut self, code: C) -> RunStep<'_>
    where
        C: for<'a> Code<'a> + 'static,
    {
        let place = self.steps.len();
        self.steps.push(Step::Code(CodeStep {
            name: label::<C>(),
            up: boxed(code),
            down: None,
            in_proof: false,
            transactional: true,
        }));
        RunStep { steps: &mut self.steps, place }
    }
}

/// SQL that was just recorded.
#[derive(Debug)]
pub struct WrittenSql<'a> {
    steps: &'a mut Vec<Step>,
    place: usize,
}

impl WrittenSql<'_> {
    /// The SQL that takes it back.
    pub fn down(self, sql: &str) -> Self {
        self.edit(|step| step.down = Some(sql.to_owned()))
    }

    /// Each command runs by itself, outside of a transaction. Commands that the server refuses in a
    /// transaction (`CREATE INDEX CONCURRENTLY`, `VACUUM`, …) are recognised without it.
    pub fn alone(self) -> Self {
        self.edit(|step| step.alone = true)
    }

    fn edit(self, change: impl FnOnce(&mut SqlStep)) -> Self {
        if let Some(Step::Sql(step)) = self.steps.get_mut(self.place) {
            change(step);
        }
        self
    }
}

/// Code that was just recorded.
#[derive(Debug)]
pub struct RunStep<'a> {
    steps: &'a mut Vec<Step>,
    place: usize,
}

impl RunStep<'_> {
    /// What it is called in messages, instead of the function's name.
    pub fn named(self, name: &str) -> Self {
        self.edit(|step| step.name = name.to_owned())
    }

    /// The code that takes it back.
    pub fn down<C>(self, code: C) -> Self
    where
        C: for<'a> Code<'a> + 'static,
    {
        self.edit(|step| step.down = Some(boxed(code)))
    }

    /// It may run on the scratch database of a proof: it has no effect outside of the database.
    pub fn in_proof(self) -> Self {
        self.edit(|step| step.in_proof = true)
    }

    /// With `false` it runs outside of the migration's transaction, and a run that was interrupted
    /// in it calls it again: it must bear that.
    pub fn transactional(self, transactional: bool) -> Self {
        self.edit(|step| step.transactional = transactional)
    }

    fn edit(self, change: impl FnOnce(&mut CodeStep)) -> Self {
        if let Some(Step::Code(step)) = self.steps.get_mut(self.place) {
            change(step);
        }
        self
    }
}
