//! Schema migrations for Rust on PostgreSQL.
//!
//! The pure layers (`name`, `schema`, `op`, `diff`, `plan`, `lock`, `migration`) know nothing of
//! sqlx or tokio; the server is met in `dialect`, `run`, `snapshot` and `manager` only. ARCHITECTURE.md has the map.

pub mod dialect;
pub mod diff;
pub mod lock;
pub mod manager;
pub mod migration;
pub mod model;
pub mod name;
pub mod op;
pub mod plan;
pub mod run;
pub mod schema;
pub mod snapshot;
pub mod statement;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use matrx_derive::{
    Enum, Model, access_method, aggregate, cast, collation, composite_type, conversion,
    default_privileges, domain, event_trigger, extension, foreign_data_wrapper, foreign_table,
    function, grant, language, materialized_view, operator, operator_class, operator_family,
    policy, procedure, publication, range_type, rule, schema, sequence, server, statistics,
    text_search_configuration, text_search_dictionary, text_search_parser, text_search_template,
    transform, trigger, view,
};
