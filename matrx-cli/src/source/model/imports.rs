//! `use` lines, in rustfmt's order.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::ident::version_order;

/// How long a line with a list may be: rustfmt keeps two columns free behind one (found by trial).
const LIST_WIDTH: usize = 98;

/// The lines for these paths, those of other crates first, with a blank line behind each group.
pub(super) fn print(paths: &BTreeSet<String>, indent: usize) -> String {
    let (own, others): (BTreeSet<&str>, BTreeSet<&str>) =
        paths.iter().map(String::as_str).partition(|path| path.starts_with("super::"));
    let mut out = String::new();
    for group in [others, own] {
        let lines = lines("use", &group, indent);
        if !lines.is_empty() {
            out.push_str(&lines);
            out.push('\n');
        }
    }
    out
}

/// The lines of one group, each with `use` or `pub use` before it.
pub(super) fn lines(word: &str, paths: &BTreeSet<impl AsRef<str>>, indent: usize) -> String {
    let mut by_prefix: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in paths {
        let (prefix, name) = path.as_ref().rsplit_once("::").unwrap_or(("", path.as_ref()));
        by_prefix.entry(prefix).or_default().push(name);
    }
    let mut all: Vec<String> = Vec::new();
    let around = indent + word.len() + " ;".len();
    for (prefix, mut names) in by_prefix {
        names.sort_by(|a, b| version_order(a, b));
        let together = format!("{prefix}::{{{}}}", names.join(", "));
        if names.len() > 1 && around + together.chars().count() <= LIST_WIDTH {
            all.push(together);
        } else {
            all.extend(names.iter().map(|name| format!("{prefix}::{name}")));
        }
    }
    all.sort_by(|a, b| order(a, b));
    let pad = " ".repeat(indent);
    all.iter().map(|path| format!("{pad}{word} {path};\n")).collect()
}

/// Part by part; a list stands behind a name.
fn order(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.split("::"), b.split("::"));
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(one), Some(other)) => one
                .starts_with('{')
                .cmp(&other.starts_with('{'))
                .then_with(|| version_order(one, other)),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}
