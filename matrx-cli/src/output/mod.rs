//! What a command says: lines for people, or one JSON document for programs.

mod ask;
mod escape;
mod printer;

pub(crate) use ask::{Ask, Asked, asker};
pub(crate) use escape::escaped;
pub(crate) use printer::{Format, Output};
