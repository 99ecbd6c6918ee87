//! A look at the text of an expression, just deep enough to know where parentheses are needed.
//!
//! Nothing here decides what an expression means: that is the server's business.

/// The expression in parentheses, without a second pair where one already spans the whole of it.
pub(super) fn parenthesised(text: &str) -> String {
    if spans_all(text) {
        return text.to_owned();
    }
    // A comment at the end must not swallow the closing parenthesis.
    let end = if text.contains("--") { "\n" } else { "" };
    format!("({text}{end})")
}

/// What stands after DEFAULT, whose grammar (`b_expr`) knows no AND, OR, NOT, IN, IS, LIKE and the
/// like outside of parentheses.
pub(super) fn default_value(text: &str) -> String {
    let plain = outline(text).split_whitespace().skip(1).all(|word| TYPE_WORDS.contains(&word));
    if plain && !text.contains("--") { text.to_owned() } else { parenthesised(text) }
}

/// The text with names replaced that stand outside of strings. A name is looked up as it is written,
/// with its qualifiers and its quotes: `auth.mood`, `"Mood"`.
pub(super) fn with_names(text: &str, replacement: impl Fn(&str) -> Option<String>) -> String {
    let mut result = String::new();
    let mut name = String::new();
    let flush = |name: &mut String, result: &mut String| {
        if !name.is_empty() {
            result.push_str(&replacement(name).unwrap_or_else(|| name.clone()));
            name.clear();
        }
    };
    for (kind, piece) in Pieces::new(text) {
        let quoted_name = piece.starts_with('"');
        let word = piece.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        let in_name = match kind {
            Kind::Quoted => quoted_name,
            Kind::Other => word || (piece == "." && !name.is_empty()),
            Kind::Open | Kind::Close => false,
        };
        if !in_name || (piece != "." && !name.is_empty() && !name.ends_with('.')) {
            flush(&mut name, &mut result);
        }
        if in_name { name.push_str(piece) } else { result.push_str(piece) }
    }
    flush(&mut name, &mut result);
    result
}

/// Whether a name, quoted or not, occurs in the text outside of strings.
pub(super) fn mentions(text: &str, name: &str) -> bool {
    Pieces::new(text).any(|(kind, piece)| match kind {
        Kind::Other => piece.to_lowercase() == name,
        Kind::Quoted => piece
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
            .is_some_and(|quoted| quoted.replace("\"\"", "\"") == name),
        Kind::Open | Kind::Close => false,
    })
}

/// The words that follow the first one in the names of built-in types: `'a'::character varying`.
const TYPE_WORDS: &[&str] = &["varying", "precision", "time", "with", "without", "zone"];

/// The text with everything in quotes or parentheses replaced by nothing, to see its top level.
fn outline(text: &str) -> String {
    let mut depth = 0usize;
    let mut top = String::new();
    for (kind, piece) in Pieces::new(text) {
        match kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            Kind::Quoted => {
                if depth == 0 {
                    top.push('q');
                }
            }
            Kind::Other => {
                if depth == 0 {
                    top.push_str(piece);
                }
            }
        }
    }
    top
}

/// Whether the first character is a parenthesis that closes at the last one.
fn spans_all(text: &str) -> bool {
    let mut depth = 0usize;
    let mut at = 0;
    for (kind, piece) in Pieces::new(text) {
        at += piece.len();
        match kind {
            Kind::Open => depth += 1,
            Kind::Close if depth <= 1 => return depth == 1 && at == text.len(),
            Kind::Close => depth -= 1,
            Kind::Quoted | Kind::Other => {
                if depth == 0 {
                    return false;
                }
            }
        }
    }
    false
}

#[derive(Clone, Copy)]
enum Kind {
    Open,
    Close,
    Quoted,
    Other,
}

/// Cuts a text into parentheses, quoted strings and names, and the rest.
struct Pieces<'a> {
    rest: &'a str,
}

impl<'a> Pieces<'a> {
    fn new(rest: &'a str) -> Self {
        Self { rest }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = (Kind, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let first = self.rest.chars().next()?;
        let (kind, length) = match first {
            '(' | '[' => (Kind::Open, 1),
            ')' | ']' => (Kind::Close, 1),
            '\'' | '"' => (Kind::Quoted, quoted_length(self.rest, first, false)),
            'e' | 'E' if self.rest[1..].starts_with('\'') => {
                (Kind::Quoted, 1 + quoted_length(&self.rest[1..], '\'', true))
            }
            '$' => match dollar_length(self.rest) {
                Some(length) => (Kind::Quoted, length),
                None => (Kind::Other, 1),
            },
            other if other.is_alphanumeric() || other == '_' => {
                let end = self.rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'));
                (Kind::Other, end.unwrap_or(self.rest.len()))
            }
            other => (Kind::Other, other.len_utf8()),
        };
        let (piece, rest) = self.rest.split_at(length);
        self.rest = rest;
        Some((kind, piece))
    }
}

/// The length of a quoted piece, its quotes included; an unclosed one ends with the text.
fn quoted_length(text: &str, quote: char, backslash: bool) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if backslash && c == '\\' {
            chars.next();
        } else if c == quote {
            if chars.peek().is_some_and(|(_, next)| *next == quote) {
                chars.next();
            } else {
                return at + 1;
            }
        }
    }
    text.len()
}

/// The length of a dollar-quoted string that begins here.
fn dollar_length(text: &str) -> Option<usize> {
    let tag_end = 1 + text[1..].find('$')?;
    let tag = &text[..=tag_end];
    let word = &tag[1..tag_end];
    if word.starts_with(|c: char| c.is_ascii_digit())
        || !word.chars().all(|c| c.is_alphanumeric() || c == '_')
    {
        return None;
    }
    let body = tag_end + 1;
    Some(text[body..].find(tag).map_or(text.len(), |end| body + end + tag.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parentheses_are_added_once() {
        for (text, expected) in [
            ("a > 1", "(a > 1)"),
            ("(a > 1)", "(a > 1)"),
            ("(a) > (1)", "((a) > (1))"),
            ("(a = ')')", "(a = ')')"),
            ("(a = E'\\')')", "(a = E'\\')')"),
            ("(a = $x$)$x$)", "(a = $x$)$x$)"),
            ("(\"a)\" > 1)", "(\"a)\" > 1)"),
            ("a -- why", "(a -- why\n)"),
            ("(type'x')", "(type'x')"),
        ] {
            assert_eq!(parenthesised(text), expected);
        }
    }

    #[test]
    fn names_are_found_outside_of_strings() {
        let replaced = |text: &str| {
            with_names(text, |name| match name {
                "auth.mood" => Some("e1".to_owned()),
                "\"a\".\"M\"" => Some("e2".to_owned()),
                _ => None,
            })
        };
        assert_eq!(
            replaced("f('auth.mood', x)::auth.mood[] || y.auth.mood"),
            "f('auth.mood', x)::e1[] || y.auth.mood"
        );
        assert_eq!(replaced("a.\"M\" \"a\".\"M\""), "a.\"M\" e2");
        assert!(mentions("lower(Email) > 'x'", "email"));
        assert!(mentions("lower(\"E\"\"m\") > 'x'", "E\"m"));
        assert!(!mentions("lower(x) > 'email'", "email"));
    }

    #[test]
    fn defaults_are_put_in_parentheses_where_the_grammar_wants_them() {
        for (text, expected) in [
            ("now()", "now()"),
            ("'a b'::character varying", "'a b'::character varying"),
            ("'2020-01-01'::timestamp with time zone", "'2020-01-01'::timestamp with time zone"),
            ("a AND b", "(a AND b)"),
            ("1 + 1", "(1 + 1)"),
            ("(1 + 1)", "(1 + 1)"),
            ("'it''s and'", "'it''s and'"),
            ("NOT true", "(NOT true)"),
            ("'{}'::text[]", "'{}'::text[]"),
        ] {
            assert_eq!(default_value(text), expected);
        }
    }
}
