//! The values that a migration file is written with: `table("users")`, `column("email", "text")`.
//!
//! Literals in, plain [`schema`](crate::schema) data out. Each is built by value, one option a
//! call, with as few generic calls as possible: a project compiles hundreds of these files.

mod column;
mod constraint;
mod enum_type;
mod index;
mod names;
mod object;
mod setting;
mod table;

pub use column::{
    ColumnDef, TypeDef, ValueDef, column, column_type, default, generated, generated_virtual,
    identity_always, identity_by_default, no_default,
};
pub use constraint::{
    CheckDef, ForeignKeyDef, PrimaryKeyDef, UniqueDef, check, foreign_key, primary_key, unique,
};
pub use enum_type::{EnumDef, EnumUseDef, enum_type, used_in};
pub use index::{IndexDef, index};
pub(crate) use names::owned;
pub use object::{
    ObjectDef, aggregate, cast, collation, composite_type, conversion, default_privileges, domain,
    event_trigger, extension, foreign_data_wrapper, foreign_table, function, grant, grant_on,
    language, materialized_view, new_access_method, operator, operator_class, operator_family,
    policy, procedure, publication, range_type, rule, sequence, server, statistics,
    text_search_configuration, text_search_dictionary, text_search_parser, text_search_template,
    transform, trigger, view,
};
pub use setting::{
    access_method, cluster_on, column_compression, column_inherited, column_options,
    column_sequence, column_statistics, column_storage, constraint_comment, force_row_security,
    identity_sequence, index_comment, index_options, index_statistics, index_tablespace, inherits,
    partition_by, partition_index, partition_of, replica_identity, row_security,
    storage_parameters, tablespace, unlogged,
};
pub use table::{TableDef, table};
