//! The spellings that need no server. Pure.

use crate::dialect::postgres::{sequence, types};
use crate::name::Ident;
use crate::schema::{
    Column, ColumnValue, EnumType, Index, NullsOrder, Schema, SettingKey, SortOrder, Table,
};

/// The schema with everything that PostgreSQL itself implies.
pub(super) fn tidy(declared: &Schema, default_schema: &str) -> Schema {
    let mut schema = declared.clone();
    schema.namespaces.remove(default_schema);
    schema.namespace_comments.retain(|name, text| name != default_schema && !text.is_empty());
    for ty in schema.enums.values_mut() {
        let EnumType { name: _, values: _, comment } = ty;
        no_empty(comment);
    }
    let enums: Vec<String> = schema
        .enums
        .keys()
        .filter(|name| name.schema.is_none())
        .map(|name| Ident(&name.name).to_string())
        .collect();
    for table in schema.tables.values_mut() {
        tidy_table(table, &enums, &format!("{}.", Ident(default_schema)));
    }
    schema
}

fn tidy_table(table: &mut Table, enums: &[String], default_schema: &str) {
    no_empty(&mut table.comment);
    let keys = table.primary_key.as_ref().map(|key| key.columns.clone()).unwrap_or_default();
    for column in &mut table.columns {
        tidy_column(column, keys.contains(&column.name));
        // An enum type of the default schema goes without its schema.
        if let Some(rest) = column.ty.name.strip_prefix(default_schema)
            && enums.iter().any(|name| name == rest.strip_suffix("[]").unwrap_or(rest))
        {
            column.ty.name = rest.to_owned();
        }
    }
    for index in table.indexes.values_mut() {
        tidy_index(index);
    }
    for exclude in table.excludes.values_mut() {
        let text = exclude.definition.0.trim();
        let text = text.strip_prefix("EXCLUDE ").unwrap_or(text).to_owned();
        exclude.definition.0 = text;
    }
    let columns = &table.columns;
    table.settings.retain(|key, value| match key {
        // What the type has itself is no setting.
        SettingKey::ColumnStorage(name) => {
            let column = columns.iter().find(|column| column.name == *name);
            column.is_none_or(|column| types::storage(&column.ty.name) != Some(value))
        }
        SettingKey::ColumnCompression(_) => value != "default",
        SettingKey::ConstraintComment(_) | SettingKey::IndexComment(_) => !value.is_empty(),
        SettingKey::Tablespace | SettingKey::IndexTablespace(_) => value != "pg_default",
        SettingKey::AccessMethod => value != "heap",
        SettingKey::RowSecurity
        | SettingKey::ForceRowSecurity
        | SettingKey::Unlogged
        | SettingKey::Options
        | SettingKey::PartitionBy
        | SettingKey::PartitionOf
        | SettingKey::PartitionIndex(_)
        | SettingKey::Inherits
        | SettingKey::ReplicaIdentity
        | SettingKey::ClusterOn
        | SettingKey::ColumnStatistics(_)
        | SettingKey::ColumnOptions(_)
        | SettingKey::IndexOptions(_)
        | SettingKey::ColumnSequence(_)
        | SettingKey::ColumnInherited(_)
        | SettingKey::IdentitySequence(_)
        | SettingKey::IndexStatistics(..) => true,
    });
}

fn tidy_column(column: &mut Column, in_key: bool) {
    no_empty(&mut column.comment);
    column.ty.name = types::canonical(&column.ty.name);
    if let ColumnValue::Identity(identity) = &mut column.value {
        column.nullable = false;
        identity.options = sequence::without_defaults(identity.options, &column.ty.name);
    }
    if in_key {
        column.nullable = false;
    }
}

fn tidy_index(index: &mut Index) {
    for column in &mut index.columns {
        let default = match column.order {
            SortOrder::Asc => NullsOrder::Last,
            SortOrder::Desc => NullsOrder::First,
        };
        column.nulls = column.nulls.filter(|nulls| *nulls != default);
    }
}

/// The empty comment is none.
fn no_empty(comment: &mut Option<String>) {
    if comment.as_deref() == Some("") {
        *comment = None;
    }
}
