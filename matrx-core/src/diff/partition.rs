//! Tables that become partitions, get another bound, or no longer are partitions. All of them are
//! compared as the tables that they are while they are not attached.

use super::answers::Answers;
use super::names;
use crate::name::QName;
use crate::op::Op;
use crate::schema::{Partition, Rename, Schema, SettingKey};

/// The tables that stay, old name and new name, and whose parent or bound does not.
pub(super) fn changed(old: &Schema, new: &Schema, answers: &Answers) -> Vec<(QName, QName)> {
    let any = |schema: &Schema| schema.tables.values().any(|table| table.partition().is_some());
    if !any(old) && !any(new) {
        return Vec::new();
    }
    let tables = names::names(old, new, answers).tables;
    let differs = |(from, to): &(&QName, &QName)| {
        let was = old.tables.get(*from).and_then(|table| table.partition());
        let was = was.map(|was| {
            let of = tables.get(&was.of).unwrap_or(&was.of).clone();
            Partition { of, ..was }
        });
        was != new.tables.get(*to).and_then(|table| table.partition())
    };
    let pairs = tables.iter().filter(differs);
    pairs.map(|(from, to)| (from.clone(), to.clone())).collect()
}

/// The structure with these tables as they are while they are not attached, and what they are
/// partitions of.
pub(super) fn detached<'a>(
    schema: &Schema,
    tables: impl Iterator<Item = &'a QName>,
) -> (Vec<(QName, String)>, Schema) {
    let mut after = schema.clone();
    let mut partitions = Vec::new();
    for name in tables {
        let Some(table) = schema.tables.get(name) else { continue };
        let text = table.settings.get(&SettingKey::PartitionOf);
        if let (Some(text), Some(plain)) = (text, schema.detached(table)) {
            partitions.push((name.clone(), text.clone()));
            after.tables.insert(name.clone(), plain);
        }
    }
    (partitions, after)
}

/// What is answered of a table's columns holds for its partitions too, while they are detached.
pub(super) fn answers(answers: &Answers, old: &Schema, changed: &[(QName, QName)]) -> Answers {
    let copies = |list: &[Rename]| -> Vec<Rename> {
        let of = |rename: &Rename, (from, to): &(QName, QName)| {
            let Rename::Column { table, from: was, to: now } = rename else { return None };
            let partition = old.tables.get(from).filter(|table| table.partition().is_some())?;
            let root = &old.root(partition).name;
            // The root may be known by its old name or by its new one.
            let called = |name: &QName| {
                name == root
                    || answers.renames.iter().chain(&answers.declared).any(|rename| {
                        matches!(rename, Rename::Table { from, to } if from == root && to == name)
                    })
            };
            let copy = Rename::Column { table: to.clone(), from: was.clone(), to: now.clone() };
            called(table).then_some(copy)
        };
        let copies =
            list.iter().flat_map(|rename| changed.iter().filter_map(|pair| of(rename, pair)));
        list.iter().cloned().chain(copies).collect()
    };
    Answers {
        renames: copies(&answers.renames),
        declared: copies(&answers.declared),
        not_renames: {
            let list: Vec<Rename> = answers.not_renames.iter().cloned().collect();
            copies(&list).into_iter().collect()
        },
        removed_values: answers.removed_values.clone(),
    }
}

/// DETACH PARTITION.
pub(super) fn detach((table, was): (QName, String)) -> Op {
    Op::SetTableSetting { table, key: SettingKey::PartitionOf, was: Some(was), to: None }
}

/// ATTACH PARTITION.
pub(super) fn attach((table, to): (QName, String)) -> Op {
    Op::SetTableSetting { table, key: SettingKey::PartitionOf, was: None, to: Some(to) }
}
