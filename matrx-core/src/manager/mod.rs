//! Typed managers: what `#[model(manager)]` emits → rows read and written, over any executor of sqlx.
//!
//! The macro emits how the fields are bound and the constants of the columns; what SQL is made of that
//! is decided here, its unchanging parts once a model. There is no query builder beyond conditions that all
//! hold, an order and a page.
//!
//! ```no_run
//! use matrx_core::Model;
//!
//! #[derive(Model, sqlx::FromRow)]
//! #[model(manager = Users)]
//! struct User {
//!     #[column(primary_key, identity = always)]
//!     id: i64,
//!     #[column(unique)]
//!     email: String,
//!     nickname: Option<String>,
//!     #[column(default = "true")]
//!     active: bool,
//! }
//!
//! async fn example(pool: &sqlx::PgPool) -> Result<(), sqlx::Error> {
//!     // What the server gives is not in `NewUser`; what has a default may be left to it.
//!     let ada = NewUser { email: "ada@example.org".into(), nickname: None, active: None };
//!     let mut ada = Users.insert(pool, ada).await?;
//!     ada.nickname = Some("Ada".into());
//!     Users.update(pool, &ada).await?;
//!
//!     assert!(Users.get(pool, ada.id).await?.is_some());
//!     assert!(Users.find_by_email(pool, "ada@example.org").await?.is_some());
//!     let page = Users.list().filter(Users::ACTIVE.eq(true)).order(Users::NICKNAME.asc()).limit(50);
//!     let first = page.fetch(pool).await?;
//!     if let Some(last) = first.last() {
//!         let next = Users.list().filter(Users::ACTIVE.eq(true)).order(Users::NICKNAME.asc());
//!         next.after(last).limit(50).fetch(pool).await?;
//!     }
//!     Users.delete(pool, ada.id).await?;
//!     Ok(())
//! }
//! ```

mod argument;
mod column;
mod crud;
mod insert;
mod list;
mod page;
mod record;
mod send;
mod text;
mod values;

#[doc(hidden)]
pub use argument::Nullable;
pub use argument::{Argument, Composite, Value};
pub use column::{Column, Condition, Order};
pub use crud::Manager;
#[doc(hidden)]
pub use crud::find_by;
#[doc(hidden)]
pub use insert::upsert_by;
pub use list::List;
#[doc(hidden)]
pub use record::EmbeddedFields;
pub use record::{Fields, FromServer, HasKey, HasUpsertKey, Managed, ReadOnly, Writable};
pub use send::Answer;
#[doc(hidden)]
pub use text::{Prepared, Renamed};
pub use values::{Binder, Values};
