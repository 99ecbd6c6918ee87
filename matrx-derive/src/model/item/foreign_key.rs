//! Foreign keys and what they lead to.

use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;
use syn::{Ident, LitStr, Path};

use super::Reader;
use crate::entry::{self, Entry, Rest};
use crate::model::ast::{
    Action, ColumnRef, Deferral, ForeignKey, Item, Name, Setting, Target, Validity,
};
use crate::naming;

/// A foreign key while its entries are being read.
#[derive(Default)]
pub(in crate::model) struct ForeignKeyParts {
    pub(in crate::model) span: Option<Span>,
    name: Option<String>,
    target: Option<Target>,
    on_delete: Action,
    on_update: Action,
    match_full: bool,
    period: bool,
    deferral: Deferral,
    set_columns: Vec<ColumnRef>,
    validity: Validity,
    comment: Option<String>,
}

impl ForeignKeyParts {
    pub(in crate::model) fn finish(
        self,
        item: Item,
        columns: Vec<ColumnRef>,
    ) -> Option<ForeignKey> {
        let comment =
            self.comment.map(|value| Setting { word: "constraint_comment", option: None, value });
        Some(ForeignKey {
            item: Item { name: self.name, settings: comment.into_iter().collect(), ..item },
            columns,
            target: self.target?,
            on_delete: self.on_delete,
            set_columns: self.set_columns,
            validity: self.validity,
            on_update: self.on_update,
            match_full: self.match_full,
            period: self.period,
            deferral: self.deferral,
        })
    }
}

impl Reader<'_> {
    /// `foreign_key(a, b, references = Team(a, b), on_delete = cascade)` at the struct.
    pub(in crate::model) fn foreign_key(&mut self, entry: &Entry) -> Option<ForeignKey> {
        let mut columns = self.first_columns();
        let mut key = ForeignKeyParts::default();
        for entry in self.entries(entry) {
            if entry.name == "references" && !self.is_field(&entry) {
                key.target = self.target(&entry);
            } else if self.is_field(&entry) || !self.foreign_key_option(&entry, &mut key) {
                self.column(&entry, "foreign_key", &FOREIGN_KEY, &mut columns);
            }
        }
        if key.target.is_none() {
            self.mistakes.push(entry.error("write `foreign_key(a, b, references = Model(a, b))`"));
        }
        let item = self.item(entry);
        self.some_columns(&item, "foreign_key", &columns);
        key.finish(item, columns)
    }

    /// `references(Team, on_delete = cascade)` at a field.
    pub(in crate::model) fn references(&mut self, entry: &Entry, key: &mut ForeignKeyParts) {
        key.span = Some(entry.span());
        if let Rest::List(inner) = &entry.rest {
            let mut inner = entry::split(inner.clone()).into_iter();
            match inner.next() {
                Some(first) => key.target = self.mistakes.ok(target(&first.tokens, &first)),
                None => self.mistakes.push(entry.error("write `references(Model)`")),
            }
            for entry in inner {
                if !self.foreign_key_option(&entry, key) {
                    self.mistakes.push(entry.unknown("`references`", &FOREIGN_KEY));
                }
            }
        } else {
            key.target = self.target(entry);
        }
    }

    fn target(&mut self, entry: &Entry) -> Option<Target> {
        let Rest::Value(tokens) = &entry.rest else {
            self.mistakes.push(entry.error(TARGET));
            return None;
        };
        self.mistakes.ok(target(tokens, entry))
    }

    /// Whether the entry was one.
    pub(in crate::model) fn foreign_key_option(
        &mut self,
        entry: &Entry,
        key: &mut ForeignKeyParts,
    ) -> bool {
        match entry.name.as_str() {
            "name" => key.name = self.string(entry),
            "comment" if !matches!(entry.rest, Rest::Flag) => key.comment = self.string(entry),
            "on_delete" => key.on_delete = self.action(entry),
            "on_update" => key.on_update = self.action(entry),
            "set_columns" => key.set_columns = self.column_list(entry),
            _ if self.validity(entry, &mut key.validity) => {}
            "deferrable" => key.deferral = self.deferral(entry),
            "with_period" => key.period = self.flag(entry),
            "match" => match self.word(entry).as_deref() {
                Some("full") => key.match_full = true,
                Some("simple") => key.match_full = false,
                Some(_) | None => {
                    self.mistakes.push(entry.error("write `match = full` or `match = simple`"));
                }
            },
            _ => return false,
        }
        true
    }

    fn action(&mut self, entry: &Entry) -> Action {
        match self.word(entry).as_deref() {
            Some("cascade") => Action::Cascade,
            Some("restrict") => Action::Restrict,
            Some("set_null") => Action::SetNull,
            Some("set_default") => Action::SetDefault,
            Some("no_action") => Action::Nothing,
            Some(_) | None => {
                self.mistakes.push(entry.error(format!(
                    "`{}` is one of `cascade`, `restrict`, `set_null`, `set_default`, `no_action`",
                    entry.name
                )));
                Action::Nothing
            }
        }
    }
}

const TARGET: &str = "write `references = Model`, `references = Model::field`, `references = Model(a, b)` or `references = \"schema.table(column)\"`";
const FOREIGN_KEY: [&str; 11] = [
    "references",
    "name",
    "on_delete",
    "set_columns",
    "on_update",
    "match",
    "with_period",
    "deferrable",
    "not_valid",
    "not_enforced",
    "comment",
];

fn target(tokens: &TokenStream, entry: &Entry) -> syn::Result<Target> {
    if let Ok(text) = syn::parse2::<LitStr>(tokens.clone()) {
        let Some(((schema, name), columns)) = naming::sql_reference(&text.value()) else {
            return Err(syn::Error::new(
                text.span(),
                "a table as text is referenced with its columns: `references = \"schema.table(column)\"`",
            ));
        };
        return Ok(Target::Text { table: Name { schema, name }, columns });
    }
    let wrong = |_| entry.error(TARGET);
    let mut trees: Vec<_> = tokens.clone().into_iter().collect();
    if let Some(proc_macro2::TokenTree::Group(group)) = trees.last() {
        let fields = syn::parse::Parser::parse2(
            syn::punctuated::Punctuated::<Ident, syn::Token![,]>::parse_terminated,
            group.stream(),
        )
        .map_err(wrong)?;
        trees.pop();
        let path = syn::parse2::<Path>(trees.into_iter().collect()).map_err(wrong)?;
        return Ok(Target::Fields(path, fields.into_iter().collect()));
    }
    let mut path = syn::parse2::<Path>(tokens.clone()).map_err(wrong)?;
    // types are written in upper camel case, fields in snake case
    let is_field = path.segments.len() > 1
        && path.segments.last().is_some_and(|last| {
            last.arguments.is_none()
                && last
                    .ident
                    .unraw()
                    .to_string()
                    .starts_with(|c: char| c.is_lowercase() || c == '_')
        });
    if is_field && let Some(last) = path.segments.pop() {
        path.segments.pop_punct();
        return Ok(Target::Field(path, last.ident));
    }
    Ok(Target::Key(path))
}
