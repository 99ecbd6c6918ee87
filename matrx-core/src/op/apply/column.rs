use super::{
    column_mut, inherit, no_column, object, partition, replace, setting, table_mut, table_ref,
};
use crate::name::{Ident, QName};
use crate::op::expression;
use crate::schema::{Column, ColumnType, ColumnValue, IndexKey, Reference, Schema, Table};

pub(super) fn add(schema: &mut Schema, name: &QName, column: &Column) -> Result<(), String> {
    let table = table_mut(schema, name)?;
    if table.column(&column.name).is_some() {
        return Err("the column exists already".to_owned());
    }
    if let Some(expr) = column.value.generated() {
        let known = |other: &&Column| expression::mentions_column(&expr.0, &other.name);
        if let Some(other) = table.columns.iter().filter(known).find(|c| is_generated(c)) {
            return Err(format!("its expression mentions {}, generated too", Ident(&other.name)));
        }
    }
    table.columns.push(column.clone());
    inherit::add_column(schema, name, &column.name)
}

fn is_generated(column: &Column) -> bool {
    matches!(column.value, ColumnValue::Generated(_) | ColumnValue::Virtual(_))
}

/// What in the schema uses a column. A change that carries the column must have removed it before,
/// or the way back would not restore it.
fn user_of(schema: &Schema, table: &Table, column: &str) -> Option<String> {
    let has = |list: &[String]| list.iter().any(|name| name == column);
    let says = |text: &str| expression::mentions_column(text, column);
    if let Some(key) = table.primary_key.iter().find(|key| has(&key.columns) || has(&key.include)) {
        return Some(format!("primary key {}", Ident(&key.name)));
    }
    if let Some(unique) =
        table.uniques.values().find(|unique| has(&unique.columns) || has(&unique.include))
    {
        return Some(format!("unique constraint {}", Ident(&unique.name)));
    }
    if let Some(check) = table.checks.values().find(|check| says(&check.expression.0)) {
        return Some(format!("check {}", Ident(&check.name)));
    }
    if let Some(exclude) = table.excludes.values().find(|exclude| says(&exclude.definition.0)) {
        return Some(format!("exclusion constraint {}", Ident(&exclude.name)));
    }
    if let Some(key) = table.foreign_keys.values().find(|key| has(&key.columns)) {
        return Some(format!("foreign key {}", Ident(&key.name)));
    }
    let referencing = schema
        .tables
        .values()
        .flat_map(|other| other.foreign_keys.values())
        .find(|key| key.references == table.name && has(&key.referenced_columns));
    if let Some(key) = referencing {
        return Some(format!("foreign key {}", Ident(&key.name)));
    }
    let index = table.indexes.values().find(|index| {
        has(&index.include)
            || index.predicate.as_ref().is_some_and(|p| says(&p.0))
            || index.columns.iter().any(|part| match &part.key {
                IndexKey::Column(name) => name == column,
                IndexKey::Expression(expr) => says(&expr.0),
            })
    });
    index.map(|index| format!("index {}", Ident(&index.name)))
}

fn generated_from<'a>(table: &'a Table, column: &str) -> Option<&'a Column> {
    let speaks = |other: &&Column| {
        other.value.generated().is_some_and(|expr| expression::mentions_column(&expr.0, column))
    };
    table.columns.iter().find(speaks)
}

pub(super) fn drop(
    schema: &mut Schema,
    table: &QName,
    name: &str,
    was: Option<&Column>,
) -> Result<(), String> {
    let found = table_ref(schema, table)?;
    let column = found.column(name).ok_or_else(|| no_column(table, name))?;
    if let Some(other) = generated_from(found, name).filter(|other| other.name != name) {
        return Err(format!("column {} is generated from it", Ident(&other.name)));
    }
    if let Some(was) = was {
        if was != column {
            return Err("it is not what the change expects".to_owned());
        }
        object::is_free(schema, &Reference::Column(table.clone(), name.to_owned()))?;
        if let Some(user) = user_of(schema, found, name) {
            return Err(format!("{user} uses it and must be dropped before"));
        }
    }
    let owned = setting::owned_sequences(table_ref(schema, table)?, Some(name));
    schema.objects.retain(|id, _| !owned.contains(id));
    let table = table_mut(schema, table)?;
    setting::drop_of_column(table, name, was.is_some())?;
    let has = |list: &[String]| list.iter().any(|column| column == name);
    table.columns.retain(|column| column.name != name);
    table.primary_key.take_if(|key| has(&key.columns) || has(&key.include));
    table.uniques.retain(|_, unique| !has(&unique.columns) && !has(&unique.include));
    table.excludes.retain(|_, exclude| !expression::mentions_column(&exclude.definition.0, name));
    table.foreign_keys.retain(|_, key| !has(&key.columns));
    table.checks.retain(|_, check| !expression::mentions_column(&check.expression.0, name));
    table.indexes.retain(|_, index| {
        !has(&index.include)
            && !index.predicate.as_ref().is_some_and(|p| expression::mentions_column(&p.0, name))
            && !index.columns.iter().any(|part| match &part.key {
                IndexKey::Column(column) => column == name,
                IndexKey::Expression(expr) => expression::mentions_column(&expr.0, name),
            })
    });
    setting::drop_stale(table);
    let name_of_table = table.name.clone();
    for heir in inherit::losing(schema, &name_of_table, name) {
        // A parent between has taken it along.
        if table_ref(schema, &heir)?.column(name).is_some() {
            drop(schema, &heir, name, None)?;
        }
    }
    Ok(())
}

/// RENAME COLUMN, which reaches the children.
pub(super) fn rename(
    schema: &mut Schema,
    table: &QName,
    from: &str,
    to: &str,
) -> Result<(), String> {
    rename_in(schema, table, from, to)?;
    for heir in schema.heirs(table) {
        if table_ref(schema, &heir)?.column(from).is_some() {
            rename_in(schema, &heir, from, to)?;
        }
    }
    Ok(())
}

fn rename_in(schema: &mut Schema, table: &QName, from: &str, to: &str) -> Result<(), String> {
    let found = table_mut(schema, table)?;
    if found.column(to).is_some() {
        return Err(format!("table {table} has a column {} already", Ident(to)));
    }
    if found.column(from).is_none() {
        return Err(no_column(table, from));
    }
    let name = |column: &str| (column == from).then(|| to.to_owned());
    rename_columns(found, name);
    found.forget_what_is_by_itself();
    for partition in partition::below(schema, table) {
        rename_columns(table_mut(schema, &partition)?, name);
    }
    for key in schema.tables.values_mut().flat_map(|other| other.foreign_keys.values_mut()) {
        if key.references == *table {
            rename_list(&mut key.referenced_columns, name);
        }
    }
    let column = |name: &str| Reference::Column(table.clone(), name.to_owned());
    let from = column(from);
    object::change_needs(schema, |reference| (*reference == from).then(|| column(to)));
    Ok(())
}

/// A table's columns, and all in it that mentions them, under other names at once.
pub(crate) fn rename_columns(table: &mut Table, name: impl Fn(&str) -> Option<String> + Copy) {
    let text = |expr: &mut crate::schema::Expr| expr.0 = expression::rename_columns(&expr.0, name);
    for column in &mut table.columns {
        if let Some(new) = name(&column.name) {
            column.name = new;
        }
        if let Some(expr) = column.value.generated_mut() {
            text(expr);
        }
    }
    setting::rename_column(table, name);
    if let Some(key) = &mut table.primary_key {
        rename_list(&mut key.columns, name);
        rename_list(&mut key.include, name);
    }
    for unique in table.uniques.values_mut() {
        rename_list(&mut unique.columns, name);
        rename_list(&mut unique.include, name);
    }
    table.excludes.values_mut().for_each(|exclude| text(&mut exclude.definition));
    table.checks.values_mut().for_each(|check| text(&mut check.expression));
    for key in table.foreign_keys.values_mut() {
        rename_list(&mut key.columns, name);
        rename_list(&mut key.set_columns, name);
    }
    for index in table.indexes.values_mut() {
        rename_list(&mut index.include, name);
        index.predicate.iter_mut().for_each(text);
        for part in &mut index.columns {
            match &mut part.key {
                IndexKey::Column(column) => {
                    if let Some(new) = name(column) {
                        *column = new;
                    }
                }
                IndexKey::Expression(expr) => text(expr),
            }
        }
    }
}

/// A list of columns under other names.
pub(crate) fn rename_list(list: &mut [String], name: impl Fn(&str) -> Option<String>) {
    for column in list {
        if let Some(new) = name(column) {
            *column = new;
        }
    }
}

pub(super) fn alter_type(
    schema: &mut Schema,
    table: &QName,
    name: &str,
    was: Option<&ColumnType>,
    to: &ColumnType,
) -> Result<(), String> {
    if let Some(other) = generated_from(table_ref(schema, table)?, name) {
        return Err(format!("column {} is generated from it", Ident(&other.name)));
    }
    setting::reset_with_type(table_mut(schema, table)?, name, was.is_some())?;
    object::is_free(schema, &Reference::Column(table.clone(), name.to_owned()))?;
    let column = column_mut(schema, table, name)?;
    let was = was.cloned().unwrap_or_else(|| column.ty.clone());
    replace(&mut column.ty, &was, to)?;
    inherit::change_column(schema, table, name, |column, _| column.ty.clone_from(to))
}

pub(super) fn set_nullable(
    schema: &mut Schema,
    table: &QName,
    name: &str,
    to: bool,
) -> Result<(), String> {
    let found = table_mut(schema, table)?;
    let in_key =
        found.primary_key.as_ref().is_some_and(|key| key.columns.iter().any(|c| c == name));
    let column = found.column_mut(name).ok_or_else(|| no_column(table, name))?;
    if to && in_key {
        return Err("it is in the primary key".to_owned());
    }
    if to && matches!(column.value, ColumnValue::Identity(_)) {
        return Err("it is an identity column".to_owned());
    }
    replace(&mut column.nullable, &!to, &to)?;
    inherit::change_column(schema, table, name, |column, in_key| {
        column.nullable = to && !in_key && !matches!(column.value, ColumnValue::Identity(_));
    })
}

pub(super) fn set_value(
    schema: &mut Schema,
    table: &QName,
    name: &str,
    was: Option<&ColumnValue>,
    to: &ColumnValue,
) -> Result<(), String> {
    if !matches!(to, ColumnValue::Identity(_)) {
        setting::drop_of_identity(table_mut(schema, table)?, name, was.is_some())?;
    }
    let column = column_mut(schema, table, name)?;
    if matches!(to, ColumnValue::Generated(_) | ColumnValue::Virtual(_)) {
        return Err("an existing column cannot become a generated one".to_owned());
    }
    if matches!(to, ColumnValue::Identity(_)) && column.nullable {
        return Err("an identity column must be NOT NULL before".to_owned());
    }
    if matches!(column.value, ColumnValue::Virtual(_)) {
        return Err("a column that is not stored cannot become another one".to_owned());
    }
    let was = was.cloned().unwrap_or_else(|| column.value.clone());
    replace(&mut column.value, &was, to)?;
    // An identity is the table's own.
    if matches!(to, ColumnValue::Identity(_)) || matches!(was, ColumnValue::Identity(_)) {
        return Ok(());
    }
    inherit::change_column(schema, table, name, |column, _| {
        if !matches!(column.value, ColumnValue::Identity(_)) {
            column.value.clone_from(to);
        }
    })
}
