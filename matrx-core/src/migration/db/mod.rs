//! The database, as the code of a migration sees it. The only part of `migration` that knows sqlx.

mod arguments;
mod call;
mod error;
mod handle;

pub use arguments::Arguments;
pub use call::Call;
pub use error::CallError;
pub use handle::{DEFAULT_TIMEOUT, MigrationDb};
