//! A checksum over what a migration says, not over how it is laid out.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use sha2::{Digest, Sha256};

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
    let mut canonical = String::new();
    write(tokens, &mut canonical);
    let hash = Sha256::digest(canonical.as_bytes());
    let mut out = format!("{algorithm}:sha256:");
    for byte in hash {
        out.push_str(&format!("{byte:02x}"));
    }
    out
}

/// The tokens a space apart, without doc attributes and trailing commas.
fn write(tokens: TokenStream, out: &mut String) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(tree) = trees.get(at) {
        if let Some(length) = doc_attribute(&trees[at..]) {
            at += length;
            continue;
        }
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                write(group.stream(), out);
                out.push_str(close);
            }
            TokenTree::Punct(punct) if punct.as_char() == ',' && at + 1 == trees.len() => {}
            TokenTree::Punct(punct) => {
                out.push(punct.as_char());
                out.push(' ');
            }
            TokenTree::Ident(ident) => {
                out.push_str(&ident.to_string());
                out.push(' ');
            }
            TokenTree::Literal(literal) => {
                out.push_str(&literal.to_string());
                out.push(' ');
            }
        }
        at += 1;
    }
}

/// How many trees a doc attribute at the start of `trees` has: `# [doc …]` or `# ! [doc …]`.
fn doc_attribute(trees: &[TokenTree]) -> Option<usize> {
    let punct = |tree: Option<&TokenTree>, c: char| match tree {
        Some(TokenTree::Punct(punct)) => punct.as_char() == c,
        Some(TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Literal(_)) | None => false,
    };
    if !punct(trees.first(), '#') {
        return None;
    }
    let place = if punct(trees.get(1), '!') { 2 } else { 1 };
    let Some(TokenTree::Group(group)) = trees.get(place) else { return None };
    let mut inside = group.stream().into_iter();
    match inside.next() {
        Some(TokenTree::Ident(ident)) if ident == "doc" => Some(place + 1),
        Some(_) | None => None,
    }
}
