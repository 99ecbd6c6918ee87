//! Tables that inherit from others: PostgreSQL makes a parent's change of a column in its children too, so
//! theirs is what differs after that.

use std::collections::{BTreeMap, BTreeSet};

use super::names::Names;
use crate::name::QName;
use crate::op::Op;
use crate::schema::{Column, ColumnValue, Schema, SettingKey, Table, inherit};

/// What the parents' changes bring about in their children.
#[derive(Default)]
pub(super) struct Heritage<'a> {
    /// The columns that change with a parent's, by the child's old name.
    follows: BTreeMap<&'a QName, BTreeSet<&'a str>>,
    /// The columns that go with a parent's, by the child's old name.
    goes: BTreeMap<&'a QName, BTreeSet<&'a str>>,
    /// The columns that come with a parent's, and as what, by the child's new name.
    comes: BTreeMap<&'a QName, BTreeMap<&'a str, Column>>,
}

/// A parent that stays one: the old table and the new one.
struct Lasting<'a> {
    old: &'a Table,
    new: &'a Table,
}

fn lasting<'a>(
    old: &'a Schema,
    new: &'a Schema,
    tables: &BTreeMap<QName, QName>,
    pair: (&Table, &Table),
) -> Vec<Lasting<'a>> {
    let (from, to) = pair;
    let parents = to.parents();
    let stays = |name: &QName| {
        let present = tables.get(name).filter(|present| parents.contains(present))?;
        Some(Lasting { old: old.tables.get(name)?, new: new.tables.get(present)? })
    };
    from.parents().iter().filter_map(stays).collect()
}

/// The tables that stay and have parents before and after, parents before their children.
fn children<'a>(
    old: &'a Schema,
    new: &'a Schema,
    tables: &BTreeMap<QName, QName>,
) -> Vec<(&'a Table, &'a Table)> {
    if !old.has_heirs() || !new.has_heirs() {
        return Vec::new();
    }
    let has_parents = |table: &&Table| table.settings.contains_key(&SettingKey::Inherits);
    let pair = |table: &'a Table| {
        let to = new.tables.get(tables.get(&table.name)?).filter(has_parents)?;
        Some((table, to))
    };
    let mut pairs: Vec<_> = old.tables.values().filter(has_parents).filter_map(pair).collect();
    pairs.sort_by_key(|(table, _)| old.generation(table));
    pairs
}

/// Gives the columns of children the names that their parents' get.
pub(super) fn carry_names(
    old: &Schema,
    new: &Schema,
    tables: &BTreeMap<QName, QName>,
    columns: &mut BTreeMap<QName, BTreeMap<String, String>>,
) {
    for (from, to) in children(old, new, tables) {
        for Lasting { old: was, new: _ } in lasting(old, new, tables, (from, to)) {
            let of_parent = columns.get(&was.name).cloned().unwrap_or_default();
            let Some(own) = columns.get_mut(&from.name) else { continue };
            for column in was.columns.iter().filter(|column| from.column(&column.name).is_some()) {
                match of_parent.get(&column.name) {
                    Some(name) if to.column(name).is_some() => {
                        own.retain(|other, taken| taken != name || *other == column.name);
                        own.insert(column.name.clone(), name.clone());
                    }
                    Some(_) => {}
                    None if from.only_inherits(&column.name) => {
                        own.remove(&column.name);
                    }
                    None => {}
                }
            }
        }
    }
}

impl<'a> Heritage<'a> {
    pub(super) fn new(old: &'a Schema, new: &'a Schema, names: &Names) -> Self {
        let mut heritage = Self::default();
        for (from, to) in children(old, new, &names.tables) {
            for parent in lasting(old, new, &names.tables, (from, to)) {
                let mut stay: BTreeSet<&str> = BTreeSet::new();
                for column in &parent.old.columns {
                    let name = names.column(&parent.old.name, &column.name);
                    stay.extend(name.map(String::as_str));
                    let Some(own) = from.column(&column.name) else { continue };
                    match name.and_then(|name| to.column(name)) {
                        Some(_) => {
                            heritage.follows.entry(&from.name).or_default().insert(&own.name);
                        }
                        None if name.is_none() && from.only_inherits(&own.name) => {
                            heritage.goes.entry(&from.name).or_default().insert(&own.name);
                        }
                        None => {}
                    }
                }
                for column in &parent.new.columns {
                    let name = column.name.as_str();
                    if !stay.contains(name)
                        && to.column(name).is_some()
                        && let Some(inherited) = new.inherited_column(to, name)
                    {
                        let comes = heritage.comes.entry(&to.name).or_default();
                        comes.entry(name).or_insert(inherited);
                    }
                }
            }
        }
        heritage
    }

    /// Whether a column, by the old names, changes with a parent's.
    pub(super) fn follows(&self, table: &QName, column: &str) -> bool {
        self.follows.get(table).is_some_and(|columns| columns.contains(column))
    }

    /// Whether a column, by the old names, goes with a parent's.
    pub(super) fn goes(&self, table: &QName, column: &str) -> bool {
        self.goes.get(table).is_some_and(|columns| columns.contains(column))
    }

    /// The column, by the new names, that a parent's brings.
    pub(super) fn comes(&self, table: &QName, column: &str) -> Option<&Column> {
        self.comes.get(table)?.get(column)
    }

    /// The old tables as their parents' changes leave them.
    pub(super) fn carry(
        &self,
        old: &Schema,
        new: &Schema,
        names: &Names,
        bases: &mut BTreeMap<&QName, Table>,
    ) {
        if self.follows.is_empty() {
            return;
        }
        let before = bases.clone();
        for (from, to) in children(old, new, &names.tables) {
            for parent in lasting(old, new, &names.tables, (from, to)) {
                let Some(was) = before.get(&parent.old.name) else { continue };
                let Some(base) = bases.get_mut(&from.name) else { continue };
                for (column, now) in was
                    .columns
                    .iter()
                    .filter_map(|column| Some((column, parent.new.column(&column.name)?)))
                {
                    let Some(own) = base.column_mut(&column.name) else { continue };
                    if column.nullable != now.nullable {
                        own.nullable = now.nullable;
                    }
                    let is_identity =
                        |value: &ColumnValue| matches!(value, ColumnValue::Identity(_));
                    if column.value != now.value
                        && !is_identity(&column.value)
                        && !is_identity(&now.value)
                    {
                        own.value = now.value.clone();
                    }
                }
            }
        }
    }
}

/// What a child says otherwise of a column that comes with its parent's.
pub(super) fn otherwise(table: &QName, came: &Column, new: &Column) -> Vec<Op> {
    let (table, column) = (table.clone(), new.name.clone());
    let mut ops = Vec::new();
    if came.nullable != new.nullable {
        let (table, column, to) = (table.clone(), column.clone(), new.nullable);
        ops.push(Op::SetNullable { table, column, to });
    }
    if came.value != new.value {
        let (table, column, to) = (table.clone(), column.clone(), new.value.clone());
        ops.push(Op::SetColumnValue { table, column, was: Some(came.value.clone()), to });
    }
    if came.comment != new.comment {
        let (was, to) = (came.comment.clone(), new.comment.clone());
        ops.push(Op::SetColumnComment { table, column, was, to });
    }
    ops
}

/// Whether a change says something of a child's column, which the way back of a parent's change undoes if
/// it comes after the child's.
pub(super) fn is_undone(op: &Op, new: &Schema) -> bool {
    let is_child =
        |name: &QName| new.tables.get(name).is_some_and(|table| !table.parents().is_empty());
    matches!(
        op,
        Op::SetColumnValue { table, .. } | Op::SetNullable { table, .. } if is_child(table)
    )
}

/// INHERIT and NO INHERIT.
pub(super) fn parents(old: &Table, new: &Table, names: &Names) -> Vec<Op> {
    let (were, are) = (old.parents(), new.parents());
    let stays = |name: &&QName| names.tables.get(*name).is_some_and(|name| are.contains(name));
    let kept: Vec<QName> = were.iter().filter(stays).cloned().collect();
    let mut ops = Vec::new();
    let mut set = |table: &Table, was: &[QName], to: &[QName]| {
        let text = |names: &[QName]| (!names.is_empty()).then(|| inherit::parents_text(names));
        ops.push(Op::SetTableSetting {
            table: table.name.clone(),
            key: SettingKey::Inherits,
            was: text(was),
            to: text(to),
        });
    };
    if kept.len() < were.len() {
        set(old, &were, &kept);
    }
    let kept: Vec<QName> = kept.iter().filter_map(|name| names.tables.get(name)).cloned().collect();
    if kept.len() < are.len() {
        set(new, &kept, &are);
    }
    ops
}
