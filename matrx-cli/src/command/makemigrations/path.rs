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
    let (left, right) = sides(flag, text, expected)?;
    match right.map(|mut parts| (parts.pop(), parts)) {
        None => Ok(Typed { left, right: None }),
        Some((right, before)) if before.is_empty() => Ok(Typed { left, right }),
        Some(_) => Err(bad(flag, text, expected)),
    }
}

/// The parts on both sides of the `=`, where there is one.
pub(super) fn sides(
    flag: &str,
    text: &str,
    expected: &str,
) -> Result<(Vec<String>, Option<Vec<String>>), Failure> {
    let wrong = || bad(flag, text, expected);
    let (left, rest) = dotted(text).ok_or_else(wrong)?;
    let Some(rest) = rest.strip_prefix('=') else { return Ok((left, None)) };
    match dotted(rest).ok_or_else(wrong)? {
        (right, "") => Ok((left, Some(right))),
        (_, _) => Err(wrong()),
    }
}

/// What was typed for `flag` is not what it takes.
pub(super) fn bad(flag: &str, text: &str, expected: &str) -> Failure {
    Failure::usage("bad-answer", format!("{flag} {text}: expected {expected}"))
}

/// The parts between dots, and what stands behind the last: nothing, or a `=` and more.
fn dotted(text: &str) -> Option<(Vec<String>, &str)> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let (part, after) = part(rest)?;
        parts.push(part);
        let Some(next) = after.strip_prefix('.') else { return Some((parts, after)) };
        rest = next;
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

/// The parts of a name beside one of `from`'s schema, which need not say it again.
pub(super) fn beside<'a>(from: &QName, to: &'a QName, default_schema: &'a str) -> Vec<&'a str> {
    if from.schema == to.schema {
        return vec![&to.name];
    }
    vec![to.schema.as_deref().unwrap_or(default_schema), &to.name]
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
        let (here, there) = (QName::new("a"), QName::in_schema("app", "b.c"));
        for (from, to, expected) in [
            (&here, &there, "app.\"b.c\""),
            (&there, &here, "public.a"),
            (&there, &there, "\"b.c\""),
        ] {
            let text = format!("x={}", typed(&beside(from, to, "public")));
            assert_eq!(text, format!("x={expected}"));
            let (_, right) = sides("--rename-table", &text, "x").unwrap();
            let expected = beside(from, to, "public").into_iter().map(str::to_owned).collect();
            assert_eq!(right, Some(expected));
        }
        assert_eq!(flag("--rename", "users.it's=x"), "--rename 'users.it'\\''s=x'");
    }
}
