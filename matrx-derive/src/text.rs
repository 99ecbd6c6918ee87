//! Texts that do not depend on how the source is laid out.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Tokens as one line, spaced the same however they were written.
pub(crate) fn canonical(tokens: TokenStream) -> String {
    let mut out = String::new();
    print(tokens, &mut out);
    out
}

fn print(tokens: TokenStream, out: &mut String) {
    let mut after_word = false;
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                print(group.stream(), out);
                out.push_str(close);
                after_word = false;
            }
            TokenTree::Punct(punct) => {
                match punct.as_char() {
                    ',' | ';' => {
                        out.push(punct.as_char());
                        out.push(' ');
                    }
                    '+' => out.push_str(" + "),
                    other => out.push(other),
                }
                after_word = false;
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if after_word {
                    out.push(' ');
                }
                out.push_str(&token.to_string());
                after_word = true;
            }
        }
    }
}

/// A text as Rust would write it, on one line.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.escape_debug().to_string().replace("\\'", "'"))
}

/// The number by which a foreign key names another model's field (FNV-1a).
pub(crate) fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_does_not_matter() {
        for (written, printed) in [
            ("Option < Vec<u8> >", "Option<Vec<u8>>"),
            ("& 'static str", "&'static str"),
            ("HashMap<String,  i32,>", "HashMap<String, i32, >"),
            ("[ u8;4 ]", "[u8; 4]"),
            ("chrono :: DateTime <Utc>", "chrono::DateTime<Utc>"),
        ] {
            assert_eq!(canonical(written.parse().unwrap()), printed);
        }
    }
}
