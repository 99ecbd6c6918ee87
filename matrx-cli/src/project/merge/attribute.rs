//! What `#[migration(…)]` says in a file, and the same with a former id.

use proc_macro2::TokenStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Item, Lit, Meta, Token};

/// What the attribute of `up` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// `depends_on = […]`.
    pub(super) depends_on: Vec<String>,
    /// `formerly = […]`.
    pub(super) formerly: Vec<String>,
}

/// Reads a migration's file; `None` where it is no Rust, or has no `#[migration]`.
pub(super) fn read(text: &str) -> Option<Said> {
    all(text)?.into_iter().flatten().next()
}

/// What each `#[migration]` of a file says, in its order; nothing for that of `down`.
fn all(text: &str) -> Option<Vec<Option<Said>>> {
    let file = syn::parse_file(text).ok()?;
    let functions = file.items.iter().filter_map(|item| {
        let Item::Fn(function) = item else { return None };
        Some(&function.attrs)
    });
    Some(functions.flatten().filter(|attribute| is_ours(attribute)).map(said).collect())
}

fn is_ours(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == "migration")
}

fn said(attribute: &Attribute) -> Option<Said> {
    match &attribute.meta {
        Meta::Path(_) => Some(Said::default()),
        Meta::NameValue(_) => None,
        Meta::List(list) => arguments(list.tokens.clone()),
    }
}

/// `None` for `down`.
fn arguments(tokens: TokenStream) -> Option<Said> {
    use syn::parse::Parser as _;
    let all = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(tokens).ok()?;
    let mut said = Said::default();
    for argument in all {
        let Expr::Assign(argument) = argument else { return None };
        let (Expr::Path(name), Expr::Array(ids)) = (&*argument.left, &*argument.right) else {
            return None;
        };
        let ids = ids.elems.iter().filter_map(|id| {
            let Expr::Lit(ExprLit { lit: Lit::Str(id), .. }) = id else { return None };
            Some(id.value())
        });
        if name.path.is_ident("depends_on") {
            said.depends_on.extend(ids);
        } else if name.path.is_ident("formerly") {
            said.formerly.extend(ids);
        }
    }
    Some(said)
}

/// The text with one more former id, and otherwise as it is; `None` where the attribute is not found.
pub(super) fn with_former(text: &str, id: &str) -> Option<String> {
    let mut wanted = all(text)?;
    let said = wanted.iter_mut().flatten().next()?;
    said.formerly.push(id.to_owned());
    let list = |name: &str, ids: &[String]| {
        let ids: Vec<String> = ids.iter().map(|id| format!("{id:?}")).collect();
        (!ids.is_empty()).then(|| format!("{name} = [{}]", ids.join(", ")))
    };
    let words = [list("depends_on", &said.depends_on), list("formerly", &said.formerly)];
    let words: Vec<String> = words.into_iter().flatten().collect();
    let new = format!("migration({})]", words.join(", "));
    // The words may also stand in a comment or a text: what was replaced must be what is read back.
    text.match_indices("migration").find_map(|(at, found)| {
        let rest = &text[at + found.len()..];
        let end = at + found.len() + end_of_attribute(rest)?;
        let whole = format!("{}{new}{}", &text[..at], &text[end..]);
        (all(&whole).as_ref() == Some(&wanted)).then_some(whole)
    })
}

/// The length of `(…)]` or `]`, whatever stands between the words.
fn end_of_attribute(rest: &str) -> Option<usize> {
    let after = rest.trim_start();
    if after.starts_with(']') {
        return Some(rest.len() - after.len() + 1);
    }
    if !after.starts_with('(') {
        return None;
    }
    let mut quoted = false;
    let mut depth = 0_i32;
    for (at, sign) in rest.char_indices() {
        match sign {
            '"' => quoted = !quoted,
            '(' | '[' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            ']' if !quoted && depth == 0 => return Some(at + 1),
            ']' if !quoted => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_former_id_is_added_and_nothing_else_changes() {
        for (text, expected) in [
            (
                "//! A.\n\n#[migration]\nfn up(m: &mut Steps) {}\n",
                "//! A.\n\n#[migration(formerly = [\"0002_b\"])]\nfn up(m: &mut Steps) {}\n",
            ),
            (
                "#[migration(depends_on = [\"0001_a\", \"x::0001_a\"],)] // b\r\nfn up(m: &mut Steps) {}\n",
                "#[migration(depends_on = [\"0001_a\", \"x::0001_a\"], formerly = [\"0002_b\"])] // b\r\n\
                 fn up(m: &mut Steps) {}\n",
            ),
            (
                "// #[migration]\nconst A: &str = \"#[migration]\";\n#[migration(down)]\nfn down() {}\n\
                 #[matrx_core::migration( formerly=[\"0001_c\"] )]\nfn up() {}\n",
                "// #[migration]\nconst A: &str = \"#[migration]\";\n#[migration(down)]\nfn down() {}\n\
                 #[matrx_core::migration(formerly = [\"0001_c\", \"0002_b\"])]\nfn up() {}\n",
            ),
        ] {
            assert_eq!(with_former(text, "0002_b").as_deref(), Some(expected));
        }
        assert_eq!(with_former("#[migration(down)]\nfn down() {}\n", "0002_b"), None);
        assert_eq!(with_former("<<<<<<< a\n", "0002_b"), None);
    }
}
