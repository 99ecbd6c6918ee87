//! Constraints and indexes → entries of `#[column(…)]` and `#[model(…)]`.

use std::collections::{BTreeMap, BTreeSet};

use matrx_core::model::default_name;
use matrx_core::name::{QName, Quoted};
use matrx_core::schema::{
    Check, Deferral, Exclude, Index, IndexColumn, IndexKey, NullsOrder, PrimaryKey, SortOrder,
    Table, Unique, Validity,
};

use super::attribute::Item;
use super::context::Context;
use super::{ident, settings};
use crate::source::literal;

/// What the struct says, and what its fields say.
#[derive(Debug, Default)]
pub(super) struct Entries {
    /// One attribute each.
    pub(super) model: Vec<Item>,
    /// By column.
    pub(super) fields: BTreeMap<String, Vec<Item>>,
    /// Models that are referenced.
    pub(super) imports: BTreeSet<String>,
}

impl Entries {
    pub(super) fn field(&mut self, column: &str, item: Item) {
        self.fields.entry(column.to_owned()).or_default().push(item);
    }

    /// Whether the field has such an entry, of which it may have one only.
    pub(super) fn has(&self, column: &str, word: &str) -> bool {
        let items = self.fields.get(column).map_or(&[][..], Vec::as_slice);
        items.iter().any(|item| match item {
            Item::Text(text) => text == word || text.starts_with(&format!("{word} ")),
            Item::List(name, _) => *name == word,
            Item::Key(name, _) => name == word,
        })
    }
}

/// A table while its entries are collected.
pub(super) struct Keys<'a> {
    pub(super) table: &'a Table,
    pub(super) context: &'a Context<'a>,
    pub(super) entries: Entries,
}

impl Keys<'_> {
    /// All of them.
    pub(super) fn collect(mut self) -> Entries {
        if let Some(key) = &self.table.primary_key {
            self.primary_key(key);
        }
        for unique in self.table.uniques.values() {
            self.unique(unique);
        }
        for check in self.table.checks.values() {
            self.check(check);
        }
        for exclude in self.table.excludes.values() {
            self.exclude(exclude);
        }
        for key in self.table.foreign_keys.values() {
            self.foreign_key(key);
        }
        for index in self.table.indexes.values() {
            self.index(index);
        }
        self.entries
    }

    fn primary_key(&mut self, key: &PrimaryKey) {
        let PrimaryKey { name, columns, without_overlaps, include, deferral } = key;
        let name = self.named(name, &default_name::primary_key(&self.table.name.name));
        let mut options = overlaps(*without_overlaps);
        options.extend(self.include(include));
        options.extend(deferrable(*deferral));
        options.extend(name);
        options.extend(settings::of_key(self.table, &key.name));
        if let [column] = columns.as_slice()
            && self.has_field(column)
        {
            self.entries.field(column, Item::list_or_word("primary_key", options));
        } else {
            let items = self.columns(columns).chain(options).collect();
            self.entries.model.push(Item::List("primary_key", items));
        }
    }

    fn unique(&mut self, unique: &Unique) {
        let Unique { name, columns, without_overlaps, include, nulls_not_distinct, deferral } =
            unique;
        let mut options = overlaps(*without_overlaps);
        options.extend(self.include(include));
        if *nulls_not_distinct {
            options.push(Item::word("nulls_not_distinct"));
        }
        options.extend(deferrable(*deferral));
        options.extend(self.named(name, &default_name::unique(&self.table.name.name, columns)));
        options.extend(settings::of_key(self.table, name));
        match columns.as_slice() {
            [column] if self.has_field(column) && !self.entries.has(column, "unique") => {
                self.entries.field(column, Item::list_or_word("unique", options));
            }
            _ => {
                let items = self.columns(columns).chain(options).collect();
                self.entries.model.push(Item::List("unique", items));
            }
        }
    }

    fn check(&mut self, check: &Check) {
        let Check { name, expression, no_inherit, validity } = check;
        let table = &self.table.name.name;
        let mut items = vec![Item::literal(&expression.0)];
        items.extend(no_inherit.then(|| Item::word("no_inherit")));
        items.extend(valid(*validity));
        items.extend(settings::of_constraint(self.table, name));
        let of_column = self.table.columns.iter().find(|column| {
            let default = default_name::check(table, Some(&column.name));
            self.context.is_default(self.table, name, &default)
        });
        if let Some(column) = of_column {
            return self.entries.field(&column.name, Item::List("check", items));
        }
        items.extend(self.named(name, &default_name::check(table, None)));
        self.entries.model.push(Item::List("check", items));
    }

    fn exclude(&mut self, exclude: &Exclude) {
        let Exclude { name, definition } = exclude;
        let mut items = vec![Item::literal(&definition.0)];
        items.extend(self.named(name, &default_name::exclude(&self.table.name.name)));
        items.extend(settings::of_key(self.table, name));
        self.entries.model.push(Item::List("exclude", items));
    }

    fn include(&self, columns: &[String]) -> Vec<Item> {
        let include = || Item::List("include", self.columns(columns).collect());
        (!columns.is_empty()).then(include).into_iter().collect()
    }

    fn index(&mut self, index: &Index) {
        let Index {
            name,
            unique,
            method,
            columns,
            include,
            nulls_not_distinct,
            predicate,
            options: storage,
            tablespace,
            concurrently: _,
        } = index;
        let mut options = Vec::new();
        if *unique {
            options.push(Item::word("unique"));
        }
        if method != "btree" {
            options.push(Item::text("method", method));
        }
        options.extend(self.include(include));
        if *nulls_not_distinct {
            options.push(Item::word("nulls_not_distinct"));
        }
        options.extend(predicate.as_ref().map(|text| Item::text("where", &text.0)));
        options.extend(self.named(name, &default_name::index(&self.table.name.name, index)));
        options.extend(settings::of_storage(storage.as_ref(), tablespace.as_ref()));
        options.extend(settings::of_index(self.table, name));
        if let [only] = columns.as_slice()
            && let IndexKey::Column(column) = &only.key
            && self.has_field(column)
        {
            let items = key_options(only).into_iter().chain(options).collect();
            return self.entries.field(column, Item::list_or_word("index", items));
        }
        let keys = columns.iter().zip(1..).map(|(column, place)| {
            self.index_key(column, settings::of_index_key(self.table, name, place))
        });
        let items = keys.chain(options).collect();
        self.entries.model.push(Item::List("index", items));
    }

    fn index_key(&self, column: &IndexColumn, statistics: Option<Item>) -> Item {
        let options: Vec<Item> = key_options(column).into_iter().chain(statistics).collect();
        match &column.key {
            IndexKey::Expression(text) => {
                let items = [Item::literal(&text.0)].into_iter().chain(options).collect();
                Item::List("expr", items)
            }
            IndexKey::Column(name) if options.is_empty() => Item::Text(self.field(name)),
            IndexKey::Column(name) if self.has_field(name) => Item::Key(self.field(name), options),
            IndexKey::Column(name) => {
                let items = [Item::literal(name)].into_iter().chain(options).collect();
                Item::List("column", items)
            }
        }
    }

    /// `name = "…"`, where matrx would choose another one.
    pub(super) fn named(&self, name: &str, default: &str) -> Option<Item> {
        let default = self.context.is_default(self.table, name, default);
        (!default).then(|| Item::text("name", name))
    }

    /// Whether the struct has a field for the column: that of a partition has none.
    pub(super) fn has_field(&self, column: &str) -> bool {
        self.table.column(column).is_some()
    }

    /// A column, by its field.
    pub(super) fn field(&self, column: &str) -> String {
        let names = self.context.names.tables.get(&self.table.name);
        let field = names.and_then(|names| names.fields.get(column));
        match field {
            Some(field) => ident::raw(field),
            None => literal::string(column),
        }
    }

    pub(super) fn columns<'b>(&'b self, columns: &'b [String]) -> impl Iterator<Item = Item> + 'b {
        columns.iter().map(|column| Item::Text(self.field(column)))
    }
}

fn overlaps(without: bool) -> Vec<Item> {
    without.then(|| Item::word("without_overlaps")).into_iter().collect()
}

pub(super) fn deferrable(deferral: Deferral) -> Option<Item> {
    match deferral {
        Deferral::NotDeferrable => None,
        Deferral::InitiallyImmediate => Some(Item::word("deferrable")),
        Deferral::InitiallyDeferred => Some(Item::value("deferrable", "deferred")),
    }
}

pub(super) fn valid(validity: Validity) -> Option<Item> {
    match validity {
        Validity::Valid => None,
        Validity::NotValid => Some(Item::word("not_valid")),
        Validity::NotEnforced => Some(Item::word("not_enforced")),
    }
}

fn key_options(column: &IndexColumn) -> Vec<Item> {
    let IndexColumn {
        key: _,
        collation: in_order_of,
        operator_class,
        operator_options,
        order,
        nulls,
    } = column;
    let mut options = Vec::new();
    match order {
        SortOrder::Asc => {}
        SortOrder::Desc => options.push(Item::word("desc")),
    }
    match nulls {
        None => {}
        Some(NullsOrder::First) => options.push(Item::word("nulls_first")),
        Some(NullsOrder::Last) => options.push(Item::word("nulls_last")),
    }
    options.extend(operator_class.as_ref().map(|class| Item::text("ops", &class.to_string())));
    options.extend(operator_options.as_ref().map(|text| settings::pairs("ops_with", text)));
    options.extend(in_order_of.as_ref().map(collation));
    options
}

/// `collation = "de-x-icu"`; a schema, and what could be taken for one, in SQL's own form.
pub(super) fn collation(name: &QName) -> Item {
    let text = match &name.schema {
        None if name.name.contains('"') => Quoted(&name.name).to_string(),
        None => name.name.clone(),
        Some(schema) => format!("{}.{}", Quoted(schema), Quoted(&name.name)),
    };
    Item::text("collation", &text)
}
