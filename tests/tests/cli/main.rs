//! The command line, through programs that were built as a user builds them, on a real server.

mod faults;
mod json;
mod records;
mod refusals;
mod sight;
