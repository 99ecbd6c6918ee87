//! A table → a struct with `#[derive(Model)]`.

use matrx_core::name::QName;
use matrx_core::schema::{
    Column, ColumnType, ColumnValue, Identity, IdentityKind, SequenceOptions, SettingKey, Table,
};

use super::attribute::{Item, attribute, field_attribute};
use super::context::Context;
use super::keys::{Entries, Keys, collation};
use super::options::Managers;
use super::rust_type::RustType;
use super::section::Section;
use super::{doc, ident, settings, style};
use crate::source::comment;

/// The struct.
pub(super) fn print(table: &Table, context: &Context<'_>, indent: usize) -> Option<Section> {
    let names = context.names.tables.get(&table.name)?;
    let mut section = Section::default();
    section.import("matrx_core::Model");
    let entries = Keys { table, context, entries: Entries::default() }.collect();
    section.imports.extend(entries.imports.iter().cloned());
    let pad = " ".repeat(indent);
    let (docs, mut comments) = comments(table, indent);
    section.push(&docs);
    // The rows of a partition are read through its table, and those of a table without columns say nothing.
    let is_bare = table.partition().is_some() || table.columns.is_empty();
    let derives = if is_bare { "Model" } else { "Clone, Debug, sqlx::FromRow, Model" };
    section.push(&format!("{pad}#[derive({derives})]\n"));
    if let Some(style) = names.style {
        section.push(&attribute("sqlx", &[Item::text("rename_all", style.name())], indent));
    }
    let QName { schema, name } = &table.name;
    let mut model = vec![Item::text("table", name)];
    model.extend(schema.as_ref().map(|schema| Item::text("schema", schema)));
    model.append(&mut comments);
    match context.options.managers {
        Managers::None => {}
        Managers::Each if is_bare => {}
        Managers::Each => model.push(Item::word("manager")),
    }
    section.push(&attribute("model", &model, indent));
    section.push(&attribute("model", &settings::of_table(table), indent));
    for item in &entries.model {
        section.push(&attribute("model", std::slice::from_ref(item), indent));
    }
    if is_bare {
        section.push(&format!("{pad}pub struct {};\n", names.ident));
        return Some(section);
    }
    section.push(&format!("{pad}pub struct {} {{\n", names.ident));
    let docs = model.contains(&Item::word(FROM_DOCS));
    for column in &table.columns {
        let mut printer = Field { column, table, context, docs, indent: indent + 4 };
        printer.print(&entries, &mut section);
    }
    section.push(&format!("{pad}}}\n"));
    Some(section)
}

const FROM_DOCS: &str = "comments_from_docs";

/// The table's doc comment, and what the struct's attribute says about comments.
fn comments(table: &Table, indent: usize) -> (String, Vec<Item>) {
    let of_columns = table.columns.iter().filter_map(|column| column.comment.as_ref());
    let mut all = of_columns.chain(&table.comment);
    let from_docs = all.any(|comment| doc::lines(comment, indent).is_some());
    let mut items = Vec::new();
    if from_docs {
        items.push(Item::word(FROM_DOCS));
    }
    let docs = match &table.comment {
        None => String::new(),
        Some(comment) => doc::lines(comment, indent).unwrap_or_else(|| {
            items.push(Item::text("comment", comment));
            String::new()
        }),
    };
    (docs, items)
}

struct Field<'a> {
    column: &'a Column,
    table: &'a Table,
    context: &'a Context<'a>,
    /// Whether doc comments are comments of the database.
    docs: bool,
    indent: usize,
}

impl Field<'_> {
    fn print(&mut self, entries: &Entries, section: &mut Section) {
        let Column {
            name,
            ty: ColumnType { name: type_name, collation: order },
            nullable,
            value,
            comment,
        } = self.column;
        let Some(names) = self.context.names.tables.get(&self.table.name) else { return };
        let Some(field) = names.fields.get(name) else { return };
        let pad = " ".repeat(self.indent);
        let ty = self.context.rust_type(type_name, &self.table.name.schema);
        section.uses(&ty);
        let mut items = Vec::new();
        let docs = comment.as_ref().map(|comment| doc::lines(comment, self.indent));
        match docs {
            Some(Some(lines)) if self.docs => section.push(&lines),
            Some(_) => items.extend(comment.as_ref().map(|comment| Item::text("comment", comment))),
            None => {}
        }
        if ty.stands_in {
            let name = comment::line(type_name);
            section.push(&format!("{pad}// sqlx has no Rust type for {name}: select it as text\n"));
        }
        if let Some(name) = style::rename(names.style, field, name) {
            section.push(&field_attribute("sqlx", &[Item::text("rename", name)], self.indent));
        }
        let of_keys = entries.fields.get(name).map_or(&[][..], Vec::as_slice);
        let first = |item: &&Item| is_primary_key(item);
        let mut all: Vec<Item> = of_keys.iter().filter(first).cloned().collect();
        all.extend((!ty.exact).then(|| Item::text("type", &short(type_name))));
        all.extend(order.as_ref().map(collation));
        let place = (self.table.name.clone(), name.clone());
        let sequence = self.table.settings.get(&SettingKey::ColumnSequence(name.clone()));
        if self.context.serials.contains(&place) {
            all.push(Item::word("serial"));
        } else {
            let named = SettingKey::IdentitySequence(name.clone());
            let inherited = self.inherited();
            let is_said = inherited.as_ref().is_none_or(|inherited| inherited.value != *value);
            let value = match (value, &inherited) {
                (ColumnValue::None, Some(_)) => &ColumnValue::Default("NULL".into()),
                (value, _) => value,
            };
            let value = is_said.then(|| column_value(value, self.table.settings.get(&named)));
            all.extend(value.flatten());
            all.extend(sequence.map(|sequence| Item::text("sequence", sequence)));
        }
        all.extend(of_keys.iter().filter(|item| !is_primary_key(item)).cloned());
        all.extend(settings::of_column(self.table, name, self.context.schema));
        all.extend(items);
        section.push(&field_attribute("column", &all, self.indent));
        section.push(&self.line(&ident::raw(field), &ty, *nullable));
    }

    /// What the column is if the field says nothing: where it comes from a parent.
    fn inherited(&self) -> Option<Column> {
        let name = &self.column.name;
        let inherits = self.table.only_inherits(name);
        inherits.then(|| self.context.schema.inherited_column(self.table, name)).flatten()
    }

    /// `pub name: Type,`
    fn line(&self, field: &str, ty: &RustType, nullable: bool) -> String {
        let pad = " ".repeat(self.indent);
        let ty = if nullable { format!("Option<{}>", ty.text) } else { ty.text.clone() };
        let line = format!("{pad}pub {field}: {ty},");
        if line.chars().count() <= 100 {
            format!("{line}\n")
        } else {
            format!("{pad}pub {field}:\n{pad}    {ty},\n")
        }
    }
}

/// The shorter spelling that PostgreSQL takes for the same type.
fn short(name: &str) -> String {
    let spellings =
        [("character varying", "varchar"), ("character", "char"), ("bit varying", "varbit")];
    let replaced = spellings.iter().find_map(|(long, short)| {
        let rest = name.strip_prefix(long)?;
        Some(format!("{short}{rest}"))
    });
    let zoned =
        [("timestamp", "timestamptz"), ("time", "timetz")].iter().find_map(|(long, short)| {
            let rest = name.strip_prefix(&format!("{long}("))?;
            Some(format!("{short}({}", rest.replacen(" with time zone", "", 1)))
                .filter(|_| rest.contains(" with time zone"))
        });
    replaced.or(zoned).unwrap_or_else(|| name.to_owned())
}

fn is_primary_key(item: &Item) -> bool {
    match item {
        Item::Text(text) => text == "primary_key",
        Item::List(name, _) => *name == "primary_key",
        Item::Key(..) => false,
    }
}

fn column_value(value: &ColumnValue, sequence: Option<&String>) -> Option<Item> {
    match value {
        ColumnValue::None => None,
        ColumnValue::Default(text) if is_bare(&text.0) => Some(Item::value("default", &text.0)),
        ColumnValue::Default(text) => Some(Item::text("default", &text.0)),
        ColumnValue::Generated(text) => Some(Item::text("generated", &text.0)),
        ColumnValue::Virtual(text) => Some(Item::text("generated_virtual", &text.0)),
        ColumnValue::Identity(own) => Some(identity(own, sequence)),
    }
}

/// A number or a truth value, which needs no quotes in an attribute.
fn is_bare(text: &str) -> bool {
    let number = text == "0" || (!text.starts_with('0') && text.len() < 19);
    matches!(text, "true" | "false")
        || (!text.is_empty() && number && text.bytes().all(|byte| byte.is_ascii_digit()))
}

fn identity(identity: &Identity, sequence: Option<&String>) -> Item {
    let Identity { kind, options } = identity;
    let SequenceOptions { start, increment, min, max, cache, cycle } = options;
    let kind = match kind {
        IdentityKind::Always => "always",
        IdentityKind::ByDefault => "by_default",
    };
    let numbers =
        [("start", start), ("increment", increment), ("min", min), ("max", max), ("cache", cache)];
    let mut items: Vec<Item> = numbers
        .into_iter()
        .filter_map(|(word, number)| number.map(|number| Item::value(word, &number.to_string())))
        .collect();
    items.extend(cycle.then(|| Item::word("cycle")));
    items.extend(sequence.map(|name| Item::text("sequence", name)));
    if items.is_empty() {
        Item::value("identity", kind)
    } else {
        items.insert(0, Item::word(kind));
        Item::List("identity", items)
    }
}
