//! Names as they are typed in a flag: `users.nick=handle`, `auth.users.nick=handle`, and, where a
//! name holds a dot, an equals sign or a quote, `"odd.name".nick=handle`.

use matrx_core::name::{Ident, QName};

use crate::failure::Failure;

/// The parts on the left, and the part on the right where there is an `=`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) left: Vec<String>,
    pub(super) right: Option<String>,
}

/// Takes `text`, the value of `flag`, apart.
pub(super) fn parse(flag: &str, text: &str, expected: &str) -> Result<Typed, Failure> {
    let wrong = || Failure::usage("bad-answer", format!("{flag} {text}: expected {expected}"));
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let (part, after) = part(rest).ok_or_else(wrong)?;
        parts.push(part);
        rest = match after.chars().next() {
            None => return Ok(Typed { left: parts, right: None }),
            Some('.') => &after[1..],
            Some(_) => {
                let (right, after) = self::part(&after[1..]).ok_or_else(wrong)?;
                return if after.is_empty() {
                    Ok(Typed { left: parts, right: Some(right) })
                } else {
                    Err(wrong())
                };
            }
        };
    }
}

/// One part, and what stands behind it: nothing, or a `.` or an `=` and more.
fn part(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(['.', '=']).unwrap_or(text.len());
        return (end > 0).then(|| (text[..end].to_owned(), &text[end..]));
    };
    let mut name = String::new();
    let mut characters = quoted.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        match (c, characters.peek()) {
            ('"', Some((_, '"'))) => {
                name.push('"');
                characters.next();
            }
            ('"', next) => {
                let after = &quoted[at + 1..];
                let ends = next.is_none_or(|(_, c)| matches!(c, '.' | '='));
                return (ends && !name.is_empty()).then_some((name, after));
            }
            (c, _) => name.push(c),
        }
    }
    None
}

/// `[schema.]name` out of one or two parts.
pub(super) fn object(parts: &[String], default_schema: &str) -> Option<QName> {
    match parts {
        [name] => Some(QName::new(name)),
        [schema, name] if schema == default_schema => Some(QName::new(name)),
        [schema, name] => Some(QName::in_schema(schema, name)),
        _ => None,
    }
}

/// A name as a flag takes it, the other way round.
pub(super) fn typed(parts: &[&str]) -> String {
    let part = |name: &&str| {
        let odd = name.is_empty() || name.contains(['.', '=', '"']);
        if odd { format!("\"{}\"", name.replace('"', "\"\"")) } else { (*name).to_owned() }
    };
    parts.iter().map(part).collect::<Vec<_>>().join(".")
}

/// The parts of an object's name, as a flag takes them.
pub(super) fn parts(name: &QName) -> Vec<&str> {
    name.schema.iter().map(String::as_str).chain([name.name.as_str()]).collect()
}

/// A flag with its value, as a shell takes it.
pub(super) fn flag(name: &str, value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '=' | '-' | '/');
    if value.chars().all(plain) {
        format!("{name} {value}")
    } else {
        format!("{name} '{}'", value.replace('\'', "'\\''"))
    }
}

/// A column for people: `users.nick`.
pub(super) fn column(table: &QName, name: &str) -> String {
    format!("{table}.{}", Ident(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_name_is_read_as_it_is_meant() {
        for (text, left, right) in [
            ("users.nick=handle", vec!["users", "nick"], Some("handle")),
            ("auth.users.nick=handle", vec!["auth", "users", "nick"], Some("handle")),
            ("users", vec!["users"], None),
            (r#""a.b"."c=d"="e""f""#, vec!["a.b", "c=d"], Some("e\"f")),
            ("Tabelle.größe=maß", vec!["Tabelle", "größe"], Some("maß")),
        ] {
            let typed = parse("--rename", text, "x").unwrap();
            assert_eq!(
                (typed.left, typed.right.as_deref()),
                (left.iter().map(|s| (*s).to_owned()).collect(), right)
            );
        }
        for text in ["", ".", "a.", "a=", "=b", "a=b=c", "a=b.c", "\"a", "\"a\"b=c", "\"\"=c"] {
            assert!(parse("--rename", text, "x").is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_suggested_is_read_back() {
        for name in ["plain", "with space", "a.b", "q\"uote", "e=q", "größe", "it's"] {
            let text = format!("{}={}", typed(&["users", name]), typed(&["new"]));
            let back = parse("--rename", &text, "x").unwrap();
            assert_eq!(back.left, ["users", name]);
        }
        assert_eq!(flag("--rename", "users.it's=x"), "--rename 'users.it'\\''s=x'");
    }
}
