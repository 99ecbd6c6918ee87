use std::collections::BTreeMap;

use super::rename_types;
use crate::name::{Ident, QName};
use crate::op::expression;
use crate::schema::{
    ColumnValue, Expr, Home, IndexKey, Object, ObjectId, Reference, Schema, Table,
};

/// ALTER SCHEMA … RENAME TO: all that is in it, and every text that names it, follows.
pub(super) fn rename(schema: &mut Schema, from: &str, to: &str) -> Result<(), String> {
    if schema.namespaces.contains(to) {
        return Err(format!("there is a schema {} already", Ident(to)));
    }
    if !schema.namespaces.remove(from) {
        return Err(format!("schema {} does not exist", Ident(from)));
    }
    schema.namespaces.insert(to.to_owned());
    if let Some(comment) = schema.namespace_comments.remove(from) {
        schema.namespace_comments.insert(to.to_owned(), comment);
    }
    let enums = std::mem::take(&mut schema.enums);
    for mut ty in enums.into_values() {
        moved(&mut ty.name, from, to);
        schema.enums.insert(ty.name.clone(), ty);
    }
    let tables = std::mem::take(&mut schema.tables);
    schema.tables = tables
        .into_values()
        .map(|mut table| {
            rename_in(&mut table, from, to);
            (table.name.clone(), table)
        })
        .collect::<BTreeMap<QName, Table>>();
    let objects = std::mem::take(&mut schema.objects);
    for mut object in objects.into_values() {
        move_object(&mut object.id, from, to);
        move_texts(&mut object, from, to);
        let needs = std::mem::take(&mut object.needs);
        object.needs = needs.into_iter().map(|need| move_need(need, from, to)).collect();
        schema.objects.insert(object.id.clone(), object);
    }
    Ok(())
}

/// The server prints its texts under the new name. The body of a routine is a string, which it leaves
/// as it is: where that speaks of the schema, the change that replaces it says so anew.
fn move_texts(object: &mut Object, from: &str, to: &str) {
    let Object { id: _, definition, shape, comment: _, grants, needs: _ } = object;
    for (at, command) in definition.iter_mut().enumerate() {
        let body = if at == 0 { command.find("\nAS $") } else { None };
        let (said, body) = command.split_at(body.unwrap_or(command.len()));
        *command = format!("{}{body}", expression::rename_schema(said, from, to));
    }
    *shape = expression::rename_schema(shape, from, to);
    for grant in grants {
        *grant = expression::rename_schema(grant, from, to);
    }
}

fn move_object(id: &mut ObjectId, from: &str, to: &str) {
    moved(&mut id.name, from, to);
    id.relation.iter_mut().for_each(|name| moved(name, from, to));
    id.signature = expression::rename_schema(&id.signature, from, to);
    if id.kind.home() == Home::Privilege {
        id.signature = named_in_privileges(&id.signature, from, to);
    }
}

/// Privileges name a schema itself, behind its kind.
fn named_in_privileges(text: &str, from: &str, to: &str) -> String {
    let (from, to) = (Ident(from).to_string(), Ident(to).to_string());
    if text == format!("SCHEMA {from}") {
        return format!("SCHEMA {to}");
    }
    text.replace(&format!(" IN SCHEMA {from} ON "), &format!(" IN SCHEMA {to} ON "))
}

fn move_need(mut need: Reference, from: &str, to: &str) -> Reference {
    match &mut need {
        Reference::Schema(name) if name == from => to.clone_into(name),
        Reference::Schema(_) => {}
        Reference::Enum(name)
        | Reference::Table(name)
        | Reference::Column(name, _)
        | Reference::Constraint(name, _) => moved(name, from, to),
        Reference::Object(id) => move_object(id, from, to),
    }
    need
}

fn moved(name: &mut QName, from: &str, to: &str) {
    if name.schema.as_deref() == Some(from) {
        name.schema = Some(to.to_owned());
    }
}

fn rename_in(table: &mut Table, from: &str, to: &str) {
    let new = |old: &QName| {
        (old.schema.as_deref() == Some(from)).then(|| QName::in_schema(to, &old.name))
    };
    let text = |expr: &mut Expr| expr.0 = expression::rename_schema(&expr.0, from, to);
    moved(&mut table.name, from, to);
    rename_types(table, new, |_, _| None);
    for column in &mut table.columns {
        column.ty.collation.iter_mut().for_each(|name| moved(name, from, to));
        match &mut column.value {
            ColumnValue::Default(expr)
            | ColumnValue::Generated(expr)
            | ColumnValue::Virtual(expr) => text(expr),
            ColumnValue::None | ColumnValue::Identity(_) => {}
        }
    }
    table.checks.values_mut().for_each(|check| text(&mut check.expression));
    table.excludes.values_mut().for_each(|exclude| text(&mut exclude.definition));
    table.foreign_keys.values_mut().for_each(|key| moved(&mut key.references, from, to));
    table.rename_parents(new);
    for index in table.indexes.values_mut() {
        index.predicate.iter_mut().for_each(text);
        for part in &mut index.columns {
            part.collation.iter_mut().for_each(|name| moved(name, from, to));
            part.operator_class.iter_mut().for_each(|name| moved(name, from, to));
            match &mut part.key {
                IndexKey::Column(_) => {}
                IndexKey::Expression(expr) => text(expr),
            }
        }
    }
}
