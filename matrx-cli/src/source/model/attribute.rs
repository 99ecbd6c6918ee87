//! `#[model(…)]` and `#[column(…)]`, laid out as rustfmt does (`attr.rs` and `overflow.rs` there).

use crate::source::literal::{self, width};

const MAX_WIDTH: usize = 100;
const TAB: usize = 4;
/// `attr_fn_like_width`.
const SMALL: usize = 70;

/// What stands between the brackets of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// `unique`, `name = "x"`, `"a > b"`.
    Text(String),
    /// `index(a, b)`.
    List(&'static str, Vec<Item>),
    /// `name(desc)`, by a field's name.
    Key(String, Vec<Item>),
}

impl Item {
    /// A word.
    pub(super) fn word(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// `word = value`.
    pub(super) fn value(word: &str, value: &str) -> Self {
        Self::Text(format!("{word} = {value}"))
    }

    /// `word = "text"`.
    pub(super) fn text(word: &str, text: &str) -> Self {
        Self::value(word, &literal::string(text))
    }

    /// `"text"`.
    pub(super) fn literal(text: &str) -> Self {
        Self::Text(literal::string(text))
    }

    /// `word` alone where the list is empty.
    pub(super) fn list_or_word(word: &'static str, items: Vec<Item>) -> Self {
        if items.is_empty() { Self::word(word) } else { Self::List(word, items) }
    }

    fn parts(&self) -> Option<(&str, &[Item])> {
        match self {
            Self::Text(_) => None,
            Self::List(name, items) => Some((name, items)),
            Self::Key(name, items) => Some((name, items)),
        }
    }

    fn flat(&self) -> String {
        match (self, self.parts()) {
            (Self::Text(text), _) => text.clone(),
            (_, Some((name, items))) => format!("{name}({})", flat(items)),
            (Self::List(..) | Self::Key(..), None) => String::new(),
        }
    }
}

/// `#[name(items)]` of a struct or an enum at this indentation, with the line's end. Nothing where there
/// are no items.
pub(super) fn attribute(name: &str, items: &[Item], indent: usize) -> String {
    line(name, items, indent, 1)
}

/// The same of a field or a variant: rustfmt keeps room for the comma behind it.
pub(super) fn field_attribute(name: &str, items: &[Item], indent: usize) -> String {
    line(name, items, indent, 2)
}

fn line(name: &str, items: &[Item], indent: usize, after: usize) -> String {
    if items.is_empty() {
        return String::new();
    }
    format!("{}#[{}]\n", " ".repeat(indent), call(name, items, indent, 2, after))
}

/// `name(items)`, which begins `before` columns right of the indentation, with room for `after` behind it;
/// rustfmt keeps two columns for a bracket.
fn call(name: &str, items: &[Item], indent: usize, before: usize, after: usize) -> String {
    let inside = flat(items);
    let line = indent + before + name.len() + 2 + width(&inside) + after;
    let alone = matches!(items, [Item::Text(_)]);
    if (alone || width(&inside) <= SMALL) && line <= MAX_WIDTH {
        return format!("{name}({inside})");
    }
    let end = " ".repeat(indent);
    if let [only] = items
        && let Some((inner, items)) = only.parts()
    {
        let before = before + name.len() + 1;
        return format!("{name}({})", call(inner, items, indent, before, after + 2));
    }
    let pad = " ".repeat(indent + TAB);
    let lines: Vec<String> = items
        .iter()
        .map(|item| match item.parts() {
            None => format!("{pad}{}", item.flat()),
            // Here too it keeps a column more than the comma needs.
            Some((name, items)) => format!("{pad}{}", call(name, items, indent + TAB, 0, 2)),
        })
        .collect();
    format!("{name}(\n{}\n{end})", lines.join(",\n"))
}

fn flat(items: &[Item]) -> String {
    items.iter().map(Item::flat).collect::<Vec<_>>().join(", ")
}
