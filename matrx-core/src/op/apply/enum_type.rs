use std::collections::BTreeMap;

use super::{column_mut, missing, object, slot};
use crate::name::{Ident, Literal, QName};
use crate::op::expression::{element_type, is_type, rename_type};
use crate::op::{EnumPosition, EnumUse};
use crate::schema::{ColumnValue, EnumType, Expr, IndexKey, Reference, Schema, Table};

pub(super) fn create(schema: &mut Schema, ty: &EnumType) -> Result<(), String> {
    slot::namespace_exists(schema, &ty.name)?;
    slot::type_is_free(schema, &ty.name)?;
    schema.enums.insert(ty.name.clone(), ty.clone());
    Ok(())
}

pub(super) fn drop(
    schema: &mut Schema,
    name: &QName,
    was: Option<&EnumType>,
) -> Result<(), String> {
    for table in schema.tables.values() {
        if let Some(column) = table.columns.iter().find(|c| is_type(&c.ty.name, name)) {
            return Err(format!("column {} of {} has this type", Ident(&column.name), table.name));
        }
    }
    object::is_free(schema, &Reference::Enum(name.clone()))?;
    let found = schema.enums.remove(name).ok_or_else(|| missing("enum", name))?;
    expect(&found, was)
}

fn expect(found: &EnumType, was: Option<&EnumType>) -> Result<(), String> {
    match was {
        Some(was) if was != found => Err("it is not what the change expects".to_owned()),
        Some(_) | None => Ok(()),
    }
}

pub(super) fn rename(schema: &mut Schema, from: &QName, to: &str) -> Result<(), String> {
    let target = from.sibling(to);
    slot::type_is_free(schema, &target)?;
    let mut ty = schema.enums.remove(from).ok_or_else(|| missing("enum", from))?;
    ty.name = target.clone();
    schema.enums.insert(target.clone(), ty);
    for table in schema.tables.values_mut() {
        rename_types(table, |ty| (ty == from).then(|| target.clone()), |_, _| None);
    }
    let from = Reference::Enum(from.clone());
    object::change_needs(schema, |reference| {
        (*reference == from).then(|| Reference::Enum(target.clone()))
    });
    Ok(())
}

/// A table's types, and all expressions in it that mention them or their values, under other names.
pub(crate) fn rename_types(
    table: &mut Table,
    name: impl Fn(&QName) -> Option<QName> + Copy,
    value: impl Fn(&QName, &str) -> Option<String> + Copy,
) {
    let text = |expr: &mut Expr| expr.0 = rename_type(&expr.0, name, value);
    for column in &mut table.columns {
        let (element, _) = element_type(&column.ty.name);
        if let Some(new) = parse(element).and_then(|old| name(&old)) {
            let brackets = &column.ty.name[element.len()..];
            column.ty.name = format!("{new}{brackets}");
        }
        match &mut column.value {
            ColumnValue::Default(expr)
            | ColumnValue::Generated(expr)
            | ColumnValue::Virtual(expr) => text(expr),
            ColumnValue::None | ColumnValue::Identity(_) => {}
        }
    }
    table.checks.values_mut().for_each(|check| text(&mut check.expression));
    table.excludes.values_mut().for_each(|exclude| text(&mut exclude.definition));
    for index in table.indexes.values_mut() {
        index.predicate.iter_mut().for_each(text);
        for part in &mut index.columns {
            match &mut part.key {
                IndexKey::Column(_) => {}
                IndexKey::Expression(expr) => text(expr),
            }
        }
    }
}

/// The name that a type's text is; `None` where it is more than one name.
fn parse(text: &str) -> Option<QName> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let (part, after) = match rest.strip_prefix('"') {
            Some(quoted) => {
                let mut end = 0;
                loop {
                    end += quoted.get(end..)?.find('"')?;
                    if !quoted[end + 1..].starts_with('"') {
                        break;
                    }
                    end += 2;
                }
                (quoted[..end].replace("\"\"", "\""), &quoted[end + 1..])
            }
            None => {
                let end = rest.find('.').unwrap_or(rest.len());
                (rest[..end].to_owned(), &rest[end..])
            }
        };
        parts.push(part);
        match after.strip_prefix('.') {
            Some(next) => rest = next,
            None if after.is_empty() => break,
            None => return None,
        }
    }
    match parts.as_slice() {
        [name] => Some(QName::new(name)),
        [schema, name] => Some(QName::in_schema(schema, name)),
        _ => None,
    }
}

pub(super) fn add_value(
    schema: &mut Schema,
    name: &QName,
    value: &str,
    position: &EnumPosition,
    was: Option<&EnumType>,
) -> Result<(), String> {
    let ty = schema.enums.get_mut(name).ok_or_else(|| missing("enum", name))?;
    expect(ty, was)?;
    if ty.values.iter().any(|old| old == value) {
        return Err("it has this value already".to_owned());
    }
    match position {
        EnumPosition::Last => {}
        EnumPosition::Before(other) | EnumPosition::After(other) => has(ty, other)?,
    }
    position.insert(&mut ty.values, value.to_owned());
    Ok(())
}

fn has(ty: &EnumType, value: &str) -> Result<(), String> {
    if ty.values.iter().any(|own| own == value) {
        Ok(())
    } else {
        Err(format!("it has no value {}", Literal(value)))
    }
}

pub(super) fn rename_value(
    schema: &mut Schema,
    name: &QName,
    from: &str,
    to: &str,
) -> Result<(), String> {
    let ty = schema.enums.get_mut(name).ok_or_else(|| missing("enum", name))?;
    if ty.values.iter().any(|old| old == to) {
        return Err(format!("it has a value {} already", Literal(to)));
    }
    has(ty, from)?;
    for value in ty.values.iter_mut().filter(|value| *value == from) {
        to.clone_into(value);
    }
    for table in schema.tables.values_mut() {
        rename_types(
            table,
            |_| None,
            |ty, value| (ty == name && value == from).then(|| to.to_owned()),
        );
    }
    Ok(())
}

pub(super) fn replace(
    schema: &mut Schema,
    to: &EnumType,
    mapping: &BTreeMap<String, String>,
    uses: &[EnumUse],
    was: Option<&EnumType>,
) -> Result<(), String> {
    let ty = schema.enums.get_mut(&to.name).ok_or_else(|| missing("enum", &to.name))?;
    expect(ty, was)?;
    mapping.values().try_for_each(|value| has(to, value))?;
    to.values.clone_into(&mut ty.values);
    to.comment.clone_into(&mut ty.comment);
    let default = |text: &Option<String>| match text {
        Some(text) => ColumnValue::Default(Expr(text.clone())),
        None => ColumnValue::None,
    };
    for EnumUse { table, column, array: _, default_was, default_to } in uses {
        super::setting::reset_with_type(super::table_mut(schema, table)?, column, was.is_some())?;
        let found = column_mut(schema, table, column)?;
        super::replace(&mut found.value, &default(default_was), &default(default_to))?;
        if default_was.is_some() || default_to.is_some() {
            let value = default(default_to);
            super::inherit::change_column(schema, table, column, |column, _| {
                column.value.clone_from(&value);
            })?;
        }
    }
    let mut converted: Vec<(QName, String)> = Vec::new();
    for EnumUse { table, column, .. } in uses {
        converted.extend(schema.heirs(table).into_iter().map(|heir| (heir, column.clone())));
    }
    for table in schema.tables.values() {
        for column in table.columns.iter().filter(|c| is_type(&c.ty.name, &to.name)) {
            let listed = uses.iter().any(|u| u.table == table.name && u.column == column.name)
                || converted.iter().any(|(heir, own)| *heir == table.name && *own == column.name);
            if was.is_some() && !listed {
                return Err(format!(
                    "column {} of {} is not listed",
                    Ident(&column.name),
                    table.name
                ));
            }
        }
    }
    Ok(())
}
