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

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn mistakes_are_explained() {
        let up = quote!(
            fn up(m: &mut Steps) {}
        );
        for (arguments, item, message) in [
            (quote!(depends_on = ["initial"]), up.clone(), "such as \\\"0001_initial\\\""),
            (
                quote!(depends_on = ["m0001_a"]),
                up.clone(),
                "the id of m0001_a.rs is \\\"0001_a\\\"",
            ),
            (quote!(depends_on = [1]), up.clone(), "expected the id of a migration"),
            (quote!(depends_on = ["../0001_a"]), up.clone(), "expected the id of a migration"),
            (quote!(up), up.clone(), "expected `down`"),
            (
                quote!(down, depends_on = ["0001_a"]),
                up.clone(),
                "belong to the `#[migration]` of `up`",
            ),
            (
                quote!(),
                quote!(
                    struct Up;
                ),
                "stands on a function",
            ),
            (
                quote!(),
                quote!(
                    fn up() {}
                ),
                "takes one argument: `fn up(m: &mut Steps)`",
            ),
            (
                quote!(),
                quote!(
                    fn up(m: Steps) {}
                ),
                "takes one argument: `fn up(m: &mut Steps)`",
            ),
            (
                quote!(),
                quote!(
                    fn up<T>(m: &mut Steps) {}
                ),
                "no generic parameters",
            ),
            (
                quote!(),
                quote!(
                    async fn up() {}
                ),
                "async fn up(db: &mut MigrationDb) -> Result",
            ),
        ] {
            let tokens = migration(arguments, item).to_string();
            assert!(tokens.contains("compile_error"), "{tokens}");
            assert!(tokens.contains(message), "{tokens}");
        }
    }
}
