//! An enum type → a Rust enum.

use matrx_core::name::{QName, Quoted};
use matrx_core::schema::EnumType;

use super::attribute::{Item, attribute, field_attribute};
use super::context::Context;
use super::section::Section;
use super::{doc, style};

/// The enum, or nothing where it has no values, which Rust cannot say.
pub(super) fn print(ty: &EnumType, context: &Context<'_>, indent: usize) -> Option<Section> {
    let EnumType { name, values, comment } = ty;
    let names = context.names.enums.get(name)?;
    let mut section = Section::default();
    section.import("matrx_core::Enum");
    let pad = " ".repeat(indent);
    let docs = comment.as_deref().map(|comment| doc::lines(comment, indent));
    let mut model = Vec::new();
    match (&docs, comment) {
        (Some(Some(lines)), _) => {
            section.push(lines);
            model.push(Item::word("comments_from_docs"));
        }
        (Some(None), Some(comment)) => model.push(Item::text("comment", comment)),
        (Some(None) | None, _) => {}
    }
    section.push(&format!("{pad}#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type, Enum)]\n"));
    let mut words = vec![Item::text("type_name", &sql_name(name))];
    words.extend(names.style.map(|style| Item::text("rename_all", style.name())));
    section.push(&attribute("sqlx", &words, indent));
    section.push(&attribute("model", &model, indent));
    section.push(&format!("{pad}pub enum {} {{\n", names.ident));
    for (variant, value) in names.variants.iter().zip(values) {
        if let Some(name) = style::rename(names.style, variant, value) {
            section.push(&field_attribute("sqlx", &[Item::text("rename", name)], indent + 4));
        }
        section.push(&format!("{pad}    {variant},\n"));
    }
    section.push(&format!("{pad}}}\n"));
    Some(section)
}

/// As sqlx looks a type up. It takes an unquoted name that begins with `_` for an array's.
fn sql_name(name: &QName) -> String {
    match name.schema {
        None if name.name.starts_with('_') => Quoted(&name.name).to_string(),
        Some(_) | None => name.to_string(),
    }
}
