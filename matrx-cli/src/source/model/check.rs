//! Reads a printed file back: even a mistake in the escaping must not add code to a project.

use matrx_core::schema::ObjectKind;
use proc_macro2::TokenTree;
use syn::{Attribute, Fields, File, Item, Type, Visibility};

use super::objects::macro_name;
use crate::source::SourceError;

/// Checks that the file has modules, imports, structs, enums and objects, each with derives and attributes of
/// ours and sqlx's, and nothing else.
pub(super) fn check(path: &str, text: &str) -> Result<(), SourceError> {
    let wrong = |what: &str| SourceError::new(format!("{path}: {what}"));
    let file: File = syn::parse_file(text).map_err(|error| wrong(&error.to_string()))?;
    if !file.attrs.is_empty() {
        return Err(wrong("it has an attribute"));
    }
    file.items.iter().try_for_each(item).map_err(wrong)
}

fn item(item: &Item) -> Result<(), &'static str> {
    if let Item::Use(one) = item {
        return known(&one.attrs);
    }
    if let Item::Mod(one) = item {
        known(&one.attrs)?;
        let inner = one.content.iter().flat_map(|(_, items)| items);
        return inner.into_iter().try_for_each(self::item);
    }
    if let Item::Enum(one) = item {
        known(&one.attrs)?;
        let unit = |variant: &syn::Variant| {
            matches!(variant.fields, Fields::Unit) && variant.discriminant.is_none()
        };
        if !one.variants.iter().all(unit) {
            return Err("a variant has data");
        }
        return one.variants.iter().try_for_each(|variant| known(&variant.attrs));
    }
    if let Item::Struct(one) = item {
        known(&one.attrs)?;
        if matches!(one.fields, Fields::Unit) {
            return Ok(());
        }
        let Fields::Named(fields) = &one.fields else { return Err("a struct has no names") };
        return fields.named.iter().try_for_each(|field| {
            known(&field.attrs)?;
            let plain = matches!(field.ty, Type::Path(_));
            let public = matches!(field.vis, Visibility::Public(_));
            if plain && public { Ok(()) } else { Err("a field is no public path") }
        });
    }
    if let Item::Macro(one) = item {
        known(&one.attrs)?;
        let path = &one.mac.path;
        let ours = ObjectKind::ALL.iter().map(|kind| macro_name(*kind)).chain(["schema"]);
        let texts = one.mac.tokens.clone().into_iter().all(|token| match token {
            TokenTree::Group(_) => false,
            TokenTree::Punct(punct) => matches!(punct.as_char(), ',' | '='),
            TokenTree::Ident(_) | TokenTree::Literal(_) => true,
        });
        return match (
            one.ident.is_none() && texts,
            ours.into_iter().any(|name| path.is_ident(name)),
        ) {
            (true, true) => Ok(()),
            (_, _) => Err("it has an unknown macro"),
        };
    }
    Err("it has an item of another kind")
}

fn known(attributes: &[Attribute]) -> Result<(), &'static str> {
    let ours = |attribute: &Attribute| {
        let path = attribute.path();
        ["derive", "doc", "sqlx", "model", "column"].iter().any(|name| path.is_ident(name))
    };
    if attributes.iter().all(ours) { Ok(()) } else { Err("it has an unknown attribute") }
}
