//! `#[derive(Model)]`: a struct → its registration, phase by phase. Each phase notes what is wrong and
//! goes on, so that all mistakes are reported at once.

pub(crate) mod ast;
pub(crate) mod attr;
mod check;
pub(crate) mod declare;
pub(crate) mod expand;
mod fallback;
mod field;
mod item;
mod manager;
mod setting;

use proc_macro2::TokenStream;
use syn::{Data, DeriveInput, Field, Fields, Path};

use crate::mistakes::Mistakes;
use crate::{coverage, crate_info};

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut mistakes = Mistakes::default();
    let model = read(input, &mut mistakes);
    match model {
        Some(model) if mistakes.is_empty() => {
            let mut tokens = expand::expand(&model);
            tokens.extend(coverage::of_model(&model));
            tokens
        }
        model => {
            let krate: Path = model.map_or_else(crate_info::core, |model| model.krate);
            let mut tokens = mistakes.into_tokens();
            tokens.extend(fallback::expand(input, &krate));
            tokens
        }
    }
}

pub(crate) fn read(input: &DeriveInput, mistakes: &mut Mistakes) -> Option<ast::Model> {
    let fields: Vec<&Field> = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => fields.named.iter().collect(),
            Fields::Unnamed(fields) => {
                mistakes.at(
                    fields,
                    "a model has named fields: each is a column. A single unnamed field is a type of a column: derive `sqlx::Type` for it",
                );
                return None;
            }
            // Only a partition is like that, which the attribute says.
            Fields::Unit => Vec::new(),
        },
        Data::Enum(data) => {
            mistakes.at(
                data.enum_token,
                "a model is a struct; for a PostgreSQL enum type write `#[derive(Enum)]`",
            );
            return None;
        }
        Data::Union(data) => {
            mistakes.at(data.union_token, "a model is a struct: a union cannot be a row");
            return None;
        }
    };
    check::generics(input, mistakes);
    let mut model = attr::read(input, &fields, mistakes);
    check::check(&mut model, mistakes);
    declare::declare(&mut model);
    Some(model)
}

#[cfg(test)]
mod tests;
