//! A structure → the Rust source of its models.
//!
//! In: a [`Schema`](matrx_core::schema::Schema). Out: files that compile, read well, and are what `cargo
//! fmt` would make of them; the models in them declare that structure again. Text from a database gets
//! into them as an escaped literal, as a doc comment of plain text, or as an identifier made of letters.
//! Knows no database and no files.

mod attribute;
mod check;
mod context;
mod doc;
mod enumeration;
mod files;
mod ident;
mod imports;
mod keys;
mod names;
mod objects;
mod options;
mod references;
mod rust_type;
mod section;
mod serial;
mod settings;
mod style;
mod table;

pub use files::{Models, print};
pub use options::{DecimalCrate, Layout, Managers, Options, TimeCrate};
