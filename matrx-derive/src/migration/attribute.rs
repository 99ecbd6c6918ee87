use proc_macro2::TokenStream;

use super::{arguments, expand, item};

/// The attribute on an item, phase by phase; mistakes come out as `compile_error!`s.
pub(crate) fn migration(arguments: TokenStream, item: TokenStream) -> TokenStream {
    match arguments::parse(arguments).and_then(|arguments| {
        let function = item::parse(item.clone())?;
        Ok(expand::expand(&arguments, &function))
    }) {
        Ok(tokens) => tokens,
        Err(error) => {
            let error = error.into_compile_error();
            quote::quote!(#error #item)
        }
    }
}
