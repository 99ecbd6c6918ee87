//! What every part of the writer looks at.

use std::collections::{BTreeMap, BTreeSet};

use matrx_core::name::QName;
use matrx_core::schema::{Object, ObjectKind, Schema, Table};

use super::names::{Names, Place};
use super::options::Options;
use super::rust_type::{self, RustType};

/// The schema with the names that were chosen for it.
pub(super) struct Context<'a> {
    pub(super) schema: &'a Schema,
    pub(super) options: Options,
    pub(super) names: Names,
    /// The columns that are `serial`.
    pub(super) serials: BTreeSet<(QName, String)>,
    /// The enums that are written, by the text that a column's type has.
    enums: BTreeMap<String, &'a QName>,
    /// What domains are made of, by the text that a column's type has.
    domains: BTreeMap<String, String>,
    /// How often a name is given to a table, a constraint or an index of a schema.
    given: BTreeMap<(Place, &'a str), usize>,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        schema: &'a Schema,
        options: Options,
        names: Names,
        serials: BTreeSet<(QName, String)>,
    ) -> Self {
        let enums = schema.enums.keys().map(|name| (name.to_string(), name)).collect();
        let mut given = BTreeMap::new();
        for table in schema.tables.values() {
            for name in relations(table) {
                *given.entry((table.name.schema.clone(), name)).or_default() += 1;
            }
        }
        let is_domain = |object: &&Object| object.id.kind == ObjectKind::Domain;
        let domains = schema.objects.values().filter(is_domain);
        let domains = domains
            .filter_map(|object| Some((object.id.name.to_string(), base_type(object)?)))
            .collect();
        Self { schema, options, names, serials, enums, domains, given }
    }

    /// Whether matrx gives this name itself where none is given.
    pub(super) fn is_default(&self, table: &Table, name: &str, default: &str) -> bool {
        let place = (table.name.schema.clone(), name);
        name == default && self.given.get(&place).is_none_or(|count| *count == 1)
    }

    /// The Rust type for a type's text, as it is written in the module of a schema.
    pub(super) fn rust_type(&self, text: &str, from: &Place) -> RustType {
        if let Some(element) = text.strip_suffix("[]") {
            return self.rust_type(element, from).array();
        }
        if let Some(name) = self.enums.get(text)
            && let Some(names) = self.names.enums.get(*name)
        {
            let (path, import) = self.names.path(from, &name.schema, &names.ident);
            let ty = RustType { of_models: Some(text.to_owned()), ..RustType::new(path) };
            let imports = import.into_iter().collect();
            return RustType { imports, ..ty };
        }
        if let Some(base) = self.domains.get(text) {
            return self.rust_type(base, from).inexact();
        }
        let (plain, modified) = without_modifier(text);
        if let Some(ty) = rust_type::built_in(&plain, self.options) {
            return if modified { ty.inexact() } else { ty };
        }
        let own = plain.rsplit('.').next().unwrap_or(&plain);
        rust_type::of_extension(own).unwrap_or_else(RustType::stand_in)
    }
}

/// The type in `CREATE DOMAIN name AS type …`.
fn base_type(domain: &Object) -> Option<String> {
    let (_, rest) = domain.definition.first()?.split_once(" AS ")?;
    let ends = [" COLLATE ", " DEFAULT ", " NOT NULL", " NULL", " CONSTRAINT ", " CHECK ", "\n"];
    let end = ends.iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
    Some(rest[..end].trim().to_owned())
}

/// `timestamp(3) with time zone` → `timestamp with time zone`, and whether there was one.
fn without_modifier(text: &str) -> (String, bool) {
    if text.starts_with('"') {
        return (text.to_owned(), false);
    }
    if text.starts_with("interval ") {
        return ("interval".to_owned(), true);
    }
    match (text.find('('), text.find(')')) {
        (Some(open), Some(close)) if open < close => {
            (format!("{}{}", &text[..open], &text[close + 1..]), true)
        }
        (_, _) => (text.to_owned(), false),
    }
}

fn relations(table: &Table) -> impl Iterator<Item = &str> {
    [table.name.name.as_str()]
        .into_iter()
        .chain(table.primary_key.iter().map(|key| key.name.as_str()))
        .chain(table.uniques.keys().map(String::as_str))
        .chain(table.checks.keys().map(String::as_str))
        .chain(table.excludes.keys().map(String::as_str))
        .chain(table.foreign_keys.keys().map(String::as_str))
        .chain(table.indexes.keys().map(String::as_str))
}
