//! A checksum over what a migration says, not over how it is laid out.

use proc_macro2::{Span, TokenStream};
use sha2::{Digest, Sha256};

use super::canonical;

/// `v1:sha256:…` over the tokens of the file that `span` stands in; `None` where the compiler gives
/// no file, or an unreadable one (an editor's buffer, a macro's expansion).
pub(super) fn of_file(span: Span) -> Option<String> {
    let path = span.unwrap().local_file()?;
    let text = std::fs::read_to_string(path).ok()?;
    of_text(&text)
}

/// The checksum of a file's text; `None` if it is no Rust.
fn of_text(text: &str) -> Option<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let tokens: TokenStream = text.parse().ok()?;
    Some(digest("v1", tokens))
}

/// `item1:sha256:…` over a function alone: another algorithm, so that it is never taken for the
/// checksum of a file.
pub(super) fn of_item(item: &TokenStream) -> String {
    digest("item1", item.clone())
}

fn digest(algorithm: &str, tokens: TokenStream) -> String {
    let hash = Sha256::digest(canonical::text(tokens).as_bytes());
    let mut out = format!("{algorithm}:sha256:");
    for byte in hash {
        out.push_str(&format!("{byte:02x}"));
    }
    out
}

#[cfg(test)]
#[path = "checksum_tests.rs"]
mod tests;
