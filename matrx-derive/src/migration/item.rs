//! The function under the attribute.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{FnArg, ItemFn};

/// A function that `#[migration]` takes.
pub(super) struct Function {
    /// The function as it was written.
    pub(super) item: ItemFn,
    /// Whether it is code as a whole, `async fn up(db: &mut MigrationDb)`.
    pub(super) is_code: bool,
}

pub(super) fn parse(tokens: TokenStream) -> syn::Result<Function> {
    let span = tokens.clone();
    let Ok(item) = syn::parse2::<ItemFn>(tokens) else {
        return Err(syn::Error::new_spanned(
            first(span),
            "`#[migration]` stands on a function: `fn up(m: &mut Steps)`, or \
             `async fn up(db: &mut MigrationDb) -> Result`",
        ));
    };
    let signature = &item.sig;
    let is_code = signature.asyncness.is_some();
    if !signature.generics.params.is_empty() {
        return Err(syn::Error::new_spanned(
            &signature.generics,
            "a migration's function has no generic parameters",
        ));
    }
    let one_reference = signature.inputs.len() == 1
        && signature.inputs.iter().all(|input| match input {
            FnArg::Typed(typed) => {
                matches!(&*typed.ty, syn::Type::Reference(ty) if ty.mutability.is_some())
            }
            FnArg::Receiver(_) => false,
        });
    if !one_reference {
        let (wanted, place) = match is_code {
            true => ("async fn up(db: &mut MigrationDb) -> Result", &signature.inputs),
            false => ("fn up(m: &mut Steps)", &signature.inputs),
        };
        let message = format!("a migration's function takes one argument: `{wanted}`");
        return Err(if place.is_empty() {
            syn::Error::new_spanned(&signature.ident, message)
        } else {
            syn::Error::new_spanned(place, message)
        });
    }
    Ok(Function { item, is_code })
}

fn first(tokens: TokenStream) -> TokenStream {
    tokens.into_iter().next().map(|tree| tree.to_token_stream()).unwrap_or_default()
}
