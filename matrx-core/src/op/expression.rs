//! Names inside the text of an expression: where they stand, and the text under other names.
//!
//! PostgreSQL itself renames columns and types inside its stored expressions. In memory there are
//! only texts, as the server prints them: key words in upper case, type names behind `::`, functions
//! before `(`. That is enough to tell a column from the rest. It need not be enough for any SQL: a
//! text that differs is compared by the server in the proof of a migration.

mod uses;

use std::fmt::Write as _;

use crate::name::{Ident, Literal, QName};
pub(crate) use uses::{calls, relations};

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// A name, folded or without its quotes.
    Name(String),
    /// A string constant's value.
    Constant(String),
    Space,
    Other,
}

#[derive(Clone, Debug)]
struct Piece<'a> {
    kind: Kind,
    text: &'a str,
}

/// The text with each column called what `name` says; `None` leaves it.
pub(crate) fn rename_columns(text: &str, name: impl Fn(&str) -> Option<String>) -> String {
    let pieces = pieces(text);
    let mut out = String::with_capacity(text.len());
    for (at, piece) in pieces.iter().enumerate() {
        let renamed = match &piece.kind {
            Kind::Name(old) if is_column(&pieces, at) => name(old),
            Kind::Name(_) | Kind::Constant(_) | Kind::Space | Kind::Other => None,
        };
        match renamed {
            Some(new) => push(&mut out, Ident(&new)),
            None => out.push_str(piece.text),
        }
    }
    out
}

/// Whether the text mentions this column.
pub(crate) fn mentions_column(text: &str, column: &str) -> bool {
    let pieces = pieces(text);
    (0..pieces.len())
        .any(|at| pieces[at].kind == Kind::Name(column.to_owned()) && is_column(&pieces, at))
}

/// Whether the text mentions this type.
pub(crate) fn mentions_type(text: &str, ty: &QName) -> bool {
    let pieces = pieces(text);
    (0..pieces.len()).any(|at| type_at(&pieces, at).is_some_and(|(found, _)| found == *ty))
}

/// The text with this type, and the values in its constants, called what the functions say.
pub(crate) fn rename_type(
    text: &str,
    name: impl Fn(&QName) -> Option<QName>,
    value: impl Fn(&QName, &str) -> Option<String>,
) -> String {
    let pieces = pieces(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        if let Some((ty, end)) = type_at(&pieces, at)
            && let Some(new) = name(&ty)
        {
            push(&mut out, &new);
            at = end;
            continue;
        }
        match constant_of(&pieces, at) {
            Some((constant, ty, false)) => match value(&ty, constant) {
                Some(new) => push(&mut out, Literal(&new)),
                None => out.push_str(piece.text),
            },
            Some((constant, ty, true)) => match rename_elements(constant, |old| value(&ty, old)) {
                Some(new) => push(&mut out, Literal(&new)),
                None => out.push_str(piece.text),
            },
            None => out.push_str(piece.text),
        }
        at += 1;
    }
    out
}

/// The text with this schema called otherwise: before a dot, and in constants of a `reg…` type.
pub(crate) fn rename_schema(text: &str, from: &str, to: &str) -> String {
    let pieces = pieces(text);
    let follows = |at: usize| pieces.get(at + 1).map(|piece| piece.text);
    let mut out = String::with_capacity(text.len());
    for (at, piece) in pieces.iter().enumerate() {
        match &piece.kind {
            Kind::Name(name)
                if name == from
                    && follows(at) == Some(".")
                    && before(&pieces, at).is_none_or(|piece| piece.text != ".") =>
            {
                push(&mut out, Ident(to));
            }
            Kind::Constant(value)
                if follows(at) == Some("::")
                    && pieces.get(at + 2).is_some_and(|ty| ty.text.starts_with("reg")) =>
            {
                push(&mut out, Literal(&rename_schema(value, from, to)));
            }
            Kind::Name(_) | Kind::Constant(_) | Kind::Space | Kind::Other => {
                out.push_str(piece.text);
            }
        }
    }
    out
}

/// The enum that a column's type is made of, `mood[]` of `mood`, as text; and whether it is an array.
pub(crate) fn element_type(ty: &str) -> (&str, bool) {
    let element = ty.trim_end_matches("[]");
    (element, element.len() != ty.len())
}

/// Whether a column's type is this enum or an array of it.
pub(crate) fn is_type(ty: &str, name: &QName) -> bool {
    element_type(ty).0 == name.to_string()
}

fn push(out: &mut String, value: impl std::fmt::Display) {
    write!(out, "{value}").expect("a String takes what is written");
}

fn before<'a>(pieces: &'a [Piece<'a>], at: usize) -> Option<&'a Piece<'a>> {
    pieces[..at].iter().rev().find(|p| p.kind != Kind::Space)
}

fn after<'a>(pieces: &'a [Piece<'a>], at: usize) -> Option<&'a Piece<'a>> {
    pieces[at + 1..].iter().find(|p| p.kind != Kind::Space)
}

/// Whether the name at this place is a column's: no key word, type, function, collation or field.
fn is_column(pieces: &[Piece<'_>], at: usize) -> bool {
    let text = pieces[at].text;
    if text.chars().any(char::is_alphabetic) && text.chars().all(|c| !c.is_lowercase() && c != '"')
    {
        return false;
    }
    if in_type(pieces, at) || matches!(after(pieces, at).map(|p| p.text), Some("(" | ".")) {
        return false;
    }
    match before(pieces, at).map(|p| p.text) {
        Some("." | "COLLATE") => false,
        Some("(") => {
            let open = (0..at).rev().find(|i| pieces[*i].text == "(").unwrap_or(0);
            before(pieces, open).map(|p| p.text) != Some("EXTRACT")
        }
        _ => true,
    }
}

/// Whether this place belongs to the name of a type: `::character varying`, `::auth.mood`.
fn in_type(pieces: &[Piece<'_>], at: usize) -> bool {
    const CONTINUE: &[&str] = &["varying", "precision", "without", "with", "time", "zone", "local"];
    let mut at = at;
    loop {
        let Some(previous) = (0..at).rev().find(|i| pieces[*i].kind != Kind::Space) else {
            return false;
        };
        match pieces[previous].text {
            "::" => return true,
            "." => at = previous,
            _ if CONTINUE.contains(&pieces[at].text) || pieces[at].text == "." => at = previous,
            ")" if CONTINUE.contains(&pieces[at].text) => at = previous,
            _ => return false,
        }
        if pieces[at].kind == Kind::Other && pieces[at].text != "." {
            return false;
        }
    }
}

/// The type that begins at this place, directly behind `::` or AS, and the place after it.
fn type_at(pieces: &[Piece<'_>], at: usize) -> Option<(QName, usize)> {
    let name_at = |i: usize| match pieces.get(i).map(|p| &p.kind) {
        Some(Kind::Name(name)) => Some(name.clone()),
        Some(Kind::Constant(_) | Kind::Space | Kind::Other) | None => None,
    };
    if !matches!(before(pieces, at).map(|p| p.text), Some("::" | "AS" | "as")) {
        return None;
    }
    let first = name_at(at)?;
    match (pieces.get(at + 1).map(|p| p.text), name_at(at + 2)) {
        (Some("."), Some(second)) => Some((QName::in_schema(first, second), at + 3)),
        _ => Some((QName::new(first), at + 1)),
    }
}

/// The constant at this place, the type that it is cast to, and whether that is an array.
fn constant_of<'a>(pieces: &'a [Piece<'_>], at: usize) -> Option<(&'a str, QName, bool)> {
    let Kind::Constant(value) = &pieces[at].kind else { return None };
    if pieces.get(at + 1)?.text != "::" {
        return None;
    }
    let (ty, end) = type_at(pieces, at + 2)?;
    Some((value, ty, pieces.get(end).is_some_and(|p| p.text == "[")))
}

/// The elements of an array's text form, `{a,"b c"}`, under other names. `None`: nothing changed, or
/// it has more than one dimension.
fn rename_elements(text: &str, value: impl Fn(&str) -> Option<String>) -> Option<String> {
    let inner = text.strip_prefix('{')?.strip_suffix('}')?;
    if inner.is_empty() {
        return None;
    }
    let (mut elements, mut current, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => quoted = !quoted,
            '\\' => current.push(chars.next()?),
            ',' if !quoted => elements.push(std::mem::take(&mut current)),
            '{' | '}' if !quoted => return None,
            c => current.push(c),
        }
    }
    elements.push(current);
    let mut changed = false;
    let elements: Vec<String> = elements
        .into_iter()
        .map(|old| {
            let new = value(&old).inspect(|_| changed = true).unwrap_or(old);
            let plain = !new.is_empty()
                && !new.eq_ignore_ascii_case("null")
                && !new.chars().any(|c| "{},\"\\".contains(c) || c.is_ascii_whitespace());
            if plain {
                new
            } else {
                format!("\"{}\"", new.replace('\\', "\\\\").replace('"', "\\\""))
            }
        })
        .collect();
    changed.then(|| format!("{{{}}}", elements.join(",")))
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (kind, length) = match first {
            '\'' => constant(rest, 0),
            'E' if rest[1..].starts_with('\'') => constant(rest, 1),
            '"' => quoted_name(rest),
            c if c.is_whitespace() => (Kind::Space, length_while(rest, char::is_whitespace)),
            c if c.is_alphabetic() || c == '_' => {
                let length = length_while(rest, |c| c.is_alphanumeric() || c == '_' || c == '$');
                (Kind::Name(rest[..length].to_ascii_lowercase()), length)
            }
            c if c.is_ascii_digit() => {
                (Kind::Other, length_while(rest, |c| c.is_alphanumeric() || c == '.'))
            }
            ':' if rest.starts_with("::") => (Kind::Other, 2),
            c => (Kind::Other, c.len_utf8()),
        };
        let (piece, after) = rest.split_at(length);
        pieces.push(Piece { kind, text: piece });
        rest = after;
    }
    pieces
}

fn length_while(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// A constant, `'…'` or `E'…'`, with the length of its text.
fn constant(text: &str, prefix: usize) -> (Kind, usize) {
    let mut value = String::new();
    let mut chars = text.char_indices().skip(prefix + 1).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\'' if chars.next_if(|(_, next)| *next == '\'').is_some() => value.push('\''),
            '\'' => return (Kind::Constant(value), at + 1),
            '\\' if prefix == 1 => value.extend(chars.next().map(|(_, c)| match c {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                other => other,
            })),
            c => value.push(c),
        }
    }
    (Kind::Other, text.len())
}

fn quoted_name(text: &str) -> (Kind, usize) {
    let mut name = String::new();
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' if chars.next_if(|(_, next)| *next == '"').is_some() => name.push('"'),
            '"' => return (Kind::Name(name), at + 1),
            c => name.push(c),
        }
    }
    (Kind::Other, text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_renamed_and_nothing_else() {
        let to_new = |name: &str| (name == "age").then(|| "New Age".to_owned());
        for (text, expected) in [
            ("(age > 0)", "(\"New Age\" > 0)"),
            ("((\"age\" + ages) > 'age'::text)", "((\"New Age\" + ages) > 'age'::text)"),
            ("age(created, now())", "age(created, now())"),
            ("('x'::age = s.age)", "('x'::age = s.age)"),
            ("EXTRACT(age FROM age)", "EXTRACT(age FROM \"New Age\")"),
            ("(AGE COLLATE \"age\")", "(AGE COLLATE \"age\")"),
            ("lower(age)", "lower(\"New Age\")"),
        ] {
            assert_eq!(rename_columns(text, to_new), expected, "{text}");
            assert_eq!(mentions_column(text, "age"), text != expected, "{text}");
        }
        for word in ["varying", "time", "zone"] {
            assert!(!mentions_column("(a)::character varying", word));
            assert!(!mentions_column("now()::timestamp without time zone", word));
        }
    }

    #[test]
    fn types_and_their_values_are_renamed() {
        let mood = QName::new("mood");
        let name = |ty: &QName| (*ty == mood).then(|| QName::in_schema("s", "Mood"));
        let value = |ty: &QName, v: &str| (*ty == mood && v == "a").then(|| "it's".to_owned());
        for (text, expected) in [
            ("'a'::mood", "'it''s'::s.\"Mood\""),
            ("'{a,b}'::mood[]", "'{it''s,b}'::s.\"Mood\"[]"),
            ("('a'::text = 'mood'::text)", "('a'::text = 'mood'::text)"),
            (
                "(x = ANY (ARRAY['a'::mood, 'b'::mood]))",
                "(x = ANY (ARRAY['it''s'::s.\"Mood\", 'b'::s.\"Mood\"]))",
            ),
            ("'a'::other.mood", "'a'::other.mood"),
        ] {
            assert_eq!(rename_type(text, name, value), expected, "{text}");
            assert_eq!(mentions_type(text, &mood), text != expected, "{text}");
        }
    }
}
