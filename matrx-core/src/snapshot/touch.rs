//! Operations → what they are about.

use std::collections::BTreeMap;

use super::Changes;
use crate::name::QName;
use crate::op::Op;
use crate::schema::{ObjectId, ObjectKind, Schema, Subject};

/// What differs, by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Touched {
    pub(super) tables: Changes<QName>,
    pub(super) indexes: Changes<QName>,
    pub(super) triggers: Changes<ObjectId>,
    pub(super) objects: Changes<ObjectId>,
    pub(super) enums: Changes<QName>,
}

pub(super) fn touched(operations: &[Op], before: &Schema, after: &Schema) -> Touched {
    let mut touched = Touched::default();
    let names = names(operations);
    for op in operations {
        touched.see(op, before, after, &names);
    }
    // A table that is renamed is modified under its new name.
    touched.tables.modified.retain(|table| after.tables.contains_key(table));
    let Touched { tables, indexes, triggers, objects, enums } = &mut touched;
    tidy(tables);
    tidy(indexes);
    tidy(triggers);
    tidy(objects);
    tidy(enums);
    touched
}

/// What comes again under its name is modified; what is new or gone is not modified too.
fn tidy<T: Ord + Clone>(changes: &mut Changes<T>) {
    let again: Vec<T> = changes.new.intersection(&changes.removed).cloned().collect();
    for one in again {
        changes.new.remove(&one);
        changes.removed.remove(&one);
        changes.modified.insert(one);
    }
    let Changes { new, removed, modified } = changes;
    modified.retain(|one| !new.contains(one) && !removed.contains(one));
}

/// The present name of each table that is renamed or moved: removals name it as it was.
fn names(operations: &[Op]) -> BTreeMap<QName, QName> {
    let mut names: BTreeMap<QName, QName> = BTreeMap::new();
    for op in operations {
        let (from, to) = if let Op::RenameTable { from, to } = op {
            (from, from.sibling(to))
        } else if let Op::MoveTable { from, to } = op {
            (from, QName { schema: to.clone(), name: from.name.clone() })
        } else {
            continue;
        };
        // A name that was given on the way, to make room or before a move.
        let first = names.iter().find(|(_, now)| *now == from).map(|(first, _)| first.clone());
        names.insert(first.unwrap_or_else(|| from.clone()), to);
    }
    names
}

impl Touched {
    fn see(&mut self, op: &Op, before: &Schema, after: &Schema, names: &BTreeMap<QName, QName>) {
        match op {
            Op::CreateSchema { .. }
            | Op::DropSchema { .. }
            | Op::RenameSchema { .. }
            | Op::SetSchemaComment { .. } => {}
            Op::CreateEnum { ty } => {
                self.enums.new.insert(ty.name.clone());
            }
            Op::DropEnum { name, was: _ } => {
                self.enums.removed.insert(name.clone());
            }
            Op::RenameEnum { from, to } => {
                self.enums.modified.insert(from.sibling(to));
            }
            Op::AddEnumValue { name, .. }
            | Op::RenameEnumValue { name, .. }
            | Op::SetEnumComment { name, .. } => {
                self.enums.modified.insert(name.clone());
            }
            Op::ReplaceEnum { to, .. } => {
                self.enums.modified.insert(to.name.clone());
            }
            Op::CreateTable { table } => {
                self.tables.new.insert(table.name.clone());
            }
            Op::DropTable { name, was: _ } => {
                self.tables.removed.insert(name.clone());
                // Its indexes go with it, without an operation of their own.
                let indexes = before.tables.get(name).map(|table| table.indexes.keys());
                self.indexes.removed.extend(indexes.into_iter().flatten().map(|i| name.sibling(i)));
            }
            Op::RenameTable { from, .. } | Op::MoveTable { from, .. } => {
                let first = names.iter().find(|(first, _)| *first == from);
                self.tables.modified.extend(first.map(|(_, now)| now.clone()));
            }
            Op::SetTableSetting { table, key, was: _, to } => {
                // What is taken back is named as it was.
                let (at, now) = match to {
                    Some(_) => (after, table.clone()),
                    None => (before, now(names, table)),
                };
                match key.subject() {
                    Subject::Index(name) if has_index(at, table, name) => {
                        self.indexes.modified.insert(now.sibling(name));
                    }
                    Subject::Table
                    | Subject::Column(_)
                    | Subject::Constraint(_)
                    | Subject::Index(_) => {
                        self.tables.modified.insert(now);
                    }
                }
            }
            Op::SetTableComment { table, .. }
            | Op::AddColumn { table, .. }
            | Op::RenameColumn { table, .. }
            | Op::AlterColumnType { table, .. }
            | Op::SetNullable { table, .. }
            | Op::SetColumnValue { table, .. }
            | Op::SetColumnComment { table, .. }
            | Op::AddPrimaryKey { table, .. }
            | Op::AddUnique { table, .. }
            | Op::AddCheck { table, .. }
            | Op::AddExclude { table, .. }
            | Op::ValidateConstraint { table, .. }
            | Op::AddForeignKey { table, .. }
            | Op::RenameConstraint { table, .. } => {
                self.tables.modified.insert(table.clone());
            }
            Op::DropColumn { table, .. }
            | Op::DropPrimaryKey { table, .. }
            | Op::DropUnique { table, .. }
            | Op::DropCheck { table, .. }
            | Op::DropExclude { table, .. }
            | Op::DropForeignKey { table, .. } => {
                self.tables.modified.insert(now(names, table));
            }
            Op::CreateIndex { table, index } => {
                self.indexes.new.insert(table.sibling(&index.name));
            }
            Op::DropIndex { table, name, .. } => {
                self.indexes.removed.insert(now(names, table).sibling(name));
            }
            Op::RenameIndex { table, to, .. } => {
                self.indexes.modified.insert(table.sibling(to));
            }
            Op::CreateObject { object } => {
                self.of(&object.id).new.insert(object.id.clone());
            }
            Op::DropObject { id, was: _ } => {
                let relation = id.relation.as_ref().map(|table| now(names, table));
                let id = ObjectId { relation, ..id.clone() };
                self.of(&id).removed.insert(id);
            }
            Op::ReplaceObject { to, .. } => {
                self.of(&to.id).modified.insert(to.id.clone());
            }
            Op::RenameObject { from, to } => {
                let id = ObjectId { name: from.name.sibling(to), ..from.clone() };
                self.of(&id).modified.insert(id);
            }
            Op::SetObjectComment { id, .. } => {
                self.of(id).modified.insert(id.clone());
            }
        }
    }

    fn of(&mut self, id: &ObjectId) -> &mut Changes<ObjectId> {
        if id.kind == ObjectKind::Trigger { &mut self.triggers } else { &mut self.objects }
    }
}

fn now(names: &BTreeMap<QName, QName>, table: &QName) -> QName {
    names.get(table).unwrap_or(table).clone()
}

/// Whether a table has an index of this name that no constraint owns.
fn has_index(schema: &Schema, table: &QName, index: &str) -> bool {
    schema.tables.get(table).is_some_and(|table| table.indexes.contains_key(index))
}
