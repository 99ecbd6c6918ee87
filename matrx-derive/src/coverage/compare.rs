//! A type's declarations against those in the lock.

use std::collections::BTreeMap;

use proc_macro2::Span;

use super::Finding;
use super::lock::{Lock, Table};
use crate::enumeration::{self, EnumType};
use crate::model::ast::{Embed, Model, Name};
use crate::model::declare;
use crate::naming::SqlName;
use crate::sql_object::Declaration;

/// What of the model is in no migration.
pub(super) fn model(model: &Model, lock: &Lock) -> Vec<Finding> {
    let Some(table) = find(&lock.tables, &model.table) else {
        return vec![Finding {
            span: model.ident.span(),
            message: format!(
                "model `{}` (table `{}`) is in no migration",
                model.ident, model.table.name
            ),
        }];
    };
    let mut found = Findings { model: model.ident.to_string(), findings: Vec::new() };
    let what = format!("model `{}`", model.ident);
    found.properties(model.ident.span(), &what, &table.declaration, &declare::of_struct(model));
    columns(model, table, &mut found);
    items(model, table, &mut found);
    found.findings
}

/// Whether the object is in the lock with this very SQL.
pub(super) fn sql_object(declaration: &Declaration, span: Span, lock: &Lock) -> Vec<Finding> {
    let Declaration { object, digest } = declaration;
    let message = match lock.objects.get(object) {
        Some(known) if known == digest => return Vec::new(),
        Some(_) => format!("{} is not what it is in the last migration", shown(object)),
        None => format!("{} is in no migration", shown(object)),
    };
    vec![Finding { span, message }]
}

/// A declared object for people: `trigger "touch" "users"` is trigger "touch" on "users".
fn shown(object: &str) -> String {
    let (kind, parts) = object.split_once(' ').unwrap_or((object, ""));
    let parts = parts.trim_start_matches('"').trim_end_matches('"').split("\" \"");
    let parts: Vec<String> =
        parts.filter(|part| !part.is_empty()).map(|part| format!("\"{part}\"")).collect();
    let Some((first, rest)) = parts.split_first() else { return object.to_owned() };
    let word = match kind {
        _ if rest.is_empty() => return format!("{} {first}", kind.replace('_', " ")),
        "trigger" | "policy" | "rule" | "grant" => "on",
        _ => "in",
    };
    let role = if kind == "grant" { "to " } else { "" };
    format!("{} {role}{first} {word} {}", kind.replace('_', " "), rest.join("."))
}

struct Findings {
    model: String,
    findings: Vec<Finding>,
}

impl Findings {
    fn add(&mut self, span: Span, message: String) {
        self.findings.push(Finding { span, message });
    }

    /// Each property that differs, with both values.
    fn properties(&mut self, span: Span, what: &str, before: &str, now: &str) {
        if before == now {
            return;
        }
        let (before, now) = (properties(before), properties(now));
        // the first part of a struct's declaration is its Rust name, which no migration depends on
        let skip = usize::from(what.starts_with("model"));
        let names: Vec<&String> = before.keys().chain(now.keys()).collect();
        let mut done: Vec<&String> = Vec::new();
        for name in names {
            if done.contains(&name) || (skip == 1 && name == TYPE) {
                continue;
            }
            done.push(name);
            let (was, is) = (before.get(name), now.get(name));
            if was == is {
                continue;
            }
            let show = |value: Option<&String>| {
                value.map_or_else(|| "absent".to_owned(), |value| format!("`{value}`"))
            };
            self.add(
                span,
                format!(
                    "{name} of {what} is {} in the last migration and {} here",
                    show(was),
                    show(is)
                ),
            );
        }
    }
}

fn columns(model: &Model, table: &Table, found: &mut Findings) {
    for column in &model.columns {
        let what = format!("column `{}` of model `{}`", column.name, model.ident);
        let span = column.ident.span();
        match table.columns.iter().find(|(name, _)| *name == column.name) {
            None => found.add(span, format!("{what} is in no migration")),
            Some((_, before)) => {
                found.properties(span, &what, without_origin(before), &column.declaration);
            }
        }
    }
    for (name, declaration) in &table.columns {
        let known = model.columns.iter().any(|column| column.name == *name);
        let renamed = model.columns.iter().any(|column| column.renamed_from.as_ref() == Some(name));
        if !known && !renamed && !is_embedded(declaration, &model.embeds) {
            found.add(
                model.ident.span(),
                format!(
                    "column `{name}` of model `{}` is in the last migration, and no field has it",
                    model.ident
                ),
            );
        }
    }
}

/// Columns of an embedded struct carry its name before their declaration: `in Address; String`.
fn is_embedded(declaration: &str, embeds: &[Embed]) -> bool {
    declaration
        .strip_prefix("in ")
        .and_then(|rest| rest.split_once(';'))
        .is_some_and(|(name, _)| embeds.iter().any(|embed| embed.rust_name == name))
}

fn without_origin(declaration: &str) -> &str {
    match declaration.strip_prefix("in ").and_then(|rest| rest.split_once("; ")) {
        Some((_, rest)) => rest,
        None => declaration,
    }
}

fn items(model: &Model, table: &Table, found: &mut Findings) {
    let items = (model.primary_key.iter().map(|key| &key.item))
        .chain(model.uniques.iter().map(|unique| &unique.item))
        .chain(model.checks.iter().map(|check| &check.item))
        .chain(model.excludes.iter().map(|exclude| &exclude.item))
        .chain(model.foreign_keys.iter().map(|key| &key.item))
        .chain(model.indexes.iter().map(|index| &index.item));
    let mut before: Vec<&String> = table.items.iter().collect();
    let mut added = Vec::new();
    for item in items.filter(|item| !item.declaration.is_empty()) {
        match before.iter().position(|text| **text == item.declaration) {
            Some(at) => {
                before.remove(at);
            }
            None => added.push(item),
        }
    }
    let model_name = found.model.clone();
    for item in added {
        let now = &item.declaration;
        // one of the same kind that went: most likely it is this one that changed
        match before.iter().position(|text| word(text) == word(now)) {
            Some(at) => {
                let was = before.remove(at);
                found.add(
                    item.span,
                    format!("{} of model `{model_name}` is `{was}` in the last migration and `{now}` here", kind(now)),
                );
            }
            None => found.add(
                item.span,
                format!("{} `{now}` of model `{model_name}` is in no migration", kind(now)),
            ),
        }
    }
    for was in before {
        found.add(
            model.ident.span(),
            format!(
                "{} `{was}` of model `{model_name}` is in the last migration, and the struct lacks it",
                kind(was)
            ),
        );
    }
}

fn word(declaration: &str) -> &str {
    declaration.split('(').next().unwrap_or(declaration)
}

fn kind(declaration: &str) -> &'static str {
    match word(declaration) {
        "primary_key" => "primary key",
        "unique" => "unique constraint",
        "check" => "check",
        "exclude" => "exclusion constraint",
        "foreign_key" => "foreign key",
        _ => "index",
    }
}

/// What of the enum is in no migration.
pub(super) fn enum_type(ty: &EnumType, lock: &Lock) -> Vec<Finding> {
    let (span, name) = (ty.ident.span(), ty.ident.to_string());
    let Some(before) = find(&lock.enums, &ty.name) else {
        let message = format!("enum `{name}` (type `{}`) is in no migration", ty.name.name);
        return vec![Finding { span, message }];
    };
    let mut found = Findings { model: name.clone(), findings: Vec::new() };
    for value in &ty.values {
        if !before.values.contains(&value.name) {
            found.add(
                value.span,
                format!("value `{}` of enum `{name}` is in no migration", value.name),
            );
        }
    }
    for value in &before.values {
        let known = ty
            .values
            .iter()
            .any(|now| now.name == *value || now.renamed_from.as_ref() == Some(value));
        if !known {
            found.add(
                span,
                format!("value `{value}` of enum `{name}` is in the last migration, and no variant has it"),
            );
        }
    }
    let now: Vec<&str> = ty.values.iter().map(|value| value.name.as_str()).collect();
    if found.findings.is_empty() && before.values != now {
        found.add(
            span,
            format!(
                "the values of enum `{name}` are `{}` in the last migration and `{}` here",
                before.values.join("`, `"),
                now.join("`, `")
            ),
        );
    }
    let what = format!("model enum `{name}`");
    let from = found.findings.len();
    found.properties(span, &what, &before.declaration, &enumeration::declaration(ty));
    for finding in &mut found.findings[from..] {
        finding.message = finding.message.replace("model enum", "enum");
    }
    found.findings
}

/// By name; a model that names the default schema has its table without one in the lock.
fn find<'a, T>(known: &'a BTreeMap<SqlName, T>, name: &Name) -> Option<&'a T> {
    let own = known.get(&(name.schema.clone(), name.name.clone()));
    own.or_else(|| {
        let public = name.schema.as_deref() == Some("public");
        public.then(|| known.get(&(None, name.name.clone()))).flatten()
    })
}

/// The first part of a declaration has no word of its own.
const TYPE: &str = "the type";

/// `i64; default = "0"; unique` → the type, `default`, `unique`, each with its value.
fn properties(declaration: &str) -> BTreeMap<String, String> {
    let mut parts = BTreeMap::new();
    for (at, part) in split(declaration).into_iter().enumerate() {
        let word_end = part.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let (name, value) = match (at, word_end) {
            (0, _) => (TYPE.to_owned(), part.to_owned()),
            (_, None) => (format!("`{part}`"), part.to_owned()),
            (_, Some(end)) => {
                let value = part[end..].strip_prefix(" = ").unwrap_or(part);
                (format!("`{}`", &part[..end]), value.to_owned())
            }
        };
        // a column may have several checks and indexes
        parts
            .entry(name)
            .and_modify(|known: &mut String| {
                known.push_str("; ");
                known.push_str(&value);
            })
            .or_insert(value);
    }
    parts
}

/// At `; ` outside of quotes and brackets.
fn split(declaration: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in declaration.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ';' if depth == 0 && declaration[at..].starts_with("; ") => {
                parts.push(&declaration[start..at]);
                start = at + 2;
            }
            _ => {}
        }
    }
    parts.push(&declaration[start..]);
    parts
}

#[cfg(test)]
mod tests;
