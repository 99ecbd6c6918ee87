//! What a change of a table does to those that inherit from it, and who inherits from whom.

use std::collections::BTreeSet;

use super::{table_mut, table_ref};
use crate::name::{Ident, QName};
use crate::schema::{Check, Column, Schema, SettingKey, inherit};

/// INHERIT and NO INHERIT.
pub(super) fn set(
    schema: &mut Schema,
    name: &QName,
    was: Option<&str>,
    to: Option<&str>,
) -> Result<(), String> {
    let table = table_ref(schema, name)?;
    let were = table.parents();
    let expected = was.map(inherit::parents).unwrap_or_default();
    // In which order they stand is nothing that a change says.
    if were.iter().collect::<BTreeSet<_>>() != expected.iter().collect() {
        return Err("what is there is not what the change expects".to_owned());
    }
    let are = to.map(inherit::parents).unwrap_or_default();
    for parent in are.iter().filter(|parent| !were.contains(parent)) {
        let parent = table_ref(schema, parent)?;
        if *name == parent.name || schema.heirs(name).contains(&parent.name) {
            return Err(format!("table {} inherits from {name}", parent.name));
        }
        for column in &parent.columns {
            let own = table.column(&column.name);
            if own.is_none_or(|own| own.ty != column.ty) {
                let column = Ident(&column.name);
                return Err(format!("it has no column {column} as {} has it", parent.name));
            }
        }
        for name in schema.checks_of_children(parent).keys() {
            if !table.checks.contains_key(name) && schema.inherited_check(table, name).is_none() {
                return Err(format!("it has no check {} as {} has it", Ident(name), parent.name));
            }
        }
    }
    // The checks of a parent that is left stay.
    let stay = |name: &&QName| are.contains(name);
    let remaining = were.iter().filter(stay).filter_map(|name| schema.tables.get(name));
    let remaining: Vec<String> =
        remaining.flat_map(|parent| schema.checks_of_children(parent).into_keys()).collect();
    let leave = were.iter().filter(|name| !stay(name));
    let kept: Vec<Check> = leave
        .filter_map(|name| schema.tables.get(name))
        .flat_map(|parent| schema.checks_of_children(parent).into_values())
        .filter(|check| !remaining.contains(&check.name))
        .collect();
    let still: Vec<String> = are
        .iter()
        .filter_map(|parent| schema.tables.get(parent))
        .flat_map(|parent| parent.columns.iter().map(|column| column.name.clone()))
        .collect();
    let table = table_mut(schema, name)?;
    // What no parent has any more is its own.
    table.settings.remove(&SettingKey::Inherits);
    table.settings.retain(|key, _| match key.column_inherited() {
        Some(column) => still.iter().any(|name| name == column),
        None => true,
    });
    for check in kept {
        table.checks.entry(check.name.clone()).or_insert(check);
    }
    table.settings.extend(to.map(|text| (SettingKey::Inherits, text.to_owned())));
    Ok(())
}

/// ADD COLUMN reaches the children that do not have it.
pub(super) fn add_column(schema: &mut Schema, table: &QName, column: &str) -> Result<(), String> {
    for heir in schema.heirs(table) {
        let child = table_ref(schema, &heir)?;
        if child.column(column).is_some() {
            continue;
        }
        let Some(inherited) = schema.inherited_column(child, column) else { continue };
        let child = table_mut(schema, &heir)?;
        child.columns.push(inherited);
        let key = SettingKey::ColumnInherited(column.to_owned());
        child.settings.insert(key, SettingKey::ON.to_owned());
    }
    Ok(())
}

/// The children that have lost a column with their parent.
pub(super) fn losing(schema: &Schema, table: &QName, column: &str) -> Vec<QName> {
    let loses = |heir: &QName| {
        let child = schema.tables.get(heir);
        child.is_some_and(|child| {
            child.only_inherits(column) && schema.inherited_column(child, column).is_none()
        })
    };
    schema.heirs(table).into_iter().filter(|heir| loses(heir)).collect()
}

/// A change of a column reaches all children that have it.
pub(super) fn change_column(
    schema: &mut Schema,
    table: &QName,
    column: &str,
    change: impl Fn(&mut Column, bool),
) -> Result<(), String> {
    for heir in schema.heirs(table) {
        let child = table_mut(schema, &heir)?;
        let key = child.primary_key.as_ref();
        let in_key = key.is_some_and(|key| key.columns.iter().any(|name| name == column));
        if let Some(column) = child.column_mut(column) {
            change(column, in_key);
        }
    }
    Ok(())
}

/// A setting of a column reaches all children that have it.
pub(super) fn change_setting(
    schema: &mut Schema,
    table: &QName,
    key: &SettingKey,
    to: Option<&str>,
) -> Result<(), String> {
    for heir in schema.heirs(table) {
        let child = table_mut(schema, &heir)?;
        if child.has_subject(key, "") {
            child.settings.remove(key);
            child.settings.extend(to.map(|to| (key.clone(), to.to_owned())));
        }
    }
    Ok(())
}
