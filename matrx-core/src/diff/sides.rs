//! The two structures that are compared, after what comes before and behind all other changes:
//! schemas get their new names, partitions are detached; at the end they are attached.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::answers::Answers;
use super::namespace::{self, Moved};
use super::partition;
use crate::op::Op;
use crate::schema::Schema;

/// What is compared.
pub(super) struct Sides<'a> {
    /// The changes that come first.
    pub(super) first: Vec<Op>,
    /// The old side after them.
    pub(super) old: Cow<'a, Schema>,
    /// The new side before the changes that come last.
    pub(super) new: Cow<'a, Schema>,
    /// The changes that come last.
    pub(super) last: Vec<Op>,
    /// The answers, in which what is old is called by the new names of its schema.
    pub(super) answers: Cow<'a, Answers>,
    /// Schemas that are renamed: old name → new name.
    pub(super) renamed: BTreeMap<String, String>,
}

impl<'a> Sides<'a> {
    pub(super) fn new(old: &'a Schema, new: &'a Schema, answers: &'a Answers) -> Self {
        let Moved { mut ops, old, answers, renamed } = namespace::moved(old, new, answers);
        let changed = partition::changed(&old, new, &answers);
        if changed.is_empty() {
            let new = Cow::Borrowed(new);
            return Self { first: ops, old, new, last: Vec::new(), answers, renamed };
        }
        let before = old;
        let (were, old) = partition::detached(&before, changed.iter().map(|(from, _)| from));
        let (are, new) = partition::detached(new, changed.iter().map(|(_, to)| to));
        ops.extend(were.into_iter().map(partition::detach));
        let answers = Cow::Owned(partition::answers(&answers, &before, &changed));
        let last = are.into_iter().map(partition::attach).collect();
        let (old, new) = (Cow::Owned(old), Cow::Owned(new));
        Self { first: ops, old, new, last, answers, renamed }
    }
}
