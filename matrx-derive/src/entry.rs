//! The inside of an attribute, split at its commas, so that one bad entry does not hide the next.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::{Attribute, LitStr, Meta};

use crate::mistakes::Mistakes;

/// One entry of an attribute: `unique`, `name = "x"`, `index(method = "gin")`, `"text"`.
pub(crate) struct Entry {
    /// The word that it starts with, as written.
    pub(crate) word: Option<Ident>,
    /// The word without `r#`; empty where there is none.
    pub(crate) name: String,
    /// What follows the word.
    pub(crate) rest: Rest,
    /// All of it.
    pub(crate) tokens: TokenStream,
}

/// What follows an entry's word.
pub(crate) enum Rest {
    /// Nothing.
    Flag,
    /// `= tokens`.
    Value(TokenStream),
    /// `(tokens)`.
    List(TokenStream),
    /// There is no word: a literal, or something odd.
    Other,
}

/// The entries of all attributes called `path`.
pub(crate) fn of_attributes(
    attributes: &[Attribute],
    path: &str,
    mistakes: &mut Mistakes,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(path)) {
        match &attribute.meta {
            Meta::List(list) => entries.extend(split(list.tokens.clone())),
            Meta::Path(_) | Meta::NameValue(_) => {
                mistakes.at(attribute, format!("write `#[{path}(…)]`"));
            }
        }
    }
    entries
}

/// The entries between these commas.
pub(crate) fn split(tokens: TokenStream) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut current = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => {
                entries.extend(entry(std::mem::take(&mut current)));
            }
            other => current.push(other),
        }
    }
    entries.extend(entry(current));
    entries
}

fn entry(tokens: Vec<TokenTree>) -> Option<Entry> {
    let all: TokenStream = tokens.iter().cloned().collect();
    let mut tokens = tokens.into_iter();
    let first = tokens.next()?;
    let TokenTree::Ident(word) = first else {
        return Some(Entry { word: None, name: String::new(), rest: Rest::Other, tokens: all });
    };
    let name = word.unraw().to_string();
    let rest = match tokens.next() {
        None => Rest::Flag,
        Some(TokenTree::Punct(punct)) if punct.as_char() == '=' => Rest::Value(tokens.collect()),
        Some(TokenTree::Group(group))
            if group.delimiter() == Delimiter::Parenthesis && tokens.next().is_none() =>
        {
            Rest::List(group.stream())
        }
        Some(_) => Rest::Other,
    };
    Some(Entry { word: Some(word), name, rest, tokens: all })
}

impl Entry {
    /// The place of its word, or of all of it.
    pub(crate) fn span(&self) -> Span {
        match (&self.word, self.tokens.clone().into_iter().next()) {
            (Some(word), _) => word.span(),
            (None, Some(first)) => first.span(),
            (None, None) => Span::call_site(),
        }
    }

    /// An error at it.
    pub(crate) fn error(&self, message: impl std::fmt::Display) -> syn::Error {
        syn::Error::new_spanned(&self.tokens, message)
    }

    /// `name`, and nothing else.
    pub(crate) fn flag(&self) -> syn::Result<()> {
        match self.rest {
            Rest::Flag => Ok(()),
            Rest::Value(_) | Rest::List(_) | Rest::Other => {
                Err(self.error(format!("`{}` takes no value", self.name)))
            }
        }
    }

    /// `name = "text"`, or `name("text")`.
    pub(crate) fn text(&self) -> syn::Result<LitStr> {
        let wanted = || self.error(format!("write `{} = \"…\"`", self.name));
        let text = match &self.rest {
            Rest::Value(tokens) | Rest::List(tokens) => {
                syn::parse2::<LitStr>(tokens.clone()).map_err(|_| wanted())?
            }
            Rest::Flag | Rest::Other => return Err(wanted()),
        };
        checked(text, &self.name)
    }

    /// The same, where the text may be empty: a value of an enum may be.
    pub(crate) fn any_text(&self) -> Option<LitStr> {
        match &self.rest {
            Rest::Value(tokens) => syn::parse2::<LitStr>(tokens.clone()).ok(),
            Rest::Flag | Rest::List(_) | Rest::Other => None,
        }
    }

    /// `name = value`, parsed.
    pub(crate) fn value<T>(&self, parser: impl Parser<Output = T>, wanted: &str) -> syn::Result<T> {
        match &self.rest {
            Rest::Value(tokens) => {
                parser.parse2(tokens.clone()).map_err(|_| self.error(format!("write `{wanted}`")))
            }
            Rest::Flag | Rest::List(_) | Rest::Other => {
                Err(self.error(format!("write `{wanted}`")))
            }
        }
    }

    /// The string that the entry consists of.
    pub(crate) fn literal(&self) -> Option<LitStr> {
        syn::parse2(self.tokens.clone()).ok()
    }

    /// Not one of these words.
    pub(crate) fn unknown(&self, place: &str, known: &[&str]) -> syn::Error {
        if self.name.is_empty() {
            return self.error(format!("{place} has no such entry"));
        }
        let hint = match closest(&self.name, known) {
            Some(close) => format!("; did you mean `{close}`?"),
            None => format!("; it knows {}", list(known)),
        };
        syn::Error::new(self.span(), format!("{place} has no `{}`{hint}", self.name))
    }
}

/// A text that SQL can hold and that says something.
pub(crate) fn checked(text: LitStr, name: &str) -> syn::Result<LitStr> {
    let value = text.value();
    if value.trim().is_empty() {
        return Err(syn::Error::new(text.span(), format!("the text of `{name}` is empty")));
    }
    if value.contains('\0') {
        return Err(syn::Error::new(
            text.span(),
            format!("the text of `{name}` has a NUL character, which PostgreSQL cannot store"),
        ));
    }
    Ok(text)
}

fn list(known: &[&str]) -> String {
    known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The word that was probably meant.
pub(crate) fn closest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    known
        .iter()
        .map(|candidate| (distance(word, candidate), *candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters must be added, removed or replaced (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_split_at_outer_commas() {
        let entries = split("a, b = f(1, 2), c(d, e), \"f\", ,".parse().unwrap());
        let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["a", "b", "c", ""]);
        assert!(matches!(entries[1].rest, Rest::Value(_)));
        assert_eq!(entries[3].literal().unwrap().value(), "f");
    }

    #[test]
    fn near_misses_are_recognised() {
        let known = ["primary_key", "unique", "index"];
        for (word, meant) in [
            ("primry_key", Some("primary_key")),
            ("uniqe", Some("unique")),
            ("idx", Some("index")),
            ("zebra", None),
        ] {
            assert_eq!(closest(word, &known), meant, "{word}");
        }
    }
}
