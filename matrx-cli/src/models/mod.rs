//! The files of the models that `inspect` writes: in each of them it owns what stands between two marks,
//! and nothing else.
//!
//! In: the texts that there should be. Out: what is to be written, or why nothing is. Knows no database.

mod folder;
mod present;
mod region;

pub(crate) use folder::{Change, Plan, plan, write};
pub(crate) use present::{Present, present};
