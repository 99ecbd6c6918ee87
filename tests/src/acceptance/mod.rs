//! The acceptance cases: files of `tests/acceptance` → what a real server says of each.
//!
//! In: two structures as plain SQL, rows, and what the difference between them is expected to be. Out:
//! nothing, or all that is wrong. The oracles are PostgreSQL's own: `pg_dump` of the database that was
//! changed beside one that was made at once, and the rows themselves.

mod answers;
mod case;
mod collection;
mod rows;
mod run;
mod structure;
mod suite;

pub use case::{Case, Section};
pub use collection::{Collection, collections};
pub use suite::{Report, Suite, there_and_back};
