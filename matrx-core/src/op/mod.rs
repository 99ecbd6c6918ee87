//! The kinds of change: a closed set of values, and total functions over it.
//!
//! A change carries both sides, what was and what will be. In a change that the diff made both are
//! always there; a hand-written migration may name the removed object only (`m.drop_column("users",
//! "email")`), then `was` is `None` and the change has no way back of its own.

mod apply;
pub(crate) mod cast;
mod describe;
mod effect;
pub(crate) mod expression;
mod hazard;
mod in_place;
mod inverse;
mod loss;
mod privilege;
pub(crate) mod publication;
mod roles;
mod summary;
mod text;
mod touch;

use std::collections::BTreeMap;

pub use apply::{ApplyError, apply_all};
pub(crate) use apply::{
    constraint_names, relations, rename_collations, rename_columns, rename_list, rename_types,
};
pub use effect::{Effect, Node};
pub(crate) use hazard::is_volatile;
pub use hazard::{Hazard, hazards};
pub use in_place::in_place;
pub(crate) use in_place::{attributes_of, is_in_place, or_replace, restricts};
pub use inverse::Irreversible;
pub use loss::Loss;
pub(crate) use privilege::grantee;
pub use roles::{roles, roles_of};
pub use summary::{Again, Matter, by_weight, matters, slug};
pub(crate) use text::split_at_top;
pub use touch::{Quarrel, Thing, Touch};

use crate::name::QName;
use crate::schema::{
    Check, Column, ColumnType, ColumnValue, EnumType, Exclude, ForeignKey, Index, Object, ObjectId,
    PrimaryKey, SettingKey, Table, Unique,
};

/// One change of a schema.
///
/// Every function over it matches each variant by name, so that a new kind of change makes the
/// compiler list what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the variants are documented; the fields are named for what they hold"
)]
pub enum Op {
    /// `CREATE SCHEMA`.
    CreateSchema { name: String },
    /// `DROP SCHEMA`, of an empty one (never CASCADE).
    DropSchema { name: String },
    /// `ALTER SCHEMA … RENAME TO`. It comes before all other changes, which name what is in it anew.
    RenameSchema { from: String, to: String },
    /// `COMMENT ON SCHEMA`.
    SetSchemaComment { name: String, was: Option<String>, to: Option<String> },

    /// `CREATE TYPE … AS ENUM`.
    CreateEnum { ty: EnumType },
    /// `DROP TYPE`.
    DropEnum { name: QName, was: Option<EnumType> },
    /// `ALTER TYPE … RENAME TO`.
    RenameEnum { from: QName, to: String },
    /// `ALTER TYPE … ADD VALUE`. Its way back is a [`Op::ReplaceEnum`] over `uses`.
    AddEnumValue {
        name: QName,
        value: String,
        position: EnumPosition,
        was: Option<EnumType>,
        uses: Vec<EnumUse>,
    },
    /// `ALTER TYPE … RENAME VALUE`.
    RenameEnumValue { name: QName, from: String, to: String },
    /// The type is replaced by one with other values: rename the old one away, create the new one,
    /// convert each column in `uses`, drop the old one. Rows that hold a removed value get what
    /// `mapping` says; without an entry they make the statement fail, and nothing is changed.
    ReplaceEnum {
        to: EnumType,
        mapping: BTreeMap<String, String>,
        uses: Vec<EnumUse>,
        was: Option<EnumType>,
    },
    /// `COMMENT ON TYPE`.
    SetEnumComment { name: QName, was: Option<String>, to: Option<String> },

    /// `CREATE TABLE`, with columns, primary key, uniques, checks, comments and settings; its foreign
    /// keys and indexes are changes of their own and must be empty here.
    CreateTable { table: Table },
    /// `DROP TABLE` (never CASCADE).
    DropTable { name: QName, was: Option<Box<Table>> },
    /// `ALTER TABLE … RENAME TO`.
    RenameTable { from: QName, to: String },
    /// `ALTER TABLE … SET SCHEMA`.
    MoveTable { from: QName, to: Option<String> },
    /// `COMMENT ON TABLE`.
    SetTableComment { table: QName, was: Option<String>, to: Option<String> },

    /// A property of a table, or of a column, a constraint or an index of it. What is taken back
    /// (`to` is `None`) is named as it was, as with all removals.
    SetTableSetting { table: QName, key: SettingKey, was: Option<String>, to: Option<String> },

    /// `ADD COLUMN`, with its comment.
    AddColumn { table: QName, column: Column },
    /// `DROP COLUMN` (never CASCADE).
    DropColumn { table: QName, name: String, was: Option<Box<Column>> },
    /// `RENAME COLUMN`.
    RenameColumn { table: QName, from: String, to: String },
    /// `ALTER COLUMN … TYPE`, with `USING` where a plain assignment does not do.
    AlterColumnType {
        table: QName,
        column: String,
        was: Option<ColumnType>,
        to: ColumnType,
        using: Option<String>,
    },
    /// `SET NOT NULL` or `DROP NOT NULL`.
    SetNullable { table: QName, column: String, to: bool },
    /// DEFAULT, IDENTITY, or `DROP EXPRESSION`. A change *to* a generated column, or from one
    /// expression to another, is a DropColumn and an AddColumn instead.
    SetColumnValue { table: QName, column: String, was: Option<ColumnValue>, to: ColumnValue },
    /// `COMMENT ON COLUMN`.
    SetColumnComment { table: QName, column: String, was: Option<String>, to: Option<String> },

    /// `ADD PRIMARY KEY`.
    AddPrimaryKey { table: QName, key: PrimaryKey },
    /// `DROP CONSTRAINT` of a primary key.
    DropPrimaryKey { table: QName, name: String, was: Option<PrimaryKey> },
    /// `ADD UNIQUE`.
    AddUnique { table: QName, unique: Unique },
    /// `DROP CONSTRAINT` of a unique constraint.
    DropUnique { table: QName, name: String, was: Option<Unique> },
    /// `ADD CHECK`.
    AddCheck { table: QName, check: Check },
    /// `DROP CONSTRAINT` of a check.
    DropCheck { table: QName, name: String, was: Option<Check> },
    /// `ADD EXCLUDE`.
    AddExclude { table: QName, exclude: Exclude },
    /// `DROP CONSTRAINT` of an exclusion constraint.
    DropExclude { table: QName, name: String, was: Option<Exclude> },
    /// `VALIDATE CONSTRAINT`, of a check or a foreign key that is NOT VALID. Nothing takes it back
    /// but a new constraint.
    ValidateConstraint { table: QName, name: String },
    /// `ADD FOREIGN KEY`.
    AddForeignKey { table: QName, key: ForeignKey },
    /// `DROP CONSTRAINT` of a foreign key.
    DropForeignKey { table: QName, name: String, was: Option<ForeignKey> },
    /// `RENAME CONSTRAINT`, of any kind.
    RenameConstraint { table: QName, from: String, to: String },

    /// `CREATE INDEX`, CONCURRENTLY where the index says so.
    CreateIndex { table: QName, index: Index },
    /// `DROP INDEX`. The table is named because the index lives in its schema.
    DropIndex { table: QName, name: String, concurrently: bool, was: Option<Box<Index>> },
    /// `ALTER INDEX … RENAME TO`.
    RenameIndex { table: QName, from: String, to: String },

    /// `CREATE` of a view, a function and the like, with what belongs to it and its comment.
    CreateObject { object: Object },
    /// `DROP` (never CASCADE).
    DropObject { id: ObjectId, was: Option<Box<Object>> },
    /// Another definition in place: by `OR REPLACE`, by `ALTER`, or part by part. Only where
    /// [`in_place`] says that there is such a way.
    ReplaceObject { to: Object, was: Option<Box<Object>> },
    /// `ALTER … RENAME TO`.
    RenameObject { from: ObjectId, to: String },
    /// `COMMENT ON`.
    SetObjectComment { id: ObjectId, was: Option<String>, to: Option<String> },
}

/// Where a new value stands among an enum's values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnumPosition {
    /// At the end.
    Last,
    /// Directly before this value.
    Before(String),
    /// Directly after this value.
    After(String),
}

/// A column of an enum type (or an array of it) that a replacement of the type converts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumUse {
    /// The column's table.
    pub table: QName,
    /// The column.
    pub column: String,
    /// Whether its type is an array of the enum.
    pub array: bool,
    /// Its default, dropped before the conversion.
    pub default_was: Option<String>,
    /// Its default after the conversion.
    pub default_to: Option<String>,
}
