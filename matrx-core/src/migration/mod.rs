//! What migration files are written with, and the graph of those that are linked in.
//!
//! In: the calls of each file's `up` and `down`. Out: [`Step`]s, in an order that respects every
//! dependency. Recording needs no database; only [`MigrationDb`], which code steps get, knows sqlx.
//!
//! A migration file imports all of it: `use matrx_core::migration::*;`.

mod branches;
mod code;
mod db;
mod define;
mod graph;
mod linked;
mod set;
mod sql;
mod step;
mod steps;

pub use matrx_derive::migration;

pub use crate::schema::ReferentialAction::{
    self, Cascade, NoAction, Restrict, SetDefault, SetNull,
};
pub use branches::BranchConflict;
pub use code::{Code, CodeError, Result};
pub use db::{Arguments, Call, CallError, DEFAULT_TIMEOUT, MigrationDb};
pub use define::{
    CheckDef, ColumnDef, EnumDef, EnumUseDef, ForeignKeyDef, IndexDef, ObjectDef, PrimaryKeyDef,
    TableDef, TypeDef, UniqueDef, ValueDef, access_method, aggregate, cast, check, cluster_on,
    collation, column, column_compression, column_inherited, column_options, column_sequence,
    column_statistics, column_storage, column_type, composite_type, constraint_comment, conversion,
    default, default_privileges, domain, enum_type, event_trigger, extension, force_row_security,
    foreign_data_wrapper, foreign_key, foreign_table, function, generated, generated_virtual,
    grant, grant_on, identity_always, identity_by_default, identity_sequence, index, index_comment,
    index_options, index_statistics, index_tablespace, inherits, language, materialized_view,
    new_access_method, no_default, operator, operator_class, operator_family, partition_by,
    partition_index, partition_of, policy, primary_key, procedure, publication, range_type,
    replica_identity, row_security, rule, sequence, server, statistics, storage_parameters, table,
    tablespace, text_search_configuration, text_search_dictionary, text_search_parser,
    text_search_template, transform, trigger, unique, unlogged, used_in, view,
};
pub use graph::GraphError;
pub use linked::{LinkedDown, LinkedUp};
pub use set::{Irreversible, Migration, MigrationKey, MigrationSet};
pub(crate) use sql::split as split_commands;
pub use sqlx::AssertSqlSafe;
pub use step::{CodeStep, NoWayBack, SqlCommand, SqlStep, Step};
pub use steps::{
    AddedEnumValue, AlterColumn, AlteredType, AlteredValue, DroppedCheck, DroppedColumn,
    DroppedEnum, DroppedExclude, DroppedForeignKey, DroppedIndex, DroppedPrimaryKey, DroppedTable,
    DroppedUnique, ReplacedEnum, ReplacedObject, RunStep, SetComment, SetSetting, Steps,
    WrittenSql,
};
