//! A file with a part that is written by `inspect`. Pure.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use sha2::{Digest, Sha256};

const BEGIN: &str = "// matrx inspect: begin ";
const HINT: &str = " (written again by `inspect`; write your own code below the end)";
const END: &str = "// matrx inspect: end";

/// A file, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    before: &'a str,
    /// What `inspect` wrote.
    pub(super) region: &'a str,
    after: &'a str,
    hash: &'a str,
}

impl<'a> Parts<'a> {
    /// `None` where the file has no region.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let begin = line(text, 0, BEGIN)?;
        let first_end = begin + text[begin..].find('\n')? + 1;
        let hash = text[begin + BEGIN.len()..first_end].split_whitespace().next()?;
        let end = line(text, first_end, END)?;
        let after = end + text[end..].find('\n').map_or(text.len() - end, |at| at + 1);
        Some(Self {
            before: &text[..begin],
            region: &text[first_end..end],
            after: &text[after..],
            hash,
        })
    }

    /// Whether somebody has written into the region; formatting is no difference.
    pub(super) fn is_edited(&self) -> bool {
        hash(self.region) != self.hash
    }

    /// Whether there is nothing else in the file.
    pub(super) fn is_alone(&self) -> bool {
        self.before.trim().is_empty() && self.after.trim().is_empty()
    }

    /// Whether the region says the same as this text.
    pub(super) fn says(&self, region: &str) -> bool {
        canonical(self.region) == canonical(region)
    }

    /// The file with another region.
    pub(super) fn with(&self, region: &str) -> String {
        format!("{}{}{}", self.before, whole(region), self.after)
    }
}

/// A file with nothing but a region.
pub(super) fn whole(region: &str) -> String {
    format!("{BEGIN}{}{HINT}\n{region}{END}\n", hash(region))
}

/// Where the next line is that begins so.
fn line(text: &str, from: usize, start: &str) -> Option<usize> {
    let mut at = from;
    text[from..].split_inclusive('\n').find_map(|line| {
        let here = at;
        at += line.len();
        line.starts_with(start).then_some(here)
    })
}

fn hash(region: &str) -> String {
    let digest = Sha256::digest(canonical(region).as_bytes());
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The tokens, without what rustfmt adds and takes away.
fn canonical(region: &str) -> String {
    // what is no Rust any more was edited, whatever it says
    region.parse::<TokenStream>().map_or_else(
        |_| region.to_owned(),
        |tokens| {
            let mut out = String::new();
            print(tokens, &mut out);
            out
        },
    )
}

fn print(tokens: TokenStream, out: &mut String) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
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
            }
            TokenTree::Punct(punct) if punct.as_char() == ',' && tokens.peek().is_none() => {}
            TokenTree::Punct(punct) => out.push(punct.as_char()),
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                out.push_str(&token.to_string());
                out.push(' ');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRUCT: &str = "#[model(table = \"a b\")]\npub struct A {\n    pub id: i64,\n}\n";

    #[test]
    fn only_the_region_is_replaced() {
        let text = format!("use x;\n\n{}\nimpl A {{}}\n", whole(STRUCT));
        let parts = Parts::of(&text).unwrap();
        assert_eq!(parts.region, STRUCT);
        assert!(!parts.is_edited() && !parts.is_alone());
        let other = parts.with("pub struct B;\n");
        assert!(other.starts_with("use x;\n\n// matrx inspect: begin "), "{other}");
        assert!(other.ends_with("pub struct B;\n// matrx inspect: end\n\nimpl A {}\n"), "{other}");
        assert!(Parts::of(STRUCT).is_none());
    }

    #[test]
    fn formatting_and_line_ends_are_no_edit_and_everything_else_is() {
        let text = whole(STRUCT);
        for (changed, edited) in [
            (text.replace("    pub id: i64,", "  pub id :i64"), false),
            (text.replace('\n', "\r\n"), false),
            (text.replace("i64", "i32"), true),
            (text.replace("a b", "a  b"), true),
            (text.replace("pub id", "/// A key.\n    pub id"), true),
            (text.replace("}\n", "}\n}\n"), true),
        ] {
            assert_eq!(Parts::of(&changed).unwrap().is_edited(), edited, "{changed}");
        }
    }
}
