//! A model as its attributes say it: what `attr` makes, `check` looks over and `expand` prints.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Path, Type, Visibility};

use crate::sqlx_attributes::Json;

pub(crate) struct Model {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    /// The path of matrx_core in the user's crate.
    pub(crate) krate: Path,
    pub(crate) table: Name,
    pub(crate) unmanaged: bool,
    /// The model is a view's: its query, or nothing where the view is declared elsewhere.
    pub(crate) view: Option<String>,
    /// A struct for `#[sqlx(flatten)]`, no table of its own.
    pub(crate) embedded: bool,
    pub(crate) renamed_from: Option<String>,
    pub(crate) comment: Option<String>,
    pub(crate) columns: Vec<Column>,
    pub(crate) embeds: Vec<Embed>,
    pub(crate) primary_key: Option<PrimaryKey>,
    pub(crate) uniques: Vec<Unique>,
    pub(crate) checks: Vec<Check>,
    pub(crate) excludes: Vec<Exclude>,
    pub(crate) foreign_keys: Vec<ForeignKey>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) settings: Vec<Setting>,
    pub(crate) manager: Option<Manager>,
    /// A struct without a body that names its table: a table without columns.
    pub(crate) is_bare: bool,
    /// Fields that sqlx does not leave out or flatten as matrx does, and what says so to sqlx.
    pub(crate) unlike_sqlx: Vec<(Span, &'static str)>,
}

impl Model {
    /// Whether it is a partition of another model's table, whose columns it has.
    pub(crate) fn is_partition(&self) -> bool {
        self.says("partition_of")
    }

    /// Whether it has columns of other tables beside its own.
    pub(crate) fn is_heir(&self) -> bool {
        self.says("inherits")
    }

    fn says(&self, word: &str) -> bool {
        self.settings.iter().any(|setting| setting.word == word)
    }
}

/// `#[model(manager)]`: what the visible structs beside the model are called.
pub(crate) struct Manager {
    pub(crate) name: Ident,
    /// The struct of a row to be inserted.
    pub(crate) new: Ident,
    /// What that derives.
    pub(crate) derives: Option<TokenStream>,
}

/// A setting beside the structure.
#[derive(Clone)]
pub(crate) struct Setting {
    /// As matrx_core's `SettingKey` has it.
    pub(crate) word: &'static str,
    pub(crate) option: Option<String>,
    pub(crate) value: String,
}

/// The name of a table, type or collation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name {
    pub(crate) schema: Option<String>,
    pub(crate) name: String,
}

pub(crate) struct Column {
    /// The field.
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    /// The field's name without `r#`.
    pub(crate) field: String,
    /// What `sqlx::FromRow` calls the column.
    pub(crate) row_name: String,
    /// The column's name in the database.
    pub(crate) name: String,
    /// The field's type without `Option`: what a foreign key compares.
    pub(crate) rust: Type,
    /// The field's type as it stands.
    pub(crate) whole: Type,
    /// What sqlx reads and the field is made of (`#[sqlx(try_from = "…")]`).
    pub(crate) source: Option<Type>,
    pub(crate) json: Option<Json>,
    pub(crate) ty: TypeSource,
    pub(crate) nullable: bool,
    /// By an attribute, where the type does not show it.
    pub(crate) nullable_said: bool,
    pub(crate) value: Value,
    pub(crate) collation: Option<Name>,
    pub(crate) comment: Option<String>,
    pub(crate) renamed_from: Option<String>,
    pub(crate) settings: Vec<Setting>,
    /// What `schema.lock` keeps of it.
    pub(crate) declaration: String,
}

pub(crate) enum TypeSource {
    Rust(Box<Type>),
    Sql(String),
}

pub(crate) enum Value {
    None,
    Default(String),
    Identity(Identity),
    Generated(String),
    Virtual(String),
}

#[derive(Clone, Copy, Default)]
pub(crate) struct Identity {
    pub(crate) always: bool,
    pub(crate) start: Option<i64>,
    pub(crate) increment: Option<i64>,
    pub(crate) min: Option<i64>,
    pub(crate) max: Option<i64>,
    pub(crate) cache: Option<i64>,
    pub(crate) cycle: bool,
}

/// A field whose columns are those of another struct.
pub(crate) struct Embed {
    /// How many columns stand before it.
    pub(crate) at: usize,
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    /// The field's type; `ty` is what sqlx flattens.
    pub(crate) whole: Type,
    pub(crate) ty: Type,
    /// The last word of its type.
    pub(crate) rust_name: String,
}

/// A column that an attribute of the struct names: a field, or a column verbatim.
#[derive(Clone)]
pub(crate) struct ColumnRef {
    pub(crate) written: Written,
    pub(crate) span: Span,
    /// The column's name in the database; known once the fields are.
    pub(crate) name: String,
}

#[derive(Clone)]
pub(crate) enum Written {
    Field(String),
    Column,
}

/// What every constraint and index has.
pub(crate) struct Item {
    pub(crate) name: Option<String>,
    pub(crate) span: Span,
    /// The column whose field says it.
    pub(crate) column: Option<String>,
    pub(crate) settings: Vec<Setting>,
    /// What `schema.lock` keeps of it; empty where a field says it.
    pub(crate) declaration: String,
}

pub(crate) struct PrimaryKey {
    pub(crate) item: Item,
    pub(crate) columns: Vec<ColumnRef>,
    pub(crate) without_overlaps: bool,
    pub(crate) include: Vec<ColumnRef>,
    pub(crate) deferral: Deferral,
}

pub(crate) struct Unique {
    pub(crate) item: Item,
    pub(crate) columns: Vec<ColumnRef>,
    pub(crate) without_overlaps: bool,
    pub(crate) include: Vec<ColumnRef>,
    pub(crate) nulls_not_distinct: bool,
    pub(crate) deferral: Deferral,
}

pub(crate) struct Check {
    pub(crate) item: Item,
    pub(crate) expression: String,
    pub(crate) no_inherit: bool,
    pub(crate) validity: Validity,
}

pub(crate) struct Exclude {
    pub(crate) item: Item,
    pub(crate) definition: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Validity {
    #[default]
    Valid,
    NotValid,
    NotEnforced,
}

pub(crate) struct ForeignKey {
    pub(crate) item: Item,
    pub(crate) columns: Vec<ColumnRef>,
    pub(crate) target: Target,
    pub(crate) on_delete: Action,
    pub(crate) set_columns: Vec<ColumnRef>,
    pub(crate) validity: Validity,
    pub(crate) on_update: Action,
    pub(crate) match_full: bool,
    pub(crate) period: bool,
    pub(crate) deferral: Deferral,
}

#[derive(Clone)]
pub(crate) enum Target {
    /// `references = Team`
    Key(Path),
    /// `references = Team::slug`
    Field(Path, Ident),
    /// `references = Team(a, b)`
    Fields(Path, Vec<Ident>),
    /// `references = "auth.users(id)"`
    Text { table: Name, columns: Vec<String> },
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Action {
    #[default]
    Nothing,
    Restrict,
    Cascade,
    SetNull,
    SetDefault,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Deferral {
    #[default]
    NotDeferrable,
    Immediate,
    Deferred,
}

pub(crate) struct Index {
    pub(crate) item: Item,
    pub(crate) keys: Vec<IndexKey>,
    pub(crate) method: Option<String>,
    pub(crate) unique: bool,
    pub(crate) include: Vec<ColumnRef>,
    pub(crate) nulls_not_distinct: bool,
    pub(crate) predicate: Option<String>,
    pub(crate) concurrently: bool,
}

pub(crate) struct IndexKey {
    pub(crate) key: Key,
    pub(crate) options: KeyOptions,
}

pub(crate) enum Key {
    Column(ColumnRef),
    Expression(String),
}

#[derive(Clone, Default)]
pub(crate) struct KeyOptions {
    pub(crate) desc: bool,
    /// `Some(true)` is NULLS FIRST.
    pub(crate) nulls_first: Option<bool>,
    pub(crate) operator_class: Option<Name>,
    pub(crate) operator_options: Vec<Setting>,
    /// The statistics target, of an expression.
    pub(crate) statistics: Option<String>,
    pub(crate) collation: Option<Name>,
}
