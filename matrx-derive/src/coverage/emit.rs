use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::project::Project;
use super::{Finding, Level};

/// What every message ends with.
const NEXT: &str =
    "run `cargo run --bin matrx-cli makemigrations` (MATRX_CHECK=off leaves this check out)";

/// Each finding at its place, as a warning or as an error.
pub(super) fn findings(findings: &[Finding], level: Level) -> TokenStream {
    findings
        .iter()
        .map(|finding| {
            let message = format!("{}; {NEXT}", finding.message);
            let warning = warning(finding.span, &message);
            let error = error(finding.span, &message);
            match level {
                Level::Off => TokenStream::new(),
                Level::Warn => warning,
                Level::Deny => error,
                Level::DenyRelease => quote! {
                    #[cfg(debug_assertions)]
                    #warning
                    #[cfg(not(debug_assertions))]
                    #error
                },
            }
        })
        .collect()
}

/// A macro on stable Rust warns by a use of something deprecated.
fn warning(span: Span, message: &str) -> TokenStream {
    let used = quote_spanned!(span=> NO_MIGRATION);
    quote! {
        const _: () = {
            #[deprecated(note = #message)]
            const NO_MIGRATION: () = ();
            #used
        };
    }
}

pub(super) fn error(span: Span, message: &str) -> TokenStream {
    quote_spanned!(span=> ::core::compile_error! { #message })
}

/// What makes cargo build again when the variable or one of the files changes. Only the length is
/// taken, so that no file's text gets into the crate.
pub(super) fn tracking(project: &Project) -> TokenStream {
    let files = project.files.iter().filter_map(|file| file.to_str());
    quote! {
        const _: ::core::option::Option<&::core::primitive::str> =
            ::core::option_env!("MATRX_CHECK");
        #(const _: ::core::primitive::usize = ::core::include_bytes!(#files).len();)*
    }
}
