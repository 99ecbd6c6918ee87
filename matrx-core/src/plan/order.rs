use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use super::alone::Alone;
use crate::op::{Effect, Node, Op};
use crate::schema::{ColumnValue, Object, ObjectKind, SettingKey, inherit};

/// Changes that each must come before the other.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("no order runs these changes: {}; split them into two migrations", .changes.join(", "))]
pub struct Cycle {
    /// The changes, as [`Op::describe`] says them.
    pub changes: Vec<String>,
}

/// Which names a change speaks in. What is removed goes first and under its old name, so that the
/// name is free; then what stays gets its new name; all else is said in new names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Epoch {
    Schemas,
    OldNames,
    Renames,
    NewNames,
}

/// The changes in an order that runs: by epoch, then by what they need of each other, then by
/// kind, then as they came. What runs outside of a transaction stands first or last where it may.
pub fn order(ops: Vec<Op>) -> Result<Vec<Op>, Cycle> {
    let alone = Alone::new(&ops);
    let places: Vec<(Epoch, u8)> = ops.iter().map(|op| place(op, &alone)).collect();
    let mut epochs: BTreeMap<Epoch, Vec<(u8, Op)>> = BTreeMap::new();
    for (op, (epoch, rank)) in ops.into_iter().zip(places) {
        epochs.entry(epoch).or_default().push((rank, op));
    }
    let mut ordered = Vec::new();
    for (epoch, ops) in epochs {
        match epoch {
            // A rename may use a name that the one before it has freed: these come in order.
            Epoch::Schemas | Epoch::Renames => ordered.extend(ops.into_iter().map(|(_, op)| op)),
            Epoch::OldNames | Epoch::NewNames => ordered.extend(sort(ops)?),
        }
    }
    Ok(ordered)
}

/// Kahn's algorithm; of those that are ready, the one with the least rank and position.
fn sort(ops: Vec<(u8, Op)>) -> Result<Vec<Op>, Cycle> {
    let effects: Vec<Effect> = ops.iter().map(|(_, op)| op.effect()).collect();
    let mut after: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); ops.len()];
    let mut waits: Vec<usize> = vec![0; ops.len()];
    let mut edge = |from: usize, to: usize| {
        if from != to && after[from].insert(to) {
            waits[to] += 1;
        }
    };
    let index = |nodes: fn(&Effect) -> &Vec<Node>| {
        let mut index: BTreeMap<&Node, Vec<usize>> = BTreeMap::new();
        for (at, effect) in effects.iter().enumerate() {
            for node in nodes(effect) {
                index.entry(node).or_default().push(at);
            }
        }
        index
    };
    let makers = index(|effect| &effect.makes);
    let removers = index(|effect| &effect.removes);
    let freers = index(|effect| &effect.frees);
    for (at, effect) in effects.iter().enumerate() {
        for node in &effect.needs {
            // What frees a maker's way needs the old one of what it makes.
            let old = |maker: &&usize| {
                effect.frees.iter().any(|node| effects[**maker].makes.contains(node))
            };
            let makers = makers.get(node).into_iter().flatten();
            makers.filter(|maker| !old(maker)).for_each(|maker| edge(*maker, at));
            removers.get(node).into_iter().flatten().for_each(|remover| edge(at, *remover));
        }
        for node in &effect.makes {
            freers.get(node).into_iter().flatten().for_each(|freer| edge(*freer, at));
        }
    }
    let mut ready: BTreeSet<(u8, usize)> =
        (0..ops.len()).filter(|at| waits[*at] == 0).map(|at| (ops[at].0, at)).collect();
    let mut ops: Vec<(u8, Option<Op>)> = ops.into_iter().map(|(r, op)| (r, Some(op))).collect();
    let mut ordered = Vec::with_capacity(ops.len());
    while let Some((_, at)) = ready.pop_first() {
        ordered.extend(ops[at].1.take());
        for next in &after[at] {
            waits[*next] -= 1;
            if waits[*next] == 0 {
                ready.insert((ops[*next].0, *next));
            }
        }
    }
    let left: Vec<String> =
        ops.iter().filter_map(|(_, op)| op.as_ref()).map(Op::describe).collect();
    if left.is_empty() { Ok(ordered) } else { Err(Cycle { changes: left }) }
}

fn place(op: &Op, alone: &Alone<'_>) -> (Epoch, u8) {
    use Epoch::{NewNames, OldNames, Renames, Schemas};
    let generated =
        |value: &ColumnValue| matches!(value, ColumnValue::Generated(_) | ColumnValue::Virtual(_));
    match op {
        Op::AddEnumValue { name, uses, .. } if alone.value_first(name, uses) => (OldNames, 0),
        Op::DropIndex { table, name, concurrently: true, .. } => {
            if alone.index_last(table, name) {
                (NewNames, 20)
            } else {
                (OldNames, 0)
            }
        }
        Op::RenameSchema { .. } => (Schemas, 0),
        Op::CreateSchema { .. } => (OldNames, 1),
        Op::DropForeignKey { .. } => (OldNames, 1),
        // What references an unlogged table goes before it is logged, and comes after.
        Op::SetTableSetting { key: SettingKey::Unlogged, to: None, .. } => (OldNames, 2),
        // A parent that is left may be dropped, or lose a column that stays.
        Op::SetTableSetting { key: SettingKey::Inherits, was: Some(was), to: Some(to), .. }
            if inherit::parents(to).len() < inherit::parents(was).len() =>
        {
            (OldNames, 0)
        }
        Op::SetTableSetting { to: None, .. } | Op::SetSchemaComment { to: None, .. } => {
            (OldNames, 0)
        }
        Op::DropIndex { .. } => (OldNames, 2),
        Op::DropCheck { .. } | Op::DropExclude { .. } => (OldNames, 3),
        Op::DropUnique { .. } => (OldNames, 4),
        Op::DropPrimaryKey { .. } => (OldNames, 5),
        Op::SetColumnValue { was: Some(was), .. } if generated(was) => (OldNames, 6),
        Op::SetColumnValue { was: Some(was), to: ColumnValue::None, .. }
            if alone.default_first(was) =>
        {
            (OldNames, 6)
        }
        Op::DropColumn { was: Some(was), .. } if generated(&was.value) => (OldNames, 7),
        Op::DropColumn { .. } => (OldNames, 8),
        Op::DropTable { .. } => (OldNames, 9),
        Op::DropObject { id, was } => {
            if alone.object_last(id, was.as_deref()) {
                (NewNames, 17)
            } else if is_operator(id.kind) {
                (OldNames, 10)
            } else {
                (OldNames, 1)
            }
        }

        // It lets go of what is dropped.
        Op::ReplaceObject { to, .. } if alone.steps_aside(&to.id) => (OldNames, 0),

        Op::RenameEnum { .. }
        | Op::RenameEnumValue { .. }
        | Op::RenameTable { .. }
        | Op::MoveTable { .. }
        | Op::RenameColumn { .. }
        | Op::RenameConstraint { .. }
        | Op::RenameIndex { .. }
        | Op::RenameObject { .. } => (Renames, 0),

        Op::CreateEnum { .. } => (NewNames, 0),
        Op::AddEnumValue { .. } => (NewNames, 1),
        // A default is dropped before the type changes, and set after.
        Op::SetColumnValue { to: ColumnValue::None, .. } => (NewNames, 2),
        // So are the options of an identity for which the new type has no room.
        Op::SetColumnValue {
            was: Some(ColumnValue::Identity(was)),
            to: ColumnValue::Identity(to),
            ..
        } if was.options.extent() > to.options.extent() => (NewNames, 2),
        Op::ReplaceEnum { .. } => (NewNames, 3),
        // A partition or a child may speak of a column that its parent gets.
        Op::CreateTable { table } if table.partition().is_some() || !table.parents().is_empty() => {
            (NewNames, 10)
        }
        Op::CreateTable { .. } => (NewNames, 4),
        Op::AddColumn { column, .. } if !generated(&column.value) => (NewNames, 5),
        Op::AlterColumnType { .. } => (NewNames, 6),
        Op::SetNullable { .. } => (NewNames, 7),
        Op::SetColumnValue { .. } => (NewNames, 8),
        Op::AddColumn { .. } => (NewNames, 9),
        Op::SetTableSetting { key: SettingKey::Unlogged, .. } => (NewNames, 9),
        // A child that is made takes these over.
        Op::SetTableSetting {
            key: SettingKey::ColumnStorage(_) | SettingKey::ColumnCompression(_),
            ..
        } => (NewNames, 9),
        Op::AddPrimaryKey { .. } => (NewNames, 10),
        Op::AddUnique { .. } => (NewNames, 11),
        Op::AddCheck { .. } | Op::AddExclude { .. } => (NewNames, 12),
        Op::ValidateConstraint { .. } => (NewNames, 14),
        Op::CreateIndex { index, .. } if index.concurrently => (NewNames, 19),
        Op::CreateIndex { .. } => (NewNames, 13),
        Op::AddForeignKey { .. } => (NewNames, 14),
        Op::SetTableComment { .. }
        | Op::SetColumnComment { .. }
        | Op::SetEnumComment { .. }
        | Op::SetSchemaComment { .. }
        | Op::SetTableSetting { .. } => (NewNames, 16),
        // One that is not as the table that owns it becomes so after that.
        Op::ReplaceObject { to, was: Some(was) }
            if to.is_unlogged_sequence() != was.is_unlogged_sequence() =>
        {
            (NewNames, 10)
        }
        Op::CreateObject { object: Object { id, .. } }
        | Op::ReplaceObject { to: Object { id, .. }, .. } => {
            (NewNames, if is_leaned_on(id.kind) { 0 } else { 15 })
        }
        Op::SetObjectComment { .. } => (NewNames, 16),
        Op::DropEnum { .. } => (NewNames, 17),
        Op::DropSchema { .. } => (NewNames, 18),
    }
}

/// Whether a check or an index may speak of it without naming it so that we could read it: it goes after those.
fn is_operator(kind: ObjectKind) -> bool {
    use ObjectKind::{Operator, OperatorClass, OperatorFamily};
    matches!(kind, Operator | OperatorClass | OperatorFamily)
}

/// Whether tables may speak of objects of this kind: in a column's type, a default, a check, an
/// index.
pub(crate) fn is_leaned_on(kind: ObjectKind) -> bool {
    match kind {
        ObjectKind::Extension
        | ObjectKind::Collation
        | ObjectKind::Domain
        | ObjectKind::CompositeType
        | ObjectKind::RangeType
        | ObjectKind::Sequence
        | ObjectKind::Function
        | ObjectKind::Procedure
        | ObjectKind::Aggregate
        | ObjectKind::Operator
        | ObjectKind::Cast
        | ObjectKind::OperatorFamily
        | ObjectKind::OperatorClass
        | ObjectKind::Conversion
        | ObjectKind::Language
        | ObjectKind::AccessMethod
        | ObjectKind::Transform
        | ObjectKind::TextSearchParser
        | ObjectKind::TextSearchTemplate
        | ObjectKind::TextSearchDictionary
        | ObjectKind::TextSearchConfiguration
        | ObjectKind::ForeignDataWrapper
        | ObjectKind::Server => true,
        ObjectKind::ForeignTable
        | ObjectKind::View
        | ObjectKind::MaterializedView
        | ObjectKind::Statistics
        | ObjectKind::Rule
        | ObjectKind::Trigger
        | ObjectKind::Policy
        | ObjectKind::EventTrigger
        | ObjectKind::Publication
        | ObjectKind::Grant
        | ObjectKind::DefaultPrivileges => false,
    }
}
