//! Open texts → objects in the scratch schema → their texts in the catalogue.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::postgres::PgConnection;

use super::scratch_schema::ScratchSchema;
use super::slot::{Slot, Value};
use crate::dialect::postgres::introspect::{self, Selection};
use crate::dialect::postgres::render::{self, RenderContext};
use crate::dialect::postgres::{DbError, sql};
use crate::name::QName;
use crate::op::Op;
use crate::schema::{
    Check, Column, ColumnType, ColumnValue, Exclude, Expr, Index, IndexKey, Partition, Schema,
    SettingKey, Table, Validity,
};

/// How many columns one table gets; PostgreSQL allows 1,600.
const COLUMNS_A_TABLE: usize = 500;

/// What the server makes of each open text. The scratch schema is empty again afterwards.
pub(super) async fn ask(
    conn: &mut PgConnection,
    schema: &Schema,
    open: &[Slot],
    scratch: &ScratchSchema,
) -> Result<Vec<(Slot, Value)>, DbError> {
    let questions = Questions::sort(schema, open, scratch);
    let mut commands = questions.columns_commands(scratch);
    commands.extend(questions.table_commands(schema, scratch));
    let doing = "asking the server for its spelling";
    sql::execute(conn, doing, "SAVEPOINT matrx_question").await?;
    create(conn, &commands).await?;
    let what = Selection::schema(scratch.catalog_name.clone());
    let path = [scratch.name.as_str(), scratch.default_schema.as_str()];
    let found = introspect::read_along(conn, &what, &path).await?.schema;
    sql::execute(conn, doing, "ROLLBACK TO SAVEPOINT matrx_question").await?;
    Ok(questions.answers(open, &found, scratch))
}

/// One command, and whose text it holds.
struct Command {
    object: String,
    sql: String,
}

/// Sends all commands at once; only if that fails one by one, to name the object that is wrong.
async fn create(conn: &mut PgConnection, commands: &[Command]) -> Result<(), DbError> {
    let all: Vec<&str> = commands.iter().map(|command| command.sql.as_str()).collect();
    let at_once = sql::execute(conn, "reading the declared objects", &all.join(";\n")).await;
    let Err(first) = at_once else { return Ok(()) };
    if first.sqlstate().is_none() {
        return Err(first);
    }
    let doing = "asking the server for its spelling";
    sql::execute(conn, doing, "ROLLBACK TO SAVEPOINT matrx_question").await?;
    for command in commands {
        sql::execute(conn, &command.object, &command.sql).await?;
    }
    // Each alone passes: what failed was their number.
    Ok(())
}

/// The open slots, sorted by how they are asked.
///
/// A default may not speak of columns, so its spelling depends on the type alone: each pair of type
/// and default is asked once, however many columns have it. The rest needs its table's columns.
struct Questions {
    columns: Vec<(ColumnType, Option<Expr>)>,
    /// The place of a type's or default's pair in `columns`.
    places: BTreeMap<Slot, usize>,
    tables: BTreeMap<QName, BTreeSet<Slot>>,
    names: BTreeMap<QName, String>,
}

impl Questions {
    fn sort(schema: &Schema, open: &[Slot], scratch: &ScratchSchema) -> Self {
        let mut columns: Vec<(ColumnType, Option<Expr>)> = Vec::new();
        let mut known: BTreeMap<(String, Option<QName>, Option<Expr>), usize> = BTreeMap::new();
        let mut places = BTreeMap::new();
        let mut tables: BTreeMap<QName, BTreeSet<Slot>> = BTreeMap::new();
        for slot in open {
            let (table, column, default) = match slot {
                Slot::Type { table, column } => (table, column, None),
                Slot::Default { table, column } => match slot.get(schema) {
                    Some(Value::Expr(text)) => (table, column, Some(text)),
                    Some(Value::NoDefault | Value::Type(_) | Value::Index(_)) | None => continue,
                },
                Slot::Generated { table, .. }
                | Slot::Check { table, .. }
                | Slot::Exclude { table, .. }
                | Slot::Index { table, .. }
                | Slot::PartitionBy { table } => {
                    tables.entry(table.clone()).or_default().insert(slot.clone());
                    continue;
                }
                Slot::PartitionOf { table } => {
                    tables.entry(table.clone()).or_default().insert(slot.clone());
                    for parent in parents(schema, table) {
                        tables.entry(parent.name.clone()).or_default();
                    }
                    continue;
                }
            };
            let ty = schema.tables.get(table).and_then(|table| table.column(column));
            let Some(ty) = ty.map(|column| column.ty.clone()) else { continue };
            let key = (ty.name.clone(), ty.collation.clone(), default.clone());
            let place = *known.entry(key).or_insert_with(|| {
                columns.push((ty, default));
                columns.len() - 1
            });
            places.insert(slot.clone(), place);
        }
        let names = scratch.table_names(tables.keys());
        Self { columns, places, tables, names }
    }

    fn columns_commands(&self, scratch: &ScratchSchema) -> Vec<Command> {
        let context = context(scratch);
        let objects: BTreeMap<usize, &Slot> =
            self.places.iter().map(|(slot, place)| (*place, slot)).collect();
        let mut commands = Vec::new();
        for (number, chunk) in self.columns.chunks(COLUMNS_A_TABLE).enumerate() {
            let name = QName::new(columns_table(number));
            let create = Op::CreateTable { table: Table::new(name.clone()) };
            commands.extend(command("a table", &create, &context));
            for (place, (ty, default)) in chunk.iter().enumerate() {
                let place = number * COLUMNS_A_TABLE + place;
                let value = match default {
                    None => ColumnValue::None,
                    Some(text) => ColumnValue::Default(Expr(scratch.enter(&text.0))),
                };
                let column = Column {
                    ty: entered(ty, scratch),
                    value,
                    ..Column::new(column_name(place), "")
                };
                let op = Op::AddColumn { table: name.clone(), column };
                let object = objects.get(&place).map(|slot| slot.to_string()).unwrap_or_default();
                commands.extend(command(&object, &op, &context));
            }
        }
        commands
    }

    fn table_commands(&self, schema: &Schema, scratch: &ScratchSchema) -> Vec<Command> {
        let context = context(scratch);
        let mut commands = Vec::new();
        let mut tables: Vec<(&QName, &BTreeSet<Slot>)> = self.tables.iter().collect();
        // A parent is there before its partitions.
        tables.sort_by_key(|(name, _)| parents(schema, name).len());
        for (name, slots) in tables {
            let (Some(declared), Some(here)) = (schema.tables.get(name), self.names.get(name))
            else {
                continue;
            };
            let table = self.question_table(schema, declared, here, scratch);
            commands.extend(command(
                &format!("table {name}"),
                &Op::CreateTable { table: table.clone() },
                &context,
            ));
            for slot in slots {
                let op = match slot {
                    Slot::Check { table: _, name } => declared.checks.get(name).map(|check| {
                        let expression = Expr(scratch.enter(&check.expression.0));
                        let check =
                            Check { expression, validity: Validity::Valid, ..check.clone() };
                        Op::AddCheck { table: table.name.clone(), check }
                    }),
                    Slot::Exclude { table: _, name } => {
                        declared.excludes.get(name).map(|exclude| {
                            let definition = Expr(scratch.enter(&exclude.definition.0));
                            let exclude = Exclude { name: exclude.name.clone(), definition };
                            Op::AddExclude { table: table.name.clone(), exclude }
                        })
                    }
                    Slot::Index { table: _, name } => declared.indexes.get(name).map(|index| {
                        let index =
                            respelled(index.clone(), |text| scratch.enter(text), |name| name);
                        Op::CreateIndex { table: table.name.clone(), index }
                    }),
                    // It is in the table already.
                    Slot::Generated { .. }
                    | Slot::Type { .. }
                    | Slot::Default { .. }
                    | Slot::PartitionBy { .. }
                    | Slot::PartitionOf { .. } => None,
                };
                if let Some(op) = op {
                    commands.extend(command(&slot.to_string(), &op, &context));
                }
            }
        }
        commands
    }

    /// The table that questions are put to: as a partition only where its bound is asked.
    fn question_table(
        &self,
        schema: &Schema,
        declared: &Table,
        here: &str,
        scratch: &ScratchSchema,
    ) -> Table {
        let mut table = Table::new(QName::new(here));
        if let Some(key) = declared.settings.get(&SettingKey::PartitionBy) {
            table.settings.insert(SettingKey::PartitionBy, scratch.enter(key));
        }
        let is_asked = Slot::PartitionOf { table: declared.name.clone() };
        let asked = self.tables.get(&declared.name).is_some_and(|slots| slots.contains(&is_asked));
        let partition = declared.partition().filter(|_| asked);
        match partition.and_then(|one| Some((self.names.get(&one.of)?, one.bound))) {
            Some((parent, bound)) => {
                let of = QName::new(parent.clone());
                let partition = Partition { of, bound: scratch.enter(&bound) };
                table.settings.insert(SettingKey::PartitionOf, partition.to_string());
            }
            None => {
                let columns = &schema.root(declared).columns;
                table.columns = columns.iter().map(|one| bare(one, scratch)).collect();
            }
        }
        table
    }

    fn answers(
        &self,
        open: &[Slot],
        found: &Schema,
        scratch: &ScratchSchema,
    ) -> Vec<(Slot, Value)> {
        let mut answers = Vec::new();
        for slot in open {
            let place = match self.places.get(slot) {
                Some(place) => {
                    let table = QName::new(columns_table(place / COLUMNS_A_TABLE));
                    let column = column_name(*place);
                    match slot {
                        Slot::Type { .. } => Slot::Type { table, column },
                        Slot::Default { .. } => Slot::Default { table, column },
                        Slot::Generated { .. }
                        | Slot::Check { .. }
                        | Slot::Exclude { .. }
                        | Slot::Index { .. }
                        | Slot::PartitionBy { .. }
                        | Slot::PartitionOf { .. } => continue,
                    }
                }
                None => match self.names.get(slot.table()) {
                    Some(here) => moved(slot, QName::new(here.clone())),
                    None => continue,
                },
            };
            if let Some(value) = place.get(found) {
                let text = |text: &str| scratch.leave(text);
                let value = match value {
                    Value::Type(ty) => Value::Type(ColumnType {
                        name: text(&ty.name),
                        collation: ty.collation.map(|name| scratch.leave_name(name)),
                    }),
                    Value::Expr(expression) => Value::Expr(Expr(text(&expression.0))),
                    Value::NoDefault => Value::NoDefault,
                    Value::Index(index) => {
                        Value::Index(Box::new(respelled(*index, text, |name| {
                            scratch.leave_name(name)
                        })))
                    }
                };
                answers.push((slot.clone(), value));
            }
        }
        answers
    }
}

/// The tables that a table is a partition of, the next one first.
fn parents<'a>(schema: &'a Schema, table: &QName) -> Vec<&'a Table> {
    let mut found: Vec<&Table> = Vec::new();
    let mut next = schema.tables.get(table);
    while let Some(partition) = next.and_then(Table::partition) {
        next = schema.tables.get(&partition.of).filter(|parent| !found.contains(parent));
        found.extend(next);
    }
    found
}

fn context(scratch: &ScratchSchema) -> RenderContext {
    RenderContext { default_schema: scratch.name.clone(), ..RenderContext::default() }
}

fn command<'a>(
    object: &'a str,
    op: &Op,
    context: &RenderContext,
) -> impl Iterator<Item = Command> + use<'a> {
    let object = object.to_owned();
    render::statements(op, context)
        .into_iter()
        .map(move |statement| Command { object: object.clone(), sql: statement.sql })
}

fn columns_table(number: usize) -> String {
    format!("matrx columns {number}")
}

fn column_name(place: usize) -> String {
    format!("c{place}")
}

fn moved(slot: &Slot, table: QName) -> Slot {
    match slot.clone() {
        Slot::Type { table: _, column } => Slot::Type { table, column },
        Slot::Default { table: _, column } => Slot::Default { table, column },
        Slot::Generated { table: _, column } => Slot::Generated { table, column },
        Slot::Check { table: _, name } => Slot::Check { table, name },
        Slot::Exclude { table: _, name } => Slot::Exclude { table, name },
        Slot::Index { table: _, name } => Slot::Index { table, name },
        Slot::PartitionBy { table: _ } => Slot::PartitionBy { table },
        Slot::PartitionOf { table: _ } => Slot::PartitionOf { table },
    }
}

fn entered(ty: &ColumnType, scratch: &ScratchSchema) -> ColumnType {
    ColumnType { name: scratch.enter(&ty.name), collation: ty.collation.clone() }
}

/// A column with its type, and with its expression if it is generated: no more is needed for others
/// to speak of it.
fn bare(column: &Column, scratch: &ScratchSchema) -> Column {
    let value = match &column.value {
        ColumnValue::Generated(text) => ColumnValue::Generated(Expr(scratch.enter(&text.0))),
        ColumnValue::Virtual(text) => ColumnValue::Virtual(Expr(scratch.enter(&text.0))),
        ColumnValue::None | ColumnValue::Default(_) | ColumnValue::Identity(_) => ColumnValue::None,
    };
    Column { ty: entered(&column.ty, scratch), value, ..Column::new(column.name.clone(), "") }
}

/// An index with its texts and names changed.
fn respelled(
    mut index: Index,
    text: impl Fn(&str) -> String,
    name: impl Fn(QName) -> QName,
) -> Index {
    for column in &mut index.columns {
        if let IndexKey::Expression(expression) = &mut column.key {
            expression.0 = text(&expression.0);
        }
        column.collation = column.collation.take().map(&name);
        column.operator_class = column.operator_class.take().map(&name);
    }
    if let Some(predicate) = &mut index.predicate {
        predicate.0 = text(&predicate.0);
    }
    index.concurrently = false;
    index
}
