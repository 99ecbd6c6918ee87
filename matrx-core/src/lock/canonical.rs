//! The text of a structure that is hashed: the lock's own lines, in an order that names alone decide,
//! without what is no part of the structure.

use std::collections::BTreeMap;

use super::{Lock, hash, object, write};
use crate::schema::{Column, Index, Object, Schema, Table};

/// The text. Structures between which there is no difference have the same one.
pub fn canonical_text(schema: &Schema) -> String {
    let schema = canonical(schema);
    write::body(&Lock { declared: schema.clone(), catalog: schema, ..Lock::default() })
}

/// The SHA-256 of [`canonical_text`], in hexadecimal.
pub fn canonical_hash(schema: &Schema) -> String {
    hash(&canonical_text(schema))
}

/// The structure without what is no difference: the columns' order, how an index is built, and what
/// only follows from an object's definition. Nor are the names of identities' sequences in it: who does
/// not name them has no opinion about them.
pub(crate) fn canonical(schema: &Schema) -> Schema {
    let Schema { namespaces, namespace_comments, enums, tables, objects } = schema;
    let of_table = |table: &Table| {
        let mut table = table.clone();
        table.columns.sort_by(|one, other| one.name.cmp(&other.name));
        table.indexes.values_mut().for_each(|index| index.concurrently = false);
        table.settings.retain(|key, _| !key.is_an_opinion());
        table
    };
    let of_object = |object: &Object| {
        let Object { id, definition, shape: _, comment, grants: _, needs: _ } = object;
        Object { comment: comment.clone(), ..Object::new(id.clone(), definition.clone()) }
    };
    Schema {
        namespaces: namespaces.clone(),
        namespace_comments: namespace_comments.clone(),
        enums: enums.clone(),
        tables: tables.iter().map(|(name, table)| (name.clone(), of_table(table))).collect(),
        objects: objects.iter().map(|(id, object)| (id.clone(), of_object(object))).collect(),
    }
}

/// The line of each constraint of a table, by its name.
pub(crate) fn constraints(table: &Table) -> BTreeMap<&str, String> {
    let mut lines = BTreeMap::new();
    lines.extend(table.primary_key.iter().map(|key| (key.name.as_str(), object::primary_key(key))));
    lines.extend(table.uniques.iter().map(|(name, one)| (name.as_str(), object::unique(one))));
    lines.extend(table.checks.iter().map(|(name, one)| (name.as_str(), object::check(one))));
    lines.extend(table.excludes.iter().map(|(name, one)| (name.as_str(), object::exclude(one))));
    let keys = table.foreign_keys.iter();
    lines.extend(keys.map(|(name, one)| (name.as_str(), object::foreign_key(one))));
    lines
}

/// The line of a column.
pub(crate) fn column(column: &Column) -> String {
    object::column(column)
}

/// The line of an index.
pub(crate) fn index(index: &Index) -> String {
    object::index(index)
}

/// The lines of a table's settings.
pub(crate) fn settings(table: &Table) -> Vec<String> {
    table.settings.iter().map(|(key, value)| object::setting(key, value)).collect()
}
