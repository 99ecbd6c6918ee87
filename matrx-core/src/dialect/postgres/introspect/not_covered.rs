use std::fmt;

use super::record::NotCoveredRecord;
use super::{DbError, Selection};
use crate::name::QName;

/// Something in the database that the vocabulary cannot say. It is listed, never changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NotCovered {
    /// What it is.
    pub kind: NotCoveredKind,
    /// The table that it belongs to, where it belongs to one.
    pub table: Option<QName>,
    /// Its name; a column's for what belongs to a column.
    pub name: QName,
}

impl fmt::Display for NotCovered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.table {
            None => write!(f, "{} {}", self.kind, self.name),
            Some(table) if self.kind == NotCoveredKind::PartitionColumn => {
                write!(f, "column {} of partition {table}", crate::name::Ident(&self.name.name))
            }
            Some(table) if self.kind == NotCoveredKind::PartitionIndex => {
                write!(f, "index {} of partition {table}", crate::name::Ident(&self.name.name))
            }
            Some(table) if table == &self.name => write!(f, "{} of {table}", self.kind),
            Some(table) => {
                write!(f, "{} {} of {table}", self.kind, crate::name::Ident(&self.name.name))
            }
        }
    }
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal,)+) => {
        /// The kinds of object and property that are not covered.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum NotCoveredKind {
            $($(#[doc = $doc])+ $name,)+
        }

        impl NotCoveredKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// For people, and in the query that finds them.
            pub fn text(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }
        }
    };
}

kinds! {
    /// CREATE FOREIGN TABLE.
    ForeignTable = "foreign table",
    /// What a partition says of a column otherwise than its parent.
    PartitionColumn = "column of a partition",
    /// What a partition says of an index that it has from its parent.
    PartitionIndex = "index of a partition",
    /// CREATE TABLE … OF.
    TypedTable = "typed table",
    /// GRANT on a table.
    Privileges = "privileges",
    /// GRANT on a column.
    ColumnPrivileges = "column privileges",
    /// What others than the owner have granted, or the owner has taken from itself.
    OddPrivileges = "privileges that are not the owner's to give",
    /// CREATE TRIGGER.
    Trigger = "trigger",
    /// CREATE RULE.
    Rule = "rule",
    /// CREATE POLICY.
    Policy = "policy",
    /// CREATE TYPE with functions of its own.
    BaseType = "base type",
    /// An operator without a function, which another one names.
    ShellOperator = "shell operator",
    /// CREATE PUBLICATION.
    Publication = "publication",
    /// CREATE USER MAPPING.
    UserMapping = "user mapping",
    /// COMMENT ON SCHEMA of the default one, which no name stands for.
    SchemaComment = "comment of the default schema",
    /// ALTER DEFAULT PRIVILEGES.
    DefaultPrivileges = "default privileges",
}

impl fmt::Display for NotCoveredKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// What is read only where somebody asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OnRequestKind {
    /// Publications.
    Publications,
    /// Privileges and default privileges.
    Privileges,
}

impl NotCoveredKind {
    /// Whether it is covered where somebody asks for it, and how.
    pub fn on_request(self) -> Option<OnRequestKind> {
        match self {
            Self::Publication => Some(OnRequestKind::Publications),
            Self::Privileges | Self::ColumnPrivileges | Self::DefaultPrivileges => {
                Some(OnRequestKind::Privileges)
            }
            Self::ForeignTable
            | Self::PartitionColumn
            | Self::PartitionIndex
            | Self::TypedTable
            | Self::OddPrivileges
            | Self::Trigger
            | Self::Rule
            | Self::Policy
            | Self::BaseType
            | Self::ShellOperator
            | Self::UserMapping
            | Self::SchemaComment => None,
        }
    }
}

/// The records as values, in order.
pub(super) fn collect(
    what: &Selection,
    records: Vec<NotCoveredRecord>,
) -> Result<Vec<NotCovered>, DbError> {
    let mut found = Vec::new();
    for record in records {
        let kind = NotCoveredKind::ALL
            .iter()
            .copied()
            .find(|kind| kind.text() == record.kind)
            .ok_or_else(|| DbError::Unexpected {
                doing: "reading the other objects".to_owned(),
                what: format!("unknown kind of object: {}", record.kind),
            })?;
        // Where nobody asks for privileges, all of them are counted.
        let is_odd = kind == NotCoveredKind::OddPrivileges && !what.on_request.privileges;
        if what.on_request.covers(kind) || is_odd {
            continue;
        }
        let table = match (&record.schema, record.parent) {
            (Some(schema), Some(parent)) => Some(what.name(schema, &parent)),
            (Some(_) | None, _) => None,
        };
        if table.as_ref().is_some_and(|table| !what.includes(table)) {
            continue;
        }
        let name = match &record.schema {
            Some(schema) => what.name(schema, &record.name),
            None => QName::new(record.name),
        };
        found.push(NotCovered { kind, table, name });
    }
    found.sort();
    Ok(found)
}
