use super::Expr;
use crate::name::QName;

/// PRIMARY KEY.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrimaryKey {
    /// The constraint's name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<String>,
    /// `WITHOUT OVERLAPS` behind the last column, a range (PostgreSQL 18 and later).
    pub without_overlaps: bool,
    /// INCLUDE (columns).
    pub include: Vec<String>,
    /// When it is checked.
    pub deferral: Deferral,
}

/// A UNIQUE constraint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unique {
    /// The constraint's name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<String>,
    /// `WITHOUT OVERLAPS` behind the last column, a range (PostgreSQL 18 and later).
    pub without_overlaps: bool,
    /// INCLUDE (columns).
    pub include: Vec<String>,
    /// `NULLS NOT DISTINCT` (PostgreSQL 15 and later).
    pub nulls_not_distinct: bool,
    /// When it is checked.
    pub deferral: Deferral,
}

/// A CHECK constraint of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// The constraint's name.
    pub name: String,
    /// The condition, without the word CHECK.
    pub expression: Expr,
    /// NO INHERIT: children of the table do not have it.
    pub no_inherit: bool,
    /// For which rows it holds.
    pub validity: Validity,
}

impl Check {
    /// A check that holds for all rows.
    pub fn new(name: impl Into<String>, expression: impl Into<Expr>) -> Self {
        Self { name: name.into(), expression: expression.into(), ..Self::default() }
    }
}

/// An EXCLUDE constraint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exclude {
    /// The constraint's name.
    pub name: String,
    /// What stands behind the word EXCLUDE, as `pg_get_constraintdef` prints it:
    /// `USING gist (room WITH =, during WITH &&)`.
    pub definition: Expr,
}

/// For which rows a check or a foreign key holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Validity {
    /// For all.
    #[default]
    Valid,
    /// NOT VALID: for those that are written from now on.
    NotValid,
    /// NOT ENFORCED (PostgreSQL 18 and later): for none.
    NotEnforced,
}

/// A FOREIGN KEY.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignKey {
    /// The constraint's name.
    pub name: String,
    /// The referencing columns, in order.
    pub columns: Vec<String>,
    /// The referenced table.
    pub references: QName,
    /// The referenced columns, as many as `columns`.
    pub referenced_columns: Vec<String>,
    /// ON DELETE.
    pub on_delete: ReferentialAction,
    /// The columns that ON DELETE SET NULL or SET DEFAULT sets where it is not all of them
    /// (PostgreSQL 15 and later).
    pub set_columns: Vec<String>,
    /// ON UPDATE.
    pub on_update: ReferentialAction,
    /// MATCH.
    pub match_type: MatchType,
    /// `PERIOD` before the last column on both sides (PostgreSQL 18 and later).
    pub period: bool,
    /// When it is checked.
    pub deferral: Deferral,
    /// For which rows it holds.
    pub validity: Validity,
}

/// When a constraint is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deferral {
    /// At the end of each statement, always.
    #[default]
    NotDeferrable,
    /// `DEFERRABLE INITIALLY IMMEDIATE`.
    InitiallyImmediate,
    /// `DEFERRABLE INITIALLY DEFERRED`.
    InitiallyDeferred,
}

/// What happens to a referencing row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReferentialAction {
    /// An error at the end of the statement or transaction.
    #[default]
    NoAction,
    /// An error at once.
    Restrict,
    /// It goes, or changes, with the row that it references.
    Cascade,
    /// Its columns become NULL.
    SetNull,
    /// Its columns get their defaults.
    SetDefault,
}

/// How a composite foreign key treats NULLs. PostgreSQL has no MATCH PARTIAL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MatchType {
    /// Any NULL passes.
    #[default]
    Simple,
    /// All NULL or none.
    Full,
}
