//! The macros of matrx-core.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the enums of syn and proc_macro2 are large, not ours, and grow"
)]

use proc_macro::TokenStream;

mod coverage;
mod crate_info;
mod entry;
mod enumeration;
mod migration;
mod mistakes;
mod model;
mod naming;
mod sqlx_attributes;
mod text;

/// Registers a migration: `#[migration]` or `#[migration(depends_on = ["0001_initial"])]` on
/// `fn up(m: &mut Steps)`, or on `async fn up(db: &mut MigrationDb) -> Result`; and
/// `#[migration(down)]` on the function that takes it back.
#[proc_macro_attribute]
pub fn migration(arguments: TokenStream, item: TokenStream) -> TokenStream {
    migration::migration(arguments.into(), item.into()).into()
}

/// Makes a struct a table: each named field a column, with `#[model(…)]` on the struct and
/// `#[column(…)]` on a field for what the types do not say.
#[proc_macro_derive(Model, attributes(model, column, sqlx))]
pub fn derive_model(input: TokenStream) -> TokenStream {
    syn::parse(input)
        .map_or_else(syn::Error::into_compile_error, |input| model::derive(&input))
        .into()
}

/// Makes an enum of plain variants a PostgreSQL enum type. It stands beside `#[derive(sqlx::Type)]`
/// and reads the same `#[sqlx(type_name, rename_all, rename)]`.
#[proc_macro_derive(Enum, attributes(model, sqlx))]
pub fn derive_enum(input: TokenStream) -> TokenStream {
    syn::parse(input)
        .map_or_else(syn::Error::into_compile_error, |input| enumeration::derive(&input))
        .into()
}
