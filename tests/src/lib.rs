//! What the tests share: a private PostgreSQL, `pg_dump` as an oracle, and throw-away cargo projects.

mod cluster;
mod dump;
mod scratch;
mod split;

pub use cluster::{Cluster, Database, Programs, Settings};
pub use dump::{normalised, pg_dump, pg_dump_fixed, pg_dump_raw};
pub use scratch::{ScratchProject, run_within, workspace_root};
