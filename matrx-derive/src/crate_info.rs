//! The package that is being compiled, and its features.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Path, parse_quote};

use crate::coverage;

/// Where matrx_core is if no attribute says so.
pub(crate) fn core() -> Path {
    parse_quote!(::matrx_core)
}

/// The package's name.
pub(crate) fn name() -> String {
    std::env::var("CARGO_PKG_NAME").unwrap_or_default()
}

/// The registration of the package with its enabled features: once per compilation, since every model
/// would say the same. Which features are enabled only rustc knows, hence the `cfg`s.
pub(crate) fn entry() -> Option<TokenStream> {
    let name = name();
    // rust-analyzer compiles many packages in one process; there it does not matter
    if !coverage::first(format!("package {name}")) {
        return None;
    }
    let features = coverage::features();
    let features = features.iter().map(|feature| quote!(#[cfg(feature = #feature)] #feature,));
    Some(quote! {
        __matrx::submit! {
            __matrx::CrateEntry(&__matrx::CrateInfo { name: #name, features: &[#(#features)*] })
        }
    })
}
