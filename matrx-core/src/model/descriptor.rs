use sqlx::postgres::PgTypeInfo;

use super::View;
use crate::schema::{
    Deferral, Identity, MatchType, NullsOrder, ReferentialAction, SortOrder, Validity,
};

/// A struct with `#[derive(Model)]`.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    /// The struct's name.
    pub rust_name: &'static str,
    /// The module that it stands in.
    pub module: &'static str,
    /// The package that it belongs to.
    pub crate_name: &'static str,
    /// The table.
    pub table: ObjectName,
    /// The table is somebody else's: it may be referenced and is never created or altered.
    pub unmanaged: bool,
    /// The model is a view's, read-only.
    pub view: Option<View>,
    /// The table's former name.
    pub renamed_from: Option<&'static str>,
    /// COMMENT ON TABLE.
    pub comment: Option<&'static str>,
    /// The struct's name and the attributes of it that no item carries.
    pub declaration: &'static str,
    /// What is set beside its structure.
    pub settings: &'static [Setting],
    /// What the table consists of.
    pub body: Body,
}

/// A setting of a table, or of the column, constraint or index that it stands at: the word of its
/// [`SettingKey`](crate::schema::SettingKey), the option where it is one, the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// `unlogged`, `column_storage`, `index_options`.
    pub word: &'static str,
    /// `fillfactor`, or the number of an index's key.
    pub option: Option<&'static str>,
    /// What is set.
    pub value: &'static str,
}

/// What a table, or an embedded struct, consists of.
///
/// What is said at a field (`#[column(unique)]`) stands here among the table's items too, without a
/// declaration of its own: it is part of the column's.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    /// The columns of the struct's own fields, in order.
    pub columns: &'static [Column],
    /// The embedded structs, in order.
    pub embedded: &'static [Embedded],
    /// The primary key.
    pub primary_key: Option<PrimaryKey>,
    /// UNIQUE constraints.
    pub uniques: &'static [Unique],
    /// CHECK constraints.
    pub checks: &'static [Check],
    /// EXCLUDE constraints.
    pub excludes: &'static [Exclude],
    /// Foreign keys.
    pub foreign_keys: &'static [ForeignKey],
    /// Indexes.
    pub indexes: &'static [Index],
}

/// A field whose columns are those of another struct (`#[sqlx(flatten)]`).
#[derive(Clone, Copy, Debug)]
pub struct Embedded {
    /// How many of the struct's own columns stand before it.
    pub at: usize,
    /// The embedded struct.
    pub rust_name: &'static str,
    /// Its columns, and what belongs to them.
    pub body: &'static Body,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name in the database.
    pub name: &'static str,
    /// Where its type comes from.
    pub ty: TypeSource,
    /// Whether NULL may stand in it, keys and identities aside.
    pub nullable: bool,
    /// Where its value comes from if an INSERT gives none.
    pub value: Value,
    /// The collation where it is not the type's own.
    pub collation: Option<ObjectName>,
    /// COMMENT ON COLUMN.
    pub comment: Option<&'static str>,
    /// Its former name.
    pub renamed_from: Option<&'static str>,
    /// What is set of it.
    pub settings: &'static [Setting],
    /// The field's type and attributes, canonical.
    pub declaration: &'static str,
}

/// Where a column's type comes from.
#[derive(Clone, Copy, Debug)]
pub enum TypeSource {
    /// sqlx, by the field's Rust type. Only the name of what it returns may be used: an array of a
    /// type that is not resolved panics when it is compared.
    Rust(fn() -> PgTypeInfo),
    /// The attribute `type = "…"`.
    Sql(&'static str),
}

/// Where a column's value comes from if an INSERT gives none.
#[derive(Clone, Copy, Debug)]
pub enum Value {
    /// NULL.
    None,
    /// `DEFAULT expr`.
    Default(&'static str),
    /// `GENERATED … AS IDENTITY`.
    Identity(Identity),
    /// `GENERATED ALWAYS AS (expr) STORED`.
    Generated(&'static str),
    /// `GENERATED ALWAYS AS (expr) VIRTUAL`.
    Virtual(&'static str),
}

/// The name of a table, a type or a collation, with its schema where one is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ObjectName {
    /// The schema, or `None` for the default one.
    pub schema: Option<&'static str>,
    /// The name.
    pub name: &'static str,
}

/// PRIMARY KEY.
#[derive(Clone, Copy, Debug)]
pub struct PrimaryKey {
    /// Its name, where one is given.
    pub name: Option<&'static str>,
    /// Its columns, in order.
    pub columns: &'static [&'static str],
    /// `WITHOUT OVERLAPS` behind the last one.
    pub without_overlaps: bool,
    /// INCLUDE.
    pub include: &'static [&'static str],
    /// When it is checked.
    pub deferral: Deferral,
    /// What is set of it.
    pub settings: &'static [Setting],
    /// The attribute of the struct, canonical; empty where a field says it.
    pub declaration: &'static str,
}

/// UNIQUE.
#[derive(Clone, Copy, Debug)]
pub struct Unique {
    /// Its name, where one is given.
    pub name: Option<&'static str>,
    /// Its columns, in order.
    pub columns: &'static [&'static str],
    /// `WITHOUT OVERLAPS` behind the last one.
    pub without_overlaps: bool,
    /// INCLUDE.
    pub include: &'static [&'static str],
    /// `NULLS NOT DISTINCT`.
    pub nulls_not_distinct: bool,
    /// When it is checked.
    pub deferral: Deferral,
    /// What is set of it.
    pub settings: &'static [Setting],
    /// The attribute of the struct, canonical; empty where a field says it.
    pub declaration: &'static str,
}

/// CHECK.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Its name, where one is given.
    pub name: Option<&'static str>,
    /// The column whose field says it: part of the derived name.
    pub column: Option<&'static str>,
    /// The condition.
    pub expression: &'static str,
    /// NO INHERIT.
    pub no_inherit: bool,
    /// For which rows it holds.
    pub validity: Validity,
    /// What is set of it.
    pub settings: &'static [Setting],
    /// The attribute of the struct, canonical; empty where a field says it.
    pub declaration: &'static str,
}

/// EXCLUDE.
#[derive(Clone, Copy, Debug)]
pub struct Exclude {
    /// Its name, where one is given.
    pub name: Option<&'static str>,
    /// What stands behind EXCLUDE.
    pub definition: &'static str,
    /// What is set of it.
    pub settings: &'static [Setting],
    /// The attribute of the struct, canonical.
    pub declaration: &'static str,
}

/// FOREIGN KEY.
#[derive(Clone, Copy, Debug)]
pub struct ForeignKey {
    /// Its name, where one is given.
    pub name: Option<&'static str>,
    /// The referencing columns, in order.
    pub columns: &'static [&'static str],
    /// The referenced table.
    pub table: ObjectName,
    /// The referenced columns.
    pub referenced: &'static [&'static str],
    /// `PERIOD` before the last one on both sides.
    pub period: bool,
    /// ON DELETE.
    pub on_delete: ReferentialAction,
    /// The columns that ON DELETE sets.
    pub set_columns: &'static [&'static str],
    /// For which rows it holds.
    pub validity: Validity,
    /// ON UPDATE.
    pub on_update: ReferentialAction,
    /// MATCH.
    pub match_type: MatchType,
    /// When it is checked.
    pub deferral: Deferral,
    /// What is set of it.
    pub settings: &'static [Setting],
    /// The attribute of the struct, canonical; empty where a field says it.
    pub declaration: &'static str,
}

/// An index.
#[derive(Clone, Copy, Debug)]
pub struct Index {
    /// Its name, where one is given.
    pub name: Option<&'static str>,
    /// Its keys, in order.
    pub keys: &'static [IndexKey],
    /// The access method.
    pub method: &'static str,
    /// CREATE UNIQUE INDEX.
    pub unique: bool,
    /// INCLUDE.
    pub include: &'static [&'static str],
    /// `NULLS NOT DISTINCT`.
    pub nulls_not_distinct: bool,
    /// WHERE.
    pub predicate: Option<&'static str>,
    /// CONCURRENTLY.
    pub concurrently: bool,
    /// What is set of it.
    pub settings: &'static [Setting],
    /// The attribute of the struct, canonical; empty where a field says it.
    pub declaration: &'static str,
}

/// A key of an index.
#[derive(Clone, Copy, Debug)]
pub struct IndexKey {
    /// What is indexed.
    pub key: Key,
    /// The collation where it is not the key's own.
    pub collation: Option<ObjectName>,
    /// The operator class where it is not the type's default.
    pub operator_class: Option<ObjectName>,
    /// The parameters of the operator class.
    pub operator_options: &'static [(&'static str, &'static str)],
    /// ASC or DESC.
    pub order: SortOrder,
    /// NULLS FIRST or NULLS LAST where it is said.
    pub nulls: Option<NullsOrder>,
}

/// What a key of an index is made over.
#[derive(Clone, Copy, Debug)]
pub enum Key {
    /// A column, by its name in the database.
    Column(&'static str),
    /// An expression.
    Expression(&'static str),
}

/// An enum with `#[derive(Enum)]`.
#[derive(Clone, Copy, Debug)]
pub struct Enum {
    /// The Rust enum's name.
    pub rust_name: &'static str,
    /// The module that it stands in.
    pub module: &'static str,
    /// The package that it belongs to.
    pub crate_name: &'static str,
    /// The type.
    pub name: ObjectName,
    /// The type's former name.
    pub renamed_from: Option<&'static str>,
    /// The values, in order.
    pub values: &'static [&'static str],
    /// Values with a former name: `(former, present)`.
    pub renamed_values: &'static [(&'static str, &'static str)],
    /// COMMENT ON TYPE.
    pub comment: Option<&'static str>,
    /// The Rust enum's name and attributes, canonical.
    pub declaration: &'static str,
}

/// A package with models and the features that it was built with.
#[derive(Clone, Copy, Debug)]
pub struct CrateInfo {
    /// The package.
    pub name: &'static str,
    /// Its enabled features.
    pub features: &'static [&'static str],
}
