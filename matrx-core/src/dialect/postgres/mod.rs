//! PostgreSQL: changes to SQL, the catalogue to a schema, and the server as the normaliser.

mod expression;
pub mod render;
pub mod types;
