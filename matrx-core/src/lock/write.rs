//! [`Lock`] → text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::{ItemKind, Lock, TableDeclaration, object, sql_object, token};
use crate::name::QName;
use crate::schema::{EnumType, Schema, Table};

/// All but the first line.
pub(super) fn body(lock: &Lock) -> String {
    let Lock {
        head: _,
        server_major,
        crates,
        table_crate,
        object_crate,
        declarations,
        declared,
        catalog,
    } = lock;
    let mut out = String::new();
    if let Some(major) = server_major {
        line(&mut out, format_args!("server {major}"));
    }
    for (name, features) in crates {
        let mut text = format!("crate {}", token::crate_name(name));
        if !features.is_empty() {
            let features: Vec<_> = features.iter().map(|f| token::crate_name(f)).collect();
            text.push_str(&format!(" features={}", features.join(",")));
        }
        line(&mut out, format_args!("{text}"));
    }
    namespaces(&mut out, declared, catalog);
    enums(&mut out, lock);
    for name in union(declared.tables.keys(), catalog.tables.keys()) {
        out.push('\n');
        Paragraph {
            out: &mut out,
            declaration: declarations.tables.get(name),
            home: table_crate.get(name).map(String::as_str),
        }
        .table(declared.tables.get(name), catalog.tables.get(name));
    }
    for id in union(declared.objects.keys(), catalog.objects.keys()) {
        out.push('\n');
        sql_object::Paragraph {
            out: &mut out,
            home: object_crate.get(id).map(String::as_str),
            declaration: declarations.objects.get(id).map(String::as_str),
        }
        .write(declared.objects.get(id), catalog.objects.get(id));
    }
    out
}

fn namespaces(out: &mut String, declared: &Schema, catalog: &Schema) {
    for name in union(declared.namespaces.iter(), catalog.namespaces.iter()) {
        let object = |side: &Schema| {
            side.namespaces.contains(name).then(|| {
                let comment = side.namespace_comments.get(name);
                object::namespace(name, comment.map(String::as_str))
            })
        };
        both(out, "", object(declared), object(catalog), None);
    }
}

fn enums(out: &mut String, lock: &Lock) {
    let (declared, catalog) = (&lock.declared.enums, &lock.catalog.enums);
    for name in union(declared.keys(), catalog.keys()) {
        out.push('\n');
        let object = |side: &BTreeMap<QName, EnumType>| side.get(name).map(object::enum_type);
        let declaration = lock.declarations.enums.get(name);
        both(out, "", object(declared), object(catalog), declaration.map(String::as_str));
    }
}

/// A table's paragraph.
struct Paragraph<'a> {
    out: &'a mut String,
    declaration: Option<&'a TableDeclaration>,
    home: Option<&'a str>,
}

impl Paragraph<'_> {
    fn table(&mut self, declared: Option<&Table>, catalog: Option<&Table>) {
        let home = self.home;
        let header = |table: &Table| {
            let mut text = format!("table {}", token::qname(&table.name));
            if let Some(home) = home {
                text.push_str(&format!(" crate={}", token::crate_name(home)));
            }
            object::push_comment(&mut text, table.comment.as_deref());
            text
        };
        let declaration = self.declaration.map(|d| d.model.as_str());
        both(self.out, "", declared.map(header), catalog.map(header), declaration);
        let (Some(first), second) = (declared.or(catalog), catalog.or(declared)) else { return };
        let second = second.unwrap_or(first);
        self.columns(first, second);
        self.primary_key(first, second);
        self.items(&first.uniques, &second.uniques, ItemKind::Unique, object::unique);
        self.items(&first.checks, &second.checks, ItemKind::Check, object::check);
        self.items(&first.excludes, &second.excludes, ItemKind::Exclude, object::exclude);
        self.items(
            &first.foreign_keys,
            &second.foreign_keys,
            ItemKind::ForeignKey,
            object::foreign_key,
        );
        self.items(&first.indexes, &second.indexes, ItemKind::Index, object::index);
        self.settings(first, second);
    }

    fn columns(&mut self, declared: &Table, catalog: &Table) {
        for column in &declared.columns {
            let server = catalog.column(&column.name).map(object::column);
            let declaration = self.declaration.and_then(|d| d.columns.get(&column.name));
            let declaration = declaration.map(String::as_str);
            both(self.out, "  ", Some(object::column(column)), server, declaration);
        }
        for column in &catalog.columns {
            if declared.column(&column.name).is_none() {
                both(self.out, "  ", None, Some(object::column(column)), None);
            }
        }
    }

    /// A table has one at most, so one stands for the other whatever their names.
    fn primary_key(&mut self, declared: &Table, catalog: &Table) {
        let declaration = declared
            .primary_key
            .as_ref()
            .and_then(|key| self.declaration?.items.get(&(ItemKind::PrimaryKey, key.name.clone())));
        let object = |table: &Table| table.primary_key.as_ref().map(object::primary_key);
        let (first, second) = (object(declared), object(catalog));
        both(self.out, "  ", first, second, declaration.map(String::as_str));
    }

    fn settings(&mut self, declared: &Table, catalog: &Table) {
        for key in union(declared.settings.keys(), catalog.settings.keys()) {
            let object =
                |table: &Table| table.settings.get(key).map(|value| object::setting(key, value));
            both(self.out, "  ", object(declared), object(catalog), None);
        }
    }

    fn items<T>(
        &mut self,
        declared: &BTreeMap<String, T>,
        catalog: &BTreeMap<String, T>,
        kind: ItemKind,
        object: fn(&T) -> String,
    ) {
        for name in union(declared.keys(), catalog.keys()) {
            let declaration = self.declaration.and_then(|d| d.items.get(&(kind, name.clone())));
            let declaration = declaration.map(String::as_str);
            let (first, second) = (declared.get(name), catalog.get(name));
            both(self.out, "  ", first.map(object), second.map(object), declaration);
        }
    }
}

/// An object's line, and the server's one where that differs. The server's line is indented by two
/// more: it belongs to the line above it.
fn both(
    out: &mut String,
    indent: &str,
    declared: Option<String>,
    catalog: Option<String>,
    declaration: Option<&str>,
) {
    match (declared, catalog) {
        (Some(declared), catalog) => {
            out.push_str(indent);
            out.push_str(&declared);
            if let Some(declaration) = declaration.filter(|text| !text.is_empty()) {
                out.push_str(" // ");
                out.push_str(&declaration.replace(['\n', '\r'], " "));
            }
            out.push('\n');
            match catalog {
                None => line(out, format_args!("{indent}  server -")),
                Some(catalog) if catalog != declared => {
                    line(out, format_args!("{indent}  server {catalog}"));
                }
                Some(_) => {}
            }
        }
        (None, Some(catalog)) => line(out, format_args!("{indent}server {catalog}")),
        (None, None) => {}
    }
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    writeln!(out, "{text}").expect("a String takes what is written");
}

fn union<'a, K: Ord + 'a>(
    first: impl Iterator<Item = &'a K>,
    second: impl Iterator<Item = &'a K>,
) -> BTreeSet<&'a K> {
    first.chain(second).collect()
}
