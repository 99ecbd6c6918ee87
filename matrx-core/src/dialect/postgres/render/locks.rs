//! How many entries of the server's lock table a statement may take.
//!
//! PostgreSQL locks every object that it drops (relations, types, constraints, defaults, triggers)
//! and every relation that it makes until the transaction ends; the table holds about
//! `max_locks_per_transaction × (max_connections + max_prepared_transactions)` of them
//! (<https://www.postgresql.org/docs/15/runtime-config-locks.html>). A test compares the figures with
//! what `pg_locks` shows. Where they depend on indexes that a change does not name, they stand for a
//! table with a handful of them; the run keeps a part of the lock table free for the others.

use crate::op::cast::{Conversion, conversion};
use crate::op::is_volatile;
use crate::schema::{Column, ColumnType, ColumnValue, Table};
use crate::statement::Statement;

/// The constraint and, for a primary key or unique, its index.
pub(super) const ADD_CONSTRAINT: u32 = 3;
/// Both tables and their indexes, which have entries where the fast path is closed.
pub(super) const ADD_FOREIGN_KEY: u32 = 7;
/// The table, the constraint, its index or four triggers, the other table.
pub(super) const DROP_CONSTRAINT: u32 = 8;
/// The table and the index.
pub(super) const INDEX: u32 = 3;
/// The table, the column's default, sequence, constraints and their indexes.
pub(super) const DROP_COLUMN: u32 = 10;
/// The table, its copy, the TOAST tables and all indexes of both, and the constraints.
pub(super) const REWRITE: u32 = 32;
/// A table of which nothing is known.
const UNKNOWN_TABLE: u32 = 32;

/// Gives the statements this estimate.
pub(super) fn set(statements: &mut [Statement], locks: u32) {
    for statement in statements {
        statement.locks = locks;
    }
}

/// What adding a column takes: one whose values are not the same for all rows copies the table.
pub(super) fn add_column(column: &Column) -> u32 {
    match &column.value {
        ColumnValue::None | ColumnValue::Virtual(_) => 2,
        ColumnValue::Default(expr) if !is_volatile(expr) => 4,
        ColumnValue::Default(_) | ColumnValue::Identity(_) | ColumnValue::Generated(_) => REWRITE,
    }
}

/// What another type for a column takes.
pub(super) fn alter_type(was: Option<&ColumnType>, to: &ColumnType) -> u32 {
    // Another order makes the indexes anew.
    let same_order = was.is_some_and(|was| was.collation == to.collation);
    match was.map(|was| conversion(was, to)) {
        Some(Conversion::CatalogueOnly) if !same_order => REWRITE,
        Some(Conversion::CatalogueOnly) => DROP_CONSTRAINT,
        Some(Conversion::Rewrite | Conversion::Narrowing) | None => REWRITE,
    }
}

/// What making this table takes.
pub(super) fn create_table(table: &Table) -> u32 {
    4 + sequences(table)
        + count(table.uniques.len() + table.excludes.len())
        + u32::from(table.primary_key.is_some())
}

/// What dropping this table takes.
pub(super) fn drop_table(table: Option<&Table>) -> u32 {
    let Some(table) = table else { return UNKNOWN_TABLE };
    // The table, its TOAST table and index, the row type and its array.
    let fixed = 6;
    let values = table.columns.iter().filter(|column| column.value != ColumnValue::None).count();
    let keys = table.uniques.len() + usize::from(table.primary_key.is_some());
    fixed
        + sequences(table)
        + count(values)
        + 2 * count(keys)
        + count(table.checks.len())
        + 2 * count(table.excludes.len())
        + 6 * count(table.foreign_keys.len())
        + count(table.indexes.len())
}

fn sequences(table: &Table) -> u32 {
    count(
        table
            .columns
            .iter()
            .filter(|column| matches!(column.value, ColumnValue::Identity(_)))
            .count(),
    )
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX / 16)
}
