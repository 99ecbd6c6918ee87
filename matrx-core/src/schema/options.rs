//! Lists of options, `fillfactor=70, autovacuum_enabled=off`, as text and as pairs. Their order is
//! PostgreSQL's, which keeps it: `pg_dump` shows it.

use crate::name::{Ident, Literal};

/// The list as text: what is no plain word stands in quotes, as SQL has them.
pub fn options_text<'a>(options: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let plain = |text: &str| {
        !text.is_empty()
            && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
    };
    let one = |(name, value): (&str, &str)| {
        let name = if plain(name) { name.to_owned() } else { Ident(name).to_string() };
        let value = if plain(value) { value.to_owned() } else { Literal(value).to_string() };
        format!("{name}={value}")
    };
    options.into_iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The pairs of a list.
pub fn options(text: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (name, after) = word(rest);
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => word(after),
            None => (String::new(), after),
        };
        pairs.push((name, value));
        // What is no list ends it.
        rest = after.trim_start().strip_prefix(',').map_or("", str::trim_start);
    }
    pairs
}

/// One word, or a quoted text, and what is behind it.
fn word(text: &str) -> (String, &str) {
    let (escapes, body) = match text.strip_prefix("E'") {
        Some(_) => (true, &text[1..]),
        None => (false, text),
    };
    let Some(quote) = body.chars().next().filter(|c| matches!(c, '\'' | '"')) else {
        let end = text.find([',', '=']).unwrap_or(text.len());
        return (text[..end].trim().to_owned(), &text[end..]);
    };
    let mut out = String::new();
    let mut chars = body.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == quote {
            if chars.next_if(|(_, next)| *next == quote).is_none() {
                return (out, &body[at + 1..]);
            }
            out.push(c);
        } else if c == '\\' && escapes {
            out.extend(chars.next().map(|(_, c)| c));
        } else {
            out.push(c);
        }
    }
    (out, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back_from_their_text() {
        for (list, text) in [
            (vec![], ""),
            (
                vec![("fillfactor", "70"), ("toast.autovacuum_enabled", "off")],
                "fillfactor=70, toast.autovacuum_enabled=off",
            ),
            (
                vec![("odd \"name", "it's, \"so\""), ("b", "")],
                "\"odd \"\"name\"='it''s, \"so\"', b=''",
            ),
            (vec![("a", "b\\c\nd"), ("e", "1e-5")], "a=E'b\\\\c\nd', e=1e-5"),
        ] {
            let made = options_text(list.iter().copied());
            let back = options(&made);
            let back: Vec<(&str, &str)> = back.iter().map(|(n, v)| (&**n, &**v)).collect();
            assert_eq!((made.as_str(), back), (text, list));
        }
        assert_eq!(options("x"), [("x".to_owned(), String::new())]);
    }
}
