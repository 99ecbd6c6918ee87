//! Functions that need a table and that this table's own checks, defaults or generated columns call:
//! what calls them is made apart from the table, so that each can come after what it needs.

use std::collections::{BTreeMap, BTreeSet};

use crate::name::QName;
use crate::op::Op;
use crate::op::expression::calls;
use crate::schema::{ColumnValue, ObjectId, Reference, Table};

/// The changes with such tables taken apart.
pub(super) fn apart(ops: Vec<Op>) -> Vec<Op> {
    let made = in_need(ops.iter().filter_map(made));
    let dropped = in_need(ops.iter().filter_map(dropped));
    if made.is_empty() && dropped.is_empty() {
        return ops;
    }
    let mut out = Vec::with_capacity(ops.len());
    for op in ops {
        if let Op::CreateTable { mut table } = op {
            let parts = calling(&mut table, &made);
            out.push(Op::CreateTable { table });
            out.extend(parts);
        } else if let Op::DropTable { name, was: Some(mut was) } = op {
            let parts = take(&mut was, &dropped);
            out.extend(parts.into_iter().map(|part| part.drop(&name)));
            out.push(Op::DropTable { name, was: Some(was) });
        } else {
            out.push(op);
        }
    }
    out
}

/// Takes out of a table what calls one of these functions, and gives the changes that add it.
pub(crate) fn calling(table: &mut Table, functions: &BTreeSet<QName>) -> Vec<Op> {
    let name = table.name.clone();
    take(table, functions).into_iter().map(|part| part.add(&name)).collect()
}

/// A table, or an object with what it needs.
enum Thing<'a> {
    Table(&'a QName),
    Object(&'a ObjectId, &'a BTreeSet<Reference>),
}

fn made(op: &Op) -> Option<Thing<'_>> {
    if let Op::CreateTable { table } = op {
        Some(Thing::Table(&table.name))
    } else if let Op::CreateObject { object } = op {
        Some(Thing::Object(&object.id, &object.needs))
    } else {
        None
    }
}

fn dropped(op: &Op) -> Option<Thing<'_>> {
    if let Op::DropTable { name, .. } = op {
        Some(Thing::Table(name))
    } else if let Op::DropObject { id, was: Some(was) } = op {
        Some(Thing::Object(id, &was.needs))
    } else {
        None
    }
}

/// The functions that need one of the tables.
fn in_need<'a>(things: impl Iterator<Item = Thing<'a>>) -> BTreeSet<QName> {
    let mut tables: BTreeSet<&QName> = BTreeSet::new();
    let mut needs: BTreeMap<&ObjectId, &BTreeSet<Reference>> = BTreeMap::new();
    for thing in things {
        match thing {
            Thing::Table(name) => {
                tables.insert(name);
            }
            Thing::Object(id, of) => {
                needs.insert(id, of);
            }
        }
    }
    let mut found: BTreeSet<&ObjectId> = BTreeSet::new();
    loop {
        let before = found.len();
        for (id, needs) in &needs {
            let leans = needs.iter().any(|reference| match reference {
                Reference::Table(name)
                | Reference::Column(name, _)
                | Reference::Constraint(name, _) => tables.contains(name),
                Reference::Object(other) => found.contains(other),
                Reference::Schema(_) | Reference::Enum(_) => false,
            });
            if leans {
                found.insert(id);
            }
        }
        if found.len() == before {
            return found.into_iter().map(|id| id.name.clone()).collect();
        }
    }
}

/// A part of a table that is made by itself.
enum Part {
    Check(crate::schema::Check),
    Default(String, ColumnValue),
    Column(crate::schema::Column),
}

impl Part {
    fn add(self, table: &QName) -> Op {
        let table = table.clone();
        match self {
            Self::Check(check) => Op::AddCheck { table, check },
            Self::Default(column, to) => {
                Op::SetColumnValue { table, column, was: Some(ColumnValue::None), to }
            }
            Self::Column(column) => Op::AddColumn { table, column },
        }
    }

    fn drop(self, table: &QName) -> Op {
        let table = table.clone();
        match self {
            Self::Check(check) => {
                Op::DropCheck { table, name: check.name.clone(), was: Some(check) }
            }
            Self::Default(column, was) => {
                Op::SetColumnValue { table, column, was: Some(was), to: ColumnValue::None }
            }
            Self::Column(column) => {
                Op::DropColumn { table, name: column.name.clone(), was: Some(Box::new(column)) }
            }
        }
    }
}

/// Takes out what calls one of the functions.
fn take(table: &mut Table, functions: &BTreeSet<QName>) -> Vec<Part> {
    let speaks = |text: &str| calls(text).iter().any(|name| functions.contains(name));
    let mut parts = Vec::new();
    let names: Vec<String> = table
        .checks
        .values()
        .filter(|check| speaks(&check.expression.0))
        .map(|check| check.name.clone())
        .collect();
    for name in names {
        parts.extend(table.checks.remove(&name).map(Part::Check));
    }
    for column in &mut table.columns {
        if matches!(&column.value, ColumnValue::Default(text) if speaks(&text.0)) {
            let value = std::mem::take(&mut column.value);
            parts.push(Part::Default(column.name.clone(), value));
        }
    }
    let generated = |value: &ColumnValue| value.generated().is_some_and(|text| speaks(&text.0));
    let (moved, kept): (Vec<_>, Vec<_>) =
        std::mem::take(&mut table.columns).into_iter().partition(|c| generated(&c.value));
    table.columns = kept;
    parts.extend(moved.into_iter().map(Part::Column));
    parts
}
