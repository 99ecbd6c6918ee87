//! Names of a database → Rust identifiers. What cannot be one is replaced; who takes a name from a
//! [`Taken`] gets one that nobody else has.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Identifiers of one scope.
#[derive(Clone, Debug, Default)]
pub(super) struct Taken {
    names: BTreeSet<String>,
}

impl Taken {
    /// A scope in which these are taken already.
    pub(super) fn with(names: &[&str]) -> Self {
        Self { names: names.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// The first of the candidates that is free, or the last one with a number.
    pub(super) fn take(&mut self, candidates: &[String]) -> String {
        self.take_with(candidates, |_| Vec::new())
    }

    /// The same, with the names that come with the chosen one: they are free too, and taken with it.
    pub(super) fn take_with(
        &mut self,
        candidates: &[String],
        companions: impl Fn(&str) -> Vec<String>,
    ) -> String {
        let is_free = |name: &String| {
            let mut all = companions(name);
            all.push(name.clone());
            all.iter().all(|name| !self.names.contains(name))
        };
        let last = candidates.last().map_or("unnamed", String::as_str);
        let join = if last.ends_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
        let numbered = (2_usize..).map(|number| format!("{last}{join}{number}"));
        let free = candidates
            .iter()
            .cloned()
            .chain(numbered)
            .find(is_free)
            .expect("there are more numbers than names");
        self.names.insert(free.clone());
        self.names.extend(companions(&free));
        free
    }
}

/// A field for a column.
pub(super) fn field(column: &str) -> String {
    let inner = column.trim_matches('_');
    let as_it_is = !inner.is_empty()
        && !inner.contains("__")
        && !column.starts_with(|c: char| c.is_ascii_digit())
        && column.chars().all(|c| c == '_' || (is_letter(c) && !c.is_uppercase()));
    let name = if as_it_is { column.to_owned() } else { clean(column).to_snake_case() };
    let name = beginning(name, "column");
    // words that mean something in an attribute where a field may stand
    // and those that no `r#` makes a name
    let is_word = ATTRIBUTE_WORDS.contains(&name.as_str()) || PATH_WORDS.contains(&name.as_str());
    if is_word { format!("{name}_") } else { name }
}

/// The same as it is written: `r#type`.
pub(super) fn raw(name: &str) -> String {
    match name {
        _ if PATH_WORDS.contains(&name) => format!("{name}_"),
        _ if KEYWORDS.binary_search(&name).is_ok() => format!("r#{name}"),
        _ => name.to_owned(),
    }
}

/// Key words that cannot be names, not even with `r#`.
const PATH_WORDS: [&str; 4] = ["Self", "crate", "self", "super"];

/// A type for a table, best first: in the singular, as it is, with an ending.
pub(super) fn table_types(table: &str) -> Vec<String> {
    let words = clean(table).to_snake_case();
    let mut all = vec![camel(&singular(&words), "Table"), camel(&words, "Table")];
    all.push(format!("{}Row", all[0]));
    all
}

/// A type for an enum or another type of the database.
pub(super) fn type_names(name: &str) -> Vec<String> {
    let name = camel(&clean(name).to_snake_case(), "Unnamed");
    vec![name.clone(), format!("{name}Type")]
}

/// A variant for a value of an enum, which is the `place`-th.
pub(super) fn variant(value: &str, place: usize) -> String {
    let shouty = value.chars().any(char::is_alphabetic) && !value.chars().any(char::is_lowercase);
    let words = clean(value);
    let words = if shouty { words.to_lowercase() } else { words };
    let name = camel(&words, "");
    if name.is_empty() { format!("Value{place}") } else { name }
}

/// A module, which is a file too: ASCII, lower case, no name that a system keeps for itself.
pub(super) fn module(name: &str) -> String {
    let ascii: String =
        clean(name).chars().map(|c| if c.is_ascii() { c } else { '_' }).collect::<String>();
    let name = beginning(ascii.to_snake_case(), "unnamed");
    let kept = KEYWORDS.binary_search(&name.as_str()).is_ok() || FILES.contains(&name.as_str());
    if kept || CRATES.contains(&name.as_str()) { format!("{name}_") } else { name }
}

fn camel(words: &str, empty: &str) -> String {
    let name = words.to_upper_camel_case();
    match name.chars().next() {
        None => empty.to_owned(),
        Some(first) if first.is_numeric() => format!("N{name}"),
        Some(_) => name,
    }
}

/// A name that does not begin with a digit and is not empty.
fn beginning(name: String, empty: &str) -> String {
    match name.chars().next() {
        None => empty.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("_{name}"),
        Some(_) => name,
    }
}

fn clean(name: &str) -> String {
    name.chars().map(|c| if is_letter(c) { c } else { '_' }).collect()
}

/// Letters and digits that every identifier may have, and that no normalisation changes.
fn is_letter(c: char) -> bool {
    let known = matches!(c,
        'À'..='ɏ' | 'Ά' | 'Έ'..='ώ' | 'Ѐ'..='ҁ' | 'Ҋ'..='ԯ'
        | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fef}'
        | '\u{ac00}'..='\u{d7a3}');
    c.is_ascii_alphanumeric() || (known && c.is_alphabetic())
}

/// The last word in the singular, by the few rules that are mostly right.
fn singular(words: &str) -> String {
    let (before, last) = match words.rfind('_') {
        Some(at) => words.split_at(at + 1),
        None => ("", words),
    };
    let strip = |end: &str| last.strip_suffix(end).filter(|stem| stem.len() > 1);
    let kept = ["series", "species", "news", "settings", "data", "metadata"].contains(&last);
    let irregular = [("movies", "movie"), ("cookies", "cookie"), ("aliases", "alias")];
    let irregular = irregular.iter().find(|(plural, _)| *plural == last).map(|(_, one)| *one);
    let es = ["sses", "xes", "tches", "nches", "rches", "shes", "zzes", "tuses", "nuses"];
    let last = match (irregular, strip("ies"), strip("s")) {
        _ if kept => last.to_owned(),
        (Some(one), _, _) => one.to_owned(),
        (None, Some(stem), _) => format!("{stem}y"),
        (None, None, Some(_)) if es.iter().any(|end| last.ends_with(end)) => {
            last.strip_suffix("es").unwrap_or(last).to_owned()
        }
        (None, None, Some(_)) if ["ss", "us", "is"].iter().any(|end| last.ends_with(end)) => {
            last.to_owned()
        }
        (None, None, Some(stem)) => stem.to_owned(),
        (None, None, None) => last.to_owned(),
    };
    format!("{before}{last}")
}

/// The order in which rustfmt (`sort.rs`, style edition 2024) puts imports.
pub(super) fn version_order(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (chunks(a).into_iter(), chunks(b).into_iter());
    let mut zeros = Ordering::Equal;
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return zeros,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some("_"), Some("_")) => Ordering::Equal,
            (Some("_"), Some(_)) => Ordering::Less,
            (Some(_), Some("_")) => Ordering::Greater,
            (Some(one), Some(other)) if digits(one) && digits(other) => {
                let (short, long) = (one.trim_start_matches('0'), other.trim_start_matches('0'));
                if zeros == Ordering::Equal {
                    zeros = (other.len() - long.len()).cmp(&(one.len() - short.len()));
                }
                short.len().cmp(&long.len()).then_with(|| short.cmp(long))
            }
            (Some(one), Some(other)) => one.cmp(other),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

fn digits(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// Underscores one by one, numbers, and what is between them.
fn chunks(mut text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    while let Some(first) = text.chars().next() {
        let kind = |c: char| (c == '_', c.is_ascii_digit());
        let end = if first == '_' { Some(1) } else { text.find(|c| kind(c) != kind(first)) };
        let (chunk, rest) = text.split_at(end.unwrap_or(text.len()));
        all.push(chunk);
        text = rest;
    }
    all
}

/// Where a column of this name stands in an attribute, it would be taken for an option.
const ATTRIBUTE_WORDS: [&str; 9] = [
    "concurrently",
    "deferrable",
    "expr",
    "expression",
    "include",
    "nulls_not_distinct",
    "unique",
    "with_period",
    "without_overlaps",
];

/// Files that mean something to cargo or to Windows.
const FILES: [&str; 8] = ["aux", "con", "nul", "prn", "mod", "lib", "main", "build"];

/// Crates that the generated code names, and a module that it imports.
const CRATES: [&str; 6] = ["alloc", "core", "matrx_core", "schema", "sqlx", "std"];

/// Rust's, strict and reserved, of all editions.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_identifiers() {
        assert!(KEYWORDS.is_sorted());
        for (column, expected) in [
            ("id", "id"),
            ("type", "r#type"),
            ("self", "self_"),
            ("userId", "user_id"),
            ("2fa", "_2fa"),
            ("a__b", "a_b"),
            ("_hidden", "_hidden"),
            ("_", "column"),
            ("", "column"),
            ("größe", "größe"),
            ("no. of \"x\"\n*/", "no_of_x"),
            ("unique", "unique_"),
            ("\u{202e}", "column"),
        ] {
            assert_eq!(raw(&field(column)), expected, "{column}");
            let parsed: Result<syn::Ident, _> = syn::parse_str(&raw(&field(column)));
            assert!(parsed.is_ok(), "{column}");
        }
        for (table, expected) in [
            ("users", "User"),
            ("categories", "Category"),
            ("addresses", "Address"),
            ("status", "Status"),
            ("UserAccounts", "UserAccount"),
            ("2fa", "N2fa"),
            ("caches", "Cache"),
            ("*", "Table"),
        ] {
            assert_eq!(table_types(table)[0], expected, "{table}");
        }
        for (value, expected) in [
            ("in_progress", "InProgress"),
            ("IN PROGRESS", "InProgress"),
            ("+", "Value3"),
            ("", "Value3"),
        ] {
            assert_eq!(variant(value, 3), expected, "{value}");
        }
        for (name, expected) in [
            ("Users", "users"),
            ("mod", "mod_"),
            ("größe", "gr_e"),
            ("type", "type_"),
            ("日本", "unnamed"),
        ] {
            assert_eq!(module(name), expected, "{name}");
        }
    }

    #[test]
    fn nobody_gets_a_name_twice() {
        let mut taken = Taken::with(&["User"]);
        let names = ["User".to_owned(), "Users".to_owned()];
        let got: Vec<String> = (0..3).map(|_| taken.take(&names)).collect();
        assert_eq!(got, ["Users", "Users2", "Users3"]);
    }

    #[test]
    fn imports_are_sorted_as_rustfmt_does() {
        let sorted = ["a_b", "a01", "a1", "a2", "a10", "ab", "b"];
        for pair in sorted.windows(2) {
            assert_eq!(version_order(pair[0], pair[1]), Ordering::Less, "{pair:?}");
        }
    }
}
