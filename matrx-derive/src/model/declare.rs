//! What `schema.lock` keeps of a model: one line of canonical text a column, item and struct. The check
//! at compile time compares these, so nothing may be in them that needs no migration (`renamed_from`,
//! `concurrently`) or that only the layout of the source decides.

use quote::ToTokens;

use super::ast::{
    Action, Check, Column, ColumnRef, Deferral, ForeignKey, Index, Item, Key, KeyOptions, Model,
    Name, PrimaryKey, Target, TypeSource, Unique, Validity, Value,
};
use super::setting;
use crate::text::{canonical, quoted};

/// Writes the declarations of the columns and of the struct's items.
pub(super) fn declare(model: &mut Model) {
    let Model { columns, primary_key, uniques, checks, excludes, foreign_keys, indexes, .. } =
        model;
    for column in columns.iter_mut() {
        let text = own_attributes(column);
        append(&mut column.declaration, &text);
    }
    for key in primary_key.iter_mut() {
        let text = primary_key_text(key);
        place(&mut key.item, "primary_key", text, columns);
    }
    for unique in uniques.iter_mut() {
        let text = unique_text(unique);
        place(&mut unique.item, "unique", text, columns);
    }
    for check in checks.iter_mut() {
        let text = check_text(check);
        place(&mut check.item, "check", text, columns);
    }
    for exclude in excludes.iter_mut() {
        let mut text = vec![quoted(&exclude.definition)];
        end(&exclude.item, &mut text);
        place(&mut exclude.item, "exclude", text, columns);
    }
    for key in foreign_keys.iter_mut() {
        let text = foreign_key_text(key);
        let word = if key.item.column.is_some() { "references" } else { "foreign_key" };
        place(&mut key.item, word, text, columns);
    }
    for index in indexes.iter_mut() {
        let text = index_text(index);
        place(&mut index.item, "index", text, columns);
    }
}

/// The struct's own line.
pub(crate) fn of_struct(model: &Model) -> String {
    let mut text = model.ident.to_string();
    if let Some(comment) = &model.comment {
        append(&mut text, &[format!("comment = {}", quoted(comment))]);
    }
    append(&mut text, &setting::declarations(&model.settings));
    text
}

fn place(item: &mut Item, word: &str, parts: Vec<String>, columns: &mut [Column]) {
    let text =
        if parts.is_empty() { word.to_owned() } else { format!("{word}({})", parts.join(", ")) };
    match &item.column {
        None => item.declaration = text,
        Some(name) => {
            if let Some(column) = columns.iter_mut().find(|column| column.name == *name) {
                append(&mut column.declaration, &[text]);
            }
        }
    }
}

fn append(declaration: &mut String, parts: &[String]) {
    for part in parts {
        declaration.push_str("; ");
        declaration.push_str(part);
    }
}

fn own_attributes(column: &Column) -> Vec<String> {
    let mut parts = Vec::new();
    match &column.ty {
        // `#[sqlx(json)]` says `jsonb` already.
        TypeSource::Sql(text) if text != "jsonb" || !column.declaration.contains("; json") => {
            parts.push(format!("type = {}", quoted(text)));
        }
        TypeSource::Sql(_) | TypeSource::Rust(_) => {}
    }
    if column.nullable && column.nullable_said {
        parts.push("nullable".to_owned());
    }
    match &column.value {
        Value::None => {}
        Value::Default(text) => parts.push(format!("default = {}", quoted(text))),
        Value::Generated(text) => parts.push(format!("generated = {}", quoted(text))),
        Value::Virtual(text) => parts.push(format!("generated_virtual = {}", quoted(text))),
        Value::Identity(identity) => {
            let kind = if identity.always { "always" } else { "by_default" };
            let mut words = vec![kind.to_owned()];
            for (word, value) in [
                ("start", identity.start),
                ("increment", identity.increment),
                ("min", identity.min),
                ("max", identity.max),
                ("cache", identity.cache),
            ] {
                words.extend(value.map(|value| format!("{word} = {value}")));
            }
            if identity.cycle {
                words.push("cycle".to_owned());
            }
            parts.push(format!("identity({})", words.join(", ")));
        }
    }
    parts.extend(column.collation.as_ref().map(|name| format!("collation = {}", name_text(name))));
    parts.extend(column.comment.as_ref().map(|text| format!("comment = {}", quoted(text))));
    parts.extend(setting::declarations(&column.settings));
    parts
}

/// The item's columns where the struct says it, then its name.
fn begin(item: &Item, columns: &[ColumnRef]) -> Vec<String> {
    let mut parts = Vec::new();
    if item.column.is_none() {
        parts.extend(columns.iter().map(|column| name_word(&column.name)));
    }
    parts
}

fn end(item: &Item, parts: &mut Vec<String>) {
    parts.extend(setting::declarations(&item.settings));
    parts.extend(item.name.as_ref().map(|name| format!("name = {}", quoted(name))));
}

fn primary_key_text(key: &PrimaryKey) -> Vec<String> {
    let mut parts = begin(&key.item, &key.columns);
    parts.extend(overlaps_text(key.without_overlaps));
    parts.extend(list_text("include", &key.include));
    parts.extend(deferral_text(key.deferral));
    end(&key.item, &mut parts);
    parts
}

fn unique_text(unique: &Unique) -> Vec<String> {
    let mut parts = begin(&unique.item, &unique.columns);
    parts.extend(overlaps_text(unique.without_overlaps));
    parts.extend(list_text("include", &unique.include));
    if unique.nulls_not_distinct {
        parts.push("nulls_not_distinct".to_owned());
    }
    parts.extend(deferral_text(unique.deferral));
    end(&unique.item, &mut parts);
    parts
}

fn overlaps_text(without: bool) -> Option<String> {
    without.then(|| "without_overlaps".to_owned())
}

fn check_text(check: &Check) -> Vec<String> {
    let mut parts = vec![quoted(&check.expression)];
    if check.no_inherit {
        parts.push("no_inherit".to_owned());
    }
    parts.extend(validity_text(check.validity));
    end(&check.item, &mut parts);
    parts
}

fn foreign_key_text(key: &ForeignKey) -> Vec<String> {
    let mut parts = begin(&key.item, &key.columns);
    let target = match &key.target {
        Target::Key(path) => canonical(path.to_token_stream()),
        Target::Field(path, field) => format!("{}::{field}", canonical(path.to_token_stream())),
        Target::Fields(path, fields) => {
            let fields: Vec<String> = fields.iter().map(ToString::to_string).collect();
            format!("{}({})", canonical(path.to_token_stream()), fields.join(", "))
        }
        Target::Text { table, columns } => {
            let columns: Vec<String> = columns.iter().map(|column| name_word(column)).collect();
            quoted(&format!("{}({})", name_text(table), columns.join(", ")))
        }
    };
    parts.push(if key.item.column.is_some() { target } else { format!("references = {target}") });
    for (word, action) in [("on_delete", key.on_delete), ("on_update", key.on_update)] {
        let action = match action {
            Action::Nothing => continue,
            Action::Restrict => "restrict",
            Action::Cascade => "cascade",
            Action::SetNull => "set_null",
            Action::SetDefault => "set_default",
        };
        parts.push(format!("{word} = {action}"));
    }
    if key.match_full {
        parts.push("match = full".to_owned());
    }
    parts.extend(key.period.then(|| "with_period".to_owned()));
    parts.extend(list_text("set_columns", &key.set_columns));
    parts.extend(deferral_text(key.deferral));
    parts.extend(validity_text(key.validity));
    end(&key.item, &mut parts);
    parts
}

fn index_text(index: &Index) -> Vec<String> {
    let mut parts = Vec::new();
    for key in &index.keys {
        let options = key_options(&key.options);
        match &key.key {
            Key::Column(_) if index.item.column.is_some() => parts.extend(options),
            Key::Column(column) if options.is_empty() => parts.push(name_word(&column.name)),
            Key::Column(column) => {
                parts.push(format!("{}({})", name_word(&column.name), options.join(", ")));
            }
            Key::Expression(text) => {
                let mut words = vec![quoted(text)];
                words.extend(options);
                parts.push(format!("expr({})", words.join(", ")));
            }
        }
    }
    if index.unique {
        parts.push("unique".to_owned());
    }
    parts.extend(index.method.as_ref().map(|method| format!("method = {}", quoted(method))));
    if !index.include.is_empty() {
        let include: Vec<String> =
            index.include.iter().map(|column| name_word(&column.name)).collect();
        parts.push(format!("include({})", include.join(", ")));
    }
    if index.nulls_not_distinct {
        parts.push("nulls_not_distinct".to_owned());
    }
    parts.extend(index.predicate.as_ref().map(|text| format!("where = {}", quoted(text))));
    end(&index.item, &mut parts);
    parts
}

fn key_options(options: &KeyOptions) -> Vec<String> {
    let mut parts = Vec::new();
    if options.desc {
        parts.push("desc".to_owned());
    }
    match options.nulls_first {
        Some(first) if first != options.desc => {
            parts.push(if first { "nulls_first" } else { "nulls_last" }.to_owned());
        }
        // the order's own default
        Some(_) | None => {}
    }
    parts.extend(options.operator_class.as_ref().map(|name| format!("ops = {}", name_text(name))));
    parts.extend(setting::declarations(&options.operator_options));
    parts.extend(options.collation.as_ref().map(|name| format!("collation = {}", name_text(name))));
    parts
}

fn list_text(word: &str, columns: &[ColumnRef]) -> Option<String> {
    let names: Vec<String> = columns.iter().map(|column| name_word(&column.name)).collect();
    (!names.is_empty()).then(|| format!("{word}({})", names.join(", ")))
}

fn validity_text(validity: Validity) -> Option<String> {
    match validity {
        Validity::Valid => None,
        Validity::NotValid => Some("not_valid".to_owned()),
        Validity::NotEnforced => Some("not_enforced".to_owned()),
    }
}

fn deferral_text(deferral: Deferral) -> Option<String> {
    Some(match deferral {
        Deferral::NotDeferrable => return None,
        Deferral::Immediate => "deferrable".to_owned(),
        Deferral::Deferred => "deferrable = deferred".to_owned(),
    })
}

/// A column's name as a word where it looks like one.
fn name_word(name: &str) -> String {
    let plain = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if plain { name.to_owned() } else { quoted(name) }
}

fn name_text(name: &Name) -> String {
    match &name.schema {
        Some(schema) => format!("{}.{}", name_word(schema), name_word(&name.name)),
        None => name_word(&name.name),
    }
}
