//! How the fields of a struct are bound to the columns, one call each.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::super::ast::{Column, Embed, Model};
use super::super::field::option_inner;
use super::{has_default, is_insertable};
use crate::sqlx_attributes::Json;

/// Of which struct the fields are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// The model or embedded struct.
    Record,
    /// The struct of a row to be inserted.
    New,
}

/// `impl Fields for #of`.
pub(super) fn implement(model: &Model, of: Of, name: &Ident) -> TokenStream {
    let mut calls = Vec::new();
    let mut embeds = model.embeds.iter().peekable();
    for at in 0..=model.columns.len() {
        while let Some(embed) = embeds.next_if(|embed| embed.at <= at) {
            calls.push(embedded(embed));
        }
        calls.extend(model.columns.get(at).map(|column| own(column, of)));
    }
    quote! {
        #[automatically_derived]
        impl __matrx::manager::Fields for #name {
            #[inline]
            fn bind(&self, values: &mut __matrx::manager::Values<'_>) {
                #(#calls)*
            }
        }
    }
}

fn own(column: &Column, of: Of) -> TokenStream {
    let field = &column.ident;
    if of == Of::New && !is_insertable(column) {
        return quote!(values.omit(););
    }
    // An error is shown at the field's type.
    let span = Span::call_site().located_at(column.whole.span());
    let whole = &column.whole;
    if of == Of::New && has_default(column) {
        let value = match (&column.source, column.json) {
            (None, None) => quote_spanned!(span=> self.#field.as_ref()),
            (None, Some(json)) => {
                let json = wrapped(quote!(value), json);
                quote!(self.#field.as_ref().map(|value| #json))
            }
            (Some(source), json) => {
                let converted = converted(source, whole, quote!(value), json);
                return quote!(values.maybe_converted(self.#field.as_ref().map(|value| #converted)););
            }
        };
        return quote_spanned!(span=> values.maybe(#value););
    }
    match (&column.source, column.json) {
        (None, None) => quote_spanned!(span=> values.add(&self.#field);),
        (None, Some(json)) => {
            let json = wrapped(quote!((&self.#field)), json);
            quote_spanned!(span=> values.add(#json);)
        }
        (Some(source), json) => {
            let converted = converted(source, whole, quote!(&self.#field), json);
            quote_spanned!(span=> values.converted(#converted);)
        }
    }
}

fn wrapped(value: TokenStream, json: Json) -> TokenStream {
    match json {
        Json::NotNull => quote!(::sqlx::types::Json(#value)),
        Json::Nullable => {
            quote!(__matrx::manager::Nullable(#value.as_ref().map(::sqlx::types::Json)))
        }
    }
}

/// The field's value as what sqlx reads it from: the other way round.
fn converted(
    source: &syn::Type,
    whole: &syn::Type,
    value: TokenStream,
    json: Option<Json>,
) -> TokenStream {
    let json = json.map(|_| quote!(.map(::sqlx::types::Json)));
    quote!(<#source as __matrx::TryFrom<#whole>>::try_from(__matrx::Clone::clone(#value)) #json)
}

fn embedded(embed: &Embed) -> TokenStream {
    let Embed { ident, whole, ty, .. } = embed;
    if quote!(#whole).to_string() == quote!(#ty).to_string() {
        return quote!(__matrx::manager::Fields::bind(&self.#ident, values););
    }
    let converted = converted(ty, whole, quote!(&self.#ident), None);
    quote!(values.embedded(#converted);)
}

/// The type of a column's values, without `Option`, as sqlx binds it.
pub(super) fn bound_type(column: &Column) -> TokenStream {
    let whole = column.source.as_ref().unwrap_or(&column.whole);
    let inner = option_inner(whole).unwrap_or(whole);
    match column.json {
        // JSON null is a value.
        Some(Json::NotNull) => quote!(::sqlx::types::Json<#whole>),
        Some(Json::Nullable) => quote!(::sqlx::types::Json<#inner>),
        None => quote!(#inner),
    }
}
