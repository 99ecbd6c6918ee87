//! The settings of one table, when it is known what becomes of all that they are about.

use std::collections::BTreeMap;

use super::table::TableDiff;
use crate::name::QName;
use crate::op::Op;
use crate::schema::{ColumnValue, Index, SettingKey, Subject, Table};

pub(super) fn compare(diff: &mut TableDiff<'_>) {
    let mut ops = Vec::new();
    match (diff.old, diff.new) {
        (Some(old), Some(new)) => both(diff, old, new, &mut ops),
        (Some(old), None) => {
            for (key, value) in old.later_settings() {
                ops.push(reset(&old.name, key, value));
            }
        }
        (None, Some(new)) => {
            for (key, value) in new.later_settings() {
                ops.push(set(&new.name, key, None, value));
            }
        }
        (None, None) => {}
    }
    diff.ops.extend(ops);
}

fn both(diff: &TableDiff<'_>, old: &Table, new: &Table, ops: &mut Vec<Op>) {
    // What stays, under the new names.
    let mut standing: BTreeMap<SettingKey, String> = BTreeMap::new();
    // Whose partition it is was compared before all else.
    // Nothing makes a column its parent's alone, or its own.
    let apart = |(key, _): &(SettingKey, String)| {
        !matches!(
            key,
            SettingKey::PartitionOf | SettingKey::Inherits | SettingKey::ColumnInherited(_)
        )
    };
    for (key, value) in all(old).into_iter().filter(apart) {
        match stays(diff, &key, &value) {
            // It has become what PostgreSQL chooses for the new names.
            Some((now, value_now)) if new.is_by_itself(&now, &value_now) => {}
            Some((now, value_now)) if new_value(new, &now).is_some() => {
                standing.insert(now, value_now);
            }
            // What goes with an index is no change of its own.
            None if is_of_plain(old, &key) => {}
            Some(_) | None => ops.push(reset(&old.name, &key, &value)),
        }
    }
    for (key, value) in all(new).into_iter().filter(apart) {
        let was = standing.get(&key);
        if was == Some(&value) || (was.is_none() && comes_with_it(diff, &key)) {
            continue;
        }
        ops.push(set(&new.name, &key, was, &value));
    }
    // What goes or comes with an index is no change of its own.
}

/// The table's settings, with the options of its indexes.
fn all(table: &Table) -> Vec<(SettingKey, String)> {
    let mut all: Vec<(SettingKey, String)> =
        table.settings.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
    for Index { name, options, tablespace, .. } in table.indexes.values() {
        let list = options.iter();
        all.extend(list.map(|to| (SettingKey::IndexOptions(name.clone()), to.clone())));
        let space = tablespace.iter();
        all.extend(space.map(|to| (SettingKey::IndexTablespace(name.clone()), to.clone())));
    }
    all
}

fn new_value(new: &Table, key: &SettingKey) -> Option<String> {
    all(new).into_iter().find(|(other, _)| other == key).map(|(_, value)| value)
}

fn subject_name(key: &SettingKey) -> &str {
    match key.subject() {
        Subject::Table => "",
        Subject::Column(name) | Subject::Constraint(name) | Subject::Index(name) => name,
    }
}

/// Whether the setting is a part of CREATE INDEX.
fn is_of_plain(table: &Table, key: &SettingKey) -> bool {
    matches!(key, SettingKey::IndexOptions(_) | SettingKey::IndexTablespace(_))
        && table.indexes.contains_key(subject_name(key))
}

/// Whether CREATE INDEX sets it, because the index is new.
fn comes_with_it(diff: &TableDiff<'_>, key: &SettingKey) -> bool {
    diff.new.is_some_and(|new| is_of_plain(new, key))
        && !diff.indexes.values().any(|name| name == subject_name(key))
}

/// The setting under its new names, if what it is about stays as it is.
fn stays(diff: &TableDiff<'_>, key: &SettingKey, value: &str) -> Option<(SettingKey, String)> {
    let index = |name: &str| diff.indexes.get(name).or_else(|| diff.keys.get(name)).cloned();
    let key = match key.subject() {
        Subject::Table => key.clone(),
        Subject::Column(name) => {
            let pair = diff.pairs.iter().find(|pair| pair.old.name == name)?;
            let retyped = pair.replaced || pair.base.ty != pair.new.ty;
            if pair.recreated || (retyped && key.goes_with_the_type()) {
                return None;
            }
            let is_identity = |value| matches!(value, &ColumnValue::Identity(_));
            let stays = is_identity(&pair.old.value) && is_identity(&pair.new.value);
            if matches!(key, SettingKey::IdentitySequence(_)) && !stays {
                return None;
            }
            key.clone().about(&pair.new.name)
        }
        Subject::Constraint(name) => {
            key.clone().about(diff.constraints.get(name).or_else(|| diff.keys.get(name))?)
        }
        Subject::Index(name) => key.clone().about(&index(name)?),
    };
    if let Some(named) = key.named_index(value) {
        index(named)?;
    }
    let value = key.naming(value, index);
    Some((key, value))
}

fn reset(table: &QName, key: &SettingKey, was: &str) -> Op {
    Op::SetTableSetting {
        table: table.clone(),
        key: key.clone(),
        was: Some(was.to_owned()),
        to: None,
    }
}

fn set(table: &QName, key: &SettingKey, was: Option<&String>, to: &str) -> Op {
    Op::SetTableSetting {
        table: table.clone(),
        key: key.clone(),
        was: was.cloned(),
        to: Some(to.to_owned()),
    }
}
