//! What is the same in all statements of a model, made once.

use std::sync::OnceLock;

use super::values::Slot;
use crate::dialect::postgres::types;
use crate::model::{Body, Model, ObjectName, TypeSource, Value};
use crate::name::{Ident, QName};
use crate::schema::IdentityKind;

/// Which columns `FromRow` calls otherwise than the database does: their place among the struct's own
/// columns, and the name.
#[derive(Debug)]
pub struct Renamed {
    /// Those of the struct itself.
    pub own: &'static [(usize, &'static str)],
    /// Those of the embedded structs, in order.
    pub embedded: &'static [&'static Renamed],
}

impl Renamed {
    /// None.
    pub const NONE: &'static Self = &Self { own: &[], embedded: &[] };
}

/// A model's statements, as a static of the macro's.
#[derive(Debug)]
pub struct Prepared {
    model: &'static Model,
    renamed: &'static Renamed,
    text: OnceLock<Text>,
}

impl Prepared {
    /// Nothing is made yet.
    pub const fn new(model: &'static Model, renamed: &'static Renamed) -> Self {
        Self { model, renamed, text: OnceLock::new() }
    }

    pub(super) fn text(&'static self) -> &'static Text {
        self.text.get_or_init(|| Text::of(self.model, self.renamed))
    }
}

/// The parts that statements are put together from, and those that are always the same.
#[derive(Debug)]
pub(super) struct Text {
    /// `auth.users`
    pub(super) table: String,
    /// `id, "Name" AS name`: what `FromRow` reads.
    pub(super) select: String,
    pub(super) columns: Vec<Column>,
    /// The places of the primary key's columns.
    pub(super) key: Vec<usize>,
    /// `SELECT … WHERE key`
    pub(super) get: String,
    /// `SELECT EXISTS (… WHERE key)`
    pub(super) exists: String,
    /// `DELETE … WHERE key`
    pub(super) delete: String,
    /// `SELECT … WHERE FALSE`
    pub(super) types: String,
}

#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: &'static str,
    /// Quoted.
    pub(super) sql: String,
    pub(super) nullable: bool,
    /// Whether an INSERT or UPDATE may give it a value.
    pub(super) settable: bool,
    /// A type of the user's that an argument is to be compared as (`citext`).
    cast: Option<String>,
}

impl Column {
    /// The argument of this number, to be compared with the column.
    pub(super) fn operand(&self, number: usize) -> String {
        match &self.cast {
            Some(ty) => format!("${number}::{ty}"),
            None => format!("${number}"),
        }
    }

    /// The array of this number.
    pub(super) fn array(&self, number: usize) -> String {
        match &self.cast {
            Some(ty) => format!("${number}::{ty}[]"),
            None => format!("${number}"),
        }
    }
}

impl Text {
    fn of(model: &'static Model, renamed: &'static Renamed) -> Self {
        let mut text = Self {
            table: table(model.table),
            select: String::new(),
            columns: Vec::new(),
            key: Vec::new(),
            get: String::new(),
            exists: String::new(),
            delete: String::new(),
            types: String::new(),
        };
        let mut key: &[&str] = &[];
        text.add(&model.body, renamed, &mut key);
        text.key = key.iter().filter_map(|name| text.place(name)).collect();
        let is_key = text.matches(&text.key);
        text.get = format!("SELECT {} FROM {} WHERE {is_key}", text.select, text.table);
        text.exists = format!("SELECT EXISTS (SELECT 1 FROM {} WHERE {is_key})", text.table);
        text.delete = format!("DELETE FROM {} WHERE {is_key}", text.table);
        text.types = format!("SELECT {} FROM {} WHERE FALSE", text.select, text.table);
        text
    }

    fn add(
        &mut self,
        body: &'static Body,
        renamed: &'static Renamed,
        key: &mut &'static [&'static str],
    ) {
        let mut inner = body.embedded.iter().enumerate().peekable();
        for at in 0..=body.columns.len() {
            while let Some((number, next)) = inner.next_if(|(_, next)| next.at <= at) {
                let renamed = renamed.embedded.get(number).copied().unwrap_or(Renamed::NONE);
                self.add(next.body, renamed, key);
            }
            let Some(column) = body.columns.get(at) else { continue };
            let row_name = renamed.own.iter().find(|(own, _)| *own == at).map(|(_, name)| *name);
            self.column(column, row_name);
        }
        if let Some(primary) = body.primary_key {
            *key = primary.columns;
            let in_key = |column: &&mut Column| primary.columns.contains(&column.name);
            self.columns.iter_mut().filter(in_key).for_each(|column| column.nullable = false);
        }
    }

    fn column(&mut self, column: &crate::model::Column, row_name: Option<&str>) {
        let sql = Ident(column.name).to_string();
        if !self.select.is_empty() {
            self.select.push_str(", ");
        }
        self.select.push_str(&sql);
        if let Some(row_name) = row_name {
            self.select.push_str(&format!(" AS {}", Ident(row_name)));
        }
        let (settable, identity) = match column.value {
            Value::None | Value::Default(_) => (true, false),
            Value::Generated(_) | Value::Virtual(_) => (false, false),
            Value::Identity(identity) => (identity.kind == IdentityKind::ByDefault, true),
        };
        let nullable = column.nullable && !identity;
        let cast = match column.ty {
            TypeSource::Rust(_) => None,
            TypeSource::Sql(ty) => cast(ty),
        };
        self.columns.push(Column { name: column.name, sql, nullable, settable, cast });
    }

    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// `a = $1 AND b = $2`, for these columns.
    pub(super) fn matches(&self, columns: &[usize]) -> String {
        let each = columns.iter().enumerate().map(|(at, place)| {
            let column = &self.columns[*place];
            format!("{} = {}", column.sql, column.operand(at + 1))
        });
        each.collect::<Vec<_>>().join(" AND ")
    }

    /// The columns with a value in a statement, and how each is written.
    pub(super) fn given<'a>(
        &'a self,
        slots: &'a [Slot],
    ) -> impl Iterator<Item = (usize, &'a Column, usize)> {
        let columns = self.columns.iter().zip(slots).enumerate();
        columns.filter_map(|(place, (column, slot))| match slot {
            Slot::Bound(number) => Some((place, column, *number)),
            Slot::Default | Slot::Left => None,
        })
    }
}

fn table(name: ObjectName) -> String {
    QName { schema: name.schema.map(str::to_owned), name: name.name.to_owned() }.to_string()
}

/// An argument has the type that sqlx says. Where the column has one of the user's own, a comparison
/// would be that of sqlx's type: `citext = text` tells letters apart. A modifier is left out, since
/// casting to it would cut.
fn cast(ty: &str) -> Option<String> {
    let canonical = types::canonical(ty);
    let element = canonical.split('(').next().unwrap_or_default().trim();
    if element == "character" {
        return Some("bpchar".to_owned());
    }
    (!types::is_built_in(&canonical) && !canonical.contains(['(', '['])).then_some(canonical)
}
