//! What the tests share: a private PostgreSQL, `pg_dump` as an oracle, and throw-away cargo projects.

pub mod acceptance;
mod app;
mod cluster;
mod dump;
pub mod generate;
pub mod ledger;
pub mod live;
mod proxy;
mod scratch;
mod split;
mod warm;

pub use app::{App, Program, Ran, cargo_matrx, run};
pub use cluster::{Cluster, Database, Programs, Settings};
pub use dump::{normalised, pg_dump, pg_dump_fixed, pg_dump_fixed_with, pg_dump_raw};
pub use proxy::{Cut, Proxy};
pub use scratch::{ScratchProject, run_within, workspace_root};
pub use warm::warm;
