use std::collections::BTreeSet;

use super::touch::{self, Touched};
use super::{Origin, Snapshot};
use crate::diff::{Answers, ChangeError, Question, Questions, RemovedValue, diff};
use crate::lock::canonical;
use crate::name::QName;
use crate::op::Op;
use crate::plan;
use crate::schema::{ObjectId, Schema};

/// What differs between two structures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    pub(super) operations: Vec<Op>,
    pub(super) touched: Touched,
    pub(super) hashes: [String; 2],
}

/// Which things of a kind differ; something that was renamed is modified, under its new name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes<T> {
    /// Only in the new structure.
    pub new: BTreeSet<T>,
    /// Only in the old one.
    pub removed: BTreeSet<T>,
    /// In both, and not the same.
    pub modified: BTreeSet<T>,
}

impl<T> Default for Changes<T> {
    fn default() -> Self {
        Self { new: BTreeSet::new(), removed: BTreeSet::new(), modified: BTreeSet::new() }
    }
}

impl Comparison {
    /// Whether anything differs.
    pub fn has_changes(&self) -> bool {
        !self.operations.is_empty()
    }

    /// How many operations lead from the old structure to the new one.
    pub fn total_changes(&self) -> usize {
        self.operations.len()
    }

    /// The tables. What differs in their columns, constraints, comments and settings makes them
    /// modified; indexes and triggers stand by themselves.
    pub fn tables(&self) -> &Changes<QName> {
        &self.touched.tables
    }

    /// The indexes that no constraint owns, each with its schema.
    pub fn indexes(&self) -> &Changes<QName> {
        &self.touched.indexes
    }

    /// The triggers.
    pub fn triggers(&self) -> &Changes<ObjectId> {
        &self.touched.triggers
    }

    /// Everything else that is said as SQL: views, functions, policies and so on.
    pub fn objects(&self) -> &Changes<ObjectId> {
        &self.touched.objects
    }

    /// The enum types.
    pub fn enums(&self) -> &Changes<QName> {
        &self.touched.enums
    }

    /// What leads from the old structure to the new one, in an order that runs.
    pub fn operations(&self) -> &[Op] {
        &self.operations
    }
}

/// Compares two structures; usually a database and the models as it [spells](Snapshot::spelled) them. Tables that
/// one side leaves to somebody else are left out of both. Renames are never guessed: what the answers leave
/// open is an error with the questions.
pub fn compare(
    old: &Snapshot,
    new: &Snapshot,
    answers: &Answers,
) -> Result<Comparison, ChangeError> {
    let (before, after) = (managed(old, new), managed(new, old));
    let operations = plan::order(diff(&before, &after, answers)?)?;
    let touched = touch::touched(&operations, &before, &after);
    Ok(Comparison { operations, touched, hashes: [old.hash(), new.hash()] })
}

/// The same where there is nobody to be asked: what looks renamed is removed and new. The error is never one with
/// questions.
pub fn compare_unasked(old: &Snapshot, new: &Snapshot) -> Result<Comparison, ChangeError> {
    let mut answers = Answers::default();
    loop {
        let open = match compare(old, new, &answers) {
            Err(ChangeError::Questions(open)) => open,
            answered => return answered,
        };
        // Each answer closes a question, of which there are finitely many.
        deny(&open, &mut answers);
    }
}

fn deny(open: &Questions, answers: &mut Answers) {
    for question in &open.questions {
        match question {
            Question::Renamed { candidates } => {
                answers.not_renames.extend(candidates.iter().cloned());
            }
            Question::RemovedValue { ty, value, added: _, values: _ } => {
                let of_type = answers.removed_values.entry(ty.clone()).or_default();
                of_type.insert(value.clone(), RemovedValue::Unused);
            }
        }
    }
}

/// Columns in one order on both sides: the order is no difference, and nothing may depend on it.
fn managed(snapshot: &Snapshot, other: &Snapshot) -> Schema {
    let mut schema = canonical::canonical(&snapshot.schema);
    for (name, table) in &mut schema.tables {
        if let Some(whole) = snapshot.schema.tables.get(name) {
            table.settings.clone_from(&whole.settings);
        }
    }
    match other.origin {
        Origin::Models | Origin::Spelled { .. } => schema.forget_unsaid(&other.schema),
        Origin::Database { .. } => {}
    }
    for (id, object) in &mut schema.objects {
        if let Some(whole) = snapshot.schema.objects.get(id) {
            // The order of the operations needs what a definition leans on.
            object.clone_from(whole);
        }
    }
    schema
        .tables
        .retain(|name, _| !snapshot.unmanaged.contains(name) && !other.unmanaged.contains(name));
    schema
}
