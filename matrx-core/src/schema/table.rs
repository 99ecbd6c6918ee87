use std::collections::BTreeMap;

use super::{Check, Column, Exclude, ForeignKey, Index, PrimaryKey, SettingKey, Unique};
use crate::name::QName;

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

    /// The column called `name`, to be changed.
    pub fn column_mut(&mut self, name: &str) -> Option<&mut Column> {
        self.columns.iter_mut().find(|column| column.name == name)
    }
}
