use std::fmt;

use super::ObjectId;
use crate::name::{Ident, QName};

/// Something in a database that another object depends on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    /// A schema (namespace).
    Schema(String),
    /// An enum type.
    Enum(QName),
    /// A table, or its row type.
    Table(QName),
    /// A column of a table.
    Column(QName, String),
    /// A constraint of a table: a view that groups by a key needs it.
    Constraint(QName, String),
    /// Another object.
    Object(ObjectId),
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Schema(name) => write!(f, "schema {}", Ident(name)),
            Self::Enum(name) => write!(f, "type {name}"),
            Self::Table(name) => write!(f, "table {name}"),
            Self::Column(table, name) => write!(f, "column {} of {table}", Ident(name)),
            Self::Constraint(table, name) => write!(f, "constraint {} of {table}", Ident(name)),
            Self::Object(id) => id.fmt(f),
        }
    }
}
