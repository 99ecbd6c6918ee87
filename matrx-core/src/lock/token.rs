//! The words of a lock: plain words, quoted strings, punctuation.

use std::fmt::Write as _;

use crate::name::QName;

/// One word of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Letters, digits, `_` and `-`.
    Word(String),
    /// A quoted text, without its quotes and escapes.
    Text(String),
    /// One of `( ) , . = |`.
    Sign(char),
}

/// A name: as it is where it is plain, else quoted.
pub(super) fn name(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if !name.is_empty() && name.chars().all(plain) { name.to_owned() } else { text(name) }
}

/// The name of a crate or of a feature, which may have a `-`.
pub(super) fn crate_name(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.chars().all(plain) { name.to_owned() } else { text(name) }
}

/// A name with its schema.
pub(super) fn qname(qname: &QName) -> String {
    match &qname.schema {
        Some(schema) => format!("{}.{}", name(schema), name(&qname.name)),
        None => name(&qname.name),
    }
}

/// Names in parentheses.
pub(super) fn names(list: &[String]) -> String {
    format!("({})", list.iter().map(|n| name(n)).collect::<Vec<_>>().join(", "))
}

/// A quoted text that is always one line.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_hidden(c) => {
                write!(out, "\\u{{{:x}}}", u32::from(c)).expect("a String takes what is written");
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Characters that would not be seen, or that would turn the line round, in a review.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Splits a line into its words and the declaration behind ` // `.
pub(super) fn split(line: &str) -> Result<(Vec<Token>, Option<&str>), String> {
    let mut tokens = Vec::new();
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches(' ');
        let Some(first) = rest.chars().next() else { return Ok((tokens, None)) };
        if let Some(declaration) = rest.strip_prefix("// ") {
            return Ok((tokens, Some(declaration)));
        }
        match first {
            '"' => {
                let (text, after) = quoted(&rest[1..])?;
                tokens.push(Token::Text(text));
                rest = after;
            }
            '(' | ')' | ',' | '.' | '=' | '|' => {
                tokens.push(Token::Sign(first));
                rest = &rest[1..];
            }
            c if is_word(c) => {
                let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                tokens.push(Token::Word(rest[..end].to_owned()));
                rest = &rest[end..];
            }
            other => return Err(format!("unexpected character {}", text(&other.to_string()))),
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// Reads a text up to its closing quote; what follows that is returned too.
fn quoted(line: &str) -> Result<(String, &str), String> {
    let mut out = String::new();
    let mut chars = line.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok((out, &line[at + 1..])),
            '\\' => match chars.next().map(|(_, c)| c) {
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some('t') => out.push('\t'),
                Some(c @ ('"' | '\\')) => out.push(c),
                Some('u') => out.push(code_point(&mut chars)?),
                _ => return Err("unknown escape in a quoted text".to_owned()),
            },
            c => out.push(c),
        }
    }
    Err("a quoted text has no closing quote".to_owned())
}

fn code_point(chars: &mut std::str::CharIndices<'_>) -> Result<char, String> {
    let wrong =
        || "an escape \\u must be \\u{…} with the hexadecimal digits of a character".to_owned();
    if chars.next().map(|(_, c)| c) != Some('{') {
        return Err(wrong());
    }
    let digits: String = chars.map(|(_, c)| c).take_while(|c| *c != '}').collect();
    u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_from_one_line() {
        for value in ["", "a b", "it's \"q\"", "a\\b\n*/ // \r\t", "\u{0}\u{202e}ö", "x // y"] {
            let line = format!("{} // decl \"a // b", text(value));
            assert!(!line.contains('\n'));
            let (tokens, declaration) = split(&line).unwrap();
            assert_eq!(tokens, [Token::Text(value.to_owned())]);
            assert_eq!(declaration, Some("decl \"a // b"));
        }
    }

    #[test]
    fn broken_texts_are_named() {
        for (line, problem) in [
            ("\"abc", "no closing quote"),
            ("\"a\\x\"", "unknown escape"),
            ("\"\\u{zz}\"", "hexadecimal"),
            ("a ; b", "unexpected character"),
        ] {
            assert!(split(line).unwrap_err().contains(problem), "{line}");
        }
    }
}
