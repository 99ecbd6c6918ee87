use sqlx::FromRow;
use sqlx::postgres::PgRow;

use super::{Prepared, Renamed, Values};

/// A struct whose fields are bound to columns. The derive implements it.
#[diagnostic::on_unimplemented(
    message = "the fields of `{Self}` are not bound to columns",
    note = "add `manager` to the `#[model(…)]` of `{Self}`"
)]
pub trait Fields {
    /// Gives the values, in the order of the table's columns.
    fn bind(&self, values: &mut Values<'_>);
}

/// A row as it comes from the server: every `sqlx::FromRow` is one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not made of a row yet, and its manager returns it",
    label = "a model with `#[model(manager)]` needs `sqlx::FromRow`",
    note = "write `#[derive(matrx_core::Model, sqlx::FromRow)]`; the derive is in sqlx's feature `derive`"
)]
pub trait FromServer: Sized {
    /// The struct of a row.
    fn from_server(row: &PgRow) -> Result<Self, sqlx::Error>;
}

#[diagnostic::do_not_recommend]
impl<T: for<'r> FromRow<'r, PgRow>> FromServer for T {
    fn from_server(row: &PgRow) -> Result<Self, sqlx::Error> {
        Self::from_row(row)
    }
}

/// A model with `#[model(manager)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no manager",
    note = "add `manager` to its `#[model(…)]`"
)]
pub trait Managed: Fields + FromServer + Send + Unpin + 'static {
    /// A row that is to be inserted: the fields without what only the server gives, and with `Option`
    /// around what has a default.
    type New: Fields;

    #[doc(hidden)]
    fn prepared() -> &'static Prepared;
}

/// A model whose rows are found by a primary key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no primary key among its own fields, so no row of it can be named",
    label = "this needs a primary key",
    note = "add `#[column(primary_key)]` to a field, or `#[model(primary_key(first, second))]`; without a key \
            there are `list`, `count`, `insert`, `insert_many` and `find_by_…` for unique columns"
)]
pub trait HasKey {
    /// The Rust type of its column, or [`Composite`](super::Composite) of theirs.
    type Key;
}

/// A model of a table: its rows can be written.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is the model of a view, whose rows are read only",
    label = "this writes a row",
    note = "write the rows of the tables behind the view"
)]
pub trait Writable {}

/// A model with a key that tells whether a new row is there already.
#[diagnostic::on_unimplemented(
    message = "it does not go without saying by which key `{Self}` is upserted",
    label = "no key to upsert by",
    note = "`upsert` takes the primary key or, where the server gives that (`identity = always`, generated), the \
            only unique key; where there are several of them, say which one by `upsert_by_…`"
)]
pub trait HasUpsertKey {
    /// Its columns.
    const COLUMNS: &'static [&'static str];
}

/// What is inserted into a view: nothing, its rows are read only. There is no value of this type.
#[derive(Clone, Copy, Debug)]
pub enum ReadOnly {}

impl Fields for ReadOnly {
    fn bind(&self, _: &mut Values<'_>) {
        match *self {}
    }
}

/// An embedded struct whose fields a manager binds.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is embedded in a model with a manager, which cannot bind its fields",
    note = "write `#[model(embedded, manager)]` on `{Self}`"
)]
pub trait EmbeddedFields: Fields {
    const RENAMED: &'static Renamed;
}
