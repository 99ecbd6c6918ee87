//! Indexes and their keys.

use super::{Reader, field_ref};
use crate::entry::{self, Entry, Rest};
use crate::model::ast::{Index, IndexKey, Key, KeyOptions, Setting};
use crate::model::setting::Of;

impl Reader<'_> {
    pub(in crate::model) fn index(&mut self, entry: &Entry) -> Index {
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
                _ if self.is_setting(&entry)
                    && self.item_setting(&entry, Of::Index, &mut index.item) => {}
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
        for (place, key) in index.keys.iter().enumerate() {
            let Some(value) = key.options.statistics.clone() else { continue };
            match &key.key {
                Key::Expression(_) => index.item.settings.push(Setting {
                    word: "index_statistics",
                    option: Some((place + 1).to_string()),
                    value,
                }),
                Key::Column(column) => self.mistakes.here(
                    column.span,
                    "only an expression of an index has `statistics`; those of a column are `#[column(statistics = 500)]`",
                ),
            }
        }
        if index.nulls_not_distinct && !index.unique {
            self.mistakes.here(index.item.span, "`nulls_not_distinct` needs `unique`");
        }
        index
    }

    /// A column may be called like a setting: `index(with(desc))`.
    fn is_setting(&self, entry: &Entry) -> bool {
        match &entry.rest {
            Rest::List(inner) => inner.to_string().contains('='),
            Rest::Value(_) => true,
            Rest::Flag | Rest::Other => false,
        }
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
            // A column that no field of the struct has, as in a partition.
            Rest::List(inner)
                if entry.name == "column"
                    && entry::split(inner.clone())
                        .first()
                        .is_some_and(|e| e.literal().is_some()) =>
            {
                let mut columns = Vec::new();
                for inner in entry::split(inner.clone()) {
                    if inner.literal().is_some() {
                        self.column(&inner, "index", &INDEX, &mut columns);
                    } else if !self.key_option(&inner, &mut options) {
                        self.mistakes.push(inner.unknown("a key of an index", &KEY_OPTIONS));
                    }
                }
                Some(IndexKey { key: Key::Column(columns.pop()?), options })
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
            "ops_with" => options.operator_options = self.options(entry, ""),
            "collation" => options.collation = self.collation(entry),
            "statistics" => options.statistics = self.statistics(entry),
            _ => return false,
        }
        true
    }
}

const INDEX: [&str; 11] = [
    "name",
    "method",
    "where",
    "unique",
    "nulls_not_distinct",
    "concurrently",
    "include",
    "expr",
    "comment",
    "with",
    "tablespace",
];
const INDEX_AT_FIELD: [&str; 17] = [
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
    "ops_with",
    "collation",
    "comment",
    "with",
    "tablespace",
];
const KEY_OPTIONS: [&str; 8] =
    ["asc", "desc", "nulls_first", "nulls_last", "ops", "ops_with", "collation", "statistics"];
