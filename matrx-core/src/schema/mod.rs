//! A database's structure as plain data: both sides of a diff. No I/O, ordered maps only.

mod column;
mod constraint;
pub mod default_name;
mod enum_type;
mod index;
pub(crate) mod inherit;
mod object;
mod options;
mod partition;
mod reference;
mod rename;
mod setting;
mod table;

use std::collections::{BTreeMap, BTreeSet};

pub use column::{Column, ColumnType, ColumnValue, Expr, Identity, IdentityKind, SequenceOptions};
pub use constraint::{
    Check, Deferral, Exclude, ForeignKey, MatchType, PrimaryKey, ReferentialAction, Unique,
    Validity,
};
pub use enum_type::EnumType;
pub use index::{Index, IndexColumn, IndexKey, NullsOrder, SortOrder};
pub use object::{Home, Object, ObjectId, ObjectKind, PUBLIC};
pub use options::{options, options_text};
pub use partition::Partition;
pub use reference::Reference;
pub use rename::Rename;
pub use setting::{SettingKey, Subject};
pub use table::Table;

use crate::name::QName;

/// The structure of a database, or of the part of it that matrx looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// Schemas (namespaces) other than the default one, by name.
    pub namespaces: BTreeSet<String>,
    /// COMMENT ON SCHEMA, by schema.
    pub namespace_comments: BTreeMap<String, String>,
    /// Enum types.
    pub enums: BTreeMap<QName, EnumType>,
    /// Tables, each with its columns, constraints and indexes.
    pub tables: BTreeMap<QName, Table>,
    /// Everything that is said as SQL: views, functions, triggers and so on.
    pub objects: BTreeMap<ObjectId, Object>,
}

impl Schema {
    /// [`Table::forget_unsaid`] and [`Object::forget_unsaid`] of all that both have.
    pub fn forget_unsaid(&mut self, said: &Self) {
        for (name, table) in &mut self.tables {
            if let Some(said) = said.tables.get(name) {
                table.forget_unsaid(said);
            }
        }
        for (id, object) in &mut self.objects {
            if let Some(said) = said.objects.get(id) {
                object.forget_unsaid(said);
            }
        }
    }
}
