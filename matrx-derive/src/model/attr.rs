//! The attributes of a struct → a [`Model`]. What does not fit is noted and left out.

use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Attribute, Data, DeriveInput, Expr, ExprLit, Fields, Lit, Path};

use super::ast::{Model, Name};
use super::field;
use super::item::Reader;
use super::{manager, setting};
use crate::entry::{self, Entry, Rest};
use crate::mistakes::Mistakes;
use crate::{crate_info, naming, sqlx_attributes};

const ON_MODEL: &[&str] = &[
    "view",
    "table",
    "schema",
    "crate",
    "primary_key",
    "unique",
    "check",
    "index",
    "foreign_key",
    "comment",
    "comments_from_docs",
    "renamed_from",
    "unmanaged",
    "embedded",
    "manager",
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
    "exclude",
];

pub(super) fn read(input: &DeriveInput, fields: &[&syn::Field], mistakes: &mut Mistakes) -> Model {
    let mut model = Model {
        ident: input.ident.clone(),
        vis: input.vis.clone(),
        krate: crate_info::core(),
        table: Name { schema: None, name: naming::table(&input.ident.unraw().to_string()) },
        unmanaged: false,
        view: None,
        embedded: false,
        renamed_from: None,
        comment: None,
        columns: Vec::new(),
        embeds: Vec::new(),
        primary_key: None,
        uniques: Vec::new(),
        checks: Vec::new(),
        excludes: Vec::new(),
        foreign_keys: Vec::new(),
        indexes: Vec::new(),
        settings: Vec::new(),
        manager: None,
        is_bare: false,
        unlike_sqlx: Vec::new(),
    };
    let entries = entry::of_attributes(&input.attrs, "model", mistakes);
    let docs = entries.iter().any(|entry| entry.name == "comments_from_docs");
    read_model(&entries, &mut model, mistakes);
    if model.comment.is_none() && docs {
        model.comment = doc_comment(&input.attrs);
    }
    let is_named = entries.iter().any(|entry| entry.name == "table");
    model.is_bare = is_named && is_unit(input);
    if model.is_partition() && !is_named {
        // A part of a table is not several things of its kind.
        model.table.name = naming::snake(&input.ident.unraw().to_string());
    }
    let style =
        field::Style { rename_all: sqlx_attributes::on_type(&input.attrs).rename_all, docs };
    for field in fields {
        field::read(field, style, &mut model, mistakes);
    }
    model
}

/// `struct Name;`
fn is_unit(input: &DeriveInput) -> bool {
    match &input.data {
        Data::Struct(data) => matches!(data.fields, Fields::Unit),
        Data::Enum(_) | Data::Union(_) => false,
    }
}

fn read_model(entries: &[Entry], model: &mut Model, mistakes: &mut Mistakes) {
    let mut seen: Vec<&str> = Vec::new();
    for entry in entries {
        let repeatable = matches!(
            entry.name.as_str(),
            "unique" | "check" | "exclude" | "index" | "foreign_key" | "partition_index"
        );
        if !repeatable && !entry.name.is_empty() && seen.contains(&entry.name.as_str()) {
            mistakes.push(entry.error(format!("`{}` is said twice", entry.name)));
            continue;
        }
        seen.push(&entry.name);
        let mut reader = Reader { own: None, mistakes };
        match entry.name.as_str() {
            "table" => {
                if let Some(name) = reader.string(entry) {
                    model.table.name = name;
                }
            }
            "schema" => model.table.schema = reader.string(entry),
            "crate" => {
                if let Some(path) = mistakes.ok(crate_path(entry)) {
                    model.krate = path;
                }
            }
            "primary_key" => model.primary_key = Some(reader.primary_key(entry)),
            "unique" => model.uniques.push(reader.unique(entry)),
            "check" => model.checks.extend(reader.check(entry)),
            "exclude" => model.excludes.extend(reader.exclude(entry)),
            "index" => model.indexes.push(reader.index(entry)),
            "foreign_key" => model.foreign_keys.extend(reader.foreign_key(entry)),
            "comment" => model.comment = reader.string(entry),
            "renamed_from" => model.renamed_from = reader.string(entry),
            "comments_from_docs" => {
                reader.flag(entry);
            }
            "unmanaged" => model.unmanaged = reader.flag(entry),
            "view" => {
                model.view = match entry.rest {
                    Rest::Flag => Some(String::new()),
                    Rest::Value(_) | Rest::List(_) | Rest::Other => reader.string(entry),
                };
            }
            "embedded" => model.embedded = reader.flag(entry),
            "manager" => model.manager = Some(manager::read(entry, &model.ident, mistakes)),
            _ if reader.table_setting(entry, model) => {}
            _ => mistakes.push(entry.unknown("`#[model(…)]`", ON_MODEL)),
        }
    }
    if model.embedded {
        for entry in entries {
            if matches!(
                entry.name.as_str(),
                "table" | "schema" | "unmanaged" | "view" | "renamed_from" | "comment"
            ) || setting::ON_MODEL.contains(&entry.name.as_str())
            {
                mistakes.push(entry.error(format!(
                    "an embedded struct has no table of its own: remove `{}`",
                    entry.name
                )));
            }
        }
    }
}

/// `crate = path::to::matrx_core`, or the same as text.
pub(crate) fn crate_path(entry: &Entry) -> syn::Result<Path> {
    const WANTED: &str = "crate = path::to::matrx_core";
    match &entry.rest {
        Rest::Value(tokens) if entry.literal().is_none() => {
            match syn::parse2::<syn::LitStr>(tokens.clone()) {
                Ok(text) => text.parse().map_err(|_| entry.error(format!("write `{WANTED}`"))),
                Err(_) => entry.value(Path::parse_mod_style, WANTED),
            }
        }
        Rest::Value(_) | Rest::Flag | Rest::List(_) | Rest::Other => {
            Err(entry.error(format!("write `{WANTED}`")))
        }
    }
}

/// The first paragraph's lines and all others, as `///` has them, without the blank before each.
pub(crate) fn doc_comment(attributes: &[Attribute]) -> Option<String> {
    let lines: Vec<String> = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("doc"))
        .filter_map(|attribute| match &attribute.meta {
            syn::Meta::NameValue(pair) => match syn::parse2(pair.value.to_token_stream()).ok()? {
                Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
                _ => None,
            },
            syn::Meta::Path(_) | syn::Meta::List(_) => None,
        })
        .map(|line| line.strip_prefix(' ').unwrap_or(&line).trim_end().to_owned())
        .collect();
    let text = lines.join("\n").trim().to_owned();
    (!text.is_empty()).then_some(text)
}
