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
    /// CREATE VIEW.
    View = "view",
    /// CREATE MATERIALIZED VIEW.
    MaterializedView = "materialized view",
    /// CREATE FOREIGN TABLE.
    ForeignTable = "foreign table",
    /// CREATE TYPE … AS (…).
    CompositeType = "composite type",
    /// A partition of a table.
    Partition = "partition",
    /// A sequence of its own.
    Sequence = "sequence",
    /// A sequence that a column owns (`serial`).
    OwnedSequence = "owned sequence",
    /// PARTITION BY.
    Partitioning = "partitioning",
    /// CREATE TABLE … OF.
    TypedTable = "typed table",
    /// GRANT on a table.
    Privileges = "privileges",
    /// INHERITS.
    Inheritance = "inheritance",
    /// GRANT on a column.
    ColumnPrivileges = "column privileges",
    /// GENERATED ALWAYS AS … VIRTUAL.
    VirtualColumn = "virtual generated column",
    /// EXCLUDE.
    Exclusion = "exclusion constraint",
    /// NOT VALID.
    NotValid = "constraint that is NOT VALID",
    /// NOT ENFORCED.
    NotEnforced = "constraint that is NOT ENFORCED",
    /// NO INHERIT.
    NoInherit = "constraint with NO INHERIT",
    /// DEFERRABLE of a primary key.
    DeferrablePrimaryKey = "deferrable primary key",
    /// INCLUDE of a primary key or a unique constraint.
    ConstraintInclude = "constraint with INCLUDE",
    /// ON DELETE SET NULL (columns).
    PartialAction = "SET NULL or SET DEFAULT of some columns",
    /// WITHOUT OVERLAPS, PERIOD.
    Temporal = "temporal constraint",
    /// Parameters of an operator class.
    OperatorClassParameters = "operator class parameters",
    /// CREATE TRIGGER.
    Trigger = "trigger",
    /// CREATE RULE.
    Rule = "rule",
    /// CREATE POLICY.
    Policy = "policy",
    /// CREATE STATISTICS.
    Statistics = "extended statistics",
    /// CREATE DOMAIN.
    Domain = "domain",
    /// CREATE TYPE … AS RANGE.
    RangeType = "range type",
    /// CREATE TYPE with functions of its own.
    BaseType = "base type",
    /// CREATE AGGREGATE.
    Aggregate = "aggregate",
    /// CREATE PROCEDURE.
    Procedure = "procedure",
    /// CREATE FUNCTION.
    Function = "function",
    /// CREATE COLLATION.
    Collation = "collation",
    /// CREATE OPERATOR.
    Operator = "operator",
}

impl fmt::Display for NotCoveredKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
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
        let table = record.parent.map(|parent| what.name(&record.schema, &parent));
        if table.as_ref().is_some_and(|table| !what.includes(table)) {
            continue;
        }
        found.push(NotCovered { kind, table, name: what.name(&record.schema, &record.name) });
    }
    found.sort();
    Ok(found)
}
