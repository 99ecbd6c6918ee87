//! `#[migration]` and `#[migration(down)]`.
//!
//! In: a function of a migration file. Out: the same function, and its registration. Knows nothing
//! of what the function records.

mod arguments;
mod attribute;
mod canonical;
mod checksum;
mod expand;
mod item;
mod steps;

pub(crate) use attribute::migration;
