//! The command line of matrx.
//!
//! A project has a binary of three lines that links the application's models and migrations and
//! calls [`main()`]:
//!
//! ```no_run
//! // use my_app as _;
//!
//! fn main() -> std::process::ExitCode {
//!     matrx_cli::main()
//! }
//! ```

mod arguments;
mod command;
mod config;
mod database;
mod failure;
mod forward;
mod models;
mod output;
mod process;
pub mod project;
mod rebuild;
pub mod source;
mod stop;

pub use forward::cargo_matrx;
pub use process::main;
pub use rebuild::{Rebuild, RebuildError, Rebuilt, migrate_and_rebuild, rebuild_schema};
