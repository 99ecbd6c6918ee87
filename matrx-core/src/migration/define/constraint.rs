use super::owned;
use crate::name::QName;
use crate::schema::{
    Check, Deferral, ForeignKey, MatchType, PrimaryKey, ReferentialAction, Unique, Validity,
};

/// A primary key with options, as a migration file writes it.
#[derive(Clone, Debug)]
pub struct PrimaryKeyDef(pub(crate) PrimaryKey);

/// A primary key over these columns.
pub fn primary_key(name: &str, columns: &[&str]) -> PrimaryKeyDef {
    PrimaryKeyDef(PrimaryKey {
        name: name.to_owned(),
        columns: owned(columns),
        ..PrimaryKey::default()
    })
}

impl PrimaryKeyDef {
    /// `WITHOUT OVERLAPS` behind the last column, a range (PostgreSQL 18 and later).
    pub fn without_overlaps(mut self) -> Self {
        self.0.without_overlaps = true;
        self
    }

    /// `INCLUDE (columns)`.
    pub fn include(mut self, columns: &[&str]) -> Self {
        self.0.include = owned(columns);
        self
    }

    /// `DEFERRABLE INITIALLY IMMEDIATE`.
    pub fn deferrable(mut self) -> Self {
        self.0.deferral = Deferral::InitiallyImmediate;
        self
    }

    /// `DEFERRABLE INITIALLY DEFERRED`.
    pub fn initially_deferred(mut self) -> Self {
        self.0.deferral = Deferral::InitiallyDeferred;
        self
    }
}

/// A check with options, as a migration file writes it.
#[derive(Clone, Debug)]
pub struct CheckDef(pub(crate) Check);

/// A check of this condition.
pub fn check(name: &str, expr: &str) -> CheckDef {
    CheckDef(Check::new(name, expr))
}

impl CheckDef {
    /// NO INHERIT.
    pub fn no_inherit(mut self) -> Self {
        self.0.no_inherit = true;
        self
    }

    /// NOT VALID: it holds for rows that are written from now on.
    pub fn not_valid(mut self) -> Self {
        self.0.validity = Validity::NotValid;
        self
    }

    /// NOT ENFORCED (PostgreSQL 18 and later).
    pub fn not_enforced(mut self) -> Self {
        self.0.validity = Validity::NotEnforced;
        self
    }
}

/// A unique constraint, as a migration file writes it.
#[derive(Clone, Debug)]
pub struct UniqueDef(pub(crate) Unique);

/// A unique constraint over these columns.
pub fn unique(name: &str, columns: &[&str]) -> UniqueDef {
    UniqueDef(Unique { name: name.to_owned(), columns: owned(columns), ..Unique::default() })
}

impl UniqueDef {
    /// `WITHOUT OVERLAPS` behind the last column, a range (PostgreSQL 18 and later).
    pub fn without_overlaps(mut self) -> Self {
        self.0.without_overlaps = true;
        self
    }

    /// `INCLUDE (columns)`.
    pub fn include(mut self, columns: &[&str]) -> Self {
        self.0.include = owned(columns);
        self
    }

    /// `NULLS NOT DISTINCT` (PostgreSQL 15 and later).
    pub fn nulls_not_distinct(mut self) -> Self {
        self.0.nulls_not_distinct = true;
        self
    }

    /// `DEFERRABLE INITIALLY IMMEDIATE`.
    pub fn deferrable(mut self) -> Self {
        self.0.deferral = Deferral::InitiallyImmediate;
        self
    }

    /// `DEFERRABLE INITIALLY DEFERRED`.
    pub fn initially_deferred(mut self) -> Self {
        self.0.deferral = Deferral::InitiallyDeferred;
        self
    }
}

/// A foreign key, as a migration file writes it.
#[derive(Clone, Debug)]
pub struct ForeignKeyDef(pub(crate) ForeignKey);

/// A foreign key of these columns; [`ForeignKeyDef::references`] says what it points to.
pub fn foreign_key(name: &str, columns: &[&str]) -> ForeignKeyDef {
    ForeignKeyDef(ForeignKey {
        name: name.to_owned(),
        columns: owned(columns),
        ..ForeignKey::default()
    })
}

impl ForeignKeyDef {
    /// `REFERENCES table (columns)`.
    pub fn references(mut self, table: impl Into<QName>, columns: &[&str]) -> Self {
        self.0.references = table.into();
        self.0.referenced_columns = owned(columns);
        self
    }

    /// ON DELETE.
    pub fn on_delete(mut self, action: ReferentialAction) -> Self {
        self.0.on_delete = action;
        self
    }

    /// The columns that SET NULL or SET DEFAULT sets when the row is deleted, where it is not all
    /// of them (PostgreSQL 15 and later).
    pub fn set_columns(mut self, columns: &[&str]) -> Self {
        self.0.set_columns = owned(columns);
        self
    }

    /// NOT VALID: it holds for rows that are written from now on.
    pub fn not_valid(mut self) -> Self {
        self.0.validity = Validity::NotValid;
        self
    }

    /// NOT ENFORCED (PostgreSQL 18 and later).
    pub fn not_enforced(mut self) -> Self {
        self.0.validity = Validity::NotEnforced;
        self
    }

    /// ON UPDATE.
    pub fn on_update(mut self, action: ReferentialAction) -> Self {
        self.0.on_update = action;
        self
    }

    /// `PERIOD` before the last column on both sides (PostgreSQL 18 and later).
    pub fn with_period(mut self) -> Self {
        self.0.period = true;
        self
    }

    /// MATCH FULL.
    pub fn match_full(mut self) -> Self {
        self.0.match_type = MatchType::Full;
        self
    }

    /// `DEFERRABLE INITIALLY IMMEDIATE`.
    pub fn deferrable(mut self) -> Self {
        self.0.deferral = Deferral::InitiallyImmediate;
        self
    }

    /// `DEFERRABLE INITIALLY DEFERRED`.
    pub fn initially_deferred(mut self) -> Self {
        self.0.deferral = Deferral::InitiallyDeferred;
        self
    }
}
