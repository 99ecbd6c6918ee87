//! The order in which changes run, and the way back.
//!
//! In: changes as the diff makes them. Out: the same ones, in an order that runs. It knows nothing of
//! SQL: what depends on what is said by [`Op::effect`].

mod alone;
mod down;
mod order;

pub use down::down;
pub(crate) use order::is_leaned_on;
pub use order::{Cycle, order};

#[cfg(doc)]
use crate::op::Op;
