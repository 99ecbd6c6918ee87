//! sqlx's `rename_all`, by the crate that sqlx uses for it.

use heck::{ToKebabCase, ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// A way to spell many names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Snake,
    Lower,
    ShoutySnake,
    Upper,
    Kebab,
    Camel,
    Pascal,
}

impl Style {
    const ALL: [Self; 7] = [
        Self::Snake,
        Self::Lower,
        Self::ShoutySnake,
        Self::Upper,
        Self::Kebab,
        Self::Camel,
        Self::Pascal,
    ];

    /// As sqlx calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Snake => "snake_case",
            Self::Lower => "lowercase",
            Self::ShoutySnake => "SCREAMING_SNAKE_CASE",
            Self::Upper => "UPPERCASE",
            Self::Kebab => "kebab-case",
            Self::Camel => "camelCase",
            Self::Pascal => "PascalCase",
        }
    }

    /// What becomes of a Rust name.
    pub(super) fn apply(self, name: &str) -> String {
        match self {
            Self::Snake => name.to_snake_case(),
            Self::Lower => name.to_lowercase(),
            Self::ShoutySnake => name.to_shouty_snake_case(),
            Self::Upper => name.to_uppercase(),
            Self::Kebab => name.to_kebab_case(),
            Self::Camel => name.to_lower_camel_case(),
            Self::Pascal => name.to_upper_camel_case(),
        }
    }
}

/// The style that leaves the fewest names to be given one by one, where it saves more than one of them;
/// the pairs are Rust's name and the database's.
pub(super) fn best<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> Option<Style> {
    let without = pairs.clone().filter(|(rust, name)| rust != name).count();
    let left =
        |style: Style| pairs.clone().filter(|(rust, name)| style.apply(rust) != *name).count();
    let best = Style::ALL.into_iter().map(|style| (left(style), style)).min_by_key(|one| one.0);
    best.filter(|(left, _)| left + 1 < without || (*left == 0 && without > 0))
        .map(|(_, style)| style)
}

/// What stands in `#[sqlx(rename = "…")]`, where it must.
pub(super) fn rename<'a>(style: Option<Style>, rust: &str, name: &'a str) -> Option<&'a str> {
    let given = style.map_or_else(|| rust.to_owned(), |style| style.apply(rust));
    (given != name).then_some(name)
}
