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

/// Makes a struct a table: each named field is a column, its type that which sqlx binds, nullable where
/// the field is an `Option`.
///
/// The table is called as the struct, in snake case and plural: a final `y` behind a consonant becomes
/// `ies`; `s`, `x`, `z`, `ch` and `sh` get `es`; all others `s`. What `#[sqlx(rename, rename_all, skip,
/// flatten, json, try_from)]` says holds here too.
///
/// # On the struct: `#[model(…)]`
///
/// | attribute | |
/// |---|---|
/// | `table = "people"`, `schema = "auth"` | the table's name |
/// | `primary_key(a, b)` | over several columns |
/// | `unique(a, b)` | also `nulls_not_distinct`, `deferrable`, `deferrable = deferred` |
/// | `index(a, b(desc, nulls_last, ops = "…", collation = "…"), expr("lower(c)"))` | also `unique`, `method = "gin"`, `where = "…"`, `include(d)`, `nulls_not_distinct`, `concurrently` |
/// | `check("a < b")` | |
/// | `foreign_key(a, b, references = Other(a, b))` | also `on_delete`, `on_update`, `match = full`, `deferrable` |
/// | `comment = "…"`, `comments_from_docs` | the latter takes the doc comments of struct and fields |
/// | `renamed_from = "persons"` | the table's former name |
/// | `unmanaged` | somebody else's table: it may be referenced, and is never altered |
/// | `embedded` | a struct for `#[sqlx(flatten)]`, without a table of its own |
/// | `crate = path` | where matrx_core is, if not at `::matrx_core` |
///
/// Items take a `name = "…"` too. They name fields; a column as text, `unique("e-mail")`, is meant as it
/// stands, and serves for the columns of an embedded struct.
///
/// # On a field: `#[column(…)]`
///
/// | attribute | |
/// |---|---|
/// | `name = "…"`, `renamed_from = "…"` | the column's name, its former name |
/// | `type = "varchar(255)"`, `collation = "C"`, `nullable` | what the Rust type does not say |
/// | `default = "now()"` | an SQL expression; numbers, `true` and `false` need no quotes |
/// | `identity`, `identity(always, start = 100, increment, min, max, cache, cycle)` | BY DEFAULT unless `always` |
/// | `generated = "price * 2"` | GENERATED ALWAYS AS … STORED |
/// | `primary_key`, `unique`, `index`, `check = "…"` | of this column; with options as above in parentheses |
/// | `references = Team`, `Team::slug`, `"auth.users(id)"` | a foreign key, with `on_delete = cascade`, `restrict`, `set_null` or `set_default`, `on_update`, `match = full`, `deferrable`, `constraint = "name"` beside it |
/// | `comment = "…"` | |
/// | `skip` | no column |
/// | `embedded` | the same as `#[sqlx(flatten)]` |
///
/// A referenced field must be a key, and of the same Rust type; anything else does not compile.
#[proc_macro_derive(Model, attributes(model, column, sqlx))]
pub fn derive_model(input: TokenStream) -> TokenStream {
    syn::parse(input)
        .map_or_else(syn::Error::into_compile_error, |input| model::derive(&input))
        .into()
}

/// Makes an enum of plain variants a PostgreSQL enum type. It stands beside `#[derive(sqlx::Type)]`
/// and reads the same `#[sqlx(type_name, rename_all, rename)]`; without a `type_name` the type is called
/// as sqlx calls it, the enum's name in lower case.
///
/// `#[model(…)]` on the enum: `schema`, `comment`, `comments_from_docs`, `renamed_from`, `crate`; on a
/// variant: `renamed_from = "former value"`.
#[proc_macro_derive(Enum, attributes(model, sqlx))]
pub fn derive_enum(input: TokenStream) -> TokenStream {
    syn::parse(input)
        .map_or_else(syn::Error::into_compile_error, |input| enumeration::derive(&input))
        .into()
}
