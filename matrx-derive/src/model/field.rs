//! One field of a model → a column, or an embedded struct, with the items that its attributes say.

use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Expr, ExprLit, ExprUnary, Field, GenericArgument, Lit, PathArguments, Type, UnOp};

use super::ast::{
    Column, ColumnRef, Embed, Identity, Item, Model, Setting, TypeSource, Value, Written,
};
use super::attr::doc_comment;
use super::item::{ForeignKeyParts, Reader};
use crate::entry::{self, Entry, Rest};
use crate::mistakes::Mistakes;
use crate::naming::RenameAll;
use crate::sqlx_attributes::{self, Json};
use crate::text::canonical;

const ON_FIELD: [&str; 29] = [
    "name",
    "type",
    "nullable",
    "default",
    "identity",
    "generated",
    "generated_virtual",
    "collation",
    "comment",
    "renamed_from",
    "primary_key",
    "unique",
    "check",
    "index",
    "references",
    "on_delete",
    "on_update",
    "match",
    "deferrable",
    "constraint",
    "skip",
    "embedded",
    "storage",
    "compression",
    "statistics",
    "options",
    "serial",
    "sequence",
    "inherited",
];

/// What the struct says for all of its fields.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) rename_all: Option<RenameAll>,
    pub(super) docs: bool,
}

pub(super) fn read(field: &Field, style: Style, model: &mut Model, mistakes: &mut Mistakes) {
    let Some(ident) = &field.ident else { return };
    let said = sqlx_attributes::on_field(&field.attrs);
    let entries = entry::of_attributes(&field.attrs, "column", mistakes);
    if let Some(skip) = entries.iter().find(|entry| entry.name == "skip") {
        if entries.len() > 1 {
            mistakes.push(skip.error("a skipped field has no column: remove the other attributes"));
        }
        if !said.skip {
            model.unlike_sqlx.push((skip.span(), "#[sqlx(skip)]"));
        }
        return;
    }
    if said.skip {
        if let Some(first) = entries.first() {
            mistakes.push(first.error("`#[sqlx(skip)]` leaves the field out: it has no column"));
        }
        return;
    }
    if said.flatten || entries.iter().any(|entry| entry.name == "embedded") {
        for entry in entries.iter().filter(|entry| entry.name != "embedded") {
            mistakes
                .push(entry.error("the columns of an embedded struct have their attributes there"));
        }
        if !said.flatten {
            model.unlike_sqlx.push((ident.span(), "#[sqlx(flatten)]"));
        }
        let ty = said.try_from.unwrap_or_else(|| field.ty.clone());
        let rust_name = last_word(&ty);
        model.embeds.push(Embed {
            at: model.columns.len(),
            ident: ident.clone(),
            vis: field.vis.clone(),
            whole: field.ty.clone(),
            ty,
            rust_name,
        });
        return;
    }

    let field_name = ident.unraw().to_string();
    let name = match (&said.rename, style.rename_all) {
        (Some(name), _) => name.value(),
        (None, Some(style)) => style.apply(&field_name),
        (None, None) => field_name.clone(),
    };
    let source = said.try_from.as_ref().unwrap_or(&field.ty);
    let (inner, optional) = match option_inner(source) {
        Some(inner) => (inner, true),
        None => (source, false),
    };
    let (ty, nullable) = match said.json {
        Some(Json::Nullable) => (TypeSource::Sql("jsonb".to_owned()), true),
        Some(Json::NotNull) => (TypeSource::Sql("jsonb".to_owned()), false),
        None => (TypeSource::Rust(Box::new(inner.clone())), optional),
    };
    let mut declaration = canonical(inner.to_token_stream());
    if optional {
        declaration = format!("Option<{declaration}>");
    }
    match said.json {
        Some(Json::NotNull) => declaration.push_str("; json"),
        Some(Json::Nullable) => declaration.push_str("; json = nullable"),
        None => {}
    }
    let column = Column {
        ident: ident.clone(),
        vis: field.vis.clone(),
        field: field_name.clone(),
        row_name: name.clone(),
        name,
        rust: option_inner(&field.ty).unwrap_or(&field.ty).clone(),
        whole: field.ty.clone(),
        source: said.try_from.clone(),
        json: said.json,
        ty,
        nullable,
        nullable_said: false,
        value: Value::None,
        collation: None,
        comment: style.docs.then(|| doc_comment(&field.attrs)).flatten(),
        renamed_from: None,
        settings: Vec::new(),
        declaration,
    };
    let mut reading = Reading { column, renamed: said.rename.is_some(), model, mistakes };
    reading.entries(&entries);
    let column = reading.column;
    model.columns.push(column);
}

struct Reading<'a> {
    column: Column,
    renamed: bool,
    model: &'a mut Model,
    mistakes: &'a mut Mistakes,
}

impl Reading<'_> {
    fn entries(&mut self, entries: &[Entry]) {
        let mut seen: Vec<&str> = Vec::new();
        let mut foreign_key = ForeignKeyParts::default();
        let mut stray = None;
        // the name first: the items carry it
        for entry in entries.iter().filter(|entry| entry.name == "name") {
            if let Some(text) = self.mistakes.ok(entry.text()) {
                if self.renamed && text.value() != self.column.name {
                    self.mistakes.push(entry.error(format!(
                        "`#[sqlx(rename = \"{}\")]` already names the column: remove one of them",
                        self.column.name
                    )));
                }
                self.column.name = text.value();
            }
        }
        for entry in entries {
            let repeatable = matches!(entry.name.as_str(), "check" | "index");
            if !repeatable && !entry.name.is_empty() && seen.contains(&entry.name.as_str()) {
                self.mistakes.push(entry.error(format!("`{}` is said twice", entry.name)));
                continue;
            }
            seen.push(&entry.name);
            self.entry(entry, &mut foreign_key, &mut stray);
        }
        if let Some(span) = foreign_key.span {
            let own = self.own();
            let column = Some(own.name.clone());
            let item =
                Item { name: None, span, column, settings: Vec::new(), declaration: String::new() };
            self.model.foreign_keys.extend(foreign_key.finish(item, vec![own]));
        } else if let Some(stray) = stray {
            self.mistakes.push(stray);
        }
    }

    fn own(&self) -> ColumnRef {
        ColumnRef {
            written: Written::Field(self.column.field.clone()),
            span: self.column.ident.span(),
            name: self.column.name.clone(),
        }
    }

    fn entry(
        &mut self,
        entry: &Entry,
        foreign_key: &mut ForeignKeyParts,
        stray: &mut Option<syn::Error>,
    ) {
        let own = self.own();
        let mut reader = Reader { own: Some(&own), mistakes: self.mistakes };
        match entry.name.as_str() {
            "name" => {}
            "type" => {
                if let Some(text) = reader.string(entry) {
                    self.column.ty = TypeSource::Sql(text);
                }
            }
            "nullable" => {
                if self.column.nullable {
                    self.mistakes.push(entry.error("an `Option` is nullable already: remove this"));
                }
                self.column.nullable_said = !self.column.nullable;
                self.column.nullable = true;
            }
            "default" => {
                let value = default_text(entry);
                if let Some(text) = self.mistakes.ok(value) {
                    self.value(entry, Value::Default(text));
                }
            }
            "identity" => {
                let (identity, sequence) = identity(entry, self.mistakes);
                self.value(entry, Value::Identity(identity));
                self.column.settings.extend(sequence);
            }
            "generated" => {
                if let Some(text) = reader.string(entry) {
                    self.value(entry, Value::Generated(text));
                }
            }
            "generated_virtual" => {
                if let Some(text) = reader.string(entry) {
                    self.value(entry, Value::Virtual(text));
                }
            }
            "collation" => self.column.collation = reader.collation(entry),
            "comment" => self.column.comment = reader.string(entry),
            "renamed_from" => self.column.renamed_from = reader.string(entry),
            "primary_key" => {
                let key = reader.primary_key(entry);
                if self.model.primary_key.is_some() {
                    self.mistakes.push(entry.error(
                        "a table has one primary key: one over several columns is written at the struct, `#[model(primary_key(first, second))]`",
                    ));
                } else {
                    self.model.primary_key = Some(key);
                }
            }
            "unique" => self.model.uniques.push(reader.unique(entry)),
            "check" => self.model.checks.extend(reader.check(entry)),
            "index" => self.model.indexes.push(reader.index(entry)),
            "references" => reader.references(entry, foreign_key),
            "on_delete" | "on_update" | "match" | "deferrable" => {
                reader.foreign_key_option(entry, foreign_key);
                stray.get_or_insert_with(|| {
                    entry.error(format!("`{}` needs `references` beside it", entry.name))
                });
            }
            "constraint" => {
                let named = Entry {
                    word: entry.word.clone(),
                    name: "name".to_owned(),
                    rest: match &entry.rest {
                        Rest::Value(tokens) => Rest::Value(tokens.clone()),
                        Rest::Flag | Rest::List(_) | Rest::Other => Rest::Flag,
                    },
                    tokens: entry.tokens.clone(),
                };
                reader.foreign_key_option(&named, foreign_key);
                stray.get_or_insert_with(|| {
                    entry.error("`constraint` names a foreign key: it needs `references` beside it")
                });
            }
            _ if reader.column_setting(entry, &mut self.column.settings) => {}
            _ => self.mistakes.push(entry.unknown("`#[column(…)]`", &ON_FIELD)),
        }
    }

    fn value(&mut self, entry: &Entry, value: Value) {
        if matches!(self.column.value, Value::None) {
            self.column.value = value;
        } else {
            self.mistakes
                .push(entry.error("a column has one of `default`, `identity` and `generated`"));
        }
    }
}

/// `default = "now()"` is an SQL expression; a number or a truth value may stand without quotes.
fn default_text(entry: &Entry) -> syn::Result<String> {
    let wanted =
        || entry.error("write `default = \"SQL expression\"`; a text is `default = \"'text'\"`");
    let Rest::Value(tokens) = &entry.rest else { return Err(wanted()) };
    match syn::parse2::<Expr>(tokens.clone()).map_err(|_| wanted())? {
        Expr::Lit(ExprLit { lit: Lit::Str(_), .. }) => entry.text().map(|text| text.value()),
        Expr::Lit(ExprLit { lit, .. }) => literal_text(&lit).ok_or_else(wanted),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => match *expr {
            Expr::Lit(ExprLit { lit, .. }) => {
                literal_text(&lit).map(|text| format!("-{text}")).ok_or_else(wanted)
            }
            _ => Err(wanted()),
        },
        _ => Err(wanted()),
    }
}

fn literal_text(literal: &Lit) -> Option<String> {
    match literal {
        Lit::Int(number) => Some(number.base10_digits().to_owned()),
        Lit::Float(number) => Some(number.base10_digits().to_owned()),
        Lit::Bool(value) => Some(value.value.to_string()),
        _ => None,
    }
}

/// `identity`, `identity = always`, `identity(always, start = 100)`, with the sequence's name where that
/// is said.
fn identity(entry: &Entry, mistakes: &mut Mistakes) -> (Identity, Option<Setting>) {
    let mut identity = Identity::default();
    let mut sequence = None;
    let inner =
        match &entry.rest {
            Rest::Flag => Vec::new(),
            Rest::Value(tokens) | Rest::List(tokens) => entry::split(tokens.clone()),
            Rest::Other => {
                mistakes.push(entry.error(
                    "write `identity`, `identity = always` or `identity(always, start = 100)`",
                ));
                Vec::new()
            }
        };
    for entry in inner {
        let mut number = || mistakes.ok(entry.value(signed, &format!("{} = 100", entry.name)));
        match entry.name.as_str() {
            "always" => identity.always = mistakes.ok(entry.flag()).is_some(),
            "by_default" => {
                mistakes.ok(entry.flag());
            }
            "start" => identity.start = number(),
            "increment" => identity.increment = number(),
            "min" => identity.min = number(),
            "max" => identity.max = number(),
            "cache" => identity.cache = number(),
            "cycle" => identity.cycle = mistakes.ok(entry.flag()).is_some(),
            "sequence" => {
                let name = mistakes.ok(entry.text());
                sequence = name.map(|name| Setting::new("identity_sequence", name.value()));
            }
            _ => mistakes.push(entry.unknown("`identity`", &IN_IDENTITY)),
        }
    }
    (identity, sequence)
}

const IN_IDENTITY: [&str; 9] =
    ["always", "by_default", "start", "increment", "min", "max", "cache", "cycle", "sequence"];

fn signed(input: syn::parse::ParseStream<'_>) -> syn::Result<i64> {
    let minus = input.parse::<Option<syn::Token![-]>>()?.is_some();
    let number = input.parse::<syn::LitInt>()?;
    let text = format!("{}{}", if minus { "-" } else { "" }, number.base10_digits());
    text.parse().map_err(|_| syn::Error::new(number.span(), "this number has more than 64 bits"))
}

/// `T` of `Option<T>`, however its path is written.
pub(crate) fn option_inner(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ungroup(ty) else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let first = match arguments.args.first() {
        Some(GenericArgument::Type(inner)) if arguments.args.len() == 1 => inner,
        Some(_) | None => return None,
    };
    (last.ident == "Option" && path.qself.is_none()).then_some(first)
}

/// A type that came through a macro's `$ty:ty` has invisible brackets around it.
pub(super) fn ungroup(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungroup(&group.elem),
        Type::Paren(paren) => ungroup(&paren.elem),
        other => other,
    }
}

fn last_word(ty: &Type) -> String {
    match ungroup(ty) {
        Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
        other => Some(canonical(other.to_token_stream())),
    }
    .unwrap_or_default()
}
