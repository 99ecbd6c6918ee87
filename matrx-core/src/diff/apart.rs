//! Functions that need a table and that this table's own checks, defaults or generated columns call:
//! what calls them is made apart from the table, so that each can come after what it needs.

use std::collections::{BTreeMap, BTreeSet};

use crate::name::QName;
use crate::op::Op;
use crate::op::expression::calls;
use crate::schema::{ColumnValue, ObjectId, Reference, Table};

/// The changes with such tables taken apart.
pub(super) fn apart(ops: Vec<Op>) -> Vec<Op> {
    let made = in_need(&ops, true);
    let dropped = in_need(&ops, false);
    if made.is_empty() && dropped.is_empty() {
        return ops;
    }
    let mut out = Vec::with_capacity(ops.len());
    for op in ops {
        match op {
            Op::CreateTable { mut table } => {
                let parts = take(&mut table, &made);
                let name = table.name.clone();
                out.push(Op::CreateTable { table });
                out.extend(parts.into_iter().map(|part| part.add(&name)));
            }
            Op::DropTable { name, was: Some(mut was) } => {
                let parts = take(&mut was, &dropped);
                out.extend(parts.into_iter().map(|part| part.drop(&name)));
                out.push(Op::DropTable { name, was: Some(was) });
            }
            other => out.push(other),
        }
    }
    out
}

/// The functions that are made, or dropped, and need a table that is.
fn in_need(ops: &[Op], made: bool) -> BTreeSet<QName> {
    let mut tables: BTreeSet<&QName> = BTreeSet::new();
    let mut needs: BTreeMap<&ObjectId, &BTreeSet<Reference>> = BTreeMap::new();
    for op in ops {
        match op {
            Op::CreateTable { table } if made => {
                tables.insert(&table.name);
            }
            Op::DropTable { name, .. } if !made => {
                tables.insert(name);
            }
            Op::CreateObject { object } if made => {
                needs.insert(&object.id, &object.needs);
            }
            Op::DropObject { id, was: Some(was) } if !made => {
                needs.insert(id, &was.needs);
            }
            _ => {}
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
    let generated =
        |value: &ColumnValue| matches!(value, ColumnValue::Generated(text) if speaks(&text.0));
    let (moved, kept): (Vec<_>, Vec<_>) =
        std::mem::take(&mut table.columns).into_iter().partition(|c| generated(&c.value));
    table.columns = kept;
    parts.extend(moved.into_iter().map(Part::Column));
    parts
}
