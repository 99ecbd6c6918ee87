//! Settings, and what becomes of them when what they are about goes or gets another name.

use super::slot;
use crate::name::Ident;
use crate::schema::{ColumnValue, ObjectId, ObjectKind, SettingKey, Subject, Table};

pub(super) fn set(
    table: &mut Table,
    key: &SettingKey,
    was: Option<&str>,
    to: Option<&str>,
) -> Result<(), String> {
    for value in [was, to].into_iter().flatten() {
        if !table.has_subject(key, value) {
            return Err("what it is about does not exist".to_owned());
        }
    }
    let present = present(table, key);
    if was.is_some() && present.as_deref() != was {
        return Err("what is there is not what the change expects".to_owned());
    }
    let to = to.map(str::to_owned);
    let index = match key.subject() {
        Subject::Index(name) => table.indexes.get_mut(name),
        Subject::Table | Subject::Column(_) | Subject::Constraint(_) => None,
    };
    match (key, index) {
        (SettingKey::IndexOptions(_), Some(index)) => index.options = to,
        (SettingKey::IndexTablespace(_), Some(index)) => index.tablespace = to,
        (key, _) => {
            table.settings.remove(key);
            table.settings.extend(to.map(|to| (key.clone(), to)));
        }
    }
    Ok(())
}

/// The value that is set now. That of an index which no constraint owns may stand in the index.
fn present(table: &Table, key: &SettingKey) -> Option<String> {
    let index = match key.subject() {
        Subject::Index(name) => table.indexes.get(name),
        Subject::Table | Subject::Column(_) | Subject::Constraint(_) => None,
    };
    match (key, index) {
        (SettingKey::IndexOptions(_), Some(index)) => index.options.clone(),
        (SettingKey::IndexTablespace(_), Some(index)) => index.tablespace.clone(),
        (key, _) => table.settings.get(key).cloned(),
    }
}

/// Takes the settings along; a change that carries what it removes must have removed them before,
/// or the way back would not restore them.
fn take_along(
    table: &mut Table,
    goes: impl Fn(&SettingKey, &str) -> bool,
    strict: bool,
) -> Result<(), String> {
    if strict && let Some((key, _)) = table.settings.iter().find(|(key, value)| goes(key, value)) {
        return Err(format!("{} must be taken back before", key.describe()));
    }
    table.settings.retain(|key, value| !goes(key, value));
    Ok(())
}

/// The name of an identity's sequence goes with the identity.
pub(super) fn drop_of_identity(table: &mut Table, name: &str, strict: bool) -> Result<(), String> {
    take_along(table, |key, _| *key == SettingKey::IdentitySequence(name.to_owned()), strict)
}

pub(super) fn drop_of_column(table: &mut Table, name: &str, strict: bool) -> Result<(), String> {
    // Where the column comes from goes with it.
    table.settings.remove(&SettingKey::ColumnInherited(name.to_owned()));
    take_along(table, |key, _| key.subject() == Subject::Column(name), strict)
}

/// The sequences that go with a column, or with all columns of a table.
pub(super) fn owned_sequences(table: &Table, column: Option<&str>) -> Vec<ObjectId> {
    let owned = |(key, value): (&SettingKey, &String)| {
        let SettingKey::ColumnSequence(name) = key else { return None };
        let meant = column.is_none_or(|column| column == name);
        meant.then(|| ObjectId::new(ObjectKind::Sequence, table.name.sibling(value)))
    };
    table.settings.iter().filter_map(owned).collect()
}

/// What a change of the column's type puts back.
pub(super) fn reset_with_type(table: &mut Table, name: &str, strict: bool) -> Result<(), String> {
    let goes = |key: &SettingKey, _: &str| {
        key.goes_with_the_type() && key.subject() == Subject::Column(name)
    };
    take_along(table, goes, strict)
}

/// Also of the index behind it.
pub(super) fn drop_of_constraint(
    table: &mut Table,
    name: &str,
    strict: bool,
) -> Result<(), String> {
    take_along(table, |key, _| key.subject() == Subject::Constraint(name), strict)
}

pub(super) fn drop_of_index(table: &mut Table, name: &str, strict: bool) -> Result<(), String> {
    let goes = |key: &SettingKey, value: &str| {
        key.subject() == Subject::Index(name) || key.named_index(value) == Some(name)
    };
    take_along(table, goes, strict)
}

/// Of indexes and constraints that are no more: after a column took them along.
pub(super) fn drop_stale(table: &mut Table) {
    let mut settings = std::mem::take(&mut table.settings);
    settings.retain(|key, value| table.has_subject(key, value));
    table.settings = settings;
}

pub(super) fn rename_column(table: &mut Table, name: impl Fn(&str) -> Option<String>) {
    rename(table, |subject| match subject {
        Subject::Column(old) => name(old),
        Subject::Table | Subject::Constraint(_) | Subject::Index(_) => None,
    });
}

pub(super) fn rename_constraint(table: &mut Table, from: &str, to: &str) {
    rename(table, |subject| (subject == Subject::Constraint(from)).then(|| to.to_owned()));
}

pub(super) fn rename_index(table: &mut Table, from: &str, to: &str) {
    rename(table, |subject| (subject == Subject::Index(from)).then(|| to.to_owned()));
    for (key, value) in &mut table.settings {
        *value = key.naming(value, |index| (index == from).then(|| to.to_owned()));
    }
}

fn rename(table: &mut Table, name: impl Fn(Subject<'_>) -> Option<String>) {
    let settings = std::mem::take(&mut table.settings);
    table.settings = settings
        .into_iter()
        .map(|(key, value)| match name(key.subject()) {
            Some(new) => (key.about(&new), value),
            None => (key, value),
        })
        .collect();
}

impl Table {
    /// Whether all that a setting speaks of is in the table, without its indexes and foreign keys
    /// where those are not there yet.
    pub fn has_subject(&self, key: &SettingKey, value: &str) -> bool {
        let here = match key.subject() {
            Subject::Table => true,
            Subject::Column(name) => self.column(name).is_some_and(|column| {
                !matches!(key, SettingKey::IdentitySequence(_))
                    || matches!(column.value, ColumnValue::Identity(_))
            }),
            Subject::Constraint(name) => {
                slot::constraint_names(self).any(|constraint| constraint == name)
            }
            Subject::Index(name) => slot::index_names(self).any(|index| index == name),
        };
        let named = key.named_index(value);
        here && named.is_none_or(|name| slot::index_names(self).any(|index| index == name))
    }

    /// The table as CREATE TABLE makes it: its foreign keys, its indexes, and what is set of them,
    /// are changes of their own.
    pub(crate) fn bare(&self) -> Self {
        let mut table = Self {
            foreign_keys: Default::default(),
            indexes: Default::default(),
            settings: Default::default(),
            ..self.clone()
        };
        // A sequence is no part of the table: it is there before, and may stay.
        // Nor is the name of an index that a partition has from its parent, who may get it later.
        let owns = |key: &SettingKey| {
            matches!(key, SettingKey::ColumnSequence(_) | SettingKey::PartitionIndex(_))
        };
        let fits = self.settings.iter();
        let fits = fits.filter(|(key, value)| !owns(key) && table.has_subject(key, value));
        table.settings = fits.map(|(key, value)| (key.clone(), value.clone())).collect();
        table
    }

    /// What is set of its indexes and foreign keys.
    pub(crate) fn later_settings(&self) -> impl Iterator<Item = (&SettingKey, &String)> {
        let bare = self.bare();
        self.settings.iter().filter(move |(key, _)| !bare.settings.contains_key(*key))
    }
}

impl SettingKey {
    /// For people: `the storage of column body`.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::RowSecurity => "row level security".to_owned(),
            Self::ForceRowSecurity => "forced row level security".to_owned(),
            Self::Unlogged => "unlogged".to_owned(),
            Self::Options => "the storage parameters".to_owned(),
            Self::Tablespace => "the tablespace".to_owned(),
            Self::AccessMethod => "the access method".to_owned(),
            Self::PartitionBy => "the partition key".to_owned(),
            Self::PartitionOf => "the partition".to_owned(),
            Self::PartitionIndex(name) => format!("the name of index {}", Ident(name)),
            Self::Inherits => "the parents".to_owned(),
            Self::ColumnInherited(name) => format!("where column {} comes from", Ident(name)),
            Self::ReplicaIdentity => "the replica identity".to_owned(),
            Self::ClusterOn => "the clustering".to_owned(),
            Self::ColumnStorage(name) => format!("the storage of column {}", Ident(name)),
            Self::ColumnCompression(name) => format!("the compression of column {}", Ident(name)),
            Self::ColumnStatistics(name) => format!("the statistics of column {}", Ident(name)),
            Self::ColumnOptions(name) => format!("the options of column {}", Ident(name)),
            Self::ColumnSequence(name) => format!("the sequence of column {}", Ident(name)),
            Self::IdentitySequence(name) => {
                format!("the name of the identity's sequence of column {}", Ident(name))
            }
            Self::ConstraintComment(name) => format!("the comment of constraint {}", Ident(name)),
            Self::IndexComment(name) => format!("the comment of index {}", Ident(name)),
            Self::IndexOptions(name) => {
                format!("the storage parameters of index {}", Ident(name))
            }
            Self::IndexTablespace(name) => format!("the tablespace of index {}", Ident(name)),
            Self::IndexStatistics(name, number) => {
                format!("the statistics of column {number} of index {}", Ident(name))
            }
        }
    }
}
