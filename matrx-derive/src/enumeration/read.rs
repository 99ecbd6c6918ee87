use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, Variant};

use super::{EnumType, Value};
use crate::entry::{self, Entry};
use crate::mistakes::Mistakes;
use crate::model::ast::Name;
use crate::model::attr::{crate_path, doc_comment};
use crate::naming::{self, RenameAll};
use crate::{crate_info, sqlx_attributes};

/// PostgreSQL's limit for a value's label, in bytes: `NAMEDATALEN - 1`.
const MAX_LABEL_BYTES: usize = 63;

pub(crate) fn read(input: &DeriveInput, mistakes: &mut Mistakes) -> Option<EnumType> {
    let Data::Enum(data) = &input.data else {
        mistakes
            .at(&input.ident, "`Enum` is for Rust enums; a struct that is a table derives `Model`");
        return None;
    };
    for parameter in &input.generics.params {
        mistakes.at(parameter, "an enum type has no parameters: its values are the same always");
    }
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("repr")) {
        mistakes.at(
            attribute,
            "sqlx keeps an enum with `#[repr]` as a number: remove it for a PostgreSQL enum type, or remove `Enum`",
        );
    }
    let said = sqlx_attributes::on_type(&input.attrs);
    if said.transparent {
        mistakes.at(&input.ident, "`#[sqlx(transparent)]` is for structs with one field");
    }
    // without a name of its own sqlx takes the Rust one, and the server folds it
    let rust_name = input.ident.unraw().to_string();
    let mut name = Name { schema: None, name: rust_name.to_ascii_lowercase() };
    if let Some(text) = &said.type_name {
        match naming::sql_name(&text.value()) {
            Some((schema, own)) => name = Name { schema, name: own },
            None => mistakes.at(text, "this is not a type's name: write `name` or `schema.name`"),
        }
    }
    let mut ty = EnumType {
        ident: input.ident.clone(),
        krate: crate_info::core(),
        name,
        values: Vec::new(),
        renamed_from: None,
        comment: None,
    };
    let mut docs = false;
    for entry in entry::of_attributes(&input.attrs, "model", mistakes) {
        match entry.name.as_str() {
            "crate" => {
                if let Some(path) = mistakes.ok(crate_path(&entry)) {
                    ty.krate = path;
                }
            }
            "schema" => {
                let schema = string(&entry, mistakes);
                if ty.name.schema.is_some() {
                    mistakes.push(entry.error("`type_name` already names the schema"));
                } else if let (Some(name), Some(schema)) = (&said.type_name, &schema) {
                    mistakes.push(entry.error(format!(
                        "sqlx looks for the type by its `type_name` alone: write \
                         `#[sqlx(type_name = \"{schema}.{}\")]` instead",
                        name.value()
                    )));
                }
                ty.name.schema = schema;
            }
            "comment" => ty.comment = string(&entry, mistakes),
            "renamed_from" => ty.renamed_from = string(&entry, mistakes),
            "comments_from_docs" => docs = mistakes.ok(entry.flag()).is_some(),
            _ => mistakes.push(entry.unknown(
                "`#[model(…)]` on an enum",
                &["schema", "comment", "comments_from_docs", "renamed_from", "crate"],
            )),
        }
    }
    if docs && ty.comment.is_none() {
        ty.comment = doc_comment(&input.attrs);
    }
    for variant in &data.variants {
        read_variant(variant, said.rename_all, &mut ty, mistakes);
    }
    if ty.values.is_empty() && mistakes.is_empty() {
        mistakes.at(&input.ident, "an enum type has at least one value");
    }
    Some(ty)
}

fn read_variant(
    variant: &Variant,
    style: Option<RenameAll>,
    ty: &mut EnumType,
    mistakes: &mut Mistakes,
) {
    if !matches!(variant.fields, Fields::Unit) {
        mistakes.at(&variant.fields, "a value of an enum type carries no data: remove the fields");
    }
    let said = sqlx_attributes::on_field(&variant.attrs);
    let rust_name = variant.ident.unraw().to_string();
    let name = match (&said.rename, style) {
        (Some(name), _) => name.value(),
        (None, Some(style)) => style.apply(&rust_name),
        (None, None) => rust_name,
    };
    if name.len() > MAX_LABEL_BYTES {
        mistakes.at(
            &variant.ident,
            format!("the value \"{name}\" has {} bytes, and PostgreSQL keeps 63", name.len()),
        );
    }
    if ty.values.iter().any(|before| before.name == name) {
        mistakes.at(&variant.ident, format!("two variants have the value \"{name}\""));
    }
    let mut renamed_from = None;
    for entry in entry::of_attributes(&variant.attrs, "model", mistakes) {
        match entry.name.as_str() {
            "renamed_from" => renamed_from = string(&entry, mistakes),
            _ => mistakes.push(entry.unknown("`#[model(…)]` on a variant", &["renamed_from"])),
        }
    }
    ty.values.push(Value { name, span: variant.ident.span(), renamed_from });
}

fn string(entry: &Entry, mistakes: &mut Mistakes) -> Option<String> {
    mistakes.ok(entry.text()).map(|text| text.value())
}
