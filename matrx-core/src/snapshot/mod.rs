//! The difference as a call: what the models say, what a database has, what differs, and hashes of both.
//!
//! Goes in: the registry, a connection. Comes out: [`Snapshot`]s, which are values, and a [`Comparison`] of two of
//! them. It writes nothing; only [`Snapshot::spelled`] asks a server to try something, in a
//! transaction that is rolled back, or in a scratch database where it is given one.
//!
//! ```no_run
//! use matrx_core::dialect::postgres::introspect::Selection;
//! use matrx_core::model::Registry;
//! use matrx_core::snapshot::{Snapshot, Spelling, compare_unasked};
//!
//! async fn example(pool: &sqlx::PgPool) -> Result<(), Box<dyn std::error::Error>> {
//!     let mut connection = pool.acquire().await?;
//!     let database = Snapshot::of_database(&mut connection, &Selection::default()).await?;
//!     let models = Snapshot::of_models(&Registry::linked())?;
//!     let models = models.spelled(&mut connection, &database, &Spelling::default()).await?;
//!
//!     let comparison = compare_unasked(&database, &models)?;
//!     if comparison.has_changes() {
//!         println!("{} changes", comparison.total_changes());
//!         for table in &comparison.tables().new {
//!             println!("new table {table}");
//!         }
//!         for operation in comparison.operations() {
//!             println!("{}", operation.describe());
//!         }
//!     }
//!     println!("{} {:?}", database.hash(), database.table_hash("users"));
//!     println!("{}", database.to_json());
//!     Ok(())
//! }
//! ```

mod capture;
mod comparison;
mod document;
mod error;
mod json;
mod spell;
mod touch;

pub use capture::{Origin, Snapshot};
pub use comparison::{Changes, Comparison, compare, compare_unasked};
pub use error::SnapshotError;
pub use spell::Spelling;
