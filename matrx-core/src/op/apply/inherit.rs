//! What a change of a table does to those that inherit from it, and who inherits from whom.

use super::{table_mut, table_ref};
use crate::name::{Ident, QName};
use crate::schema::{Column, Schema, SettingKey, inherit};

/// INHERIT and NO INHERIT.
pub(super) fn set(
    schema: &mut Schema,
    name: &QName,
    was: Option<&str>,
    to: Option<&str>,
) -> Result<(), String> {
    let table = table_ref(schema, name)?;
    if table.settings.get(&SettingKey::Inherits).map(String::as_str) != was {
        return Err("what is there is not what the change expects".to_owned());
    }
    let were = table.parents();
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
    }
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
