use super::Expr;
use crate::name::QName;

/// An index that no constraint owns. It lives in its table's schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// The index's name.
    pub name: String,
    /// CREATE UNIQUE INDEX.
    pub unique: bool,
    /// The access method: `btree`, `gin`, …
    pub method: String,
    /// The key columns or expressions, in order.
    pub columns: Vec<IndexColumn>,
    /// INCLUDE (columns).
    pub include: Vec<String>,
    /// `NULLS NOT DISTINCT` (PostgreSQL 15 and later).
    pub nulls_not_distinct: bool,
    /// The predicate of a partial index, without the word WHERE.
    pub predicate: Option<Expr>,
    /// WITH (…), as [`options_text`](super::options_text) has it: `fillfactor=70`.
    pub options: Option<String>,
    /// TABLESPACE, where it is not the database's own.
    pub tablespace: Option<String>,
    /// Build and drop it CONCURRENTLY. A matter of how, not of what: never a difference, and always
    /// `false` in what introspection reads.
    pub concurrently: bool,
}

/// One key of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexColumn {
    /// The column or expression.
    pub key: IndexKey,
    /// The collation where it is not the key's own.
    pub collation: Option<QName>,
    /// The operator class where it is not the type's default.
    pub operator_class: Option<QName>,
    /// The parameters of the operator class, as [`options_text`](super::options_text) has them:
    /// `siglen=32`.
    pub operator_options: Option<String>,
    /// ASC or DESC.
    pub order: SortOrder,
    /// Where NULLs stand. `None` is PostgreSQL's default for the order (last for ASC, first for
    /// DESC); introspection yields `None` for the default.
    pub nulls: Option<NullsOrder>,
}

/// What an index is made over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexKey {
    /// A column, by name.
    Column(String),
    /// An expression, without outer parentheses where the server prints none.
    Expression(Expr),
}

/// ASC or DESC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortOrder {
    /// The default.
    #[default]
    Asc,
    /// Descending.
    Desc,
}

/// NULLS FIRST or NULLS LAST.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NullsOrder {
    /// NULLS FIRST.
    First,
    /// NULLS LAST.
    Last,
}

impl Index {
    /// Whether two indexes are the same but for their names and what can be changed where they stand: the
    /// options and the tablespace.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let plain = |index: &Self| Self {
            name: String::new(),
            concurrently: false,
            options: None,
            tablespace: None,
            ..index.clone()
        };
        plain(self) == plain(other)
    }

    /// A plain btree index without keys.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            unique: false,
            method: "btree".to_owned(),
            columns: Vec::new(),
            include: Vec::new(),
            nulls_not_distinct: false,
            predicate: None,
            options: None,
            tablespace: None,
            concurrently: false,
        }
    }
}

impl IndexColumn {
    /// An ascending key without options.
    pub fn new(key: IndexKey) -> Self {
        Self {
            key,
            collation: None,
            operator_class: None,
            operator_options: None,
            order: SortOrder::Asc,
            nulls: None,
        }
    }
}
