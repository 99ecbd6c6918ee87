use super::{missing, object, partition, slot, table_ref};
use crate::name::{Ident, QName};
use crate::schema::{Reference, Schema, SettingKey, Table};

pub(super) fn create_schema(schema: &mut Schema, name: &str) -> Result<(), String> {
    if schema.namespaces.insert(name.to_owned()) {
        Ok(())
    } else {
        Err(format!("there is a schema {} already", Ident(name)))
    }
}

pub(super) fn comment_schema(
    schema: &mut Schema,
    name: &str,
    was: Option<&String>,
    to: Option<&String>,
) -> Result<(), String> {
    if !schema.namespaces.contains(name) {
        return Err(format!("schema {} does not exist", Ident(name)));
    }
    if schema.namespace_comments.get(name) != was {
        return Err("what is there is not what the change expects".to_owned());
    }
    schema.namespace_comments.remove(name);
    schema.namespace_comments.extend(to.map(|text| (name.to_owned(), text.clone())));
    Ok(())
}

pub(super) fn drop_schema(schema: &mut Schema, name: &str) -> Result<(), String> {
    let lives_here = |object: &QName| object.schema.as_deref() == Some(name);
    if let Some(object) = schema.tables.keys().chain(schema.enums.keys()).find(|n| lives_here(n)) {
        return Err(format!("{object} is in it"));
    }
    if let Some(object) = schema.objects.keys().find(|id| id.schema() == Some(name)) {
        return Err(format!("{object} is in it"));
    }
    schema.namespace_comments.remove(name);
    if schema.namespaces.remove(name) {
        Ok(())
    } else {
        Err(format!("schema {} does not exist", Ident(name)))
    }
}

pub(super) fn create(schema: &mut Schema, table: &Table) -> Result<(), String> {
    if !table.foreign_keys.is_empty() || !table.indexes.is_empty() {
        return Err("its foreign keys and indexes must be changes of their own".to_owned());
    }
    let table = &schema.with_inherited(table);
    for parent in table.parents() {
        table_ref(schema, &parent)?;
    }
    slot::namespace_exists(schema, &table.name)?;
    slot::type_is_free(schema, &table.name)?;
    for name in slot::relations(table) {
        slot::relation_is_free(schema, &name)?;
    }
    let mut names: Vec<_> = table.columns.iter().map(|c| &c.name).collect();
    names.sort();
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err("it has two columns of one name".to_owned());
    }
    if let Some(partition) = table.partition()
        && !table_ref(schema, &partition.of)?.settings.contains_key(&SettingKey::PartitionBy)
    {
        return Err(format!("table {} is not partitioned", partition.of));
    }
    let stray = table.settings.iter().find(|(key, value)| !table.has_subject(key, value));
    if let Some((key, _)) = stray {
        return Err(format!("{} is about what it does not have", key.describe()));
    }
    schema.tables.insert(table.name.clone(), table.clone());
    Ok(())
}

pub(super) fn drop(schema: &mut Schema, name: &QName, was: Option<&Table>) -> Result<(), String> {
    let found = table_ref(schema, name)?;
    let references = |table: &&Table| {
        table.name != *name && table.foreign_keys.values().any(|k| k.references == *name)
    };
    if let Some(table) = schema.tables.values().find(references) {
        return Err(format!("table {} references it", table.name));
    }
    if let Some(was) = was
        && !same(found, &schema.with_inherited(was))
    {
        return Err("it is not what the change expects".to_owned());
    }
    if let Some(partition) = partition::below(schema, name).first() {
        return Err(format!("table {partition} is a partition of it"));
    }
    if let Some(heir) = schema.heirs(name).first() {
        return Err(format!("table {heir} inherits from it"));
    }
    object::is_free(schema, &Reference::Table(name.clone()))?;
    let owned = super::setting::owned_sequences(table_ref(schema, name)?, None);
    schema.objects.retain(|id, _| !owned.contains(id));
    schema.tables.remove(name);
    object::without_relation(schema, name);
    Ok(())
}

/// Equality but for the order of the columns, which a column dropped and added again changes.
fn same(one: &Table, other: &Table) -> bool {
    let sorted = |table: &Table| {
        let mut table = table.clone();
        table.columns.sort_by(|a, b| a.name.cmp(&b.name));
        table
    };
    one == other || sorted(one) == sorted(other)
}

/// RENAME and SET SCHEMA: the indexes go with the table, foreign keys to it follow.
pub(super) fn rename(schema: &mut Schema, from: &QName, to: &QName) -> Result<(), String> {
    let found = table_ref(schema, from)?;
    slot::namespace_exists(schema, to)?;
    slot::type_is_free(schema, to)?;
    slot::relation_is_free(schema, to)?;
    if from.schema != to.schema {
        for index in slot::index_names(found) {
            slot::relation_is_free(schema, &to.sibling(index))?;
        }
    }
    // The sequences that its columns own go with the table.
    for id in super::setting::owned_sequences(table_ref(schema, from)?, None) {
        if let Some(mut object) = schema.objects.remove(&id) {
            object.id.name.schema.clone_from(&to.schema);
            schema.objects.insert(object.id.clone(), object);
        }
    }
    let mut table = schema.tables.remove(from).ok_or_else(|| missing("table", from))?;
    table.name = to.clone();
    table.forget_what_is_by_itself();
    schema.tables.insert(to.clone(), table);
    for table in schema.tables.values_mut() {
        for key in table.foreign_keys.values_mut() {
            if key.references == *from {
                key.references = to.clone();
            }
        }
        table.rename_parents(|parent| (parent == from).then(|| to.clone()));
    }
    object::move_relation(schema, from, to);
    Ok(())
}
