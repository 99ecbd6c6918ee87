//! The meaning of a change in memory: [`Op::apply`]. It refuses what PostgreSQL refuses, so that a
//! wrong order shows without a server; where a change carries what it removes, that must be what
//! stands there.

mod column;
mod constraint;
mod enum_type;
mod inherit;
mod namespace;
mod object;
mod partition;
mod setting;
mod slot;
mod table;

pub(crate) use column::{rename_columns, rename_list};
pub(crate) use enum_type::rename_types;
pub(crate) use object::rename_collations;
pub(crate) use slot::{constraint_names, relations};
use thiserror::Error;

use super::Op;
use crate::name::{Ident, QName};
use crate::schema::{Column, Object, Schema, SettingKey, Table};

/// Why a change does not fit a schema.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("cannot {change}: {problem}")]
pub struct ApplyError {
    /// The change, as [`Op::describe`] says it.
    pub change: String,
    /// What is in its way.
    pub problem: String,
}

impl Op {
    /// Makes the change. On an error the schema is left as it was, or half changed where the change
    /// has several parts: a caller that goes on uses a copy.
    pub fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        self.change(schema).map_err(|problem| ApplyError { change: self.describe(), problem })
    }

    fn change(&self, schema: &mut Schema) -> Result<(), String> {
        match self {
            Op::CreateSchema { name } => table::create_schema(schema, name),
            Op::DropSchema { name } => table::drop_schema(schema, name),
            Op::RenameSchema { from, to } => namespace::rename(schema, from, to),
            Op::SetSchemaComment { name, was, to } => {
                table::comment_schema(schema, name, was.as_ref(), to.as_ref())
            }
            Op::CreateEnum { ty } => enum_type::create(schema, ty),
            Op::DropEnum { name, was } => enum_type::drop(schema, name, was.as_ref()),
            Op::RenameEnum { from, to } => enum_type::rename(schema, from, to),
            Op::AddEnumValue { name, value, position, was, uses: _ } => {
                enum_type::add_value(schema, name, value, position, was.as_ref())
            }
            Op::RenameEnumValue { name, from, to } => {
                enum_type::rename_value(schema, name, from, to)
            }
            Op::ReplaceEnum { to, mapping, uses, was } => {
                enum_type::replace(schema, to, mapping, uses, was.as_ref())
            }
            Op::SetEnumComment { name, was, to } => {
                let ty = schema.enums.get_mut(name).ok_or_else(|| missing("enum", name))?;
                replace(&mut ty.comment, was, to)
            }
            Op::CreateTable { table } => table::create(schema, table),
            Op::DropTable { name, was } => table::drop(schema, name, was.as_deref()),
            Op::RenameTable { from, to } => table::rename(schema, from, &from.sibling(to)),
            Op::MoveTable { from, to } => {
                let target = QName { schema: to.clone(), name: from.name.clone() };
                table::rename(schema, from, &target)
            }
            Op::SetTableComment { table, was, to } => {
                replace(&mut table_mut(schema, table)?.comment, was, to)
            }
            Op::SetTableSetting { table, key, was, to } => {
                let (was, to) = (was.as_deref(), to.as_deref());
                if *key == SettingKey::PartitionOf {
                    partition::set(schema, table, was, to)
                } else if *key == SettingKey::Inherits {
                    inherit::set(schema, table, was, to)
                } else {
                    setting::set(table_mut(schema, table)?, key, was, to)?;
                    if key.reaches_children() {
                        inherit::change_setting(schema, table, key, to)?;
                    }
                    if *key == SettingKey::Unlogged {
                        let owned = setting::owned_sequences(table_ref(schema, table)?, None);
                        let is_owned =
                            |one: &&mut Object| owned.contains(&one.id) || one.is_owned_by(table);
                        let sequences = schema.objects.values_mut().filter(is_owned);
                        sequences.for_each(|one| one.set_unlogged(to.is_some()));
                    }
                    Ok(())
                }
            }
            Op::AddColumn { table, column } => column::add(schema, table, column),
            Op::DropColumn { table, name, was } => {
                column::drop(schema, table, name, was.as_deref())
            }
            Op::RenameColumn { table, from, to } => column::rename(schema, table, from, to),
            Op::AlterColumnType { table, column, was, to, using: _ } => {
                column::alter_type(schema, table, column, was.as_ref(), to)
            }
            Op::SetNullable { table, column, to } => {
                column::set_nullable(schema, table, column, *to)
            }
            Op::SetColumnValue { table, column, was, to } => {
                column::set_value(schema, table, column, was.as_ref(), to)
            }
            Op::SetColumnComment { table, column, was, to } => {
                replace(&mut column_mut(schema, table, column)?.comment, was, to)
            }
            Op::AddPrimaryKey { table, key } => constraint::add_primary_key(schema, table, key),
            Op::DropPrimaryKey { table, name, was } => {
                constraint::drop_primary_key(schema, table, name, was.as_ref())
            }
            Op::AddUnique { table, unique } => constraint::add_unique(schema, table, unique),
            Op::DropUnique { table, name, was } => {
                constraint::drop_unique(schema, table, name, was.as_ref())
            }
            Op::AddCheck { table, check } => constraint::add_check(schema, table, check),
            Op::DropCheck { table, name, was } => {
                let table = table_mut(schema, table)?;
                setting::drop_of_constraint(table, name, was.is_some())?;
                take("check", &mut table.checks, name, was.as_ref())
            }
            Op::AddExclude { table, exclude } => constraint::add_exclude(schema, table, exclude),
            Op::DropExclude { table, name, was } => {
                let table = table_mut(schema, table)?;
                setting::drop_of_constraint(table, name, was.is_some())?;
                setting::drop_of_index(table, name, was.is_some())?;
                take("exclusion constraint", &mut table.excludes, name, was.as_ref())
            }
            Op::ValidateConstraint { table, name } => {
                constraint::validate(table_mut(schema, table)?, name)
            }
            Op::AddForeignKey { table, key } => constraint::add_foreign_key(schema, table, key),
            Op::DropForeignKey { table, name, was } => {
                let table = table_mut(schema, table)?;
                setting::drop_of_constraint(table, name, was.is_some())?;
                take("foreign key", &mut table.foreign_keys, name, was.as_ref())
            }
            Op::RenameConstraint { table, from, to } => constraint::rename(schema, table, from, to),
            Op::CreateIndex { table, index } => constraint::create_index(schema, table, index),
            Op::DropIndex { table, name, concurrently: _, was } => {
                constraint::drop_index(schema, table, name, was.as_deref())
            }
            Op::RenameIndex { table, from, to } => {
                constraint::rename_index(schema, table, from, to)
            }
            Op::CreateObject { object } => object::create(schema, object),
            Op::DropObject { id, was } => object::drop(schema, id, was.as_deref()),
            Op::ReplaceObject { to, was } => object::replace(schema, to, was.as_deref()),
            Op::RenameObject { from, to } => object::rename(schema, from, to),
            Op::SetObjectComment { id, was, to } => {
                let object =
                    schema.objects.get_mut(id).ok_or_else(|| format!("{id} does not exist"))?;
                replace(&mut object.comment, was, to)
            }
        }
    }
}

/// Makes all changes, in their order.
pub fn apply_all(ops: &[Op], schema: &mut Schema) -> Result<(), ApplyError> {
    ops.iter().try_for_each(|op| op.apply(schema))
}

fn missing(kind: &str, name: &QName) -> String {
    format!("{kind} {name} does not exist")
}

fn table_mut<'a>(schema: &'a mut Schema, name: &QName) -> Result<&'a mut Table, String> {
    schema.tables.get_mut(name).ok_or_else(|| missing("table", name))
}

fn table_ref<'a>(schema: &'a Schema, name: &QName) -> Result<&'a Table, String> {
    schema.tables.get(name).ok_or_else(|| missing("table", name))
}

fn column_mut<'a>(
    schema: &'a mut Schema,
    table: &QName,
    column: &str,
) -> Result<&'a mut Column, String> {
    table_mut(schema, table)?.column_mut(column).ok_or_else(|| no_column(table, column))
}

fn no_column(table: &QName, column: &str) -> String {
    format!("table {table} has no column {}", Ident(column))
}

fn replace<T: Clone + PartialEq>(place: &mut T, was: &T, to: &T) -> Result<(), String> {
    if place != was {
        return Err("what is there is not what the change expects".to_owned());
    }
    place.clone_from(to);
    Ok(())
}

fn take<T: PartialEq>(
    kind: &str,
    map: &mut std::collections::BTreeMap<String, T>,
    name: &str,
    was: Option<&T>,
) -> Result<(), String> {
    let found = map.remove(name).ok_or_else(|| format!("{kind} {} does not exist", Ident(name)))?;
    if was.is_some_and(|was| *was != found) {
        return Err(format!("{kind} {} is not what the change expects", Ident(name)));
    }
    Ok(())
}
