//! Applies what is pending.

use super::apply::{Done, Job};
use super::course::Course;
use super::event::{Direction, Event};
use super::history::{self, Entry, State};
use super::problem::{Problem, while_doing};
use super::program::{Program, check_sql, units};
use super::report::Applied;
use super::standing::standing;
use super::target::{self, MigrateTo};
use crate::dialect::postgres::render::RenderContext;
use crate::migration::{Migration, MigrationKey, MigrationSet, Step};

impl Course<'_> {
    /// Applies the pending migrations of the set, up to the target.
    pub(crate) async fn migrate(
        &mut self,
        set: &MigrationSet,
        to: &MigrateTo,
    ) -> Result<(), Problem> {
        // Where there is nothing to do, nothing is locked and nothing is made.
        let entries = self.entries().await?;
        let history_is_there = entries.is_some();
        let entries = entries.unwrap_or_default();
        let before = standing(set, &entries);
        before.check(self.settings.missing)?;
        let pending = target::forward(&before, to)?;
        if !before.not_linked.is_empty() {
            let migrations = before.not_linked.iter().map(|entry| entry.key.clone()).collect();
            self.settings.tell(&Event::NotLinked { migrations });
        }
        self.report.skipped = applied(&before.migrations);
        if pending.is_empty() && before.renamed.is_empty() {
            return Ok(());
        }
        check_branches(set, &pending)?;
        self.check_writable()?;
        let steps: Vec<Vec<Step>> = pending.iter().map(|(migration, _)| migration.up()).collect();
        for ((migration, _), steps) in pending.iter().zip(&steps) {
            check_sql(&migration.key(), steps)?;
        }
        self.check_version(steps.iter().flatten())?;
        self.check_roles(steps.iter().flatten()).await?;
        self.check_privileges(steps.iter().flatten(), history_is_there).await?;

        self.secure().await?;
        let entries = self.entries().await?.unwrap_or_default();
        let now = standing(set, &entries);
        now.check(self.settings.missing)?;
        let pending = target::forward(&now, to)?;
        self.report.skipped = applied(&now.migrations);
        self.adopt(&now.renamed).await?;
        if pending.is_empty() {
            return Ok(());
        }
        let late: Vec<MigrationKey> = now.out_of_order();
        let keys: Vec<MigrationKey> =
            pending.iter().map(|(migration, _)| migration.key()).collect();
        let late: Vec<MigrationKey> = late.into_iter().filter(|key| keys.contains(key)).collect();
        if !late.is_empty() {
            self.settings.tell(&Event::OutOfOrder { migrations: late });
        }
        self.settings.tell(&Event::Planned { migrations: keys, direction: Direction::Up });
        // Everything is put together before the first of them runs.
        let jobs = pending
            .iter()
            .map(|(migration, entry)| {
                let steps = migration.up();
                Ok((self.program(migration, &steps)?, *entry))
            })
            .collect::<Result<Vec<_>, Problem>>()?;
        for (program, entry) in &jobs {
            check_prefix(program, *entry)?;
        }
        for (program, entry) in &jobs {
            let mut job = Job {
                fresh: entry.is_none(),
                entry: match entry {
                    Some(entry) => (*entry).clone(),
                    None => new_entry(program),
                },
                program,
                direction: Direction::Up,
                begun: std::time::Instant::now(),
            };
            self.finish_one(&mut job).await?;
        }
        Ok(())
    }

    /// Runs one migration and writes down how it went.
    pub(crate) async fn finish_one(&mut self, job: &mut Job<'_>) -> Result<(), Problem> {
        let key = job.program.key.clone();
        self.current = Some((key.clone(), job.direction));
        match self.perform(job).await {
            Ok(Done::Here(duration)) => self.report.applied.push(Applied { id: key, duration }),
            Ok(Done::Elsewhere) => self.report.skipped.push(key),
            Err(problem) => {
                self.report.failed = Some(key);
                return Err(problem);
            }
        }
        self.current = None;
        Ok(())
    }

    /// Gives the rows of renumbered migrations their new ids.
    async fn adopt(&mut self, renamed: &[(MigrationKey, MigrationKey)]) -> Result<(), Problem> {
        for (from, to) in renamed {
            let sql = history::rename(&self.history, from, to);
            self.session.query(sql).await.map_err(while_doing("renaming a row of the history"))?;
        }
        Ok(())
    }

    /// A migration's steps as what will be sent.
    pub(crate) fn program(
        &self,
        migration: &Migration,
        steps: &[Step],
    ) -> Result<Program, Problem> {
        let context = RenderContext {
            default_schema: self.settings.default_schema.clone(),
            server_major: self.session.facts.major,
        };
        let key = migration.key();
        let units = units(&key, steps, &context)?;
        Ok(Program::new(key, migration.checksum.clone(), migration.title(), units))
    }
}

/// Refuses to apply a migration of one branch that gets in the way of another branch.
fn check_branches(
    set: &MigrationSet,
    pending: &[(&Migration, Option<&Entry>)],
) -> Result<(), Problem> {
    let mut conflicts = set.branch_conflicts();
    let is_pending = |key: &MigrationKey| pending.iter().any(|(m, _)| m.key() == *key);
    conflicts.retain(|found| is_pending(&found.first) || is_pending(&found.second));
    if conflicts.is_empty() { Ok(()) } else { Err(Problem::Branches { conflicts }) }
}

/// Refuses a half done migration whose done steps are not what they were.
pub(crate) fn check_prefix(program: &Program, entry: Option<&Entry>) -> Result<(), Problem> {
    let Some(entry) = entry.filter(|entry| entry.state != State::Applied) else {
        return Ok(());
    };
    // A step that was begun outside of a transaction counts as one that cannot be changed, too; its
    // probe speaks for it.
    if program.prefix_hash(entry.steps_done).as_deref() != Some(&*entry.steps_hash) {
        return Err(Problem::StepsChanged {
            migration: program.key.clone(),
            done: entry.steps_done,
        });
    }
    Ok(())
}

fn applied(migrations: &[(&Migration, Option<&Entry>)]) -> Vec<MigrationKey> {
    migrations
        .iter()
        .filter(|(_, entry)| entry.is_some_and(|entry| entry.state == State::Applied))
        .map(|(migration, _)| migration.key())
        .collect()
}

fn new_entry(program: &Program) -> Entry {
    Entry {
        key: program.key.clone(),
        checksum: program.checksum.clone(),
        message: program.message.clone(),
        position: 0,
        state: State::Applying,
        steps_done: 0,
        steps: program.units.len(),
        step_running: false,
        steps_hash: String::new(),
        run_id: String::new(),
        applied_at: std::time::SystemTime::UNIX_EPOCH,
        duration: std::time::Duration::ZERO,
    }
}
