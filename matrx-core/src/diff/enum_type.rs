use std::collections::{BTreeMap, BTreeSet};

use super::answers::{Answers, RemovedValue};
use super::names::Names;
use super::table::TableDiff;
use crate::name::QName;
use crate::op::{EnumPosition, EnumUse, Op};
use crate::schema::{ColumnValue, EnumType, Schema};

/// What happens to the values of an enum that stays.
pub(super) enum Values {
    /// These come, each at its place.
    Add(Vec<(String, EnumPosition)>),
    /// Some go or change their order: the type is made anew.
    Replace(BTreeMap<String, String>),
}

/// The enums whose values change, by their new name, each with the old type under its new names.
pub(super) type Enums = BTreeMap<QName, (EnumType, Values)>;

/// The enums of which columns, checks and indexes are made anew.
pub(super) fn replaced(enums: &Enums) -> BTreeSet<QName> {
    let is_replaced = |values: &Values| match values {
        Values::Add(_) => false,
        Values::Replace(_) => true,
    };
    enums.iter().filter(|(_, (_, v))| is_replaced(v)).map(|(name, _)| name.clone()).collect()
}

/// An old enum under its new name, with its values' new names.
pub(super) fn project(old: &EnumType, names: &Names) -> EnumType {
    let EnumType { name, values, comment } = old;
    let renamed = names.values.get(name);
    let value = |old: &String| renamed.and_then(|r| r.get(old)).unwrap_or(old).clone();
    EnumType {
        name: names.enums.get(name).unwrap_or(name).clone(),
        values: values.iter().map(value).collect(),
        comment: comment.clone(),
    }
}

pub(super) fn compare(old: &Schema, new: &Schema, answers: &Answers, names: &Names) -> Enums {
    let mut enums = Enums::new();
    for ty in old.enums.values().filter(|ty| !names.dropped_enums.contains(&ty.name)) {
        let base = project(ty, names);
        let Some(to) = new.enums.get(&base.name) else { continue };
        if base.values != to.values {
            let values = match additions(&base.values, &to.values) {
                Some(additions) => Values::Add(additions),
                None => Values::Replace(mapping(&ty.name, &base, to, answers, names)),
            };
            enums.insert(to.name.clone(), (base, values));
        }
    }
    enums
}

/// The values to add, if adding is all that there is to do.
fn additions(old: &[String], new: &[String]) -> Option<Vec<(String, EnumPosition)>> {
    let kept: Vec<&String> = new.iter().filter(|value| old.contains(value)).collect();
    if !kept.into_iter().eq(old) {
        return None;
    }
    let mut additions = Vec::new();
    for (at, value) in new.iter().enumerate().filter(|(_, value)| !old.contains(value)) {
        let next = new[at + 1..].iter().find(|later| old.contains(later));
        let position = match (at.checked_sub(1).map(|before| &new[before]), next) {
            (_, None) => EnumPosition::Last,
            (Some(before), Some(_)) => EnumPosition::After(before.clone()),
            (None, Some(next)) => EnumPosition::Before(next.clone()),
        };
        additions.push((value.clone(), position));
    }
    Some(additions)
}

fn mapping(
    old: &QName,
    base: &EnumType,
    to: &EnumType,
    answers: &Answers,
    names: &Names,
) -> BTreeMap<String, String> {
    let answered = answers.removed_values.get(&to.name);
    let mut mapping = BTreeMap::new();
    for value in base.values.iter().filter(|value| !to.values.contains(value)) {
        match answered.and_then(|answers| answers.get(names.known_as(old, value))) {
            Some(RemovedValue::MapTo(given)) if to.values.contains(given) => {
                mapping.insert(value.clone(), given.clone());
            }
            Some(RemovedValue::MapTo(_) | RemovedValue::Unused) | None => {}
        }
    }
    mapping
}

pub(super) fn ops(
    old: &Schema,
    new: &Schema,
    names: &Names,
    enums: &Enums,
    tables: &[TableDiff<'_>],
) -> Vec<Op> {
    let mut ops = Vec::new();
    let stay: BTreeSet<&QName> = old
        .enums
        .keys()
        .filter(|name| !names.dropped_enums.contains(name))
        .filter_map(|name| names.enums.get(name))
        .collect();
    for ty in new.enums.values().filter(|ty| !stay.contains(&ty.name)) {
        ops.push(Op::CreateEnum { ty: ty.clone() });
    }
    for ty in old.enums.values() {
        let base = project(ty, names);
        if names.dropped_enums.contains(&ty.name) {
            ops.push(Op::DropEnum { name: base.name.clone(), was: Some(base) });
            continue;
        }
        let Some(to) = new.enums.get(&base.name) else { continue };
        match enums.get(&base.name) {
            Some((_, Values::Add(additions))) => {
                add(&mut ops, &base, additions, uses(tables, &to.name, None));
                comment(&mut ops, &base, to);
            }
            Some((_, Values::Replace(mapping))) => ops.push(Op::ReplaceEnum {
                to: to.clone(),
                mapping: mapping.clone(),
                uses: uses(tables, &to.name, Some(mapping)),
                was: Some(base),
            }),
            None => comment(&mut ops, &base, to),
        }
    }
    ops
}

fn comment(ops: &mut Vec<Op>, base: &EnumType, to: &EnumType) {
    if base.comment != to.comment {
        let (name, was, to) = (to.name.clone(), base.comment.clone(), to.comment.clone());
        ops.push(Op::SetEnumComment { name, was, to });
    }
}

fn add(
    ops: &mut Vec<Op>,
    base: &EnumType,
    additions: &[(String, EnumPosition)],
    uses: Vec<EnumUse>,
) {
    let mut now = base.clone();
    for (value, position) in additions {
        ops.push(Op::AddEnumValue {
            name: base.name.clone(),
            value: value.clone(),
            position: position.clone(),
            was: Some(now.clone()),
            uses: uses.clone(),
        });
        position.insert(&mut now.values, value.clone());
    }
}

/// The columns that have this type when its values change.
fn uses(
    tables: &[TableDiff<'_>],
    ty: &QName,
    replacement: Option<&BTreeMap<String, String>>,
) -> Vec<EnumUse> {
    let mut uses = Vec::new();
    for table in tables {
        for (column, pair) in table.pairs() {
            if !crate::op::expression::is_type(&pair.base.ty.name, ty) || pair.recreated {
                continue;
            }
            // A parent's conversion converts its children.
            if pair.follows && replacement.is_some() {
                continue;
            }
            let text = |value: &ColumnValue| match value {
                ColumnValue::Default(expr) => Some(expr.0.clone()),
                ColumnValue::None
                | ColumnValue::Identity(_)
                | ColumnValue::Generated(_)
                | ColumnValue::Virtual(_) => None,
            };
            let default_was = text(&pair.before_replacement());
            let default_to = match replacement {
                None => default_was.clone(),
                Some(_) => text(&pair.after_replacement()),
            };
            uses.push(EnumUse {
                table: table.name().clone(),
                column: column.clone(),
                array: crate::op::expression::element_type(&pair.base.ty.name).1,
                default_was,
                default_to,
            });
        }
    }
    uses
}
