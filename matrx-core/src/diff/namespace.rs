//! Schemas that are renamed: the first changes of all. What follows is the difference from the
//! structure that they leave.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::answers::Answers;
use super::names::{resolve, temporary};
use crate::name::QName;
use crate::op::Op;
use crate::schema::{Rename, Schema};

/// The old side after its schemas have their new names.
pub(super) struct Moved<'a> {
    /// The changes that give them.
    pub(super) ops: Vec<Op>,
    pub(super) old: Cow<'a, Schema>,
    /// The answers, in which what is old is called by the new names of its schema.
    pub(super) answers: Cow<'a, Answers>,
    /// Old name → new name, of those that are renamed.
    pub(super) renamed: BTreeMap<String, String>,
}

/// Gives the schemas their new names.
pub(super) fn moved<'a>(old: &'a Schema, new: &Schema, answers: &'a Answers) -> Moved<'a> {
    let pairs = |renames: &[Rename]| -> Vec<(String, String)> {
        let pick = |rename: &Rename| match rename {
            Rename::Schema { from, to } => Some((from.clone(), to.clone())),
            Rename::Table { .. }
            | Rename::Column { .. }
            | Rename::Enum { .. }
            | Rename::EnumValue { .. } => None,
        };
        renames.iter().filter_map(pick).collect()
    };
    let (asked, declared) = (pairs(&answers.renames), pairs(&answers.declared));
    let mut renamed = resolve(&old.namespaces, &new.namespaces, &asked, &declared);
    renamed.retain(|from, to| from != to);
    if renamed.is_empty() {
        let (old, answers) = (Cow::Borrowed(old), Cow::Borrowed(answers));
        return Moved { ops: Vec::new(), old, answers, renamed };
    }
    let ops = ops(&old.namespaces, &mut renamed);
    let mut now = old.clone();
    for op in &ops {
        // A name that is wanted and never becomes free is refused when the change is applied.
        if op.apply(&mut now).is_err() {
            break;
        }
    }
    let answers = Cow::Owned(renamed_answers(answers, new, &renamed));
    Moved { ops, old: Cow::Owned(now), answers, renamed }
}

/// The renames in an order in which each name is free when it is given; where they go round in a
/// circle, one steps aside; so does a schema that is dropped while its name is wanted.
fn ops(there: &BTreeSet<String>, renamed: &mut BTreeMap<String, String>) -> Vec<Op> {
    let mut taken = there.clone();
    let mut ops = Vec::new();
    let mut rename = |taken: &mut BTreeSet<String>, from: &str, to: &str| {
        taken.remove(from);
        taken.insert(to.to_owned());
        ops.push(Op::RenameSchema { from: from.to_owned(), to: to.to_owned() });
    };
    let mut open: Vec<(String, String)> =
        renamed.iter().map(|(from, to)| (from.clone(), to.clone())).collect();
    while !open.is_empty() {
        let before = open.len();
        open.retain(|(from, to)| {
            let is_free = !taken.contains(to);
            if is_free {
                rename(&mut taken, from, to);
            }
            !is_free
        });
        if open.len() < before {
            continue;
        }
        let wanted = open[0].1.clone();
        let aside = temporary(&wanted);
        rename(&mut taken, &wanted, &aside);
        match open.iter_mut().find(|(from, _)| *from == wanted) {
            Some((from, _)) => *from = aside,
            None => {
                renamed.insert(wanted, aside);
            }
        }
    }
    ops
}

fn renamed_answers(answers: &Answers, new: &Schema, renamed: &BTreeMap<String, String>) -> Answers {
    let renames = |list: &[Rename]| list.iter().map(|one| called(one, new, renamed)).collect();
    Answers {
        renames: renames(&answers.renames),
        declared: renames(&answers.declared),
        not_renames: answers.not_renames.clone(),
        removed_values: answers.removed_values.clone(),
    }
}

/// The rename with what is old under the new names of its schema.
fn called(rename: &Rename, new: &Schema, renamed: &BTreeMap<String, String>) -> Rename {
    let present = |name: &QName| moved_name(name, renamed);
    match rename.clone() {
        Rename::Schema { from, to } => Rename::Schema { from, to },
        Rename::Table { from, to } => Rename::Table { from: present(&from), to },
        Rename::Enum { from, to } => Rename::Enum { from: present(&from), to },
        // Somebody may know the table or type by its old name still.
        Rename::Column { table, from, to } => {
            let table = if new.tables.contains_key(&table) { table } else { present(&table) };
            Rename::Column { table, from, to }
        }
        Rename::EnumValue { ty, from, to } => {
            let ty = if new.enums.contains_key(&ty) { ty } else { present(&ty) };
            Rename::EnumValue { ty, from, to }
        }
    }
}

/// The name of an object whose schema may be called otherwise.
pub(super) fn moved_name(name: &QName, renamed: &BTreeMap<String, String>) -> QName {
    let schema = name.schema.as_ref().and_then(|schema| renamed.get(schema)).cloned();
    QName { schema: schema.or_else(|| name.schema.clone()), name: name.name.clone() }
}
