//! What fits the grammar and still cannot be a table. Names of columns are resolved here too.

use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{DeriveInput, GenericParam, Type};

use super::ast::{
    Action, Column, ColumnRef, ForeignKey, Key, Model, Target, TypeSource, Value, Written,
};
use super::field::ungroup;
use super::{manager, setting};
use crate::entry::closest;
use crate::mistakes::Mistakes;

/// PostgreSQL's limit for a name, in bytes.
const MAX_NAME_BYTES: usize = 63;

pub(super) fn generics(input: &DeriveInput, mistakes: &mut Mistakes) {
    for parameter in &input.generics.params {
        let what = match parameter {
            GenericParam::Lifetime(_) => {
                "a lifetime: a model owns its data, as `String` instead of `&str`"
            }
            GenericParam::Type(_) => "a type parameter: a table has the same columns always",
            GenericParam::Const(_) => "a const parameter: a table has the same columns always",
        };
        mistakes.at(parameter, format!("a model cannot have {what}"));
    }
}

pub(super) fn check(model: &mut Model, mistakes: &mut Mistakes) {
    resolve(model, mistakes);
    names(model, mistakes);
    match (model.columns.is_empty() && model.embeds.is_empty(), model.is_partition()) {
        // Who names the table of a struct without fields means it.
        (true, false) if model.is_heir() || model.is_bare => {}
        (true, false) => mistakes.at(
            &model.ident,
            "a model has named fields: each that is not skipped is a column",
        ),
        (false, true) => mistakes.at(
            &model.ident,
            "the columns of a partition are those of its table: write a struct without fields, as `struct Orders2026;`",
        ),
        (true, true) | (false, false) => {}
    }
    if model.is_bare && !model.is_partition() && model.manager.is_some() {
        mistakes.at(&model.ident, "a manager reads columns, and this table has none");
    }
    for column in &model.columns {
        let says = |word| column.settings.iter().any(|setting| setting.word == word);
        if says("column_inherited") && !model.is_heir() {
            mistakes.at(
                &column.ident,
                "`inherited` needs the table that the column comes from: `#[model(inherits = \"animals\")]` at the struct",
            );
        }
        value(column, mistakes);
        rust_type(column, mistakes);
    }
    view(model, mistakes);
    setting::check(&model.settings, model.ident.span(), mistakes);
    primary_key(model, mistakes);
    for key in &model.foreign_keys {
        foreign_key(model, key, mistakes);
    }
    manager::check(model, mistakes);
}

/// A view has columns, and nothing that guards them.
fn view(model: &Model, mistakes: &mut Mistakes) {
    if model.view.is_none() {
        return;
    }
    let Model { uniques, checks, excludes, foreign_keys, indexes, settings, unmanaged, .. } = model;
    let has_items = !uniques.is_empty()
        || !checks.is_empty()
        || !excludes.is_empty()
        || !foreign_keys.is_empty()
        || !indexes.is_empty()
        || !settings.is_empty();
    let has_values = model.columns.iter().any(|column| !matches!(column.value, Value::None));
    if has_items || has_values || *unmanaged {
        mistakes.at(
            &model.ident,
            "the model of a view has columns only: say constraints, indexes and defaults of the tables behind it",
        );
    }
}

/// The fields that the struct's items name → their columns.
fn resolve(model: &mut Model, mistakes: &mut Mistakes) {
    let columns: Vec<(String, String)> =
        model.columns.iter().map(|column| (column.field.clone(), column.name.clone())).collect();
    // Then its columns are declared elsewhere.
    let embeds = !model.embeds.is_empty() || model.is_partition() || model.is_heir();
    // A struct without fields can mean columns only.
    let partition = model.is_partition() || (model.is_heir() && model.columns.is_empty());
    let resolve_one = |column: &mut ColumnRef, mistakes: &mut Mistakes| match &column.written {
        Written::Field(field) if partition => column.name.clone_from(field),
        Written::Field(_) | Written::Column => resolve_one(column, &columns, embeds, mistakes),
    };
    let resolve_all = |refs: &mut Vec<ColumnRef>, mistakes: &mut Mistakes| {
        for at in 0..refs.len() {
            resolve_one(&mut refs[at], mistakes);
            if refs[..at].iter().any(|before| before.name == refs[at].name)
                && !refs[at].name.is_empty()
            {
                mistakes.here(refs[at].span, format!("column `{}` is named twice", refs[at].name));
            }
        }
    };
    if let Some(key) = &mut model.primary_key {
        resolve_all(&mut key.columns, mistakes);
        resolve_all(&mut key.include, mistakes);
    }
    for unique in &mut model.uniques {
        resolve_all(&mut unique.columns, mistakes);
        resolve_all(&mut unique.include, mistakes);
    }
    for key in &mut model.foreign_keys {
        resolve_all(&mut key.columns, mistakes);
        resolve_all(&mut key.set_columns, mistakes);
    }
    for index in &mut model.indexes {
        resolve_all(&mut index.include, mistakes);
        for key in &mut index.keys {
            if let Key::Column(column) = &mut key.key {
                resolve_one(column, mistakes);
            }
        }
    }
}

fn resolve_one(
    column: &mut ColumnRef,
    columns: &[(String, String)],
    embeds: bool,
    mistakes: &mut Mistakes,
) {
    let found = |name: &str| columns.iter().find(|(field, _)| field == name);
    match &column.written {
        Written::Field(field) => match found(field) {
            Some((_, name)) => column.name.clone_from(name),
            None => {
                let known: Vec<&str> = columns.iter().map(|(field, _)| field.as_str()).collect();
                let hint = match closest(field, &known) {
                    Some(close) => format!("; did you mean `{close}`?"),
                    None if embeds => {
                        format!("; a column of an embedded struct is written as text, \"{field}\"")
                    }
                    None => String::new(),
                };
                mistakes
                    .here(column.span, format!("there is no field `{field}` with a column{hint}"));
            }
        },
        // of an embedded struct, perhaps: then only the linked models show it
        Written::Column => {
            if !embeds && !columns.iter().any(|(_, name)| *name == column.name) {
                mistakes.here(column.span, format!("there is no column `{}`", column.name));
            }
        }
    }
}

fn names(model: &Model, mistakes: &mut Mistakes) {
    let mut length = |name: &str, what: &str, span: proc_macro2::Span| {
        if name.len() > MAX_NAME_BYTES {
            mistakes.here(
                span,
                format!(
                    "the name of {what} has {} bytes, and PostgreSQL keeps 63: \"{name}\"",
                    name.len()
                ),
            );
        }
    };
    if !model.embedded {
        length(&model.table.name, "the table", model.ident.span());
    }
    for column in &model.columns {
        length(&column.name, "the column", column.ident.span());
    }
    let items = (model.primary_key.iter().map(|key| &key.item))
        .chain(model.uniques.iter().map(|unique| &unique.item))
        .chain(model.checks.iter().map(|check| &check.item))
        .chain(model.excludes.iter().map(|exclude| &exclude.item))
        .chain(model.foreign_keys.iter().map(|key| &key.item))
        .chain(model.indexes.iter().map(|index| &index.item));
    for item in items {
        if let Some(name) = &item.name {
            length(name, "the constraint or index", item.span);
        }
    }
    if model.renamed_from.as_ref() == Some(&model.table.name) {
        mistakes.at(&model.ident, "`renamed_from` is the table's present name");
    }
    for (at, column) in model.columns.iter().enumerate() {
        let name = &column.name;
        if model.columns[..at].iter().any(|before| before.name == *name) {
            mistakes.at(&column.ident, format!("two fields have the column `{name}`"));
        }
        if let Some(former) = &column.renamed_from
            && model.columns.iter().any(|other| other.name == *former)
        {
            mistakes.at(
                &column.ident,
                format!(
                    "`renamed_from`: this struct still has the column `{former}`; columns that take each \
                     other's names are answered by `makemigrations --rename {}.{former}={name}`",
                    model.table.name
                ),
            );
        }
    }
}

fn value(column: &Column, mistakes: &mut Mistakes) {
    if let Value::Identity(identity) = &column.value {
        let integer = match (&column.ty, last_ident(&column.rust).as_deref()) {
            (TypeSource::Rust(_), Some(name)) => !NOT_INTEGERS.contains(&name),
            (TypeSource::Rust(_), None) | (TypeSource::Sql(_), _) => true,
        };
        if !integer {
            mistakes.at(&column.rust, "an identity column is an `i16`, `i32` or `i64`");
        }
        if column.nullable {
            mistakes.at(&column.ident, "an identity column is never NULL: remove the `Option`");
        }
        if identity.increment == Some(0) {
            mistakes.at(&column.ident, "`increment` cannot be 0");
        }
    }
}

const NOT_INTEGERS: [&str; 9] =
    ["String", "bool", "f32", "f64", "Vec", "Uuid", "Decimal", "NaiveDate", "DateTime"];

/// Types that PostgreSQL does not have, and what to take instead; rustc would only say that a trait is
/// not implemented.
fn rust_type(column: &Column, mistakes: &mut Mistakes) {
    let TypeSource::Rust(ty) = &column.ty else { return };
    if let Type::Reference(_) = ungroup(ty) {
        mistakes
            .at(ty, "a model owns its data: write `String` or `Vec<u8>` instead of a reference");
        return;
    }
    let instead = match last_ident(ty).as_deref() {
        Some("u8") => "PostgreSQL has no unsigned integers: write `i16`",
        Some("u16") => "PostgreSQL has no unsigned integers: write `i32`",
        Some("u32" | "usize") => "PostgreSQL has no unsigned integers: write `i64`",
        Some("u64" | "u128" | "i128") => {
            "PostgreSQL has no such integer: write `i64`, or a decimal type with `numeric`"
        }
        Some("isize") => "PostgreSQL has no such integer: write `i64`",
        Some("char") => "PostgreSQL has no such type: write `String`",
        Some("Option") => "an `Option` in an `Option` is one NULL only: remove one of them",
        Some(_) | None => return,
    };
    mistakes.at(ty, instead);
}

fn last_ident(ty: &Type) -> Option<String> {
    match ungroup(ty) {
        Type::Path(path) if path.qself.is_none() && path.path.segments.len() == 1 => {
            path.path.segments.last().map(|last| last.ident.unraw().to_string())
        }
        _ => None,
    }
}

fn primary_key(model: &Model, mistakes: &mut Mistakes) {
    let Some(key) = &model.primary_key else { return };
    for column in &model.columns {
        if column.nullable && key.columns.iter().any(|part| part.name == column.name) {
            mistakes
                .at(&column.ident, "a column of a primary key is never NULL: remove the `Option`");
        }
    }
}

fn foreign_key(model: &Model, key: &ForeignKey, mistakes: &mut Mistakes) {
    let referenced = match &key.target {
        Target::Key(_) | Target::Field(..) => 1,
        Target::Fields(_, fields) => fields.len(),
        Target::Text { columns, .. } => columns.len(),
    };
    if referenced != key.columns.len() {
        let target = match &key.target {
            Target::Key(path) | Target::Field(path, _) | Target::Fields(path, _) => {
                path.to_token_stream().to_string()
            }
            Target::Text { table, .. } => table.name.clone(),
        };
        mistakes.here(
            key.item.span,
            format!(
                "{} here and {referenced} in `{target}`: name as many as it references",
                columns(key.columns.len())
            ),
        );
    }
    // PostgreSQL allows it, and says no only when a row goes. A reference as text says what a database
    // has, so it is taken as it is.
    if matches!(key.target, Target::Text { .. }) {
        return;
    }
    for (word, action) in [("on_delete", key.on_delete), ("on_update", key.on_update)] {
        if action != Action::SetNull {
            continue;
        }
        for part in &key.columns {
            let spared = word == "on_delete"
                && !key.set_columns.is_empty()
                && key.set_columns.iter().all(|set| set.name != part.name);
            if spared {
                continue;
            }
            if let Some(column) = model.columns.iter().find(|column| column.name == part.name)
                && !column.nullable
            {
                mistakes.at(
                    &column.ident,
                    format!(
                        "`{word} = set_null` needs a column that can be NULL: make it an `Option`"
                    ),
                );
            }
        }
    }
}

fn columns(count: usize) -> String {
    if count == 1 { "1 column".to_owned() } else { format!("{count} columns") }
}
