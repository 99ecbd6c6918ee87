//! `#[derive(Enum)]`: an enum of plain variants → the registration of a PostgreSQL enum type.

pub(crate) mod read;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{DeriveInput, Path};

use crate::mistakes::Mistakes;
use crate::model::ast::Name;
use crate::model::expand::{name, optional};
use crate::{coverage, crate_info, text};

/// An enum type as the attributes say it.
pub(crate) struct EnumType {
    pub(crate) ident: Ident,
    pub(crate) krate: Path,
    pub(crate) name: Name,
    pub(crate) values: Vec<Value>,
    pub(crate) renamed_from: Option<String>,
    pub(crate) comment: Option<String>,
}

/// One value of it.
pub(crate) struct Value {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) renamed_from: Option<String>,
}

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut mistakes = Mistakes::default();
    match read::read(input, &mut mistakes) {
        Some(ty) if mistakes.is_empty() => {
            let mut tokens = expand(&ty);
            tokens.extend(coverage::of_enum(&ty));
            tokens
        }
        // nobody references an enum by a trait of ours: there is nothing to fall back on
        _ => mistakes.into_tokens(),
    }
}

/// What `schema.lock` keeps of it; the values stand in the line itself.
pub(crate) fn declaration(ty: &EnumType) -> String {
    match &ty.comment {
        Some(comment) => format!("{}; comment = {}", ty.ident, text::quoted(comment)),
        None => ty.ident.to_string(),
    }
}

fn expand(ty: &EnumType) -> TokenStream {
    let krate = &ty.krate;
    let (rust_name, crate_name) = (ty.ident.to_string(), crate_info::name());
    let crate_entry = crate_info::entry();
    let type_name = name(&ty.name);
    let renamed_from = optional("renamed_from", &ty.renamed_from);
    let comment = optional("comment", &ty.comment);
    let values = ty.values.iter().map(|value| &value.name);
    let renamed: Vec<_> = ty
        .values
        .iter()
        .filter_map(|value| {
            let (former, present) = (value.renamed_from.as_ref()?, &value.name);
            Some(quote!((#former, #present)))
        })
        .collect();
    let renamed = (!renamed.is_empty()).then(|| quote!(renamed_values: &[#(#renamed),*],));
    let declaration = declaration(ty);
    quote! {
        const _: () = {
            use #krate::__private as __matrx;
            static __ENUM: __matrx::Enum = __matrx::Enum {
                rust_name: #rust_name,
                module: ::core::module_path!(),
                crate_name: #crate_name,
                name: #type_name,
                #renamed_from #comment #renamed
                values: &[#(#values),*],
                declaration: #declaration,
                ..__matrx::Enum::EMPTY
            };
            __matrx::submit! { __matrx::EnumEntry(&__ENUM) }
            #crate_entry
        };
    }
}
