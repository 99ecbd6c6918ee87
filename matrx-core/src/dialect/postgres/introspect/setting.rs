use std::collections::BTreeMap;

use super::build::unexpected;
use super::record::SettingRecord;
use super::{DbError, Selection};
use crate::schema::{Partition, SettingKey, Table, options_text};

/// Sets what the rows say, by the tables' oids.
pub(super) fn set(
    what: &Selection,
    tables: &mut BTreeMap<i64, Table>,
    records: Vec<SettingRecord>,
) -> Result<(), DbError> {
    for record in records {
        let SettingRecord { table, word, first, second, value } = record;
        let Some(table) = tables.get_mut(&table) else { continue };
        let names: Vec<String> = first.iter().chain(&second).cloned().collect();
        let key = SettingKey::from_parts(&word, &names)
            .ok_or_else(|| unexpected(format!("unknown setting of {}: {word}", table.name)))?;
        let value = value.unwrap_or_default();
        let value = match (&key, &first, &second) {
            (SettingKey::PartitionOf, Some(schema), Some(parent)) => {
                Partition { of: what.name(schema, parent), bound: value }.to_string()
            }
            (SettingKey::Inherits, Some(schema), Some(parent)) => {
                what.name(schema, parent).to_string()
            }
            (key, _, Some(option)) if key.is_list() => {
                options_text([(option.as_str(), value.as_str())])
            }
            (_, _, _) => value,
        };
        // What CREATE INDEX says is a part of the index, where no constraint owns that.
        let index = first.as_ref().and_then(|name| table.indexes.get_mut(name));
        match (&key, index) {
            (SettingKey::IndexOptions(_), Some(index)) => {
                index.options = Some(appended(index.options.take(), &value));
            }
            (SettingKey::IndexTablespace(_), Some(index)) => index.tablespace = Some(value),
            (key, _) if key.is_list() || *key == SettingKey::Inherits => {
                let list = appended(table.settings.remove(key), &value);
                table.settings.insert(key.clone(), list);
            }
            (_, _) => {
                table.settings.insert(key, value);
            }
        }
    }
    Ok(())
}

fn appended(list: Option<String>, one: &str) -> String {
    list.map_or_else(|| one.to_owned(), |list| format!("{list}, {one}"))
}
