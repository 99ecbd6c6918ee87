//! Changes → the Rust source of a migration file; and in [`model`], a structure → that of models.
//!
//! In: a [`Draft`]. Out: text that compiles, reads well and is what `cargo fmt` would make of it.
//! Text from a database gets into it as an escaped literal or, in comments, sanitised. Knows no
//! database and no files.

mod check;
mod comment;
mod draft;
mod expr;
mod layout;
mod literal;
pub mod model;
mod op;
mod value;

pub use check::SourceError;
pub use draft::{Draft, DraftStep, print};
