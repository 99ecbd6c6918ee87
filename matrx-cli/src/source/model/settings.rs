//! Settings beside the structure → entries of the attribute that says them.

use matrx_core::schema::{Schema, SettingKey, Table, options};

use super::attribute::Item;

/// What the struct's attribute says.
pub(super) fn of_table(table: &Table) -> Vec<Item> {
    let item = |(key, value): (&SettingKey, &String)| match key {
        SettingKey::RowSecurity => Some(Item::word("row_security")),
        SettingKey::ForceRowSecurity => Some(Item::word("force_row_security")),
        SettingKey::Unlogged => Some(Item::word("unlogged")),
        SettingKey::Options => Some(pairs("with", value)),
        SettingKey::Tablespace => Some(Item::text("tablespace", value)),
        SettingKey::AccessMethod => Some(Item::text("access_method", value)),
        SettingKey::PartitionBy => Some(Item::text("partition_by", value)),
        SettingKey::PartitionOf => Some(Item::text("partition_of", value)),
        SettingKey::Inherits => Some(Item::text("inherits", value)),
        SettingKey::PartitionIndex(automatic) => Some(Item::List(
            "partition_index",
            vec![Item::literal(automatic), Item::text("name", value)],
        )),
        SettingKey::ReplicaIdentity => Some(match key.named_index(value) {
            Some(index) => Item::List("replica_identity", vec![Item::text("index", index)]),
            None => Item::text("replica_identity", value),
        }),
        SettingKey::ClusterOn => Some(Item::text("cluster_on", value)),
        SettingKey::ColumnStorage(_)
        | SettingKey::ColumnCompression(_)
        | SettingKey::ColumnStatistics(_)
        | SettingKey::ColumnOptions(_)
        | SettingKey::ColumnSequence(_)
        | SettingKey::IdentitySequence(_)
        | SettingKey::ColumnInherited(_)
        | SettingKey::ConstraintComment(_)
        | SettingKey::IndexComment(_)
        | SettingKey::IndexOptions(_)
        | SettingKey::IndexTablespace(_)
        | SettingKey::IndexStatistics(..) => None,
    };
    table.settings.iter().filter_map(item).collect()
}

/// What a field's attribute says.
pub(super) fn of_column(table: &Table, column: &str, schema: &Schema) -> Vec<Item> {
    let text = |key: SettingKey| table.settings.get(&key);
    let name = || column.to_owned();
    let mut items = Vec::new();
    let is_inherited = table.only_inherits(column);
    items.extend(is_inherited.then(|| Item::word("inherited")));
    // How a parent stores its column is inherited too.
    let own = |key: SettingKey| {
        let of_parent = || schema.inherited_setting(table, &key);
        text(key.clone()).filter(|value| !is_inherited || of_parent() != Some(*value))
    };
    let storage = own(SettingKey::ColumnStorage(name()));
    items.extend(storage.map(|value| Item::text("storage", value)));
    let compression = own(SettingKey::ColumnCompression(name()));
    items.extend(compression.map(|value| Item::text("compression", value)));
    let statistics = text(SettingKey::ColumnStatistics(name()));
    items.extend(statistics.map(|value| Item::value("statistics", value)));
    items.extend(text(SettingKey::ColumnOptions(name())).map(|value| pairs("options", value)));
    items
}

/// The comment on a constraint.
pub(super) fn of_constraint(table: &Table, name: &str) -> Option<Item> {
    let comment = table.settings.get(&SettingKey::ConstraintComment(name.to_owned()));
    comment.map(|comment| Item::text("comment", comment))
}

/// What is said of a key and of its index.
pub(super) fn of_key(table: &Table, name: &str) -> Vec<Item> {
    let text = |key: SettingKey| table.settings.get(&key);
    let mut items: Vec<Item> = of_constraint(table, name).into_iter().collect();
    let comment = text(SettingKey::IndexComment(name.to_owned()));
    items.extend(comment.map(|comment| Item::text("index_comment", comment)));
    let options = text(SettingKey::IndexOptions(name.to_owned()));
    let tablespace = text(SettingKey::IndexTablespace(name.to_owned()));
    items.extend(of_storage(options, tablespace));
    items
}

/// The comment on an index that no constraint owns.
pub(super) fn of_index(table: &Table, name: &str) -> Option<Item> {
    let comment = table.settings.get(&SettingKey::IndexComment(name.to_owned()));
    comment.map(|comment| Item::text("comment", comment))
}

/// The statistics of a key of it, by its number from 1.
pub(super) fn of_index_key(table: &Table, name: &str, place: u16) -> Option<Item> {
    let key = SettingKey::IndexStatistics(name.to_owned(), place);
    table.settings.get(&key).map(|target| Item::value("statistics", target))
}

/// How an index is stored.
pub(super) fn of_storage(options: Option<&String>, tablespace: Option<&String>) -> Vec<Item> {
    let options = options.map(|value| pairs("with", value));
    options.into_iter().chain(tablespace.map(|name| Item::text("tablespace", name))).collect()
}

/// `with(fillfactor = 70, toast.autovacuum_enabled = "off")`.
pub(super) fn pairs(word: &'static str, text: &str) -> Item {
    let plain = |name: &str| {
        let parts: Vec<&str> = name.split('.').collect();
        parts.len() < 3
            && parts.iter().all(|part| {
                part.starts_with(|c: char| c.is_ascii_lowercase())
                    && part
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            })
    };
    let number = |value: &str| {
        value.len() < 10
            && (value == "0" || !value.starts_with('0'))
            && value.chars().all(|c| c.is_ascii_digit())
    };
    let pair = |(name, value): (String, String)| {
        let name = if plain(&name) { name } else { crate::source::literal::string(&name) };
        if number(&value) { Item::value(&name, &value) } else { Item::text(&name, &value) }
    };
    Item::List(word, options(text).into_iter().map(pair).collect())
}
