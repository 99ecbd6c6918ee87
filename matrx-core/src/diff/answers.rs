use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use thiserror::Error;

use crate::name::{Ident, Literal, QName};
use crate::schema::Rename;

/// What the two schemas alone do not tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Renames that somebody has asked for now; they are taken at their word.
    pub renames: Vec<Rename>,
    /// Renames that the models carry (`renamed_from`). Those that have been made already, which is
    /// seen by the new name being there, are passed over.
    pub declared: Vec<Rename>,
    /// Suspected renames that are none: a removal and an addition.
    pub not_renames: BTreeSet<Rename>,
    /// What becomes of rows that hold a removed value, per enum (by its new name) and value.
    pub removed_values: BTreeMap<QName, BTreeMap<String, RemovedValue>>,
}

/// What becomes of the rows that hold a removed enum value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RemovedValue {
    /// They get this value.
    MapTo(String),
    /// There are none: if there is one, the migration fails and changes nothing.
    Unused,
}

impl Answers {
    /// The answers for the way back.
    pub fn inverse(&self, names: &super::Names) -> Self {
        Self { renames: names.inverse(), ..Self::default() }
    }
}

/// What must be answered before the difference is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Error)]
#[error("{}", .questions.iter().map(Question::to_string).collect::<Vec<_>>().join("; "))]
pub struct Questions {
    /// At least one.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Something is gone, and something like it has come: was it renamed? Answered by one of the
    /// candidates in [`Answers::renames`], or by all of them in [`Answers::not_renames`].
    Renamed {
        /// What it may have become; all have the same `from`.
        candidates: Vec<Rename>,
    },
    /// An enum has lost a value: what becomes of the rows that hold it? Answered by a rename of the
    /// value or in [`Answers::removed_values`].
    RemovedValue {
        /// The enum's new name.
        ty: QName,
        /// The value that is gone.
        value: String,
        /// The values that have come: it may have become one of them.
        added: Vec<String>,
        /// All values that the enum will have.
        values: Vec<String>,
    },
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Renamed { candidates } => {
                for (at, rename) in candidates.iter().enumerate() {
                    let or = if at == 0 { "was " } else { " or " };
                    let what = match rename {
                        Rename::Schema { from, to } => {
                            format!("schema {} renamed to {}", Ident(from), Ident(to))
                        }
                        Rename::Table { from, to } => format!("table {from} renamed to {to}"),
                        Rename::Column { table, from, to } => {
                            format!("column {} of {table} renamed to {}", Ident(from), Ident(to))
                        }
                        Rename::Enum { from, to } => format!("enum {from} renamed to {to}"),
                        Rename::EnumValue { ty, from, to } => {
                            format!("value {} of {ty} renamed to {}", Literal(from), Literal(to))
                        }
                    };
                    write!(f, "{or}{what}")?;
                }
                f.write_str("?")
            }
            Self::RemovedValue { ty, value, added: _, values: _ } => {
                write!(
                    f,
                    "enum {ty} loses the value {}: what do rows get that hold it?",
                    Literal(value)
                )
            }
        }
    }
}
