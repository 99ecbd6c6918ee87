//! PostgreSQL: changes to SQL, the catalogue to a schema, and the server as the normaliser.

pub mod error;
mod expression;
pub mod introspect;
pub mod normalise;
pub mod proof;
pub mod render;
pub mod rights;
pub mod scratch;
mod sequence;
pub mod session;
pub mod sql;
pub mod types;
pub mod version;

pub use error::DbError;
