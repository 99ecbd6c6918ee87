//! The way around an enum that is replaced. Domains and composite types over it hold on to the old one, and so do
//! the columns that have them: those are text until there are types over the new one.

use std::collections::BTreeSet;

use super::enum_type::{self, Enums};
use super::names::{Names, temporary};
use crate::name::QName;
use crate::op::Op;
use crate::op::cast::using;
use crate::op::expression::element_type;
use crate::schema::{ColumnType, ObjectId, Reference, Schema};

/// Leads the columns through text whose types step aside for a replaced enum.
pub(super) fn detour(ops: Vec<Op>, old: &Schema, names: &Names, enums: &Enums) -> Vec<Op> {
    let replaced = enum_type::replaced(enums);
    let replaced: Vec<(&QName, &QName)> =
        names.enums.iter().filter(|(_, to)| replaced.contains(*to)).collect();
    if replaced.is_empty() {
        return ops;
    }
    let held = held(&ops, old, &replaced);
    let mut led = Vec::with_capacity(ops.len());
    for mut op in ops {
        if let Op::AlterColumnType { table, column, was: Some(was), to, .. } = &op
            && held.iter().any(|id| aside(id).to_string() == element_type(&was.name).0)
        {
            let text = ColumnType::new("text");
            let part = |was: &ColumnType, to: &ColumnType| Op::AlterColumnType {
                table: table.clone(),
                column: column.clone(),
                was: Some(was.clone()),
                to: to.clone(),
                using: using(column, was, to),
            };
            led.extend([part(was, &text), part(&text, to)]);
            continue;
        }
        if let Op::DropObject { id, was: Some(was) } = &mut op
            && held.iter().any(|of| of.kind == id.kind && aside(of) == id.name)
        {
            let called = |need: &Reference| {
                let to =
                    replaced.iter().find(|(from, _)| *need == Reference::Enum((*from).clone()));
                to.map_or_else(|| need.clone(), |(_, to)| Reference::Enum((*to).clone()))
            };
            was.needs = was.needs.iter().map(called).collect();
        }
        led.push(op);
    }
    led
}

/// The types that step aside and are made of a replaced enum, at any depth.
fn held(ops: &[Op], old: &Schema, replaced: &[(&QName, &QName)]) -> BTreeSet<ObjectId> {
    let mut on: BTreeSet<Reference> =
        replaced.iter().map(|(from, _)| Reference::Enum((*from).clone())).collect();
    let mut held = BTreeSet::new();
    loop {
        let before = held.len();
        for op in ops {
            let Op::RenameObject { from, to: _ } = op else { continue };
            let Some(object) = old.objects.get(from) else { continue };
            if object.needs.iter().any(|need| on.contains(need)) {
                on.insert(Reference::Object(from.clone()));
                held.insert(from.clone());
            }
        }
        if held.len() == before {
            return held;
        }
    }
}

fn aside(id: &ObjectId) -> QName {
    id.name.sibling(temporary(&id.name.name))
}
