//! The macros of matrx-core.

use proc_macro::TokenStream;

mod migration;

/// Registers a migration: `#[migration]` or `#[migration(depends_on = ["0001_initial"])]` on
/// `fn up(m: &mut Steps)`, or on `async fn up(db: &mut MigrationDb) -> Result`; and
/// `#[migration(down)]` on the function that takes it back.
#[proc_macro_attribute]
pub fn migration(arguments: TokenStream, item: TokenStream) -> TokenStream {
    migration::migration(arguments.into(), item.into()).into()
}

/// A struct as a table.
#[proc_macro_derive(Model, attributes(model, column, sqlx))]
pub fn derive_model(_: TokenStream) -> TokenStream {
    TokenStream::new()
}

/// A Rust enum as a PostgreSQL enum type.
#[proc_macro_derive(Enum, attributes(model, sqlx))]
pub fn derive_enum(_: TokenStream) -> TokenStream {
    TokenStream::new()
}
