use super::owned;
use crate::name::QName;
use crate::schema::{Expr, Index, IndexColumn, IndexKey, NullsOrder, SortOrder};

/// An index and its table, as a migration file writes them.
#[derive(Clone, Debug)]
pub struct IndexDef {
    pub(crate) table: QName,
    pub(crate) index: Index,
}

/// A btree index; [`IndexDef::on`] names its table, whose schema it lives in.
pub fn index(name: &str) -> IndexDef {
    IndexDef { table: QName::new(""), index: Index::new(name) }
}

impl IndexDef {
    /// The table.
    pub fn on(mut self, table: impl Into<QName>) -> Self {
        self.table = table.into();
        self
    }

    /// CREATE UNIQUE INDEX.
    pub fn unique(mut self) -> Self {
        self.index.unique = true;
        self
    }

    /// `USING method`: `gin`, `gist`, `hash`, …
    pub fn method(mut self, method: &str) -> Self {
        method.clone_into(&mut self.index.method);
        self
    }

    /// A key column. `desc`, `nulls_first`, `nulls_last`, `collate` and `operator_class` speak of
    /// the key before them.
    pub fn column(mut self, name: &str) -> Self {
        self.index.columns.push(IndexColumn::new(IndexKey::Column(name.to_owned())));
        self
    }

    /// A key that is an SQL expression.
    pub fn expression(mut self, expr: &str) -> Self {
        self.index.columns.push(IndexColumn::new(IndexKey::Expression(Expr::from(expr))));
        self
    }

    /// DESC.
    pub fn desc(mut self) -> Self {
        if let Some(key) = self.index.columns.last_mut() {
            key.order = SortOrder::Desc;
        }
        self
    }

    /// NULLS FIRST.
    pub fn nulls_first(mut self) -> Self {
        if let Some(key) = self.index.columns.last_mut() {
            key.nulls = Some(NullsOrder::First);
        }
        self
    }

    /// NULLS LAST.
    pub fn nulls_last(mut self) -> Self {
        if let Some(key) = self.index.columns.last_mut() {
            key.nulls = Some(NullsOrder::Last);
        }
        self
    }

    /// `COLLATE name`.
    pub fn collate(mut self, collation: impl Into<QName>) -> Self {
        if let Some(key) = self.index.columns.last_mut() {
            key.collation = Some(collation.into());
        }
        self
    }

    /// An operator class other than the type's own.
    pub fn operator_class(mut self, class: impl Into<QName>) -> Self {
        if let Some(key) = self.index.columns.last_mut() {
            key.operator_class = Some(class.into());
        }
        self
    }

    /// Parameters of the operator class before it, as a list: `siglen=32`.
    pub fn operator_options(mut self, list: &str) -> Self {
        if let Some(key) = self.index.columns.last_mut() {
            key.operator_options = Some(list.to_owned());
        }
        self
    }

    /// `INCLUDE (columns)`.
    pub fn include(mut self, columns: &[&str]) -> Self {
        self.index.include = owned(columns);
        self
    }

    /// `NULLS NOT DISTINCT` (PostgreSQL 15 and later).
    pub fn nulls_not_distinct(mut self) -> Self {
        self.index.nulls_not_distinct = true;
        self
    }

    /// `WHERE predicate`: only these rows are in the index.
    pub fn filter(mut self, predicate: &str) -> Self {
        self.index.predicate = Some(Expr::from(predicate));
        self
    }

    /// `WITH (…)`, as a list: `fillfactor=70`.
    pub fn with(mut self, list: &str) -> Self {
        self.index.options = Some(list.to_owned());
        self
    }

    /// TABLESPACE.
    pub fn tablespace(mut self, name: &str) -> Self {
        self.index.tablespace = Some(name.to_owned());
        self
    }

    /// Build it, and drop it on the way back, CONCURRENTLY: outside of a transaction.
    pub fn concurrently(mut self) -> Self {
        self.index.concurrently = true;
        self
    }
}
