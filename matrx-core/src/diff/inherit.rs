//! Tables that inherit from others: PostgreSQL makes a parent's change of a column in its children too, so
//! theirs is what differs after that.

use std::collections::{BTreeMap, BTreeSet};

use super::names::Names;
use super::table::TableDiff;
use crate::name::QName;
use crate::op::Op;
use crate::schema::{Check, Column, ColumnValue, Schema, SettingKey, Table, inherit};

/// What the parents' changes bring about in their children.
#[derive(Default)]
pub(super) struct Heritage<'a> {
    /// The columns that change with a parent's, by the child's old name.
    follows: BTreeMap<&'a QName, BTreeSet<&'a str>>,
    /// The columns that go with a parent's, by the child's old name.
    goes: BTreeMap<&'a QName, BTreeSet<&'a str>>,
    /// The columns that come with a parent's, and as what, by the child's new name.
    comes: BTreeMap<&'a QName, BTreeMap<&'a str, Column>>,
    /// What the changes of a table do to the columns of its children, by their new names.
    carried: BTreeMap<&'a QName, BTreeMap<String, Carried>>,
}

/// What a parent's changes do to a column of its children.
#[derive(Clone, Debug, Default)]
pub(super) struct Carried {
    /// The default goes before the type changes.
    pub(super) drops_default: bool,
    /// The type changes.
    pub(super) retypes: bool,
    /// Whether NULL may stand in it then.
    pub(super) nullable: Option<bool>,
    /// Its value at the end.
    pub(super) value: Option<ColumnValue>,
    /// It is dropped and added again.
    pub(super) recreated: bool,
}

impl Carried {
    /// What the changes of two parents do.
    fn and(self, other: Self) -> Self {
        Self {
            drops_default: self.drops_default || other.drops_default,
            retypes: self.retypes || other.retypes,
            nullable: other.nullable.or(self.nullable),
            value: other.value.or(self.value),
            recreated: self.recreated || other.recreated,
        }
    }
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
        let parents = lasting(old, new, tables, (from, to));
        let mut own = columns.remove(&from.name).unwrap_or_default();
        for column in &from.columns {
            let with_it = || parents.iter().filter(|one| one.old.column(&column.name).is_some());
            let mut kept = with_it().filter_map(|parent| {
                columns.get(&parent.old.name).and_then(|names| names.get(&column.name))
            });
            match kept.next() {
                Some(name) if to.column(name).is_some() => {
                    own.retain(|other, taken| taken != name || *other == column.name);
                    own.insert(column.name.clone(), name.clone());
                }
                Some(_) => {}
                None if with_it().next().is_some() && from.only_inherits(&column.name) => {
                    own.remove(&column.name);
                }
                None => {}
            }
        }
        columns.insert(from.name.clone(), own);
    }
}

impl<'a> Heritage<'a> {
    pub(super) fn new(old: &'a Schema, new: &'a Schema, names: &Names) -> Self {
        let mut heritage = Self::default();
        for (from, to) in children(old, new, &names.tables) {
            let parents = lasting(old, new, &names.tables, (from, to));
            for column in &from.columns {
                let with_it: Vec<&Lasting<'_>> =
                    parents.iter().filter(|one| one.old.column(&column.name).is_some()).collect();
                let mut kept =
                    with_it.iter().filter_map(|one| names.column(&one.old.name, &column.name));
                match kept.next() {
                    Some(name) if to.column(name).is_some() => {
                        heritage.follows.entry(&from.name).or_default().insert(&column.name);
                    }
                    None if !with_it.is_empty() && from.only_inherits(&column.name) => {
                        heritage.goes.entry(&from.name).or_default().insert(&column.name);
                    }
                    Some(_) | None => {}
                }
            }
            for Lasting { old: was, new: parent } in parents {
                let stay: BTreeSet<&str> = was
                    .columns
                    .iter()
                    .filter_map(|column| names.column(&was.name, &column.name))
                    .map(String::as_str)
                    .collect();
                for column in &parent.columns {
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

    /// What the changes of its parents, whose differences are known, do to a column of a table, by its new
    /// name.
    pub(super) fn carried(&self, old: &Table, column: &str) -> Option<Carried> {
        let of = |parent: &QName| self.carried.get(parent)?.get(column).cloned();
        old.parents().iter().filter_map(of).reduce(Carried::and)
    }

    /// Takes in what the changes of a table do to its children.
    pub(super) fn learn(&mut self, diff: &TableDiff<'a>) {
        let (Some(old), Some(_)) = (diff.old, diff.new) else { return };
        let mut all: BTreeMap<String, Carried> = BTreeMap::new();
        for pair in &diff.pairs {
            let mut carried = match self.carried(old, &pair.new.name) {
                Some(carried) if pair.follows => carried,
                Some(_) | None => Carried::default(),
            };
            carried.recreated |= pair.recreated;
            if pair.replaced && !pair.recreated && !pair.follows {
                carried.retypes = true;
                if let ColumnValue::Default(_) = pair.before_replacement() {
                    carried.drops_default = true;
                    carried.value = Some(pair.after_replacement());
                }
            }
            all.insert(pair.new.name.clone(), carried);
        }
        for op in &diff.ops {
            if let Op::SetColumnValue { table, column, was, to } = op {
                let is_identity = |value: &ColumnValue| matches!(value, ColumnValue::Identity(_));
                // What is taken off before all else is named as it was.
                let before = *to == ColumnValue::None && *table == old.name;
                let pair = diff.pairs.iter().find(|pair| {
                    if before && (pair.leaves || pair.expression_is_dropped()) {
                        pair.old.name == *column
                    } else {
                        pair.new.name == *column
                    }
                });
                if let Some(carried) = pair.and_then(|pair| all.get_mut(&pair.new.name))
                    && !is_identity(to)
                    && !was.as_ref().is_some_and(is_identity)
                {
                    carried.drops_default |= *to == ColumnValue::None && !carried.retypes;
                    carried.value = Some(to.clone());
                }
            } else if let Op::AlterColumnType { column, .. } = op {
                all.entry(column.clone()).or_default().retypes = true;
            } else if let Op::SetNullable { column, to, .. } = op {
                all.entry(column.clone()).or_default().nullable = Some(*to);
            }
        }
        self.carried.insert(&old.name, all);
    }
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

/// The checks that a table keeps from the parents that it leaves: PostgreSQL makes them its own. As they
/// were, and under the new names.
pub(super) fn kept_checks(
    old: &Schema,
    (from, to): (&Table, &Table),
    bases: &BTreeMap<&QName, Table>,
    names: &Names,
) -> BTreeMap<String, (Check, Check)> {
    let mut kept = BTreeMap::new();
    let are = to.parents();
    let (stay, leave): (Vec<QName>, Vec<QName>) = from
        .parents()
        .into_iter()
        .partition(|name| names.tables.get(name).is_some_and(|name| are.contains(name)));
    for parent in leave.iter().filter_map(|name| old.tables.get(name)) {
        for (name, check) in old.checks_of_children(parent) {
            let still = stay.iter().filter_map(|name| old.tables.get(name));
            let has = |table: &Table| old.checks_of_children(table).contains_key(&name);
            if from.checks.contains_key(&name) || still.into_iter().any(has) {
                continue;
            }
            // Under the new names, at the table that declares it.
            let declares = |(table, base): (&&QName, &Table)| {
                let is_it = old.tables.get(*table)?.checks.get(&name) == Some(&check);
                base.checks.get(&name).filter(|_| is_it).cloned()
            };
            let base = bases.iter().find_map(declares).unwrap_or_else(|| check.clone());
            kept.insert(name, (check, base));
        }
    }
    kept
}

/// The checks that a table must have before it inherits from its new parents.
pub(super) fn wanted_checks(
    new: &Schema,
    (from, to): (&Table, &Table),
    names: &Names,
) -> Vec<Check> {
    let were: Vec<&QName> =
        from.parents().iter().filter_map(|name| names.tables.get(name)).collect();
    let joined = to.parents();
    let joined = joined.iter().filter(|name| !were.contains(name));
    let mut wanted: BTreeMap<String, Check> = BTreeMap::new();
    for parent in joined.filter_map(|name| new.tables.get(name)) {
        wanted.extend(new.checks_of_children(parent));
    }
    wanted.into_values().collect()
}

/// The checks of a table that a parent has too and that get another name with the parent's, by their old
/// names.
pub(super) fn renamed_checks(
    old: &Schema,
    new: &Schema,
    names: &Names,
    diffs: &[TableDiff<'_>],
    pair: (&Table, &Table),
) -> BTreeSet<String> {
    if pair.0.parents().is_empty() {
        return BTreeSet::new();
    }
    let parents = lasting(old, new, &names.tables, pair);
    let is_one = |diff: &&TableDiff<'_>| {
        parents.iter().any(|parent| diff.old.is_some_and(|old| old.name == parent.old.name))
    };
    let renamed = |diff: &TableDiff<'_>| -> Vec<String> {
        let own = diff.constraints.iter().filter(|(from, to)| from != to);
        own.map(|(from, _)| from.clone()).chain(diff.follows.iter().cloned()).collect()
    };
    let all = diffs.iter().filter(is_one).flat_map(renamed);
    all.filter(|name| pair.0.checks.contains_key(name)).collect()
}

/// What a parent's settings of columns do to its children: STORAGE and STATISTICS reach them, and what they
/// say otherwise comes after that.
pub(super) fn carry_settings(
    old: &Schema,
    new: &Schema,
    names: &Names,
    diffs: &mut [TableDiff<'_>],
) {
    let mut effects: BTreeMap<QName, BTreeMap<SettingKey, Option<String>>> = BTreeMap::new();
    if !old.has_heirs() || !new.has_heirs() {
        return;
    }
    for diff in diffs {
        let (Some(from), Some(to)) = (diff.old, diff.new) else { continue };
        let mut effect: BTreeMap<SettingKey, Option<String>> = BTreeMap::new();
        for parent in lasting(old, new, &names.tables, (from, to)) {
            effect.extend(effects.get(&parent.old.name).cloned().unwrap_or_default());
        }
        effect.retain(|key, _| to.has_subject(key, ""));
        for (key, was) in &effect {
            diff.ops
                .retain(|op| !matches!(op, Op::SetTableSetting { key: other, .. } if other == key));
            let wanted = to.settings.get(key);
            if was.as_ref() != wanted {
                diff.ops.push(Op::SetTableSetting {
                    table: to.name.clone(),
                    key: key.clone(),
                    was: was.clone(),
                    to: wanted.cloned(),
                });
            }
        }
        for op in &diff.ops {
            if let Op::SetTableSetting { key, to, .. } = op
                && key.reaches_children()
            {
                effect.insert(key.clone(), to.clone());
            }
        }
        effects.insert(from.name.clone(), effect);
    }
}
