use std::collections::BTreeMap;

use thiserror::Error;

use super::Op;
use crate::schema::{ColumnValue, EnumType, ObjectId};

/// A change that has no way back of its own.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("no way back is known: {change} ({reason}); write a `down` for this migration")]
pub struct Irreversible {
    /// What the change does.
    pub change: String,
    /// Why it cannot be undone.
    pub reason: &'static str,
}

impl Op {
    /// The change that undoes this one, given that this one has just been done.
    pub fn inverse(&self) -> Result<Op, Irreversible> {
        let unknown = || Irreversible {
            change: self.describe(),
            reason: "what was there before is not part of the change",
        };
        Ok(match self.clone() {
            Op::CreateSchema { name } => Op::DropSchema { name },
            Op::DropSchema { name } => Op::CreateSchema { name },
            Op::RenameSchema { from, to } => Op::RenameSchema { from: to, to: from },
            Op::SetSchemaComment { name, was, to } => {
                Op::SetSchemaComment { name, was: to, to: was }
            }
            Op::CreateEnum { ty } => Op::DropEnum { name: ty.name.clone(), was: Some(ty) },
            Op::DropEnum { name: _, was } => Op::CreateEnum { ty: was.ok_or_else(unknown)? },
            Op::RenameEnum { from, to } => Op::RenameEnum { from: from.sibling(to), to: from.name },
            Op::AddEnumValue { name: _, value, position, was, uses } => {
                let was = was.ok_or_else(unknown)?;
                let mut now = was.clone();
                position.insert(&mut now.values, value);
                let uses = uses.into_iter().map(super::EnumUse::inverse).collect();
                Op::ReplaceEnum { to: was, mapping: BTreeMap::new(), uses, was: Some(now) }
            }
            Op::RenameEnumValue { name, from, to } => {
                Op::RenameEnumValue { name, from: to, to: from }
            }
            Op::ReplaceEnum { to, mapping, uses, was } => {
                let was = was.ok_or_else(unknown)?;
                let mapping = mapping_back(&was, mapping);
                let uses = uses.into_iter().map(super::EnumUse::inverse).collect();
                Op::ReplaceEnum { to: was, mapping, uses, was: Some(to) }
            }
            Op::SetEnumComment { name, was, to } => Op::SetEnumComment { name, was: to, to: was },
            Op::CreateTable { table } => {
                Op::DropTable { name: table.name.clone(), was: Some(Box::new(table)) }
            }
            Op::DropTable { name: _, was } => {
                let table = *was.ok_or_else(unknown)?;
                if !table.foreign_keys.is_empty() || !table.indexes.is_empty() {
                    return Err(Irreversible {
                        change: self.describe(),
                        reason: "its foreign keys and indexes are not dropped by changes of their own",
                    });
                }
                Op::CreateTable { table }
            }
            Op::RenameTable { from, to } => {
                Op::RenameTable { from: from.sibling(to), to: from.name }
            }
            Op::MoveTable { from, to } => {
                let schema = from.schema.clone();
                Op::MoveTable { from: crate::name::QName { schema: to, ..from }, to: schema }
            }
            Op::SetTableComment { table, was, to } => {
                Op::SetTableComment { table, was: to, to: was }
            }
            Op::SetTableSetting { table, key, was, to } => {
                Op::SetTableSetting { table, key, was: to, to: was }
            }
            Op::AddColumn { table, column } => {
                Op::DropColumn { table, name: column.name.clone(), was: Some(Box::new(column)) }
            }
            Op::DropColumn { table, name: _, was } => {
                Op::AddColumn { table, column: *was.ok_or_else(unknown)? }
            }
            Op::RenameColumn { table, from, to } => Op::RenameColumn { table, from: to, to: from },
            Op::AlterColumnType { table, column, was, to, using: _ } => {
                let was = was.ok_or_else(unknown)?;
                let using = super::cast::using(&column, &to, &was);
                Op::AlterColumnType { table, column, was: Some(to), to: was, using }
            }
            Op::SetNullable { table, column, to } => Op::SetNullable { table, column, to: !to },
            Op::SetColumnValue { table, column, was, to } => {
                let was = was.ok_or_else(unknown)?;
                if matches!(was, ColumnValue::Generated(_) | ColumnValue::Virtual(_)) {
                    return Err(Irreversible {
                        change: self.describe(),
                        reason: "an existing column cannot become a generated one",
                    });
                }
                Op::SetColumnValue { table, column, was: Some(to), to: was }
            }
            Op::SetColumnComment { table, column, was, to } => {
                Op::SetColumnComment { table, column, was: to, to: was }
            }
            Op::AddPrimaryKey { table, key } => {
                Op::DropPrimaryKey { table, name: key.name.clone(), was: Some(key) }
            }
            Op::DropPrimaryKey { table, name: _, was } => {
                Op::AddPrimaryKey { table, key: was.ok_or_else(unknown)? }
            }
            Op::AddUnique { table, unique } => {
                Op::DropUnique { table, name: unique.name.clone(), was: Some(unique) }
            }
            Op::DropUnique { table, name: _, was } => {
                Op::AddUnique { table, unique: was.ok_or_else(unknown)? }
            }
            Op::AddCheck { table, check } => {
                Op::DropCheck { table, name: check.name.clone(), was: Some(check) }
            }
            Op::DropCheck { table, name: _, was } => {
                Op::AddCheck { table, check: was.ok_or_else(unknown)? }
            }
            Op::AddExclude { table, exclude } => {
                Op::DropExclude { table, name: exclude.name.clone(), was: Some(exclude) }
            }
            Op::DropExclude { table, name: _, was } => {
                Op::AddExclude { table, exclude: was.ok_or_else(unknown)? }
            }
            Op::ValidateConstraint { table: _, name: _ } => {
                return Err(Irreversible {
                    change: self.describe(),
                    reason: "a constraint that holds for all rows is never NOT VALID again",
                });
            }
            Op::AddForeignKey { table, key } => {
                Op::DropForeignKey { table, name: key.name.clone(), was: Some(key) }
            }
            Op::DropForeignKey { table, name: _, was } => {
                Op::AddForeignKey { table, key: was.ok_or_else(unknown)? }
            }
            Op::RenameConstraint { table, from, to } => {
                Op::RenameConstraint { table, from: to, to: from }
            }
            Op::CreateIndex { table, index } => Op::DropIndex {
                table,
                name: index.name.clone(),
                concurrently: index.concurrently,
                was: Some(Box::new(index)),
            },
            Op::DropIndex { table, name: _, concurrently, was } => {
                let mut index = *was.ok_or_else(unknown)?;
                index.concurrently = concurrently;
                Op::CreateIndex { table, index }
            }
            Op::RenameIndex { table, from, to } => Op::RenameIndex { table, from: to, to: from },
            Op::CreateObject { object } => {
                Op::DropObject { id: object.id.clone(), was: Some(Box::new(object)) }
            }
            Op::DropObject { id: _, was } => Op::CreateObject { object: *was.ok_or_else(unknown)? },
            Op::ReplaceObject { to, was } => {
                Op::ReplaceObject { to: *was.ok_or_else(unknown)?, was: Some(Box::new(to)) }
            }
            Op::RenameObject { from, to } => Op::RenameObject {
                from: ObjectId { name: from.name.sibling(to), ..from.clone() },
                to: from.name.name,
            },
            Op::SetObjectComment { id, was, to } => Op::SetObjectComment { id, was: to, to: was },
        })
    }
}

impl super::EnumUse {
    /// The same column on the way back.
    fn inverse(self) -> Self {
        let Self { table, column, array, default_was, default_to } = self;
        Self { table, column, array, default_was: default_to, default_to: default_was }
    }
}

impl super::EnumPosition {
    /// Puts a value into the list at this position; at the end where the neighbour is missing.
    pub fn insert(&self, values: &mut Vec<String>, value: String) {
        let place = |neighbour: &String| values.iter().position(|v| v == neighbour);
        let at = match self {
            Self::Last => None,
            Self::Before(neighbour) => place(neighbour),
            Self::After(neighbour) => place(neighbour).map(|at| at + 1),
        };
        values.insert(at.unwrap_or(values.len()), value);
    }
}

/// A value that rows got in place of a removed one goes back to that one, but only where it is new
/// itself: a value that was there before may have been in the rows before.
fn mapping_back(was: &EnumType, mapping: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut back = BTreeMap::new();
    for (removed, given) in mapping {
        if !was.values.contains(&given) {
            back.entry(given).or_insert(removed);
        }
    }
    back
}
