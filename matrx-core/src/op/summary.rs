//! The changes of a migration as people speak of them: what is only dropped and added again around
//! another change is one matter, and not what the migration is for.

use std::collections::{BTreeMap, BTreeSet};

use super::Op;
use crate::name::{Ident, QName};
use crate::schema::{ColumnValue, Index, ObjectId, ObjectKind};

/// One matter of a migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// The change, as a place in the list; of an object that comes again, where it goes.
    pub at: usize,
    /// The object comes again.
    pub again: Option<Again>,
}

/// An object that is dropped and added again under its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Again {
    /// Where it is added.
    pub at: usize,
    /// Whether it is then what it was.
    pub unchanged: bool,
}

/// What shares a set of names within a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    PrimaryKey,
    Unique,
    Check,
    Exclude,
    ForeignKey,
    Index,
    Generated,
    Default,
    Object(ObjectKind),
}

type Key = (QName, Kind, String);

/// The changes with those that belong together as one, by the place of the first.
pub fn matters(ops: &[Op]) -> Vec<Matter> {
    let mut gone: BTreeMap<Key, usize> = BTreeMap::new();
    let mut again: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, op) in ops.iter().enumerate() {
        match role(op) {
            Role::Removes(key) => {
                gone.insert(key, at);
            }
            Role::Adds(key) => again.extend(gone.remove(&key).map(|drop| (drop, at))),
            Role::NamesTable(from, to) => {
                let of_table = |key: &Key| key.0 == *from;
                let keys: Vec<Key> = gone.keys().filter(|key| of_table(key)).cloned().collect();
                for key in keys {
                    if let Some(drop) = gone.remove(&key) {
                        gone.insert((to.clone(), key.1, key.2), drop);
                    }
                }
            }
            Role::Other => {}
        }
    }
    let second: BTreeSet<usize> = again.values().copied().collect();
    (0..ops.len())
        .filter(|at| !second.contains(at))
        .map(|at| Matter {
            at,
            again: again
                .get(&at)
                .map(|add| Again { at: *add, unchanged: is_unchanged(&ops[at], &ops[*add]) }),
        })
        .collect()
}

/// The same, with what the migration is for first, and what only makes room for it last.
pub fn by_weight(ops: &[Op]) -> Vec<Matter> {
    let mut matters = matters(ops);
    matters.sort_by_key(|matter| match &matter.again {
        Some(Again { unchanged: true, .. }) => 2,
        Some(Again { unchanged: false, .. }) => 0,
        None => u8::from(is_consequence(&ops[matter.at])),
    });
    matters
}

/// The name of a migration that makes these changes: that of the first matter that says what it is
/// for, and `_and_more` if there are others that it does not stand for.
pub fn slug(ops: &[Op]) -> String {
    let matters = by_weight(ops);
    let weighs = |matter: &&Matter| match &matter.again {
        Some(again) => !again.unchanged,
        None => !is_consequence(&ops[matter.at]),
    };
    let main: Vec<&Matter> = matters.iter().filter(weighs).collect();
    let named = if main.is_empty() { matters.iter().collect() } else { main };
    let slugs: BTreeSet<String> = named.iter().map(|matter| matter.slug(ops)).collect();
    let Some(first) = named.first() else { return "empty".to_owned() };
    if slugs.len() > 1 { format!("{}_and_more", first.slug(ops)) } else { first.slug(ops) }
}

impl Matter {
    /// One line for people: `add column email to users`, `recreate check age_check of users`.
    pub fn describe(&self, ops: &[Op]) -> String {
        let Some(again) = &self.again else { return ops[self.at].describe() };
        let add = &ops[again.at];
        let Some((table, kind, name)) = added(add) else { return add.describe() };
        let verb = if again.unchanged { "recreate" } else { "change" };
        let what = match kind {
            Kind::PrimaryKey => "primary key",
            Kind::Unique => "unique constraint",
            Kind::Check => "check",
            Kind::Exclude => "exclusion constraint",
            Kind::ForeignKey => "foreign key",
            Kind::Index => "index",
            Kind::Generated => "generated column",
            Kind::Default => "the default of column",
            Kind::Object(_) => return format!("{verb} {}", object_of(add).unwrap_or_default()),
        };
        format!("{verb} {what} {} of {table}", Ident(&name))
    }

    fn slug(&self, ops: &[Op]) -> String {
        let Some(again) = &self.again else { return ops[self.at].slug() };
        let Some((table, kind, name)) = added(&ops[again.at]) else { return ops[again.at].slug() };
        match kind {
            Kind::Generated | Kind::Default => {
                super::describe::plain(&format!("alter_{name}_in_{}", table.name))
            }
            Kind::PrimaryKey
            | Kind::Unique
            | Kind::Check
            | Kind::Exclude
            | Kind::ForeignKey
            | Kind::Index
            | Kind::Object(_) => super::describe::plain(&format!("change_{name}")),
        }
    }
}

/// What comes only because of another change.
fn is_consequence(op: &Op) -> bool {
    matches!(
        op,
        Op::AddForeignKey { .. }
            | Op::DropForeignKey { .. }
            | Op::CreateIndex { .. }
            | Op::DropIndex { .. }
            | Op::CreateSchema { .. }
            | Op::SetColumnComment { .. }
            | Op::SetTableComment { .. }
            | Op::SetTableSetting { .. }
            | Op::SetEnumComment { .. }
            | Op::SetSchemaComment { .. }
            | Op::SetObjectComment { .. }
    )
}

/// What a change means to an object that may come again.
enum Role<'a> {
    Removes(Key),
    Adds(Key),
    NamesTable(&'a QName, QName),
    Other,
}

fn role(op: &Op) -> Role<'_> {
    let is_generated =
        |value: &ColumnValue| matches!(value, ColumnValue::Generated(_) | ColumnValue::Virtual(_));
    let removes =
        |table: &QName, kind, name: &String| Role::Removes((table.clone(), kind, name.clone()));
    let adds = |table: &QName, kind, name: &String| Role::Adds((table.clone(), kind, name.clone()));
    match op {
        Op::DropPrimaryKey { table, name, .. } => removes(table, Kind::PrimaryKey, name),
        Op::DropUnique { table, name, .. } => removes(table, Kind::Unique, name),
        Op::DropCheck { table, name, .. } => removes(table, Kind::Check, name),
        Op::DropExclude { table, name, .. } => removes(table, Kind::Exclude, name),
        Op::DropForeignKey { table, name, .. } => removes(table, Kind::ForeignKey, name),
        Op::DropIndex { table, name, .. } => removes(table, Kind::Index, name),
        Op::DropColumn { table, name, was: Some(was) } if is_generated(&was.value) => {
            removes(table, Kind::Generated, name)
        }
        Op::SetColumnValue {
            table,
            column,
            was: Some(ColumnValue::Default(_)),
            to: ColumnValue::None,
        } => removes(table, Kind::Default, column),

        Op::AddPrimaryKey { table, key } => adds(table, Kind::PrimaryKey, &key.name),
        Op::AddUnique { table, unique } => adds(table, Kind::Unique, &unique.name),
        Op::AddCheck { table, check } => adds(table, Kind::Check, &check.name),
        Op::AddExclude { table, exclude } => adds(table, Kind::Exclude, &exclude.name),
        Op::AddForeignKey { table, key } => adds(table, Kind::ForeignKey, &key.name),
        Op::CreateIndex { table, index } => adds(table, Kind::Index, &index.name),
        Op::AddColumn { table, column } if is_generated(&column.value) => {
            adds(table, Kind::Generated, &column.name)
        }
        Op::SetColumnValue { table, column, to: ColumnValue::Default(_), .. } => {
            adds(table, Kind::Default, column)
        }

        Op::DropObject { id, .. } => Role::Removes(object_key(id)),
        Op::CreateObject { object } => Role::Adds(object_key(&object.id)),

        Op::RenameTable { from, to } => Role::NamesTable(from, from.sibling(to)),
        Op::MoveTable { from, to } => {
            Role::NamesTable(from, QName { schema: to.clone(), name: from.name.clone() })
        }

        Op::CreateSchema { .. }
        | Op::DropSchema { .. }
        | Op::RenameSchema { .. }
        | Op::SetSchemaComment { .. }
        | Op::CreateEnum { .. }
        | Op::DropEnum { .. }
        | Op::RenameEnum { .. }
        | Op::AddEnumValue { .. }
        | Op::RenameEnumValue { .. }
        | Op::ReplaceEnum { .. }
        | Op::SetEnumComment { .. }
        | Op::CreateTable { .. }
        | Op::DropTable { .. }
        | Op::SetTableComment { .. }
        | Op::SetTableSetting { .. }
        | Op::AddColumn { .. }
        | Op::DropColumn { .. }
        | Op::RenameColumn { .. }
        | Op::AlterColumnType { .. }
        | Op::SetNullable { .. }
        | Op::SetColumnValue { .. }
        | Op::SetColumnComment { .. }
        | Op::ValidateConstraint { .. }
        | Op::RenameConstraint { .. }
        | Op::RenameIndex { .. }
        | Op::ReplaceObject { .. }
        | Op::RenameObject { .. }
        | Op::SetObjectComment { .. } => Role::Other,
    }
}

/// A trigger goes by its table's name, which may change in between; all others by their own.
fn object_key(id: &ObjectId) -> Key {
    let home = id.relation.clone().unwrap_or_else(|| id.name.clone());
    (home, Kind::Object(id.kind), format!("{}{}", id.name.name, id.signature))
}

/// The object that a change makes, for people.
fn object_of(op: &Op) -> Option<String> {
    if let Op::CreateObject { object } = op { Some(object.id.to_string()) } else { None }
}

/// What this change adds that may have been there before.
fn added(op: &Op) -> Option<Key> {
    match role(op) {
        Role::Adds(key) => Some(key),
        Role::Removes(_) | Role::NamesTable(..) | Role::Other => None,
    }
}

fn is_unchanged(drop: &Op, add: &Op) -> bool {
    let plain = |index: &Index| Index { concurrently: false, ..index.clone() };
    match (drop, add) {
        (Op::DropPrimaryKey { was: Some(was), .. }, Op::AddPrimaryKey { key, .. }) => was == key,
        (Op::DropUnique { was: Some(was), .. }, Op::AddUnique { unique, .. }) => was == unique,
        (Op::DropCheck { was: Some(was), .. }, Op::AddCheck { check, .. }) => was == check,
        (Op::DropExclude { was: Some(was), .. }, Op::AddExclude { exclude, .. }) => was == exclude,
        (Op::DropForeignKey { was: Some(was), .. }, Op::AddForeignKey { key, .. }) => was == key,
        (Op::DropIndex { was: Some(was), .. }, Op::CreateIndex { index, .. }) => {
            plain(was) == plain(index)
        }
        (Op::DropObject { was: Some(was), .. }, Op::CreateObject { object }) => **was == *object,
        (Op::DropColumn { was: Some(was), .. }, Op::AddColumn { column, .. }) => **was == *column,
        (Op::SetColumnValue { was: Some(was), .. }, Op::SetColumnValue { to, .. }) => was == to,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Check, Column, ColumnType};

    fn check(name: &str, expression: &str) -> Check {
        Check::new(name.to_owned(), expression)
    }

    fn generated() -> Column {
        let value = ColumnValue::Generated("total * 2".into());
        Column { value, ..Column::new("double", "bigint") }
    }

    /// A type change with a check and a generated column over the column, a rename, a new column.
    fn around_a_type() -> Vec<Op> {
        let table = QName::new("orders");
        let positive = check("positive", "total > 0");
        vec![
            Op::DropCheck {
                table: table.clone(),
                name: "positive".to_owned(),
                was: Some(positive.clone()),
            },
            Op::DropColumn {
                table: table.clone(),
                name: "double".to_owned(),
                was: Some(Box::new(generated())),
            },
            Op::RenameTable { from: table, to: "sales".to_owned() },
            Op::AlterColumnType {
                table: "sales".into(),
                column: "total".to_owned(),
                was: Some(ColumnType::new("integer")),
                to: ColumnType::new("bigint"),
                using: None,
            },
            Op::AddColumn { table: "sales".into(), column: generated() },
            Op::AddCheck { table: "sales".into(), check: positive },
        ]
    }

    #[test]
    fn what_makes_room_is_one_matter_and_comes_last() {
        let ops = around_a_type();
        let lines: Vec<String> = by_weight(&ops).iter().map(|m| m.describe(&ops)).collect();
        assert_eq!(
            lines,
            [
                "rename table orders to sales",
                "change the type of column total of sales from integer to bigint",
                "recreate check positive of sales",
                "recreate generated column double of sales",
            ]
        );
        assert_eq!(slug(&ops), "rename_orders_to_sales_and_more");
        assert_eq!(slug(&ops[3..4]), "alter_total_in_sales");
    }

    #[test]
    fn an_object_that_comes_again_with_another_text_is_a_change() {
        let table = QName::new("orders");
        let drop = Op::DropCheck {
            table: table.clone(),
            name: "positive".to_owned(),
            was: Some(check("positive", "total > 0")),
        };
        for (text, line, name) in [
            ("total > 0", "recreate check positive of orders", "change_positive"),
            ("total > 1", "change check positive of orders", "change_positive"),
        ] {
            let add = Op::AddCheck { table: table.clone(), check: check("positive", text) };
            let ops = [drop.clone(), add];
            let matters = matters(&ops);
            assert_eq!(matters.len(), 1);
            assert_eq!((matters[0].describe(&ops).as_str(), slug(&ops).as_str()), (line, name));
        }
        let other = [drop, Op::AddCheck { table, check: check("other", "total > 0") }];
        assert_eq!(matters(&other).len(), 2);
        assert_eq!(slug(&other), "drop_positive_and_more");
    }
}
