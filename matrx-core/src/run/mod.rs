//! Migrations and a database → applied, with history, lock, journal and events.
//!
//! One connection does everything. Each migration has a transaction of its own, its history row
//! written first; what cannot run in a transaction is journalled before and after, and the
//! catalogue is asked on resume. This module knows nothing of models, of files, or of a terminal.

mod advisory;
mod alone;
mod apply;
mod backward;
mod cancel;
mod course;
mod error;
mod event;
mod failure;
mod forward;
mod history;
mod migrator;
mod needs;
mod plan;
mod preflight;
mod probe;
mod problem;
mod program;
mod raw;
mod read;
mod record;
mod report;
mod segment;
mod server_error;
mod session;
mod settings;
mod standing;
mod target;
mod transaction;
mod unlock;
mod watch;

pub use advisory::Holder;
pub use cancel::Cancel;
pub use error::{ErrorClass, MigrateError};
pub use event::{Direction, Event};
pub use failure::{Aftermath, StepFailure};
pub use history::{Entry, LOG_TABLE, LogAction, LogEntry, MIGRATIONS_TABLE, State};
pub use migrator::Migrator;
pub use plan::{Plan, PlannedStep, PlannedWork};
pub use problem::Problem;
pub use read::{MigrationStatus, Status};
pub use report::{Applied, Report};
pub use server_error::ServerError;
pub use settings::Interrupted;
pub use target::{MigrateTo, RollbackTo};
