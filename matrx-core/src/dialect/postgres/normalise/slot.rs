use std::fmt;

use super::of_table;
use crate::dialect::postgres::expression::mentions;
use crate::dialect::postgres::types;
use crate::name::QName;
use crate::schema::{
    Column, ColumnType, ColumnValue, Expr, Index, IndexKey, Partition, Schema, SettingKey, Table,
};

/// A place in a schema whose text the server may spell otherwise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    /// A column's type and collation.
    Type { table: QName, column: String },
    /// A column's default.
    Default { table: QName, column: String },
    /// A generated column's expression.
    Generated { table: QName, column: String },
    /// A check's condition.
    Check { table: QName, name: String },
    /// An exclusion constraint's definition.
    Exclude { table: QName, name: String },
    /// An index: the expressions among its keys, collations, operator classes, the predicate.
    Index { table: QName, name: String },
    /// How a table is partitioned.
    PartitionBy { table: QName },
    /// Which rows a partition holds.
    PartitionOf { table: QName },
}

/// What stands in a [`Slot`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Type(ColumnType),
    Expr(Expr),
    /// PostgreSQL keeps no default where that is NULL.
    NoDefault,
    /// With `concurrently` false, which is no part of the spelling.
    Index(Box<Index>),
}

impl Value {
    /// For messages.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Type(ty) => ty.name.clone(),
            Self::Expr(expression) => expression.0.clone(),
            Self::NoDefault => String::new(),
            Self::Index(index) => {
                let keys = index.columns.iter().filter_map(|column| match &column.key {
                    IndexKey::Expression(expression) => Some(expression.0.clone()),
                    IndexKey::Column(_) => None,
                });
                let predicate = index.predicate.iter().map(|predicate| predicate.0.clone());
                keys.chain(predicate).collect::<Vec<_>>().join("; ")
            }
        }
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Type { table, column } => of_table("type of column", column, table),
            Self::Default { table, column } => of_table("default of column", column, table),
            Self::Generated { table, column } => of_table("expression of column", column, table),
            Self::Check { table, name } => of_table("check", name, table),
            Self::Exclude { table, name } => of_table("exclusion constraint", name, table),
            Self::Index { table, name } => of_table("index", name, table),
            Self::PartitionBy { table } => format!("partition key of {table}"),
            Self::PartitionOf { table } => format!("bound of partition {table}"),
        })
    }
}

/// The places of a schema that may need a server, in order.
pub(super) fn all(schema: &Schema) -> Vec<Slot> {
    let mut slots = Vec::new();
    for table in schema.tables.values() {
        let name = || table.name.clone();
        for column in &table.columns {
            if needs_server(&column.ty, schema) {
                slots.push(Slot::Type { table: name(), column: column.name.clone() });
            }
            match &column.value {
                ColumnValue::None | ColumnValue::Identity(_) => {}
                ColumnValue::Default(_) => {
                    slots.push(Slot::Default { table: name(), column: column.name.clone() });
                }
                ColumnValue::Generated(_) | ColumnValue::Virtual(_) => {
                    slots.push(Slot::Generated { table: name(), column: column.name.clone() });
                }
            }
        }
        if table.settings.contains_key(&SettingKey::PartitionBy) {
            slots.push(Slot::PartitionBy { table: name() });
        }
        if table.partition().is_some_and(|partition| schema.tables.contains_key(&partition.of)) {
            slots.push(Slot::PartitionOf { table: name() });
        }
        for check in table.checks.keys() {
            slots.push(Slot::Check { table: name(), name: check.clone() });
        }
        for exclude in table.excludes.keys() {
            slots.push(Slot::Exclude { table: name(), name: exclude.clone() });
        }
        for index in table.indexes.values() {
            let plain = index.predicate.is_none()
                && index.columns.iter().all(|column| {
                    matches!(column.key, IndexKey::Column(_))
                        && column.collation.is_none()
                        && column.operator_class.is_none()
                });
            if !plain {
                slots.push(Slot::Index { table: name(), name: index.name.clone() });
            }
        }
    }
    slots
}

/// Whether only the server knows how this type is spelled.
fn needs_server(ty: &ColumnType, schema: &Schema) -> bool {
    if ty.collation.is_some() {
        return true;
    }
    let element = ty.name.strip_suffix("[]").unwrap_or(&ty.name);
    !types::is_built_in(&ty.name) && !schema.enums.keys().any(|name| name.to_string() == element)
}

impl Slot {
    pub(super) fn table(&self) -> &QName {
        match self {
            Self::Type { table, .. }
            | Self::Default { table, .. }
            | Self::Generated { table, .. }
            | Self::Check { table, .. }
            | Self::Exclude { table, .. }
            | Self::Index { table, .. }
            | Self::PartitionBy { table }
            | Self::PartitionOf { table } => table,
        }
    }

    /// What stands here.
    pub(super) fn get(&self, schema: &Schema) -> Option<Value> {
        let table = schema.tables.get(self.table())?;
        match self {
            Self::Type { table: _, column } => Some(Value::Type(table.column(column)?.ty.clone())),
            Self::Default { table: _, column } => match &table.column(column)?.value {
                ColumnValue::Default(expression) => Some(Value::Expr(expression.clone())),
                ColumnValue::None => Some(Value::NoDefault),
                ColumnValue::Identity(_) | ColumnValue::Generated(_) | ColumnValue::Virtual(_) => {
                    None
                }
            },
            Self::Generated { table: _, column } => {
                table.column(column)?.value.generated().cloned().map(Value::Expr)
            }
            Self::Check { table: _, name } => {
                Some(Value::Expr(table.checks.get(name)?.expression.clone()))
            }
            Self::Exclude { table: _, name } => {
                Some(Value::Expr(table.excludes.get(name)?.definition.clone()))
            }
            Self::Index { table: _, name } => {
                let index = table.indexes.get(name)?.clone();
                Some(Value::Index(Box::new(Index { concurrently: false, ..index })))
            }
            Self::PartitionBy { table: _ } => {
                Some(Value::Expr(Expr(table.settings.get(&SettingKey::PartitionBy)?.clone())))
            }
            Self::PartitionOf { table: _ } => Some(Value::Expr(Expr(table.partition()?.bound))),
        }
    }

    /// Puts a spelling here; a value of another kind, or a place that is not there, changes nothing.
    pub(super) fn set(&self, schema: &mut Schema, value: Value) {
        let Some(table) = schema.tables.get_mut(self.table()) else { return };
        match (self, value) {
            (Self::Type { table: _, column }, Value::Type(ty)) => {
                if let Some(column) = table.column_mut(column) {
                    column.ty = ty;
                }
            }
            (Self::Default { table: _, column }, Value::Expr(text)) => {
                if let Some(column) = table.column_mut(column) {
                    column.value = ColumnValue::Default(text);
                }
            }
            (Self::Default { table: _, column }, Value::NoDefault) => {
                if let Some(column) = table.column_mut(column) {
                    column.value = ColumnValue::None;
                }
            }
            (Self::Generated { table: _, column }, Value::Expr(text)) => {
                let value = table.column_mut(column).map(|column| &mut column.value);
                if let Some(place) = value.and_then(ColumnValue::generated_mut) {
                    *place = text;
                }
            }
            (Self::Check { table: _, name }, Value::Expr(text)) => {
                if let Some(check) = table.checks.get_mut(name) {
                    check.expression = text;
                }
            }
            (Self::Exclude { table: _, name }, Value::Expr(text)) => {
                if let Some(exclude) = table.excludes.get_mut(name) {
                    exclude.definition = text;
                }
            }
            (Self::Index { table: _, name }, Value::Index(new)) => {
                if let Some(index) = table.indexes.get_mut(name) {
                    *index = Index { concurrently: index.concurrently, ..*new };
                }
            }
            (Self::PartitionBy { table: _ }, Value::Expr(text)) => {
                table.settings.insert(SettingKey::PartitionBy, text.0);
            }
            (Self::PartitionOf { table: _ }, Value::Expr(text)) => {
                if let Some(partition) = table.partition() {
                    let partition = Partition { bound: text.0, ..partition };
                    table.settings.insert(SettingKey::PartitionOf, partition.to_string());
                }
            }
            (
                Self::Type { .. }
                | Self::Default { .. }
                | Self::Generated { .. }
                | Self::Check { .. }
                | Self::Exclude { .. }
                | Self::Index { .. }
                | Self::PartitionBy { .. }
                | Self::PartitionOf { .. },
                Value::Type(_) | Value::Expr(_) | Value::NoDefault | Value::Index(_),
            ) => {}
        }
    }

    /// Whether the columns that the text speaks of have the same types in both schemas: the same
    /// text over other types is another expression.
    pub(super) fn same_context(&self, one: &Schema, other: &Schema) -> bool {
        let (Some(a), Some(b)) = (one.tables.get(self.table()), other.tables.get(self.table()))
        else {
            return false;
        };
        // The columns of a partition are those of the table at the top.
        let (a, b) = (one.root(a), other.root(b));
        match self {
            Self::Type { .. } => true,
            Self::PartitionOf { .. } => {
                let parent = |schema: &Schema| {
                    let partition = schema.tables.get(self.table())?.partition()?;
                    schema
                        .tables
                        .get(&partition.of)?
                        .settings
                        .get(&SettingKey::PartitionBy)
                        .cloned()
                };
                let key = parent(other).unwrap_or_default();
                let mut keys = a.columns.iter().filter(|column| mentions(&key, &column.name));
                keys.all(|column| same_type(a, b, &column.name))
            }
            Self::Default { table: _, column } => same_type(a, b, column),
            Self::Generated { .. }
            | Self::Check { .. }
            | Self::Exclude { .. }
            | Self::Index { .. }
            | Self::PartitionBy { .. } => {
                let Some(value) = self.get(one) else { return false };
                let text = value.text();
                let mut columns: Vec<&Column> =
                    a.columns.iter().filter(|column| mentions(&text, &column.name)).collect();
                if let Value::Index(index) = &value {
                    columns.extend(index.columns.iter().filter_map(|key| match &key.key {
                        IndexKey::Column(name) => a.column(name),
                        IndexKey::Expression(_) => None,
                    }));
                }
                columns.iter().all(|column| same_type(a, b, &column.name))
            }
        }
    }
}

fn same_type(a: &Table, b: &Table, column: &str) -> bool {
    match (a.column(column), b.column(column)) {
        (Some(a), Some(b)) => a.ty == b.ty,
        (None, _) | (_, None) => false,
    }
}
