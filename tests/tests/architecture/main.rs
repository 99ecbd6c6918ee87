//! The invariants of ARCHITECTURE.md, a test each, named there.

mod application;
mod habits;
mod layers;
mod source;
