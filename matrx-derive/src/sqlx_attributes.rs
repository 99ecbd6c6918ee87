//! What sqlx's own attributes say about names and columns. Nobody writes a name twice.
//!
//! sqlx reports mistakes in them itself; here only what concerns the table is read.

use syn::{Attribute, LitStr, Type};

use crate::entry::{self, Rest};
use crate::mistakes::Mistakes;
use crate::naming::RenameAll;

/// `#[sqlx(…)]` on a type.
#[derive(Default)]
pub(crate) struct OnType {
    pub(crate) rename_all: Option<RenameAll>,
    pub(crate) type_name: Option<LitStr>,
    pub(crate) transparent: bool,
}

/// `#[sqlx(…)]` on a field or variant.
#[derive(Default)]
pub(crate) struct OnField {
    pub(crate) rename: Option<LitStr>,
    pub(crate) skip: bool,
    pub(crate) flatten: bool,
    pub(crate) try_from: Option<Type>,
    pub(crate) json: Option<Json>,
}

/// How a field is kept as JSON.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Json {
    NotNull,
    Nullable,
}

pub(crate) fn on_type(attributes: &[Attribute]) -> OnType {
    let mut found = OnType::default();
    for entry in entry::of_attributes(attributes, "sqlx", &mut Mistakes::default()) {
        match entry.name.as_str() {
            "rename_all" => {
                found.rename_all =
                    entry.text().ok().and_then(|text| RenameAll::parse(&text.value()));
            }
            "type_name" => found.type_name = entry.text().ok(),
            "transparent" => found.transparent = true,
            _ => {}
        }
    }
    found
}

pub(crate) fn on_field(attributes: &[Attribute]) -> OnField {
    let mut found = OnField::default();
    for entry in entry::of_attributes(attributes, "sqlx", &mut Mistakes::default()) {
        match entry.name.as_str() {
            "rename" => found.rename = entry.any_text(),
            "skip" => found.skip = true,
            "flatten" => found.flatten = true,
            "try_from" => {
                found.try_from = entry.text().ok().and_then(|text| text.parse().ok());
            }
            "json" => {
                found.json = Some(match entry.rest {
                    Rest::List(_) => Json::Nullable,
                    Rest::Flag | Rest::Value(_) | Rest::Other => Json::NotNull,
                });
            }
            _ => {}
        }
    }
    found
}
