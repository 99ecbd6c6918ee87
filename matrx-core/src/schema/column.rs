use std::fmt;

use crate::name::QName;

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name as PostgreSQL stores it.
    pub name: String,
    /// Type and collation, which change together.
    pub ty: ColumnType,
    /// Whether NULL may stand in it.
    pub nullable: bool,
    /// Where a value comes from if the statement gives none.
    pub value: ColumnValue,
    /// COMMENT ON COLUMN.
    pub comment: Option<String>,
}

/// Where a column's value comes from if an INSERT gives none. PostgreSQL allows one of them only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ColumnValue {
    /// NULL.
    #[default]
    None,
    /// `DEFAULT expr`.
    Default(Expr),
    /// `GENERATED … AS IDENTITY`.
    Identity(Identity),
    /// `GENERATED ALWAYS AS (expr) STORED`.
    Generated(Expr),
    /// `GENERATED ALWAYS AS (expr) VIRTUAL`: computed when it is read (PostgreSQL 18 and later).
    Virtual(Expr),
}

impl ColumnValue {
    /// What it is computed from, stored or not.
    pub fn generated(&self) -> Option<&Expr> {
        match self {
            Self::Generated(expr) | Self::Virtual(expr) => Some(expr),
            Self::None | Self::Default(_) | Self::Identity(_) => None,
        }
    }

    /// The same, to be changed.
    pub fn generated_mut(&mut self) -> Option<&mut Expr> {
        match self {
            Self::Generated(expr) | Self::Virtual(expr) => Some(expr),
            Self::None | Self::Default(_) | Self::Identity(_) => None,
        }
    }
}

/// A type and its collation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnType {
    /// The type as `format_type` prints it with the default schema first in the search path:
    /// `bigint`, `character varying(255)`, `mood[]`; or as it was declared, before the server has
    /// spelled it.
    pub name: String,
    /// The collation where it is not the type's own.
    pub collation: Option<QName>,
}

impl ColumnType {
    /// A type with its own collation.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), collation: None }
    }
}

/// The text of an SQL expression, as declared or as the server prints it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Expr(pub String);

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<String> for Expr {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Expr {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// `GENERATED ALWAYS | BY DEFAULT AS IDENTITY (options)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// ALWAYS or BY DEFAULT.
    pub kind: IdentityKind,
    /// The options of the sequence behind it.
    pub options: SequenceOptions,
}

/// Whether an INSERT may give a value of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityKind {
    /// Only with `OVERRIDING SYSTEM VALUE`.
    Always,
    /// It may.
    ByDefault,
}

/// The options of a sequence that differ from PostgreSQL's defaults for its type and direction;
/// `None` is the default. Introspection yields `None` for an option that has its default value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SequenceOptions {
    /// START WITH.
    pub start: Option<i64>,
    /// INCREMENT BY.
    pub increment: Option<i64>,
    /// MINVALUE.
    pub min: Option<i64>,
    /// MAXVALUE.
    pub max: Option<i64>,
    /// CACHE.
    pub cache: Option<i64>,
    /// CYCLE.
    pub cycle: bool,
}

impl SequenceOptions {
    /// How far from zero its numbers are: a column's type must have room for that.
    pub(crate) fn extent(&self) -> u64 {
        let Self { start, increment, min, max, cache: _, cycle: _ } = self;
        let numbers = [start, increment, min, max].into_iter().flatten();
        numbers.map(|number| number.unsigned_abs()).max().unwrap_or(0)
    }
}

impl Column {
    /// A nullable column of this type, without a default.
    pub fn new(name: impl Into<String>, ty: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ty: ColumnType::new(ty),
            nullable: true,
            value: ColumnValue::None,
            comment: None,
        }
    }

    /// The column as a partition or a child gets it: without the identity and the comment, which are the
    /// table's own.
    pub(crate) fn handed_down(&self) -> Self {
        let value = match &self.value {
            ColumnValue::Identity(_) => ColumnValue::None,
            value @ (ColumnValue::None
            | ColumnValue::Default(_)
            | ColumnValue::Generated(_)
            | ColumnValue::Virtual(_)) => value.clone(),
        };
        Self { value, comment: None, ..self.clone() }
    }
}
