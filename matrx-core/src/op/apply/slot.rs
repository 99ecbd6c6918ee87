//! Which names are taken. In PostgreSQL tables, indexes and the indexes behind constraints share one
//! set of names per schema; tables and types share another; the constraints of a table a third.

use crate::name::{Ident, QName};
use crate::schema::{ObjectId, Schema, Table};

/// The names that a table takes among its schema's relations: its own, its indexes', its keys'.
pub(crate) fn relations(table: &Table) -> impl Iterator<Item = QName> + '_ {
    std::iter::once(table.name.clone()).chain(index_names(table).map(|n| table.name.sibling(n)))
}

/// The indexes of a table, with those behind its keys.
pub(crate) fn index_names(table: &Table) -> impl Iterator<Item = &String> {
    let key = table.primary_key.iter().map(|key| &key.name);
    key.chain(table.uniques.keys()).chain(table.excludes.keys()).chain(table.indexes.keys())
}

/// The constraints of a table.
pub(crate) fn constraint_names(table: &Table) -> impl Iterator<Item = &String> {
    let key = table.primary_key.iter().map(|key| &key.name);
    key.chain(table.uniques.keys())
        .chain(table.checks.keys())
        .chain(table.excludes.keys())
        .chain(table.foreign_keys.keys())
}

/// Whether no table and no index has this name.
pub(super) fn relation_is_free(schema: &Schema, name: &QName) -> Result<(), String> {
    let taken = schema.tables.contains_key(name)
        || schema.objects.keys().any(|id| id.is_relation() && id.name == *name)
        || schema
            .tables
            .values()
            .filter(|table| table.name.schema == name.schema)
            .any(|table| index_names(table).any(|index| *index == name.name));
    if taken { Err(format!("there is a table or an index {name} already")) } else { Ok(()) }
}

/// Whether no table and no enum has this name.
pub(super) fn type_is_free(schema: &Schema, name: &QName) -> Result<(), String> {
    let object = |id: &ObjectId| (id.is_relation() || id.is_type()) && id.name == *name;
    if schema.tables.contains_key(name)
        || schema.enums.contains_key(name)
        || schema.objects.keys().any(object)
    {
        return Err(format!("there is a table or a type {name} already"));
    }
    Ok(())
}

/// Whether the table has no constraint of this name.
pub(super) fn constraint_is_free(table: &Table, name: &str) -> Result<(), String> {
    if constraint_names(table).any(|taken| taken == name) {
        return Err(format!("table {} has a constraint {} already", table.name, Ident(name)));
    }
    Ok(())
}

/// Whether the schema that a name stands in exists.
pub(super) fn namespace_exists(schema: &Schema, name: &QName) -> Result<(), String> {
    match &name.schema {
        Some(space) if !schema.namespaces.contains(space) => {
            Err(format!("schema {} does not exist", Ident(space)))
        }
        Some(_) | None => Ok(()),
    }
}
