use std::collections::{BTreeMap, BTreeSet};

use super::answers::{Answers, Question, RemovedValue};
use super::enum_type::project;
use super::inherit::Heritage;
use super::names::Names;
use crate::name::QName;
use crate::schema::{Column, ColumnValue, Rename, Schema, Table};

/// What the answers leave open.
pub(super) fn questions(
    old: &Schema,
    new: &Schema,
    answers: &Answers,
    names: &Names,
) -> Vec<Question> {
    let mut questions = Vec::new();
    let mut ask = |candidates: Vec<Rename>| {
        let candidates: Vec<Rename> = candidates
            .into_iter()
            .filter(|candidate| !answers.not_renames.contains(candidate))
            .collect();
        let is_open = !candidates.is_empty();
        if is_open {
            questions.push(Question::Renamed { candidates });
        }
        is_open
    };
    if schemas(old, new, &mut ask) {
        // What is in them is asked about when that is known.
        return questions;
    }
    enums(old, new, names, &mut ask);
    tables(old, new, answers, names, &mut ask);
    let heritage = Heritage::new(old, new, names);
    for (from, to) in &names.tables {
        if let (Some(old), Some(new)) = (old.tables.get(from), new.tables.get(to)) {
            columns(old, new, names, &heritage, &mut ask);
        }
    }
    for ty in old.enums.values() {
        let base = project(ty, names);
        let Some(to) = new.enums.get(&base.name) else { continue };
        if names.dropped_enums.contains(&ty.name) {
            continue;
        }
        let answered = answers.removed_values.get(&to.name);
        let added: Vec<String> =
            to.values.iter().filter(|value| !base.values.contains(value)).cloned().collect();
        for value in base.values.iter().filter(|value| !to.values.contains(value)) {
            let value = names.known_as(&ty.name, value);
            let is_answered = match answered.and_then(|answers| answers.get(value)) {
                Some(RemovedValue::MapTo(given)) => to.values.contains(given),
                Some(RemovedValue::Unused) => true,
                None => false,
            };
            if !is_answered {
                questions.push(Question::RemovedValue {
                    ty: to.name.clone(),
                    value: value.to_owned(),
                    added: added.clone(),
                    values: to.values.clone(),
                });
            }
        }
    }
    questions
}

/// Whether two sets have at least half of what either has in common.
fn alike<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> bool {
    let common = one.intersection(other).count();
    common > 0 && 2 * common >= one.union(other).count()
}

/// Schemas of which at least half of what is in them has the same names; whether there are any.
fn schemas(old: &Schema, new: &Schema, ask: &mut impl FnMut(Vec<Rename>) -> bool) -> bool {
    let objects = |schema: &Schema, name: &str| -> BTreeSet<String> {
        let here = |object: &&QName| object.schema.as_deref() == Some(name);
        let all = schema.tables.keys().chain(schema.enums.keys());
        all.filter(here).map(|object| object.name.clone()).collect()
    };
    let mut asked = false;
    for from in old.namespaces.difference(&new.namespaces) {
        let own = objects(old, from);
        let to = new.namespaces.difference(&old.namespaces);
        let to = to.filter(|to| alike(&own, &objects(new, to)));
        asked |= ask(to.map(|to| Rename::Schema { from: from.clone(), to: to.clone() }).collect());
    }
    asked
}

fn enums(old: &Schema, new: &Schema, names: &Names, ask: &mut impl FnMut(Vec<Rename>) -> bool) {
    let stay: BTreeSet<&QName> = names
        .enums
        .iter()
        .filter(|(from, _)| !names.dropped_enums.contains(*from))
        .map(|(_, to)| to)
        .collect();
    for from in &names.dropped_enums {
        let Some(was) = old.enums.get(from) else { continue };
        let values: BTreeSet<&String> = was.values.iter().collect();
        let is_like = |name: &QName| {
            let values_to: BTreeSet<&String> = new.enums[name].values.iter().collect();
            name.schema == from.schema && alike(&values, &values_to)
        };
        let added = new.enums.keys().filter(|name| !stay.contains(name));
        let to = added.filter(|name| is_like(name));
        ask(to.map(|to| Rename::Enum { from: from.clone(), to: to.clone() }).collect());
    }
}

fn tables(
    old: &Schema,
    new: &Schema,
    answers: &Answers,
    names: &Names,
    ask: &mut impl FnMut(Vec<Rename>) -> bool,
) {
    let stay: BTreeSet<&QName> = names.tables.values().collect();
    let columns = |table: &Table| -> BTreeSet<(String, String)> {
        table.columns.iter().map(|c| (c.name.clone(), c.ty.name.clone())).collect()
    };
    let added: BTreeMap<&QName, BTreeSet<_>> = new
        .tables
        .values()
        .filter(|table| !stay.contains(&table.name))
        .map(|table| (&table.name, columns(table)))
        .collect();
    for from in old.tables.values().filter(|table| !names.tables.contains_key(&table.name)) {
        let own = columns(from);
        // A model says its former name without a schema: one of another schema may be meant.
        let is_former = |present: &QName| {
            answers.declared.iter().any(|rename| match rename {
                Rename::Table { from: former, to } => {
                    to == present && former.name == from.name.name
                }
                Rename::Schema { .. }
                | Rename::Column { .. }
                | Rename::Enum { .. }
                | Rename::EnumValue { .. } => false,
            })
        };
        let to = added.iter().filter(|(to, columns)| alike(&own, columns) || is_former(to));
        let rename = |to: &QName| Rename::Table { from: from.name.clone(), to: to.clone() };
        ask(to.map(|(to, _)| rename(to)).collect());
    }
}

fn columns(
    old: &Table,
    new: &Table,
    names: &Names,
    heritage: &Heritage<'_>,
    ask: &mut impl FnMut(Vec<Rename>) -> bool,
) {
    let stay: BTreeSet<&String> =
        names.columns.get(&old.name).into_iter().flat_map(BTreeMap::values).collect();
    let is_generated = |column: &Column| {
        matches!(column.value, ColumnValue::Generated(_) | ColumnValue::Virtual(_))
    };
    for from in &old.columns {
        // What goes and comes with a parent's column is asked of the parent.
        let stays = names.column(&old.name, &from.name).is_some();
        if stays || is_generated(from) || heritage.goes(&old.name, &from.name) {
            continue;
        }
        let is_like = |to: &&Column| {
            !stay.contains(&to.name)
                && to.ty == from.ty
                && !is_generated(to)
                && heritage.comes(&new.name, &to.name).is_none()
        };
        let rename = |to: &Column| Rename::Column {
            table: new.name.clone(),
            from: from.name.clone(),
            to: to.name.clone(),
        };
        ask(new.columns.iter().filter(is_like).map(rename).collect());
    }
}
