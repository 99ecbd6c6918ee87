//! The two tables that a run keeps in the database: the present state, and the log.
//!
//! `_matrx_migrations` has one row for each migration that is applied, or half applied.
//! `_matrx_migration_log` is only ever added to; each of its rows carries a hash over itself and the
//! row before, so that a row edited or taken out later shows.

mod entry;
mod log;
mod tables;

pub use entry::{Entry, State};
pub(crate) use entry::{claim, entry_of, finish, forget, progress, read, rename};
pub use log::{LogAction, LogEntry};
pub(crate) use log::{append, read_log, taken};
pub(crate) use tables::{Shape, create, shape};

use crate::name::Ident;

/// Where the history stands.
#[derive(Clone, Debug)]
pub(crate) struct History {
    pub(crate) schema: String,
}

/// The name of the table of the present state.
pub const MIGRATIONS_TABLE: &str = "_matrx_migrations";
/// The name of the log.
pub const LOG_TABLE: &str = "_matrx_migration_log";

impl History {
    /// The table of the present state, as SQL.
    pub(crate) fn table(&self) -> String {
        format!("{}.{MIGRATIONS_TABLE}", Ident(&self.schema))
    }

    /// The log, as SQL.
    pub(crate) fn log(&self) -> String {
        format!("{}.{LOG_TABLE}", Ident(&self.schema))
    }
}
