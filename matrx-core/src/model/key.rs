//! What a foreign key by type may name. The macros implement these traits; nobody else should.

use super::{Body, ObjectName};

/// A struct with `#[derive(Model)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    label = "a foreign key references a model or, as text, a table: `references = \"table(column)\"`",
    note = "add `#[derive(Model)]` to `{Self}`"
)]
pub trait Modelled {
    /// Its table.
    const TABLE: ObjectName;
}

/// A model whose primary key is a single column of the Rust type `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no single-column primary key of type `{T}`",
    label = "the field that references it has the type `{T}`, and its primary key has not",
    note = "a foreign key and the key that it references have the same Rust type; another column is named \
            as `references = {Self}::column`, a key of several columns in `#[model(foreign_key(…))]`"
)]
pub trait Keyed<T>: Modelled {
    /// The column.
    const COLUMN: &'static str;
}

/// A model with a field that alone is a key (PRIMARY KEY or UNIQUE), of the Rust type `T`.
///
/// `NAME` is a hash of the field's name: a type of its own for each name would be a visible item.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no such primary key or unique column of type `{T}`",
    label = "not a field of `{Self}`, or neither its primary key nor `#[column(unique)]`, or not of the type `{T}`",
    note = "a foreign key can reference a key only, and both fields have the same Rust type"
)]
pub trait Field<const NAME: u64, T>: Modelled {
    /// The column.
    const COLUMN: &'static str;
}

/// A model with a field of the Rust type `T` that belongs to a key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no such column of type `{T}` in a primary key or unique constraint",
    label = "not a field of `{Self}`, or in none of its keys, or not of the type `{T}`",
    note = "a foreign key can reference a key only, and both fields have the same Rust type"
)]
pub trait KeyPart<const NAME: u64, T>: Modelled {
    /// The column.
    const COLUMN: &'static str;
}

/// A struct with `#[derive(Model)]` and `#[model(embedded)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be embedded in a model",
    label = "its columns are not known",
    note = "add `#[derive(Model)]` and `#[model(embedded)]` to `{Self}`, or `#[column(skip)]` to the field"
)]
pub trait Embeddable {
    /// Its columns, and what belongs to them.
    const BODY: &'static Body;
}
