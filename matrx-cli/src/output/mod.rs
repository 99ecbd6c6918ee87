//! What a command says: lines for people, or one JSON document for programs.

mod ask;
mod escape;
mod printer;
mod time;

pub(crate) use ask::{Ask, asker};
pub(crate) use escape::escaped;
pub(crate) use printer::{Format, Output};
pub(crate) use time::{moment, span};
