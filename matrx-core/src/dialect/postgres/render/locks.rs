//! How many entries of the server's lock table a statement may take.
//!
//! PostgreSQL locks every object that it drops (relations, types, constraints, defaults, triggers)
//! and every relation that it makes until the transaction ends; the table holds about
//! `max_locks_per_transaction × (max_connections + max_prepared_transactions)` of them
//! (<https://www.postgresql.org/docs/15/runtime-config-locks.html>). The figures are upper bounds,
//! counted in `pg_locks`.

use crate::schema::{ColumnValue, Table};
use crate::statement::Statement;

/// The constraint and, for a primary key or unique, its index.
pub(super) const ADD_CONSTRAINT: u32 = 3;
/// Both tables, and the constraint's triggers.
pub(super) const ADD_FOREIGN_KEY: u32 = 4;
/// The table, the constraint, its index or four triggers, the other table.
pub(super) const DROP_CONSTRAINT: u32 = 8;
/// The table and the index.
pub(super) const INDEX: u32 = 3;
/// A table of which nothing is known.
const UNKNOWN_TABLE: u32 = 32;

/// Gives the statements this estimate.
pub(super) fn set(statements: &mut [Statement], locks: u32) {
    for statement in statements {
        statement.locks = locks;
    }
}

/// What making this table takes.
pub(super) fn create_table(table: &Table) -> u32 {
    4 + sequences(table) + count(table.uniques.len()) + u32::from(table.primary_key.is_some())
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
