//! Settings beside the structure: storage parameters, row security, comments on constraints and
//! indexes. The words are those of matrx_core's `SettingKey`.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::{Lit, LitStr};

use super::ast::{Item, Model, Setting};
use super::item::Reader;
use crate::entry::{self, Entry, Rest};
use crate::mistakes::Mistakes;
use crate::text::quoted;

/// What `#[model(…)]` knows of them.
pub(super) const ON_MODEL: [&str; 12] = [
    "row_security",
    "force_row_security",
    "unlogged",
    "with",
    "tablespace",
    "access_method",
    "replica_identity",
    "cluster_on",
    "partition_by",
    "partition_of",
    "partition_index",
    "inherits",
];

/// What an item has beside its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// A check or a foreign key.
    Constraint,
    /// A primary key or a unique constraint.
    Key,
    /// An index.
    Index,
}

impl Setting {
    pub(super) fn new(word: &'static str, value: impl Into<String>) -> Self {
        Self { word, option: None, value: value.into() }
    }
}

impl Reader<'_> {
    /// A setting of the table; `false` where the word is none.
    pub(super) fn table_setting(&mut self, entry: &Entry, model: &mut Model) -> bool {
        let flag = |reader: &mut Self, word| {
            reader.flag(entry).then(|| Setting::new(word, "on")).into_iter().collect()
        };
        let text = |reader: &mut Self, word| {
            reader.string(entry).map(|text| Setting::new(word, text)).into_iter().collect()
        };
        let settings: Vec<Setting> = match entry.name.as_str() {
            "row_security" => flag(self, "row_security"),
            "force_row_security" => flag(self, "force_row_security"),
            "unlogged" => flag(self, "unlogged"),
            "with" => self.options(entry, "storage_parameters"),
            "tablespace" => text(self, "tablespace"),
            "access_method" => text(self, "access_method"),
            "partition_by" => text(self, "partition_by"),
            "partition_of" => self.partition_of(entry).into_iter().collect(),
            "partition_index" => self.partition_index(entry).into_iter().collect(),
            "inherits" => text(self, "inherits"),
            "replica_identity" => self.replica_identity(entry).into_iter().collect(),
            "cluster_on" => text(self, "cluster_on"),
            _ => return false,
        };
        model.settings.extend(settings);
        true
    }

    /// `partition_of = "orders FOR VALUES IN (1)"`.
    fn partition_of(&mut self, entry: &Entry) -> Option<Setting> {
        let text = self.string(entry)?;
        let upper = text.to_uppercase();
        let setting = Setting::new("partition_of", text);
        if upper.contains(" FOR VALUES ") || upper.trim_end().ends_with(" DEFAULT") {
            return Some(setting);
        }
        self.mistakes.push(entry.error(
            "write the table and the bound, as `partition_of = \"orders FOR VALUES FROM (1) TO (100)\"` or `\"orders DEFAULT\"`",
        ));
        Some(setting)
    }

    /// `partition_index("orders_1_at_idx", name = "by_date")`.
    fn partition_index(&mut self, entry: &Entry) -> Option<Setting> {
        if let Rest::List(inner) = &entry.rest
            && let [automatic, name] = entry::split(inner.clone()).as_slice()
            && let Some(literal) = automatic.literal()
            && name.name == "name"
        {
            let value = self.string(name)?;
            return Some(Setting { word: "partition_index", option: Some(literal.value()), value });
        }
        self.mistakes.push(entry.error(
            "write the name that PostgreSQL gives the index and the one that it has, as `partition_index(\"orders_1_at_idx\", name = \"by_date\")`",
        ));
        None
    }

    /// `replica_identity = "full"`, `replica_identity = "nothing"`, `replica_identity(index = "name")`.
    fn replica_identity(&mut self, entry: &Entry) -> Option<Setting> {
        const WANTED: &str = "write `replica_identity = \"full\"`, `replica_identity = \"nothing\"` or `replica_identity(index = \"name\")`";
        if let Rest::List(inner) = &entry.rest {
            let inner = entry::split(inner.clone());
            if let [index] = inner.as_slice()
                && index.name == "index"
            {
                let name = self.string(index)?;
                return Some(Setting::new("replica_identity", format!("index {name}")));
            }
            self.mistakes.push(entry.error(WANTED));
            return None;
        }
        let text = self.string(entry)?;
        if matches!(text.as_str(), "full" | "nothing") {
            return Some(Setting::new("replica_identity", text));
        }
        self.mistakes.push(entry.error(WANTED));
        None
    }

    /// A setting of a column; `false` where the word is none.
    pub(super) fn column_setting(&mut self, entry: &Entry, settings: &mut Vec<Setting>) -> bool {
        match entry.name.as_str() {
            "storage" => {
                let Some(text) = self.string(entry) else { return true };
                if matches!(text.as_str(), "plain" | "external" | "extended" | "main") {
                    settings.push(Setting::new("column_storage", text));
                } else {
                    self.mistakes.push(entry.error(
                        "`storage` is one of \"plain\", \"external\", \"extended\" and \"main\"",
                    ));
                }
            }
            "compression" => {
                settings.extend(
                    self.string(entry).map(|text| Setting::new("column_compression", text)),
                );
            }
            "statistics" => {
                let target = self.statistics(entry);
                settings.extend(target.map(|number| Setting::new("column_statistics", number)));
            }
            "options" => settings.extend(self.options(entry, "column_options")),
            "inherited" if self.flag(entry) => {
                settings.push(Setting::new("column_inherited", "on"))
            }
            "inherited" => {}
            "serial" if self.flag(entry) => settings.push(Setting::new("column_sequence", "")),
            "serial" => {}
            "sequence" => {
                let name = self.string(entry);
                settings.extend(name.map(|name| Setting::new("column_sequence", name)));
            }
            _ => return false,
        }
        true
    }

    /// `statistics = 500`
    pub(super) fn statistics(&mut self, entry: &Entry) -> Option<String> {
        let number = entry.value(<syn::LitInt as syn::parse::Parse>::parse, "statistics = 500");
        match self.mistakes.ok(number)?.base10_parse::<u16>() {
            Ok(number) if number <= 10_000 => Some(number.to_string()),
            Ok(_) | Err(_) => {
                self.mistakes.push(
                    entry.error("`statistics` is a number from 0 to 10000, as PostgreSQL has it"),
                );
                None
            }
        }
    }

    /// A setting of a constraint or an index; `false` where the word is none.
    pub(super) fn item_setting(&mut self, entry: &Entry, of: Of, item: &mut Item) -> bool {
        let valued = |word, text: Option<String>| text.map(|text| Setting::new(word, text));
        match (entry.name.as_str(), of) {
            (_, _) if matches!(entry.rest, Rest::Flag) => return false,
            ("comment", Of::Constraint | Of::Key) => {
                item.settings.extend(valued("constraint_comment", self.string(entry)));
            }
            ("comment", Of::Index) | ("index_comment", Of::Key) => {
                item.settings.extend(valued("index_comment", self.string(entry)));
            }
            ("with", Of::Key | Of::Index) => {
                item.settings.extend(self.options(entry, "index_options"));
            }
            ("tablespace", Of::Key | Of::Index) => {
                item.settings.extend(valued("index_tablespace", self.string(entry)));
            }
            _ => return false,
        }
        true
    }

    /// `with(fillfactor = 70, toast.autovacuum_enabled = false, "odd.name" = "text")`.
    pub(super) fn options(&mut self, entry: &Entry, word: &'static str) -> Vec<Setting> {
        let mut settings = Vec::new();
        let mut said = false;
        if let Rest::List(inner) = &entry.rest {
            for one in entry::split(inner.clone()) {
                said = true;
                match option(one.tokens.clone()) {
                    Some((name, value)) => {
                        settings.push(Setting { word, option: Some(name), value });
                    }
                    None => self.mistakes.push(one.error("write `name = value`")),
                }
            }
        }
        if !said {
            self.mistakes.push(entry.error(format!("write `{}(name = value)`", entry.name)));
        }
        settings
    }
}

/// `name = value`: the name a word, two with a dot between them, or a text.
fn option(tokens: TokenStream) -> Option<(String, String)> {
    let is_equals =
        |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '=');
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let at = tokens.iter().position(is_equals)?;
    let text = |tokens: &[TokenTree]| -> Option<String> {
        let stream: TokenStream = tokens.iter().cloned().collect();
        if let Ok(text) = syn::parse2::<LitStr>(stream.clone()) {
            return Some(text.value());
        }
        if let Ok(Lit::Int(number)) = syn::parse2::<Lit>(stream.clone()) {
            return Some(number.base10_digits().to_owned());
        }
        let text: String = stream.into_iter().map(|token| token.to_string()).collect();
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
        text.chars().all(plain).then_some(text)
    };
    let (name, value) = (text(&tokens[..at])?, text(&tokens[at + 1..])?);
    (!name.is_empty() && !value.is_empty()).then_some((name, value))
}

/// What the lock keeps of them.
pub(super) fn declarations(settings: &[Setting]) -> Vec<String> {
    settings
        .iter()
        .map(|Setting { word, option, value }| match option {
            Some(option) => format!("{word} {option} = {}", quoted(value)),
            None => format!("{word} = {}", quoted(value)),
        })
        .collect()
}

/// `settings: &[…],`, where there are some.
pub(super) fn expand(settings: &[Setting]) -> Option<TokenStream> {
    let parts = settings.iter().map(|Setting { word, option, value }| {
        let option = match option {
            Some(option) => quote!(__matrx::Some(#option)),
            None => quote!(__matrx::None),
        };
        quote!(__matrx::Setting { word: #word, option: #option, value: #value })
    });
    (!settings.is_empty()).then(|| quote!(settings: &[#(#parts),*],))
}

/// What one word sets twice.
pub(super) fn check(settings: &[Setting], span: proc_macro2::Span, mistakes: &mut Mistakes) {
    for (at, one) in settings.iter().enumerate() {
        let twice = |other: &Setting| other.word == one.word && other.option == one.option;
        if settings[..at].iter().any(twice) {
            let what = one.option.as_deref().unwrap_or(one.word);
            mistakes.here(span, format!("`{what}` is set twice"));
        }
    }
}
