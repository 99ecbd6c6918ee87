//! Which rows come after a row, in an order that is total: the columns that were asked for, then the
//! primary key.

use super::text::{Column, Text};
use super::values::Slot;

/// A column that rows are ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// Its place in the table.
    pub(super) place: usize,
    pub(super) descending: bool,
}

/// `t.name DESC, t.id DESC`; the names are qualified, because a bare one means what SELECT calls so.
pub(super) fn order_by(text: &Text, keys: &[Key]) -> String {
    let each = keys.iter().map(|key| {
        let order = if key.descending { " DESC" } else { "" };
        format!("t.{}{order}", text.columns[key.place].sql)
    });
    each.collect::<Vec<_>>().join(", ")
}

/// The condition that a row comes after the one whose values are bound in `slots`.
pub(super) fn after(text: &Text, keys: &[Key], slots: &[Slot]) -> String {
    let parts: Vec<Part<'_>> = keys
        .iter()
        .filter_map(|key| match slots.get(key.place)? {
            Slot::Bound(number) => {
                let column = &text.columns[key.place];
                let operand = column.operand(*number);
                Some(Part { column, operand, descending: key.descending })
            }
            Slot::Default | Slot::Left => None,
        })
        .collect();
    let uniform = parts.windows(2).all(|pair| pair[0].descending == pair[1].descending);
    if uniform && parts.iter().all(|part| !part.column.nullable) {
        // The form that an index over these columns answers.
        let columns: Vec<&str> = parts.iter().map(|part| part.column.sql.as_str()).collect();
        let operands: Vec<&str> = parts.iter().map(|part| part.operand.as_str()).collect();
        let operator = if parts.first().is_some_and(|part| part.descending) { "<" } else { ">" };
        return format!("({}) {operator} ({})", columns.join(", "), operands.join(", "));
    }
    format!("({})", later(&parts))
}

struct Part<'a> {
    column: &'a Column,
    operand: String,
    descending: bool,
}

/// NULL is last in ascending order and first in descending order, as PostgreSQL has it.
fn later(parts: &[Part<'_>]) -> String {
    let Some((first, rest)) = parts.split_first() else { return "FALSE".to_owned() };
    let Part { column, operand, descending } = first;
    let sql = &column.sql;
    let mut beyond = format!("{sql} {} {operand}", if *descending { "<" } else { ">" });
    let mut same = format!("{sql} = {operand}");
    if column.nullable {
        let (null, value) = if *descending { (operand, sql) } else { (sql, operand) };
        beyond = format!("{beyond} OR ({null} IS NULL AND {value} IS NOT NULL)");
        same = format!("{sql} IS NOT DISTINCT FROM {operand}");
    }
    if rest.is_empty() {
        return beyond;
    }
    format!("{beyond} OR ({same} AND ({}))", later(rest))
}
