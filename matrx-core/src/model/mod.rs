//! The models: what `#[derive(Model)]` and `#[derive(Enum)]` emit → the schema that they declare.
//!
//! The macros emit `&'static` data without any rule in it; names, their lengths, the spelling of
//! types and what a model may not say about another are decided here, once. This layer asks sqlx for
//! the name of a type and for nothing else.

mod declare;
mod descriptor;
mod empty;
mod error;
mod key;
mod registry;
mod sql_object;

pub use crate::schema::default_name;
pub use declare::{Declared, ViewModel};
pub use descriptor::{
    Body, Check, Column, CrateInfo, Embedded, Enum, Exclude, ForeignKey, Index, IndexKey, Key,
    Model, ObjectName, PrimaryKey, Setting, TypeSource, Unique, Value,
};
pub use error::ModelError;
pub use key::{Embeddable, Field, KeyPart, Keyed, Modelled};
pub use registry::Registry;
#[doc(hidden)]
pub use registry::{CrateEntry, EnumEntry, ModelEntry, NamespaceEntry, SqlObjectEntry};
pub use sql_object::{Namespace, SqlObject, View};

#[cfg(test)]
mod tests;
