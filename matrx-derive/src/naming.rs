//! Names that nobody wrote: a table's from a struct's, a column's by `rename_all`.

use heck::{ToKebabCase, ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// sqlx's `rename_all`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RenameAll {
    Lower,
    Snake,
    Upper,
    ShoutySnake,
    Kebab,
    Camel,
    Pascal,
}

impl RenameAll {
    /// The styles as sqlx calls them.
    #[cfg(test)]
    pub(crate) const KNOWN: [&'static str; 7] = [
        "lowercase",
        "snake_case",
        "UPPERCASE",
        "SCREAMING_SNAKE_CASE",
        "kebab-case",
        "camelCase",
        "PascalCase",
    ];

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "lowercase" => Self::Lower,
            "snake_case" => Self::Snake,
            "UPPERCASE" => Self::Upper,
            "SCREAMING_SNAKE_CASE" => Self::ShoutySnake,
            "kebab-case" => Self::Kebab,
            "camelCase" => Self::Camel,
            "PascalCase" => Self::Pascal,
            _ => return None,
        })
    }

    /// The same as sqlx does, by the same crate.
    pub(crate) fn apply(self, name: &str) -> String {
        match self {
            Self::Lower => name.to_lowercase(),
            Self::Snake => name.to_snake_case(),
            Self::Upper => name.to_uppercase(),
            Self::ShoutySnake => name.to_shouty_snake_case(),
            Self::Kebab => name.to_kebab_case(),
            Self::Camel => name.to_lower_camel_case(),
            Self::Pascal => name.to_upper_camel_case(),
        }
    }
}

/// The table of a struct that names none: its name in snake case, plural. `y` behind a consonant
/// becomes `ies`; `s`, `x`, `z`, `ch` and `sh` get `es`; everything else `s`.
pub(crate) fn table(type_name: &str) -> String {
    let name = type_name.to_snake_case();
    let before_y = name.strip_suffix('y');
    match before_y {
        Some(stem) if stem.ends_with(|c: char| !"aeiou_".contains(c)) => format!("{stem}ies"),
        _ if ["s", "x", "z", "ch", "sh"].iter().any(|end| name.ends_with(end)) => {
            format!("{name}es")
        }
        _ => format!("{name}s"),
    }
}

/// A type's name in snake case, as it is.
pub(crate) fn snake(type_name: &str) -> String {
    type_name.to_snake_case()
}

/// A schema, where one is given, and a name in it.
pub(crate) type SqlName = (Option<String>, String);

/// A name as SQL reads it: `auth.users` → (auth, users). Unquoted letters fold to lower case.
pub(crate) fn sql_name(text: &str) -> Option<SqlName> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    loop {
        let (part, after) = sql_part(rest)?;
        parts.push(part);
        match after.strip_prefix('.') {
            Some(after) => rest = after,
            None if after.is_empty() => break,
            None => return None,
        }
    }
    match <[String; 2]>::try_from(parts) {
        Ok([schema, name]) => Some((Some(schema), name)),
        Err(parts) => match <[String; 1]>::try_from(parts) {
            Ok([name]) => Some((None, name)),
            Err(_) => None,
        },
    }
}

fn sql_part(text: &str) -> Option<(String, &str)> {
    if let Some(quoted) = text.strip_prefix('"') {
        let mut name = String::new();
        let mut chars = quoted.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if c != '"' {
                name.push(c);
            } else if chars.next_if(|(_, next)| *next == '"').is_some() {
                name.push('"');
            } else {
                return (!name.is_empty()).then_some((name, &quoted[at + 1..]));
            }
        }
        return None;
    }
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let end = text.find(|c| !word(c)).unwrap_or(text.len());
    let starts_well = text.starts_with(|c: char| c.is_alphabetic() || c == '_');
    // only ASCII, as the server does in a UTF-8 database
    starts_well.then(|| (text[..end].to_ascii_lowercase(), &text[end..]))
}

/// A referenced table with its columns: `auth.users(id)`. A bracket or a comma in quotes is a part of
/// a name.
pub(crate) fn sql_reference(text: &str) -> Option<(SqlName, Vec<String>)> {
    let text = text.trim();
    let mut quoted = false;
    let open = text.char_indices().find_map(|(at, c)| {
        quoted ^= c == '"';
        (c == '(' && !quoted).then_some(at)
    })?;
    let mut rest = text[open + 1..].trim_start();
    let mut columns = Vec::new();
    loop {
        let (column, after) = sql_part(rest)?;
        columns.push(column);
        let after = after.trim_start();
        match after.strip_prefix(',') {
            Some(after) => rest = after.trim_start(),
            None if after == ")" => return Some((sql_name(&text[..open])?, columns)),
            None => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_plural() {
        for (ty, name) in [
            ("User", "users"),
            ("Category", "categories"),
            ("Day", "days"),
            ("Address", "addresses"),
            ("Box", "boxes"),
            ("Quiz", "quizes"),
            ("Branch", "branches"),
            ("Dish", "dishes"),
            ("BlogPost", "blog_posts"),
            ("HTTPRequest", "http_requests"),
            ("OAuth2Token", "o_auth2_tokens"),
            ("Y", "ys"),
        ] {
            assert_eq!(table(ty), name);
        }
    }

    #[test]
    fn styles_are_those_of_sqlx() {
        for style in RenameAll::KNOWN {
            assert!(RenameAll::parse(style).is_some());
        }
        assert_eq!(RenameAll::ShoutySnake.apply("createdAt"), "CREATED_AT");
        assert_eq!(RenameAll::Kebab.apply("InProgress"), "in-progress");
        assert_eq!(RenameAll::parse("Snake"), None);
    }

    #[test]
    fn names_are_read_as_sql_reads_them() {
        let auth = Some("auth".to_owned());
        for (text, name) in [
            ("users", Some((None, "users".to_owned()))),
            ("Auth.Users", Some((auth.clone(), "users".to_owned()))),
            ("auth.\"Odd \"\"one\"", Some((auth, "Odd \"one".to_owned()))),
            ("a.b.c", None),
            ("a b", None),
            ("\"open", None),
            ("", None),
            ("1st", None),
        ] {
            assert_eq!(sql_name(text), name, "{text}");
        }
    }

    #[test]
    fn references_have_columns() {
        let (table, columns) = sql_reference(" auth.users (id, \"No\")").unwrap();
        assert_eq!(table, (Some("auth".into()), "users".into()));
        assert_eq!(columns, ["id", "No"]);
        let (table, columns) = sql_reference("\"a(b\"(\"c)d\", \"e,f\"\"\")").unwrap();
        assert_eq!(
            (table.1.as_str(), columns),
            ("a(b", vec!["c)d".to_owned(), "e,f\"".to_owned()])
        );
        for bad in ["users", "users()", "users(id", "(id)", "users(a b)"] {
            assert_eq!(sql_reference(bad), None, "{bad}");
        }
    }
}
