//! Constraints and indexes: the same words whether a field says them or the struct. Here are the keys
//! and checks, and what all of them share.

mod foreign_key;
mod index;

use syn::ext::IdentExt;
use syn::{Ident, LitStr};

pub(super) use self::foreign_key::ForeignKeyParts;
use super::ast::{
    Check, ColumnRef, Deferral, Exclude, Item, Name, PrimaryKey, Unique, Validity, Written,
};
use super::setting::Of;
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
        let (mut include, mut deferral) = (Vec::new(), Deferral::NotDeferrable);
        let mut without_overlaps = false;
        for entry in self.entries(entry) {
            match entry.name.as_str() {
                "name" if !self.is_field(&entry) => item.name = self.string(&entry),
                "include" if !self.is_field(&entry) => include = self.column_list(&entry),
                "deferrable" => deferral = self.deferral(&entry),
                "without_overlaps" => without_overlaps = self.flag(&entry),
                _ if self.item_setting(&entry, Of::Key, &mut item) => {}
                _ => self.column(&entry, "primary_key", &KEY, &mut columns),
            }
        }
        self.some_columns(&item, "primary_key", &columns);
        PrimaryKey { item, columns, without_overlaps, include, deferral }
    }

    pub(super) fn unique(&mut self, entry: &Entry) -> Unique {
        let mut unique = Unique {
            item: self.item(entry),
            columns: self.first_columns(),
            without_overlaps: false,
            include: Vec::new(),
            nulls_not_distinct: false,
            deferral: Deferral::NotDeferrable,
        };
        let known = [
            "name",
            "include",
            "nulls_not_distinct",
            "without_overlaps",
            "deferrable",
            "comment",
            "index_comment",
            "with",
            "tablespace",
        ];
        for entry in self.entries(entry) {
            match entry.name.as_str() {
                "name" if !self.is_field(&entry) => unique.item.name = self.string(&entry),
                "include" if !self.is_field(&entry) => unique.include = self.column_list(&entry),
                "without_overlaps" => unique.without_overlaps = self.flag(&entry),
                "nulls_not_distinct" => unique.nulls_not_distinct = self.flag(&entry),
                "deferrable" => unique.deferral = self.deferral(&entry),
                _ if self.item_setting(&entry, Of::Key, &mut unique.item) => {}
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
            let (no_inherit, validity) = (false, Validity::Valid);
            return Some(Check { item, expression, no_inherit, validity });
        }
        let mut expression = None;
        let (mut no_inherit, mut validity) = (false, Validity::Valid);
        for inner in self.entries(entry) {
            match (inner.name.as_str(), inner.literal()) {
                ("name", _) => item.name = self.string(&inner),
                ("", Some(text)) if expression.is_none() => {
                    expression = self.mistakes.ok(entry::checked(text, "check"));
                }
                ("no_inherit", _) => no_inherit = self.flag(&inner),
                _ if self.validity(&inner, &mut validity) => {}
                _ if self.item_setting(&inner, Of::Constraint, &mut item) => {}
                _ => self.mistakes.push(inner.unknown("`check`", &CHECK)),
            }
        }
        let Some(expression) = expression else {
            self.mistakes.push(entry.error("write `check(\"condition\")`"));
            return None;
        };
        Some(Check { item, expression: expression.value(), no_inherit, validity })
    }

    /// `exclude("USING gist (room WITH =, during WITH &&)", name = "…")`.
    pub(super) fn exclude(&mut self, entry: &Entry) -> Option<Exclude> {
        let mut item = self.item(entry);
        let mut definition = None;
        for inner in self.entries(entry) {
            match (inner.name.as_str(), inner.literal()) {
                ("name", _) => item.name = self.string(&inner),
                ("", Some(text)) if definition.is_none() => {
                    definition = self.mistakes.ok(entry::checked(text, "exclude"));
                }
                _ if self.item_setting(&inner, Of::Key, &mut item) => {}
                _ => self.mistakes.push(inner.unknown("`exclude`", &KEY[..5])),
            }
        }
        let Some(definition) = definition else {
            self.mistakes
                .push(entry.error("write `exclude(\"USING gist (room WITH =, during WITH &&)\")`"));
            return None;
        };
        Some(Exclude { item, definition: definition.value() })
    }

    /// `not_valid` or `not_enforced`; `false` where the word is none of them.
    fn validity(&mut self, entry: &Entry, validity: &mut Validity) -> bool {
        let to = match entry.name.as_str() {
            "not_valid" => Validity::NotValid,
            "not_enforced" => Validity::NotEnforced,
            _ => return false,
        };
        if self.flag(entry) {
            *validity = to;
        }
        true
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
        Item {
            name: None,
            span: entry.span(),
            column: field,
            settings: Vec::new(),
            declaration: String::new(),
        }
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

const CHECK: [&str; 5] = ["name", "comment", "no_inherit", "not_valid", "not_enforced"];
const KEY: [&str; 8] = [
    "name",
    "comment",
    "index_comment",
    "with",
    "tablespace",
    "include",
    "deferrable",
    "without_overlaps",
];
const WITH_A_VALUE: [&str; 8] =
    ["name", "method", "where", "include", "references", "on_delete", "on_update", "match"];
pub(super) fn field_ref(word: &Ident) -> ColumnRef {
    let field = word.unraw().to_string();
    ColumnRef { written: Written::Field(field), span: word.span(), name: String::new() }
}
