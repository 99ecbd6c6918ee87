//! `#[model(manager)]`: the struct by which rows are read and written, and the one of a row to be inserted.
//! How it is written is read here, and looked over.

mod expand;
mod fields;
mod unique;

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;

pub(super) use self::expand::{embedded, expand};
use super::ast::{Column, Manager, Model, Value};
use crate::entry::{self, Entry, Rest};
use crate::mistakes::Mistakes;

/// A key of more columns is found by `list` alone.
const MOST_COLUMNS: usize = 8;

/// `manager`, `manager = Users`, `manager(name = Users, new = NewUser, derive(Debug, Clone))`.
pub(super) fn read(entry: &Entry, model: &Ident, mistakes: &mut Mistakes) -> Manager {
    let word = model.unraw().to_string();
    // The structs are the macro's, so that nobody is warned of one that is not used.
    let own = |name: String| Ident::new(&name, Span::call_site());
    let mut manager = Manager {
        name: own(format!("{word}Manager")),
        new: own(format!("New{word}")),
        derives: None,
    };
    let named = |entry: &Entry, mistakes: &mut Mistakes| {
        mistakes.ok(entry.value(Ident::parse_any, &format!("{} = Name", entry.name)))
    };
    let located =
        |name: Ident| Ident::new(&name.to_string(), Span::call_site().located_at(name.span()));
    match &entry.rest {
        Rest::Flag => {}
        Rest::Value(_) => {
            if let Some(name) = named(entry, mistakes) {
                manager.name = located(name);
            }
        }
        Rest::List(inner) => {
            for inner in entry::split(inner.clone()) {
                match (inner.name.as_str(), &inner.rest) {
                    ("name", _) => {
                        if let Some(name) = named(&inner, mistakes) {
                            manager.name = located(name);
                        }
                    }
                    ("new", _) => {
                        if let Some(name) = named(&inner, mistakes) {
                            manager.new = located(name);
                        }
                    }
                    ("derive", Rest::List(derives)) => manager.derives = Some(derives.clone()),
                    _ => mistakes.push(inner.unknown("`manager`", &["name", "new", "derive"])),
                }
            }
        }
        Rest::Other => mistakes.push(entry.error(WANTED)),
    }
    manager
}

const WANTED: &str =
    "write `manager`, `manager = Users` or `manager(name = Users, new = NewUser, derive(Debug))`";

pub(super) fn check(model: &Model, mistakes: &mut Mistakes) {
    if model.manager.is_none() {
        return;
    }
    for (span, attribute) in &model.unlike_sqlx {
        mistakes.here(
            *span,
            format!(
                "a manager reads rows by `sqlx::FromRow`, which does not know this: write `{attribute}`, which matrx reads too"
            ),
        );
    }
    for (at, column) in model.columns.iter().enumerate() {
        let name = constant(column);
        if model.columns[..at].iter().any(|before| constant(before) == name) {
            mistakes.at(
                &column.ident,
                format!("two columns have the constant `{name}` of the manager"),
            );
        }
    }
    unique::check(model, mistakes);
}

/// `created_at` → `CREATED_AT`.
fn constant(column: &Column) -> String {
    let name = column.field.to_uppercase();
    // `_` with digits only is no identifier that anybody would call.
    if syn::parse_str::<Ident>(&name).is_ok() { name } else { column.field.clone() }
}

/// Whether an INSERT can give the column a value.
fn is_insertable(column: &Column) -> bool {
    match &column.value {
        Value::None | Value::Default(_) => true,
        Value::Identity(identity) => !identity.always,
        Value::Generated(_) | Value::Virtual(_) => false,
    }
}

/// Whether an INSERT may leave the column to the server.
fn has_default(column: &Column) -> bool {
    match &column.value {
        Value::None => column.settings.iter().any(|setting| setting.word == "column_sequence"),
        Value::Generated(_) | Value::Virtual(_) => false,
        Value::Default(_) | Value::Identity(_) => true,
    }
}
