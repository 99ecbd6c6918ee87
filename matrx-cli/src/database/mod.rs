//! Where the database is: a flag, a variable, matrx.toml, or the embedded engine. Goes in: what
//! was typed and configured. Comes out: options to connect with. What is done there is not known
//! here.

mod address;
mod connect;
#[cfg(feature = "embedded")]
mod embedded;
mod error;
mod target;

pub(crate) use connect::{advice, connect};
pub(crate) use error::DatabaseError;
pub(crate) use target::Target;
