//! Schema migrations for Rust on PostgreSQL.
//!
//! The pure layers (`name`, `schema`, `op`, `diff`, `plan`, `lock`, `migration`) know nothing of
//! sqlx or tokio; the server is met in `dialect` and `run` only. ARCHITECTURE.md has the map.

pub mod dialect;
pub mod lock;
pub mod migration;
pub mod name;
pub mod op;
pub mod schema;
pub mod statement;

/// What the macros' output names; no part of the interface.
#[doc(hidden)]
pub mod __private {
    pub use inventory;
}
