//! What changes have to do with, so that two lists of them which were made apart can be told to get in each
//! other's way.

use std::collections::BTreeSet;
use std::fmt;

use super::{Node, Op};
use crate::name::{Ident, QName};
use crate::schema::ObjectId;

/// Something that a change makes, alters, removes or needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A schema.
    Schema(String),
    /// An enum, or any other type, as a column's type names it.
    Type(String),
    /// A table with all that is in it.
    Table(QName),
    /// A column of a table.
    Column(QName, String),
    /// Something else of a table: `constraint a_check`, `index a_idx`, `comment`.
    Part(QName, String),
    /// An object that is said as SQL.
    Object(ObjectId),
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Schema(name) => write!(f, "schema {}", Ident(name)),
            Self::Type(name) => write!(f, "type {name}"),
            Self::Table(name) => write!(f, "table {name}"),
            Self::Column(table, name) => write!(f, "{table}.{}", Ident(name)),
            Self::Part(table, part) => write!(f, "{part} of {table}"),
            Self::Object(id) => write!(f, "{id}"),
        }
    }
}

impl Thing {
    /// The table that it is a part of.
    fn table(&self) -> Option<&QName> {
        match self {
            Self::Column(table, _) | Self::Part(table, _) => Some(table),
            Self::Schema(_) | Self::Type(_) | Self::Table(_) | Self::Object(_) => None,
        }
    }

    fn of(node: &Node) -> Option<Self> {
        match node {
            Node::Schema(name) => Some(Self::Schema(name.clone())),
            Node::Type(name) => Some(Self::Type(name.clone())),
            Node::Table(name) => Some(Self::Table(name.clone())),
            Node::Column(table, name) => Some(Self::Column(table.clone(), name.clone())),
            Node::Constraint(table, name) => {
                Some(Self::Part(table.clone(), format!("constraint {}", Ident(name))))
            }
            Node::Object(id) => Some(Self::Object(id.clone())),
            Node::Value(..)
            | Node::ColumnType(..)
            | Node::Key(..)
            | Node::Relation(_)
            | Node::TypeName(_)
            | Node::RoutineName(..)
            | Node::Routine(_)
            | Node::Released(_) => None,
        }
    }
}

/// What a list of changes has to do with.
#[derive(Clone, Debug, Default)]
pub struct Touch {
    /// What it makes, alters or removes.
    changes: BTreeSet<Thing>,
    /// What is no longer there, or no longer called so, afterwards.
    removes: BTreeSet<Thing>,
    /// What must be there.
    needs: BTreeSet<Thing>,
}

/// Why two lists of changes that were made apart get in each other's way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quarrel {
    /// Both make, alter or remove it.
    BothAlter(Thing),
    /// The first takes away what the second needs.
    FirstRemoves(Thing),
    /// The second takes away what the first needs.
    SecondRemoves(Thing),
}

impl Touch {
    /// What these changes have to do with. What they make themselves, nobody else can take away.
    pub fn of<'a>(ops: impl IntoIterator<Item = &'a Op>) -> Self {
        let mut touch = Self::default();
        for op in ops {
            let effect = op.effect();
            touch.changes.extend(changed(op));
            touch.removes.extend(effect.removes.iter().filter_map(Thing::of));
            touch.needs.extend(effect.needs.iter().filter_map(Thing::of));
        }
        touch
    }

    /// Why these changes and others get in each other's way: the first reason.
    pub fn quarrel(&self, other: &Self) -> Option<Quarrel> {
        meeting(&self.changes, &other.changes)
            .map(Quarrel::BothAlter)
            .or_else(|| meeting(&self.removes, &other.needs).map(Quarrel::FirstRemoves))
            .or_else(|| meeting(&other.removes, &self.needs).map(Quarrel::SecondRemoves))
    }
}

/// What is in both, or in one while its table is in the other.
fn meeting(one: &BTreeSet<Thing>, other: &BTreeSet<Thing>) -> Option<Thing> {
    let within = |part: &Thing, all: &BTreeSet<Thing>| {
        part.table().is_some_and(|table| all.contains(&Thing::Table(table.clone())))
    };
    let same = one.intersection(other).next();
    let part = || one.iter().find(|thing| within(thing, other));
    let whole = || other.iter().find(|thing| within(thing, one));
    same.or_else(part).or_else(whole).cloned()
}

/// What a change makes, alters or removes, under each name that it has.
fn changed(op: &Op) -> Vec<Thing> {
    let ty = |name: &QName| Thing::Type(name.to_string());
    let column = |table: &QName, name: &String| Thing::Column(table.clone(), name.clone());
    let part = |table: &QName, what: &str, name: &str| {
        Thing::Part(table.clone(), format!("{what} {}", Ident(name)))
    };
    match op {
        Op::CreateSchema { name }
        | Op::DropSchema { name }
        | Op::SetSchemaComment { name, was: _, to: _ } => vec![Thing::Schema(name.clone())],
        Op::RenameSchema { from, to } => {
            vec![Thing::Schema(from.clone()), Thing::Schema(to.clone())]
        }
        Op::CreateEnum { ty: enum_type } => vec![ty(&enum_type.name)],
        Op::DropEnum { name, was: _ }
        | Op::AddEnumValue { name, value: _, position: _, was: _, uses: _ }
        | Op::RenameEnumValue { name, from: _, to: _ }
        | Op::SetEnumComment { name, was: _, to: _ } => vec![ty(name)],
        Op::RenameEnum { from, to } => vec![ty(from), ty(&from.sibling(to))],
        Op::ReplaceEnum { to, mapping: _, uses, was: _ } => {
            let uses = uses.iter().map(|of| column(&of.table, &of.column));
            uses.chain([ty(&to.name)]).collect()
        }
        Op::CreateTable { table } => vec![Thing::Table(table.name.clone())],
        Op::DropTable { name, was: _ } => vec![Thing::Table(name.clone())],
        Op::RenameTable { from, to } => {
            vec![Thing::Table(from.clone()), Thing::Table(from.sibling(to))]
        }
        Op::MoveTable { from, to } => {
            let to = QName { schema: to.clone(), name: from.name.clone() };
            vec![Thing::Table(from.clone()), Thing::Table(to)]
        }
        Op::SetTableComment { table, was: _, to: _ } => {
            vec![Thing::Part(table.clone(), "comment".to_owned())]
        }
        Op::SetTableSetting { table, key, was: _, to: _ } => {
            vec![Thing::Part(table.clone(), key.describe())]
        }
        Op::AddColumn { table, column: added } => vec![column(table, &added.name)],
        Op::DropColumn { table, name, was: _ } => vec![column(table, name)],
        Op::RenameColumn { table, from, to } => vec![column(table, from), column(table, to)],
        Op::AlterColumnType { table, column: name, was: _, to: _, using: _ }
        | Op::SetNullable { table, column: name, to: _ }
        | Op::SetColumnValue { table, column: name, was: _, to: _ }
        | Op::SetColumnComment { table, column: name, was: _, to: _ } => vec![column(table, name)],
        // A table has one, whatever it is called.
        Op::AddPrimaryKey { table, key: _ } | Op::DropPrimaryKey { table, name: _, was: _ } => {
            vec![Thing::Part(table.clone(), "primary key".to_owned())]
        }
        Op::AddUnique { table, unique } => vec![part(table, "constraint", &unique.name)],
        Op::AddCheck { table, check } => vec![part(table, "constraint", &check.name)],
        Op::AddExclude { table, exclude } => vec![part(table, "constraint", &exclude.name)],
        Op::AddForeignKey { table, key } => vec![part(table, "constraint", &key.name)],
        Op::DropUnique { table, name, was: _ }
        | Op::DropCheck { table, name, was: _ }
        | Op::DropExclude { table, name, was: _ }
        | Op::DropForeignKey { table, name, was: _ }
        | Op::ValidateConstraint { table, name } => vec![part(table, "constraint", name)],
        Op::RenameConstraint { table, from, to } => {
            vec![part(table, "constraint", from), part(table, "constraint", to)]
        }
        Op::CreateIndex { table, index } => vec![part(table, "index", &index.name)],
        Op::DropIndex { table, name, concurrently: _, was: _ } => vec![part(table, "index", name)],
        Op::RenameIndex { table, from, to } => {
            vec![part(table, "index", from), part(table, "index", to)]
        }
        Op::CreateObject { object } => vec![Thing::Object(object.id.clone())],
        Op::DropObject { id, was: _ } | Op::SetObjectComment { id, was: _, to: _ } => {
            vec![Thing::Object(id.clone())]
        }
        Op::ReplaceObject { to, was: _ } => vec![Thing::Object(to.id.clone())],
        Op::RenameObject { from, to } => {
            let new = ObjectId { name: from.name.sibling(to), ..from.clone() };
            vec![Thing::Object(from.clone()), Thing::Object(new)]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Column, Index, IndexColumn, IndexKey, Table};

    fn add(name: &str) -> Op {
        let column = Column::new(name, "integer");
        Op::AddColumn { table: QName::new("orders"), column }
    }

    fn index_on(column: &str) -> Op {
        let mut index = Index::new("orders_idx");
        index.columns.push(IndexColumn::new(IndexKey::Column(column.to_owned())));
        Op::CreateIndex { table: QName::new("orders"), index }
    }

    fn quarrel(first: &[Op], second: &[Op]) -> Option<Quarrel> {
        Touch::of(first).quarrel(&Touch::of(second))
    }

    #[test]
    fn what_is_apart_is_no_quarrel() {
        assert_eq!(quarrel(&[add("a")], &[add("b")]), None);
        let other = Op::CreateTable { table: Table::new(QName::new("others")) };
        assert_eq!(quarrel(&[add("a")], &[other]), None);
        assert_eq!(quarrel(&[add("a")], &[index_on("b")]), None);
    }

    #[test]
    fn what_both_alter_or_one_takes_from_the_other_is_named() {
        let total = || Thing::Column(QName::new("orders"), "total".into());
        assert_eq!(total().to_string(), "orders.total");
        assert_eq!(quarrel(&[add("total")], &[add("total")]), Some(Quarrel::BothAlter(total())));
        let nullable =
            |to| Op::SetNullable { table: QName::new("orders"), column: "total".into(), to };
        assert_eq!(
            quarrel(&[nullable(true)], &[add("total"), nullable(false)]),
            Some(Quarrel::BothAlter(total()))
        );
        let drop = || Op::DropTable { name: QName::new("orders"), was: None };
        assert_eq!(quarrel(&[drop()], &[add("total")]), Some(Quarrel::BothAlter(total())));
        assert_eq!(quarrel(&[add("total")], &[drop()]), Some(Quarrel::BothAlter(total())));
        let drop =
            || Op::DropColumn { table: QName::new("orders"), name: "total".into(), was: None };
        let index = || index_on("total");
        assert_eq!(quarrel(&[drop()], &[index()]), Some(Quarrel::FirstRemoves(total())));
        assert_eq!(quarrel(&[index()], &[drop()]), Some(Quarrel::SecondRemoves(total())));
    }
}
