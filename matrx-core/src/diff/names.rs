//! Which old object is which new one.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::Answers;
use super::{inherit, namespace};
use crate::name::{MAX_NAME_BYTES, QName, TEMPORARY};
use crate::schema::{Rename, Schema, Table};

/// What becomes of each old object that stays: old name → new name. What is not in here is dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Schemas that are renamed, by their old names. All other names are as those leave them.
    pub(super) schemas: BTreeMap<String, String>,
    /// Tables.
    pub(super) tables: BTreeMap<QName, QName>,
    /// Enums. An enum that is dropped while its name is wanted is in here too, under the name
    /// that it has until then.
    pub(super) enums: BTreeMap<QName, QName>,
    /// Enums that are dropped.
    pub(super) dropped_enums: BTreeSet<QName>,
    /// Types and collations that are made anew while columns have them, under the names that they
    /// have until the columns are converted.
    pub(super) retired: BTreeMap<QName, QName>,
    /// Columns, by the table's old name.
    pub(super) columns: BTreeMap<QName, BTreeMap<String, String>>,
    /// Enum values, by the enum's old name; only those that are renamed.
    pub(super) values: BTreeMap<QName, BTreeMap<String, String>>,
}

/// The name of a dropped column or table while old and new are compared: no object can have it, so
/// nothing that speaks of it equals anything new.
pub(super) fn gone(name: &str) -> String {
    format!("\0{name}")
}

/// A name that nobody has chosen, within the limit. Long names that begin alike get names that differ.
pub(super) fn temporary(name: &str) -> String {
    let room = MAX_NAME_BYTES - TEMPORARY.len();
    if name.len() <= room {
        return format!("{TEMPORARY}{name}");
    }
    // FNV-1a: the same everywhere and always.
    let hash = name
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{TEMPORARY}{}_{hash:08x}", &name[..name.floor_char_boundary(room - 9)])
}

/// `from` → `to` for all that stays. `asked` renames hold; `declared` ones only where the new name is
/// not there yet, or is itself given away.
pub(super) fn resolve<K: Ord + Clone>(
    old: &BTreeSet<K>,
    new: &BTreeSet<K>,
    asked: &[(K, K)],
    declared: &[(K, K)],
) -> BTreeMap<K, K> {
    let mut renamed: BTreeMap<K, K> = BTreeMap::new();
    let add = |renamed: &mut BTreeMap<K, K>, from: &K, to: &K| {
        let fits = from != to && old.contains(from) && new.contains(to);
        let again = renamed.contains_key(from) || renamed.values().any(|taken| taken == to);
        if fits && !again {
            renamed.insert(from.clone(), to.clone());
        }
        fits && !again
    };
    for (from, to) in asked {
        add(&mut renamed, from, to);
    }
    loop {
        let mut more = false;
        for (from, to) in declared {
            if !old.contains(to) || renamed.contains_key(to) {
                more |= add(&mut renamed, from, to);
            }
        }
        if !more {
            break;
        }
    }
    let targets: BTreeSet<K> = renamed.values().cloned().collect();
    for name in old {
        if new.contains(name) && !renamed.contains_key(name) && !targets.contains(name) {
            renamed.insert(name.clone(), name.clone());
        }
    }
    renamed
}

/// Finds out by the answers and the names alone.
pub(super) fn names(old: &Schema, new: &Schema, answers: &Answers) -> Names {
    let tables = resolve(
        &old.tables.keys().cloned().collect(),
        &new.tables.keys().cloned().collect(),
        &tables_in(&answers.renames),
        &tables_in(&answers.declared),
    );
    let mut enums = resolve(
        &old.enums.keys().cloned().collect(),
        &new.enums.keys().cloned().collect(),
        &enums_in(&answers.renames),
        &enums_in(&answers.declared),
    );
    let mut columns = BTreeMap::new();
    for (from, to) in &tables {
        let names = |table: &Table| table.columns.iter().map(|c| c.name.clone()).collect();
        let asked = columns_in(&answers.renames, from, to);
        let declared = columns_in(&answers.declared, from, to);
        let (old, new) = (names(&old.tables[from]), names(&new.tables[to]));
        columns.insert(from.clone(), resolve(&old, &new, &asked, &declared));
    }
    inherit::carry_names(old, new, &tables, &mut columns);
    let mut values = BTreeMap::new();
    for (from, to) in &enums {
        let asked = values_in(&answers.renames, from, to);
        let declared = values_in(&answers.declared, from, to);
        let old: BTreeSet<String> = old.enums[from].values.iter().cloned().collect();
        let new = new.enums[to].values.iter().cloned().collect();
        let mut renamed = resolve(&old, &new, &asked, &declared);
        // A removed value stays until the type is made anew; its name may be wanted before that.
        let targets: BTreeSet<String> = renamed.values().cloned().collect();
        for value in old.iter().filter(|value| targets.contains(*value)) {
            renamed.entry(value.clone()).or_insert_with(|| temporary(value));
        }
        renamed.retain(|from, to| from != to);
        values.insert(from.clone(), renamed);
    }
    let mut dropped_enums = BTreeSet::new();
    for name in
        old.enums.keys().filter(|name| !enums.contains_key(name)).cloned().collect::<Vec<_>>()
    {
        let wanted = new.enums.contains_key(&name) || new.tables.contains_key(&name);
        let until = if wanted { name.sibling(temporary(&name.name)) } else { name.clone() };
        enums.insert(name.clone(), until);
        dropped_enums.insert(name);
    }
    Names { tables, enums, dropped_enums, columns, values, ..Names::default() }
}

fn tables_in(renames: &[Rename]) -> Vec<(QName, QName)> {
    let pick = |rename: &Rename| match rename {
        Rename::Table { from, to } => Some((from.clone(), to.clone())),
        Rename::Schema { .. }
        | Rename::Column { .. }
        | Rename::Enum { .. }
        | Rename::EnumValue { .. } => None,
    };
    renames.iter().filter_map(pick).collect()
}

/// An enum keeps its schema: a type that moves is another type.
fn enums_in(renames: &[Rename]) -> Vec<(QName, QName)> {
    let pick = |rename: &Rename| match rename {
        Rename::Enum { from, to } if from.schema == to.schema => Some((from.clone(), to.clone())),
        Rename::Schema { .. }
        | Rename::Table { .. }
        | Rename::Column { .. }
        | Rename::Enum { .. }
        | Rename::EnumValue { .. } => None,
    };
    renames.iter().filter_map(pick).collect()
}

fn columns_in(renames: &[Rename], old: &QName, new: &QName) -> Vec<(String, String)> {
    let pick = |name: &QName| {
        let name = name.clone();
        move |rename: &Rename| match rename {
            Rename::Column { table, from, to } if *table == name => {
                Some((from.clone(), to.clone()))
            }
            Rename::Schema { .. }
            | Rename::Table { .. }
            | Rename::Column { .. }
            | Rename::Enum { .. }
            | Rename::EnumValue { .. } => None,
        }
    };
    let found: Vec<_> = renames.iter().filter_map(pick(new)).collect();
    // Somebody may know the table by its old name still.
    if found.is_empty() { renames.iter().filter_map(pick(old)).collect() } else { found }
}

fn values_in(renames: &[Rename], old: &QName, new: &QName) -> Vec<(String, String)> {
    let pick = |name: &QName| {
        let name = name.clone();
        move |rename: &Rename| match rename {
            Rename::EnumValue { ty, from, to } if *ty == name => Some((from.clone(), to.clone())),
            Rename::Schema { .. }
            | Rename::Table { .. }
            | Rename::Column { .. }
            | Rename::Enum { .. }
            | Rename::EnumValue { .. } => None,
        }
    };
    let found: Vec<_> = renames.iter().filter_map(pick(new)).collect();
    if found.is_empty() { renames.iter().filter_map(pick(old)).collect() } else { found }
}

impl Names {
    /// The renames of the way back.
    pub(super) fn inverse(&self) -> Vec<Rename> {
        let back: BTreeMap<String, String> =
            self.schemas.iter().map(|(from, to)| (to.clone(), from.clone())).collect();
        let old = |name: &QName| namespace::moved_name(name, &back);
        let mut renames = Vec::new();
        for (from, to) in back.clone() {
            renames.push(Rename::Schema { from, to });
        }
        for (from, to) in self.tables.iter().filter(|(from, to)| from != to) {
            renames.push(Rename::Table { from: to.clone(), to: old(from) });
        }
        for (from, to) in self.enums.iter().filter(|(from, to)| from != to) {
            if !self.dropped_enums.contains(from) {
                renames.push(Rename::Enum { from: to.clone(), to: old(from) });
            }
        }
        for (table, columns) in &self.columns {
            for (from, to) in columns.iter().filter(|(from, to)| from != to) {
                let (from, to) = (to.clone(), from.clone());
                renames.push(Rename::Column { table: old(table), from, to });
            }
        }
        for (ty, values) in &self.values {
            for (from, to) in values {
                let (from, to) = (to.clone(), from.clone());
                renames.push(Rename::EnumValue { ty: old(ty), from, to });
            }
        }
        renames
    }

    /// The name by which people know a value of an old enum that is under its new names.
    pub(super) fn known_as<'a>(&'a self, ty: &QName, value: &'a str) -> &'a str {
        let renamed = self.values.get(ty).into_iter().flatten();
        let mut aside = renamed.filter(|(from, to)| *to == value && *to == &temporary(from));
        aside.next().map_or(value, |(from, _)| from)
    }

    /// The new name of an old column; `None` for one that is dropped.
    pub(super) fn column(&self, table: &QName, column: &str) -> Option<&String> {
        self.columns.get(table).and_then(|columns| columns.get(column))
    }

    /// The old table under the new names. Its constraints and indexes keep theirs.
    pub(super) fn project(&self, schema: &Schema, old: &Table) -> Table {
        let mut table = old.clone();
        if let Some(name) = self.tables.get(&old.name) {
            table.name = name.clone();
        }
        let column = |of: &QName, name: &str| -> Option<String> {
            let known = self.columns.get(of)?;
            Some(known.get(name).cloned().unwrap_or_else(|| gone(name)))
        };
        // A text may hold words that are no columns; only the table's own are given other names.
        // The columns of a partition are those of the table at the top.
        let root = schema.root(old);
        let own = |name: &str| {
            root.column(name).and_then(|_| column(&root.name, name)).filter(|new| new != name)
        };
        table.rename_parents(|parent| self.tables.get(parent).cloned());
        // To read an expression costs more than all else here, and hardly any name is new.
        if root.columns.iter().any(|column| own(&column.name).is_some()) {
            crate::op::rename_columns(&mut table, own);
        }
        if self.enums.iter().any(|(from, to)| from != to)
            || self.values.values().any(|v| !v.is_empty())
            || !self.retired.is_empty()
        {
            crate::op::rename_collations(&mut table, |name| self.retired.get(name).cloned());
            crate::op::rename_types(
                &mut table,
                |ty| self.enums.get(ty).or_else(|| self.retired.get(ty)).cloned(),
                |ty, value| self.values.get(ty)?.get(value).cloned(),
            );
        }
        for key in table.foreign_keys.values_mut() {
            let target = key.references.clone();
            crate::op::rename_list(&mut key.referenced_columns, |name| column(&target, name));
            key.references = match self.tables.get(&target) {
                Some(new) => new.clone(),
                None if schema.tables.contains_key(&target) => target.sibling(gone(&target.name)),
                None => target,
            };
        }
        table
    }
}
