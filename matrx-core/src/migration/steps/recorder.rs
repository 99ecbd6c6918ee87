use crate::migration::Step;
use crate::op::Op;

/// The recorder that `up` and `down` get. What it recorded is read without a database, so the
/// command line knows every statement before one runs.
#[derive(Debug, Default)]
pub struct Steps {
    pub(super) steps: Vec<Step>,
}

impl Steps {
    /// What `body` records.
    pub fn record(body: fn(&mut Steps)) -> Vec<Step> {
        let mut steps = Self::default();
        body(&mut steps);
        steps.steps
    }

    /// What was recorded.
    pub fn into_steps(self) -> Vec<Step> {
        self.steps
    }

    /// Records a change as it is: for a change that is at hand as data.
    pub fn op(&mut self, op: Op) {
        self.push(op);
    }

    pub(super) fn push(&mut self, op: Op) -> LastOp<'_> {
        let place = self.steps.len();
        self.steps.push(Step::Op(op));
        LastOp { steps: &mut self.steps, place }
    }
}

/// The change that was just recorded, while options are still being added to it.
#[derive(Debug)]
pub(super) struct LastOp<'a> {
    steps: &'a mut Vec<Step>,
    place: usize,
}

impl LastOp<'_> {
    pub(super) fn get(&mut self) -> Option<&mut Op> {
        match self.steps.get_mut(self.place) {
            Some(Step::Op(op)) => Some(op),
            Some(Step::Sql(_) | Step::Code(_)) | None => None,
        }
    }
}

/// A comment that was set or dropped.
#[derive(Debug)]
pub struct SetComment<'a>(pub(super) LastOp<'a>);

impl SetComment<'_> {
    /// The comment that stood there before.
    pub fn was(mut self, text: &str) {
        if let Some(
            Op::SetTableComment { was, .. }
            | Op::SetColumnComment { was, .. }
            | Op::SetEnumComment { was, .. }
            | Op::SetSchemaComment { was, .. }
            | Op::SetObjectComment { was, .. },
        ) = self.0.get()
        {
            *was = Some(text.to_owned());
        }
    }
}
