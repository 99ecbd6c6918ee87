//! A private PostgreSQL server: found on the machine, started once per test process, gone with it.

mod account;
mod database;
mod programs;
mod server;

pub use database::Database;
pub(crate) use database::psql;
pub use programs::Programs;
pub use server::{Cluster, Settings};
