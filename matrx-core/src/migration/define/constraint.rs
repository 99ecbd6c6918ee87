use super::owned;
use crate::name::QName;
use crate::schema::{Deferral, ForeignKey, MatchType, ReferentialAction, Unique};

/// A unique constraint, as a migration file writes it.
#[derive(Clone, Debug)]
pub struct UniqueDef(pub(crate) Unique);

/// A unique constraint over these columns.
pub fn unique(name: &str, columns: &[&str]) -> UniqueDef {
    UniqueDef(Unique {
        name: name.to_owned(),
        columns: owned(columns),
        nulls_not_distinct: false,
        deferral: Deferral::NotDeferrable,
    })
}

impl UniqueDef {
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
        references: QName::new(""),
        referenced_columns: Vec::new(),
        on_delete: ReferentialAction::NoAction,
        on_update: ReferentialAction::NoAction,
        match_type: MatchType::Simple,
        deferral: Deferral::NotDeferrable,
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

    /// ON UPDATE.
    pub fn on_update(mut self, action: ReferentialAction) -> Self {
        self.0.on_update = action;
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
