//! What the files say already, so that they are written again as they were asked for the first time.
//!
//! It is read from the tokens, for the files may have been formatted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use matrx_core::name::QName;
use proc_macro2::{Literal, TokenStream, TokenTree};

use super::folder::{self, at};
use super::region::Parts;
use crate::source::model::{DecimalCrate, Layout, TimeCrate};

/// What `inspect` has written into a folder. What nobody can tell from the files is `None`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Present {
    /// How the models are spread over files.
    pub(crate) layout: Option<Layout>,
    /// The crate of dates and times.
    pub(crate) time: Option<TimeCrate>,
    /// The crate of decimal numbers.
    pub(crate) decimal: Option<DecimalCrate>,
    /// Whether a model asks for a manager.
    pub(crate) managers: bool,
    /// Whether a publication is declared.
    pub(crate) publications: bool,
    /// Whether a privilege is declared.
    pub(crate) privileges: bool,
    /// The schemas that are named.
    pub(crate) schemas: BTreeSet<String>,
    /// The tables that have a model, and where it is.
    pub(crate) tables: BTreeMap<QName, PathBuf>,
}

/// Reads the parts of the files that `inspect` owns.
pub(crate) fn present(folder: &Path) -> io::Result<Present> {
    let mut found = Present::default();
    let root = folder::root(folder);
    if root.is_file() {
        let text = fs::read_to_string(&root).map_err(|error| at(&root, &error))?;
        if let Some(tokens) = region(&text) {
            found.layout = layout(tokens);
        }
    }
    let mut paths = folder::others(folder, &BTreeSet::new())?;
    if !paths.contains(&root) && root.is_file() {
        paths.push(root);
    }
    for path in paths {
        let text = fs::read_to_string(&path).map_err(|error| at(&path, &error))?;
        if let Some(tokens) = region(&text) {
            found.read(tokens, &path);
        }
    }
    Ok(found)
}

fn region(text: &str) -> Option<TokenStream> {
    Parts::of(text)?.region.parse().ok()
}

/// `mod name;` is a file of its own. Where there is neither a module nor a model, nobody can tell.
fn layout(tokens: TokenStream) -> Option<Layout> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_file = |three: &[TokenTree]| is(&three[0], "mod") && is_punct(&three[2], ';');
    match tokens.windows(3).any(is_file) {
        true => Some(Layout::Modules),
        false if tokens.is_empty() => None,
        false => Some(Layout::File),
    }
}

impl Present {
    fn read(&mut self, tokens: TokenStream, path: &Path) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (index, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(name) if is_name_of_macro(&tokens[index..]) => {
                    self.macro_named(&name.to_string(), &tokens[index + 2]);
                }
                TokenTree::Ident(name) => self.named(&name.to_string(), &tokens[..index]),
                TokenTree::Group(group) => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    self.schemas.extend(value(&inner, "schema"));
                    self.schemas.extend(value(&inner, "type_name").as_deref().and_then(schema_of));
                    match index.checked_sub(1).map(|before| &tokens[before]) {
                        Some(before) if is(before, "model") => self.model(&inner, path),
                        Some(_) | None => self.read(group.stream(), path),
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }

    fn macro_named(&mut self, name: &str, arguments: &TokenTree) {
        match name {
            "schema" => self.schemas.extend(first_text(arguments)),
            "publication" => self.publications = true,
            "grant" | "default_privileges" => self.privileges = true,
            _ => {}
        }
    }

    /// `types::chrono`, `types::time`, `Decimal`, `BigDecimal`: the words of imports and types.
    fn named(&mut self, name: &str, before: &[TokenTree]) {
        let of_types = before.len() > 2 && is(&before[before.len() - 3], "types");
        match name {
            "chrono" if of_types => self.time = Some(TimeCrate::Chrono),
            "time" if of_types => self.time = Some(TimeCrate::Time),
            "Decimal" => self.decimal = Some(DecimalCrate::RustDecimal),
            "BigDecimal" => self.decimal = Some(DecimalCrate::BigDecimal),
            _ => {}
        }
    }

    /// What stands in `#[model(…)]`.
    fn model(&mut self, inner: &[TokenTree], path: &Path) {
        self.managers |= inner.iter().any(|token| is(token, "manager"));
        if let Some(table) = value(inner, "table") {
            let name = match value(inner, "schema") {
                Some(schema) => QName::in_schema(schema, table),
                None => QName::new(table),
            };
            self.tables.insert(name, path.to_owned());
        }
    }
}

fn is(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == name)
}

fn is_punct(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// `name!(…)`.
fn is_name_of_macro(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [_, TokenTree::Punct(sign), TokenTree::Group(_), ..] if sign.as_char() == '!')
}

/// The text in `("text", …)`.
fn first_text(arguments: &TokenTree) -> Option<String> {
    let TokenTree::Group(group) = arguments else { return None };
    match group.stream().into_iter().next() {
        Some(TokenTree::Literal(literal)) => text(&literal),
        Some(_) | None => None,
    }
}

fn text(literal: &Literal) -> Option<String> {
    syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|text| text.value())
}

/// The schema in `schema.name`, where each may be quoted.
fn schema_of(name: &str) -> Option<String> {
    let mut quoted = false;
    let (schema, _) = name.split_once(|sign| {
        quoted ^= sign == '"';
        sign == '.' && !quoted
    })?;
    let inner = schema.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    Some(inner.map_or_else(|| schema.to_owned(), |inner| inner.replace("\"\"", "\"")))
}

/// The text in `key = "text"`.
fn value(tokens: &[TokenTree], key: &str) -> Option<String> {
    tokens.windows(3).find_map(|three| match three {
        [name, equals, TokenTree::Literal(said)] if is(name, key) && is_punct(equals, '=') => {
            text(said)
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::region::whole;
    use super::*;

    #[test]
    fn what_was_asked_for_is_read_from_the_files() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("models");
        assert_eq!(present(&folder).unwrap(), Present::default());
        fs::create_dir_all(folder.join("auth")).unwrap();
        let files = [
            ("mod.rs", "mod users;\npub use self::users::User;\n"),
            ("mine.rs", "grant!(\"GRANT\"); // not ours"),
            (
                "auth/users.rs",
                "use sqlx::types::time::Date;\n#[derive(Model)]\n#[model(table = \"us\\\"ers\", schema = \"auth\", \
                 manager)]\npub struct User { pub schema: String, pub price: sqlx::types::BigDecimal }\n",
            ),
            (
                "moods.rs",
                "#[derive(sqlx::Type, Enum)]\n#[sqlx(type_name = \"\\\"d.e\\\".mood\")]\npub enum Mood { A }\n\
                 #[sqlx(type_name = \"\\\"f.g\\\"\")]\npub enum Plain { A }\n",
            ),
            (
                "objects.rs",
                "publication!(\"p\", \"CREATE\");\nview!(\"v\", schema = \"b\", \"\");\nschema!(\"c\", comment = \"d\");\n",
            ),
        ];
        for (name, text) in files {
            let text = if name == "mine.rs" { text.to_owned() } else { whole(text) };
            fs::write(folder.join(name), text).unwrap();
        }
        let user = QName::in_schema("auth", "us\"ers");
        let expected = Present {
            layout: Some(Layout::Modules),
            time: Some(TimeCrate::Time),
            decimal: Some(DecimalCrate::BigDecimal),
            managers: true,
            publications: true,
            privileges: false,
            schemas: ["auth", "b", "c", "d.e"].map(str::to_owned).into(),
            tables: [(user, folder.join("auth/users.rs"))].into(),
        };
        assert_eq!(present(&folder).unwrap(), expected);
    }

    #[test]
    fn one_file_is_told_from_many() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("models");
        let root = place.path().join("models.rs");
        for (text, layout) in [
            ("", None),
            ("pub mod auth { pub struct A; }\npub struct B;\n", Some(Layout::File)),
            ("pub mod auth;\n", Some(Layout::Modules)),
        ] {
            fs::write(&root, whole(text)).unwrap();
            assert_eq!(present(&folder).unwrap().layout, layout, "{text}");
        }
    }
}
