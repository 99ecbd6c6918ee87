//! Constraints and indexes: the same words whether a field says them or the struct.

use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;
use syn::{Ident, LitStr, Path};

use super::ast::{
    Action, Check, ColumnRef, Deferral, ForeignKey, Index, IndexKey, Item, Key, KeyOptions, Name,
    PrimaryKey, Target, Unique, Written,
};
use crate::entry::{self, Entry, Rest};
use crate::mistakes::Mistakes;
use crate::naming;

/// The columns that a field's attribute is about, or `None` at the struct, which names them.
pub(super) type Own<'a> = Option<&'a ColumnRef>;

/// Reads the entries of one item.
pub(super) struct Reader<'a> {
    pub(super) own: Own<'a>,
    pub(super) mistakes: &'a mut Mistakes,
}

impl Reader<'_> {
    pub(super) fn primary_key(&mut self, entry: &Entry) -> PrimaryKey {
        let mut columns = self.first_columns();
        let mut item = self.item(entry);
        for entry in self.entries(entry) {
            match entry.name.as_str() {
                "name" if !self.is_field(&entry) => item.name = self.string(&entry),
                _ => self.column(&entry, "primary_key", &["name"], &mut columns),
            }
        }
        self.some_columns(&item, "primary_key", &columns);
        PrimaryKey { item, columns }
    }

    pub(super) fn unique(&mut self, entry: &Entry) -> Unique {
        let mut unique = Unique {
            item: self.item(entry),
            columns: self.first_columns(),
            nulls_not_distinct: false,
            deferral: Deferral::NotDeferrable,
        };
        let known = ["name", "nulls_not_distinct", "deferrable"];
        for entry in self.entries(entry) {
            match entry.name.as_str() {
                "name" if !self.is_field(&entry) => unique.item.name = self.string(&entry),
                "nulls_not_distinct" => unique.nulls_not_distinct = self.flag(&entry),
                "deferrable" => unique.deferral = self.deferral(&entry),
                _ => self.column(&entry, "unique", &known, &mut unique.columns),
            }
        }
        self.some_columns(&unique.item, "unique", &unique.columns);
        unique
    }

    /// `check = "…"`, `check("…")` or `check("…", name = "…")`.
    pub(super) fn check(&mut self, entry: &Entry) -> Option<Check> {
        let mut item = self.item(entry);
        if matches!(entry.rest, Rest::Value(_)) {
            let expression = self.mistakes.ok(entry.text())?.value();
            return Some(Check { item, expression });
        }
        let mut expression = None;
        for inner in self.entries(entry) {
            match (inner.name.as_str(), inner.literal()) {
                ("name", _) => item.name = self.string(&inner),
                ("", Some(text)) if expression.is_none() => {
                    expression = self.mistakes.ok(entry::checked(text, "check"));
                }
                _ => self.mistakes.push(inner.unknown("`check`", &["name"])),
            }
        }
        let Some(expression) = expression else {
            self.mistakes.push(entry.error("write `check(\"condition\")`"));
            return None;
        };
        Some(Check { item, expression: expression.value() })
    }

    pub(super) fn index(&mut self, entry: &Entry) -> Index {
        let mut index = Index {
            item: self.item(entry),
            keys: Vec::new(),
            method: None,
            unique: false,
            include: Vec::new(),
            nulls_not_distinct: false,
            predicate: None,
            concurrently: false,
        };
        let mut own_options = KeyOptions::default();
        for entry in self.entries(entry) {
            match entry.name.as_str() {
                _ if self.is_key(&entry) => index.keys.extend(self.index_key(&entry)),
                "name" => index.item.name = self.string(&entry),
                "method" => index.method = self.string(&entry),
                "where" => index.predicate = self.string(&entry),
                "unique" => index.unique = self.flag(&entry),
                "nulls_not_distinct" => index.nulls_not_distinct = self.flag(&entry),
                "concurrently" => index.concurrently = self.flag(&entry),
                "include" => index.include = self.column_list(&entry),
                _ if self.own.is_some() => {
                    if !self.key_option(&entry, &mut own_options) {
                        self.mistakes.push(entry.unknown("`index`", &INDEX_AT_FIELD));
                    }
                }
                _ => index.keys.extend(self.index_key(&entry)),
            }
        }
        if let Some(own) = self.own {
            index.keys = vec![IndexKey { key: Key::Column(own.clone()), options: own_options }];
        }
        if index.keys.is_empty() {
            self.mistakes.here(
                index.item.span,
                "`index` names no column: write `index(first, second(desc), expr(\"lower(name)\"))`",
            );
        }
        if index.nulls_not_distinct && !index.unique {
            self.mistakes.here(index.item.span, "`nulls_not_distinct` needs `unique`");
        }
        index
    }

    fn index_key(&mut self, entry: &Entry) -> Option<IndexKey> {
        let mut options = KeyOptions::default();
        match &entry.rest {
            Rest::List(inner) if matches!(entry.name.as_str(), "expr" | "expression") => {
                let mut text = None;
                for inner in entry::split(inner.clone()) {
                    match inner.literal() {
                        Some(literal) if text.is_none() => {
                            text = self.mistakes.ok(entry::checked(literal, "expr"));
                        }
                        _ => {
                            if !self.key_option(&inner, &mut options) {
                                self.mistakes
                                    .push(inner.unknown("a key of an index", &KEY_OPTIONS));
                            }
                        }
                    }
                }
                if text.is_none() {
                    self.mistakes.push(entry.error("write `expr(\"lower(name)\")`"));
                }
                Some(IndexKey { key: Key::Expression(text?.value()), options })
            }
            Rest::List(inner) => {
                for inner in entry::split(inner.clone()) {
                    if !self.key_option(&inner, &mut options) {
                        self.mistakes.push(inner.unknown("a key of an index", &KEY_OPTIONS));
                    }
                }
                let column = field_ref(entry.word.as_ref()?);
                Some(IndexKey { key: Key::Column(column), options })
            }
            Rest::Flag | Rest::Value(_) | Rest::Other => {
                let mut columns = Vec::new();
                self.column(entry, "index", &INDEX, &mut columns);
                Some(IndexKey { key: Key::Column(columns.pop()?), options })
            }
        }
    }

    fn key_option(&mut self, entry: &Entry, options: &mut KeyOptions) -> bool {
        match entry.name.as_str() {
            "asc" => options.desc = !self.flag(entry),
            "desc" => options.desc = self.flag(entry),
            "nulls_first" => options.nulls_first = self.flag(entry).then_some(true),
            "nulls_last" => options.nulls_first = self.flag(entry).then_some(false),
            "ops" => options.operator_class = self.name(entry),
            "collation" => options.collation = self.collation(entry),
            _ => return false,
        }
        true
    }

    /// `foreign_key(a, b, references = Team(a, b), on_delete = cascade)` at the struct.
    pub(super) fn foreign_key(&mut self, entry: &Entry) -> Option<ForeignKey> {
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
    pub(super) fn references(&mut self, entry: &Entry, key: &mut ForeignKeyParts) {
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
    pub(super) fn foreign_key_option(&mut self, entry: &Entry, key: &mut ForeignKeyParts) -> bool {
        match entry.name.as_str() {
            "name" => key.name = self.string(entry),
            "on_delete" => key.on_delete = self.action(entry),
            "on_update" => key.on_update = self.action(entry),
            "deferrable" => key.deferral = self.deferral(entry),
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

    /// `deferrable`, `deferrable = immediate` or `deferrable = deferred`.
    fn deferral(&mut self, entry: &Entry) -> Deferral {
        if matches!(entry.rest, Rest::Flag) {
            return Deferral::Immediate;
        }
        match self.word(entry).as_deref() {
            Some("immediate") => Deferral::Immediate,
            Some("deferred") => Deferral::Deferred,
            Some(_) | None => {
                self.mistakes.push(entry.error(
                    "write `deferrable`, `deferrable = immediate` or `deferrable = deferred`",
                ));
                Deferral::NotDeferrable
            }
        }
    }

    fn word(&mut self, entry: &Entry) -> Option<String> {
        match &entry.rest {
            Rest::Value(tokens) => {
                syn::parse2::<Ident>(tokens.clone()).ok().map(|word| word.to_string())
            }
            Rest::Flag | Rest::List(_) | Rest::Other => None,
        }
    }

    pub(super) fn string(&mut self, entry: &Entry) -> Option<String> {
        self.mistakes.ok(entry.text()).map(|text| text.value())
    }

    pub(super) fn flag(&mut self, entry: &Entry) -> bool {
        self.mistakes.ok(entry.flag()).is_some()
    }

    /// A name as SQL reads it.
    pub(super) fn name(&mut self, entry: &Entry) -> Option<Name> {
        let text = self.mistakes.ok(entry.text())?;
        let name = naming::sql_name(&text.value());
        if name.is_none() {
            self.mistakes.at(&text, "this is not a name: write `name` or `schema.name`, in double quotes where it has odd characters");
        }
        name.map(|(schema, name)| Name { schema, name })
    }

    /// Collations are named as the catalogue has them: `de-x-icu`, `C`; a schema stands before a dot.
    pub(super) fn collation(&mut self, entry: &Entry) -> Option<Name> {
        let text = self.string(entry)?;
        let known = naming::sql_name(&text).filter(|_| text.contains('"'));
        let (schema, name) = known.unwrap_or((None, text));
        Some(Name { schema, name })
    }

    fn item(&self, entry: &Entry) -> Item {
        let field = self.own.map(|own| own.name.clone());
        Item { name: None, span: entry.span(), column: field, declaration: String::new() }
    }

    fn entries(&self, entry: &Entry) -> Vec<Entry> {
        match &entry.rest {
            Rest::List(inner) => entry::split(inner.clone()),
            Rest::Flag | Rest::Value(_) | Rest::Other => Vec::new(),
        }
    }

    fn first_columns(&self) -> Vec<ColumnRef> {
        self.own.cloned().into_iter().collect()
    }

    fn some_columns(&mut self, item: &Item, what: &str, columns: &[ColumnRef]) {
        if columns.is_empty() {
            self.mistakes.here(
                item.span,
                format!("`{what}` names no column: write `{what}(first, second)`"),
            );
        }
    }

    /// Whether the entry is a field that is called like an option: `unique(team, name)`. An option of
    /// these names has a value, and at a field there is no other field to be named.
    fn is_field(&self, entry: &Entry) -> bool {
        self.own.is_none()
            && matches!(entry.rest, Rest::Flag)
            && WITH_A_VALUE.contains(&entry.name.as_str())
    }

    /// The same in an index, whose keys have options of their own: `index(name(desc))`.
    fn is_key(&self, entry: &Entry) -> bool {
        let Rest::List(inner) = &entry.rest else { return self.is_field(entry) };
        self.own.is_none()
            && matches!(entry.name.as_str(), "name" | "method" | "where")
            && syn::parse2::<LitStr>(inner.clone()).is_err()
    }

    fn column_list(&mut self, entry: &Entry) -> Vec<ColumnRef> {
        let mut columns = Vec::new();
        for inner in self.entries(entry) {
            self.column_ref(&inner, &entry.name, &mut columns);
        }
        if columns.is_empty() {
            self.mistakes.push(entry.error(format!("write `{}(column, column)`", entry.name)));
        }
        columns
    }

    /// A column of a struct's item; a field's item has its own.
    fn column(&mut self, entry: &Entry, what: &str, known: &[&str], columns: &mut Vec<ColumnRef>) {
        let is_column = matches!(entry.rest, Rest::Flag) || entry.literal().is_some();
        if self.own.is_some() || !is_column {
            self.mistakes.push(entry.unknown(&format!("`{what}`"), known));
        } else {
            self.column_ref(entry, what, columns);
        }
    }

    fn column_ref(&mut self, entry: &Entry, what: &str, columns: &mut Vec<ColumnRef>) {
        if let Some(literal) = entry.literal() {
            if let Some(text) = self.mistakes.ok(entry::checked(literal, what)) {
                columns.push(ColumnRef {
                    written: Written::Column,
                    span: text.span(),
                    name: text.value(),
                });
            }
        } else if let (Some(word), Rest::Flag) = (&entry.word, &entry.rest) {
            columns.push(field_ref(word));
        } else {
            self.mistakes.push(entry.error(format!("`{what}` wants the name of a field here")));
        }
    }
}

/// A foreign key while its entries are being read.
#[derive(Default)]
pub(super) struct ForeignKeyParts {
    pub(super) span: Option<Span>,
    name: Option<String>,
    target: Option<Target>,
    on_delete: Action,
    on_update: Action,
    match_full: bool,
    deferral: Deferral,
}

impl ForeignKeyParts {
    pub(super) fn finish(self, item: Item, columns: Vec<ColumnRef>) -> Option<ForeignKey> {
        Some(ForeignKey {
            item: Item { name: self.name, ..item },
            columns,
            target: self.target?,
            on_delete: self.on_delete,
            on_update: self.on_update,
            match_full: self.match_full,
            deferral: self.deferral,
        })
    }
}

const TARGET: &str = "write `references = Model`, `references = Model::field`, `references = Model(a, b)` or `references = \"schema.table(column)\"`";
const WITH_A_VALUE: [&str; 8] =
    ["name", "method", "where", "include", "references", "on_delete", "on_update", "match"];
const INDEX: [&str; 8] =
    ["name", "method", "where", "unique", "nulls_not_distinct", "concurrently", "include", "expr"];
const INDEX_AT_FIELD: [&str; 13] = [
    "name",
    "method",
    "where",
    "unique",
    "nulls_not_distinct",
    "concurrently",
    "include",
    "asc",
    "desc",
    "nulls_first",
    "nulls_last",
    "ops",
    "collation",
];
const KEY_OPTIONS: [&str; 6] = ["asc", "desc", "nulls_first", "nulls_last", "ops", "collation"];
const FOREIGN_KEY: [&str; 6] =
    ["references", "name", "on_delete", "on_update", "match", "deferrable"];

pub(super) fn field_ref(word: &Ident) -> ColumnRef {
    let field = word.unraw().to_string();
    ColumnRef { written: Written::Field(field), span: word.span(), name: String::new() }
}

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
