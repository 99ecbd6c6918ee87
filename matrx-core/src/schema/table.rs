use std::collections::BTreeMap;

use super::{Check, Column, Exclude, ForeignKey, Index, PrimaryKey, SettingKey, Unique};
use crate::name::{QName, derived_name};

/// A table with everything that belongs to it.
///
/// Constraints and indexes are keyed by their own name; the key and the value's `name` field are
/// always the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The table's name.
    pub name: QName,
    /// The columns in their declared order. The order is not part of a difference.
    pub columns: Vec<Column>,
    /// The primary key, where there is one.
    pub primary_key: Option<PrimaryKey>,
    /// UNIQUE constraints.
    pub uniques: BTreeMap<String, Unique>,
    /// CHECK constraints.
    pub checks: BTreeMap<String, Check>,
    /// EXCLUDE constraints.
    pub excludes: BTreeMap<String, Exclude>,
    /// Foreign keys of which this table is the referencing side.
    pub foreign_keys: BTreeMap<String, ForeignKey>,
    /// Indexes that no constraint owns.
    pub indexes: BTreeMap<String, Index>,
    /// COMMENT ON TABLE.
    pub comment: Option<String>,
    /// What differs from PostgreSQL's defaults beside all that.
    pub settings: BTreeMap<SettingKey, String>,
}

impl Table {
    /// A table without columns.
    pub fn new(name: impl Into<QName>) -> Self {
        Self {
            name: name.into(),
            columns: Vec::new(),
            primary_key: None,
            uniques: BTreeMap::new(),
            checks: BTreeMap::new(),
            excludes: BTreeMap::new(),
            foreign_keys: BTreeMap::new(),
            indexes: BTreeMap::new(),
            comment: None,
            settings: BTreeMap::new(),
        }
    }

    /// The column called `name`.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Whether a setting says what PostgreSQL does by itself: the name of an identity's sequence that
    /// it chooses for this table and column. Such a setting is left out.
    pub fn is_by_itself(&self, key: &SettingKey, value: &str) -> bool {
        match key {
            SettingKey::IdentitySequence(column) => {
                value == derived_name(&self.name.name, &[column], "seq")
            }
            SettingKey::RowSecurity
            | SettingKey::ForceRowSecurity
            | SettingKey::Unlogged
            | SettingKey::Options
            | SettingKey::Tablespace
            | SettingKey::AccessMethod
            | SettingKey::PartitionBy
            | SettingKey::PartitionOf
            | SettingKey::PartitionIndex(_)
            | SettingKey::Inherits
            | SettingKey::ReplicaIdentity
            | SettingKey::ClusterOn
            | SettingKey::ColumnStorage(_)
            | SettingKey::ColumnCompression(_)
            | SettingKey::ColumnStatistics(_)
            | SettingKey::ColumnOptions(_)
            | SettingKey::ColumnSequence(_)
            | SettingKey::ColumnInherited(_)
            | SettingKey::ConstraintComment(_)
            | SettingKey::IndexComment(_)
            | SettingKey::IndexOptions(_)
            | SettingKey::IndexTablespace(_)
            | SettingKey::IndexStatistics(..) => false,
        }
    }

    /// Leaves out what [`is_by_itself`](Self::is_by_itself).
    pub(crate) fn forget_what_is_by_itself(&mut self) {
        let mut settings = std::mem::take(&mut self.settings);
        settings.retain(|key, value| !self.is_by_itself(key, value));
        self.settings = settings;
    }

    /// Forgets the names of identities' sequences, and of indexes that a partition has from its parent, of
    /// which the other says nothing: PostgreSQL leaves them as they are when a table or a column gets
    /// another name, and only who names them has an opinion.
    pub fn forget_unsaid(&mut self, said: &Self) {
        self.settings.retain(|key, _| !key.is_an_opinion() || said.settings.contains_key(key));
    }

    /// The column called `name`, to be changed.
    pub fn column_mut(&mut self, name: &str) -> Option<&mut Column> {
        self.columns.iter_mut().find(|column| column.name == name)
    }
}
