//! The renames, in an order in which each new name is free when it is given; where names go round
//! in a circle, one of them steps aside.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{Names, temporary};
use super::table::{TableDiff, standing};
use crate::name::{QName, TEMPORARY};
use crate::op::Op;
use crate::schema::Schema;

/// One object that gets another name. Tables are known by their old name throughout.
#[derive(Clone, Debug)]
enum Item {
    Table { table: QName, to: QName },
    Enum { from: QName, to: QName },
    Value { ty: QName, from: String, to: String },
    Column { table: QName, from: String, to: String },
    Constraint { table: QName, from: String, to: String, has_index: bool },
    Index { table: QName, from: String, to: String },
}

/// The names that are taken.
#[derive(Default)]
struct Taken {
    relations: BTreeSet<QName>,
    types: BTreeSet<QName>,
    columns: BTreeSet<(QName, String)>,
    constraints: BTreeSet<(QName, String)>,
    values: BTreeSet<(QName, String)>,
}

/// Where the renames have got to.
struct State {
    /// The present name of each table that stays, by its old one.
    tables: BTreeMap<QName, QName>,
    /// The present name of each enum, by its old one.
    enums: BTreeMap<QName, QName>,
    /// The present names of each table's indexes, by the table's old name.
    indexes: BTreeMap<QName, BTreeSet<String>>,
    taken: Taken,
    ops: Vec<Op>,
}

pub(super) fn renames(old: &Schema, names: &Names, tables: &[TableDiff<'_>]) -> Vec<Op> {
    let (mut state, mut open) = begin(old, names, tables);
    let mut stepped_aside = 0;
    while !open.is_empty() {
        let before = open.len();
        open.retain(|item| !state.make(item));
        if open.len() == before {
            // Nobody can move: the first one steps aside. If all have, a name is wanted that never
            // becomes free; the changes are still said, and refused when they are applied.
            if stepped_aside < before {
                let item = open.remove(0);
                open.push(state.step_aside(item));
                stepped_aside += 1;
            } else {
                for item in open.drain(..) {
                    state.force(&item);
                }
            }
        } else {
            stepped_aside = 0;
        }
    }
    state.ops
}

fn begin(old: &Schema, names: &Names, tables: &[TableDiff<'_>]) -> (State, Vec<Item>) {
    let mut taken = Taken::default();
    let (mut present, mut indexes) = (BTreeMap::new(), BTreeMap::new());
    let mut lists: [Vec<Item>; 6] = Default::default();
    let [moves, enums, values, columns, constraints, index_renames] = &mut lists;
    for diff in tables {
        let (Some(was), Some(to)) = (diff.old, diff.new) else { continue };
        let table = was.name.clone();
        taken.relations.insert(table.clone());
        taken.types.insert(table.clone());
        present.insert(table.clone(), table.clone());
        if was.name != to.name {
            moves.push(Item::Table { table: table.clone(), to: to.name.clone() });
        }
        for (from, to, follows) in standing(diff) {
            taken.columns.insert((table.clone(), from.name.clone()));
            if from.name != to.name && !follows {
                let (from, to) = (from.name.clone(), to.name.clone());
                columns.push(Item::Column { table: table.clone(), from, to });
            }
        }
        let own: &mut BTreeSet<String> = indexes.entry(table.clone()).or_default();
        for (list, has_index) in [(&diff.keys, true), (&diff.constraints, false)] {
            for (from, to) in list {
                taken.constraints.insert((table.clone(), from.clone()));
                if has_index {
                    own.insert(from.clone());
                }
                if from != to && (has_index || !diff.follows.contains(from)) {
                    let (table, from, to) = (table.clone(), from.clone(), to.clone());
                    constraints.push(Item::Constraint { table, from, to, has_index });
                }
            }
        }
        for (from, to) in &diff.indexes {
            own.insert(from.clone());
            if from != to {
                let (table, from, to) = (table.clone(), from.clone(), to.clone());
                index_renames.push(Item::Index { table, from, to });
            }
        }
        taken.relations.extend(own.iter().map(|index| table.sibling(index)));
    }
    let mut present_enums = BTreeMap::new();
    for ty in old.enums.values() {
        taken.types.insert(ty.name.clone());
        present_enums.insert(ty.name.clone(), ty.name.clone());
        taken.values.extend(ty.values.iter().map(|value| (ty.name.clone(), value.clone())));
        match names.enums.get(&ty.name) {
            Some(to) if *to != ty.name => {
                enums.push(Item::Enum { from: ty.name.clone(), to: to.clone() });
            }
            Some(_) | None => {}
        }
        for (from, to) in names.values.get(&ty.name).into_iter().flatten() {
            let ty = ty.name.clone();
            values.push(Item::Value { ty, from: from.clone(), to: to.clone() });
        }
    }
    let state = State { tables: present, enums: present_enums, indexes, taken, ops: Vec::new() };
    (state, lists.into_iter().flatten().collect())
}

impl State {
    /// Gives the name if it is free.
    fn make(&mut self, item: &Item) -> bool {
        let is_free = match item {
            Item::Table { table, to } => return self.move_table(table, to),
            Item::Enum { from: _, to } => !self.taken.types.contains(to),
            Item::Value { ty, from: _, to } => {
                !self.taken.values.contains(&(ty.clone(), to.clone()))
            }
            Item::Column { table, from: _, to } => {
                !self.taken.columns.contains(&(table.clone(), to.clone()))
            }
            Item::Constraint { table, from: _, to, has_index } => {
                let index = self.now(table).sibling(to);
                let index_is_taken = *has_index && self.taken.relations.contains(&index);
                !index_is_taken && !self.taken.constraints.contains(&(table.clone(), to.clone()))
            }
            Item::Index { table, from: _, to } => {
                !self.taken.relations.contains(&self.now(table).sibling(to))
            }
        };
        if is_free {
            self.force(item);
        }
        is_free
    }

    /// The present name of a table.
    fn now(&self, table: &QName) -> QName {
        self.tables.get(table).unwrap_or(table).clone()
    }

    /// SET SCHEMA and RENAME are two commands: the name between them must be free too.
    fn move_table(&mut self, table: &QName, to: &QName) -> bool {
        let now = self.now(table);
        let is_free = |state: &Self, name: &QName| {
            !state.taken.relations.contains(name) && !state.taken.types.contains(name)
        };
        if !is_free(self, to) {
            return false;
        }
        if now.schema == to.schema {
            self.rename_table(table, &to.name);
            return true;
        }
        let indexes_fit =
            self.indexes.get(table).into_iter().flatten().all(|index| {
                !self.taken.relations.contains(&to.sibling(index)) && *index != to.name
            });
        let (moved, renamed) = (to.sibling(&now.name), now.sibling(&to.name));
        if !indexes_fit {
            false
        } else if now.name == to.name {
            self.set_schema(table, to);
            true
        } else if is_free(self, &moved) {
            self.set_schema(table, &moved);
            self.rename_table(table, &to.name);
            true
        } else if is_free(self, &renamed) {
            self.rename_table(table, &to.name);
            self.set_schema(table, to);
            true
        } else {
            false
        }
    }

    fn rename_table(&mut self, table: &QName, to: &str) {
        let now = self.now(table);
        let new = now.sibling(to);
        for set in [&mut self.taken.relations, &mut self.taken.types] {
            set.remove(&now);
            set.insert(new.clone());
        }
        self.tables.insert(table.clone(), new);
        self.ops.push(Op::RenameTable { from: now, to: to.to_owned() });
    }

    fn set_schema(&mut self, table: &QName, new: &QName) {
        let now = self.now(table);
        for set in [&mut self.taken.relations, &mut self.taken.types] {
            set.remove(&now);
            set.insert(new.clone());
        }
        for index in self.indexes.get(table).into_iter().flatten() {
            self.taken.relations.remove(&now.sibling(index));
            self.taken.relations.insert(new.sibling(index));
        }
        self.tables.insert(table.clone(), new.clone());
        self.ops.push(Op::MoveTable { from: now, to: new.schema.clone() });
    }

    fn rename_index(&mut self, table: &QName, from: &str, to: &str) {
        let now = self.now(table);
        self.taken.relations.remove(&now.sibling(from));
        self.taken.relations.insert(now.sibling(to));
        if let Some(own) = self.indexes.get_mut(table) {
            own.remove(from);
            own.insert(to.to_owned());
        }
    }

    /// Gives the name, free or not.
    fn force(&mut self, item: &Item) {
        match item.clone() {
            Item::Table { table, to } => {
                let now = self.now(&table);
                if now.schema != to.schema {
                    self.set_schema(&table, &to.sibling(&now.name));
                }
                if now.name != to.name {
                    self.rename_table(&table, &to.name);
                }
            }
            Item::Enum { from, to } => {
                let now = self.enums.insert(from.clone(), to.clone()).unwrap_or(from);
                self.taken.types.remove(&now);
                self.taken.types.insert(to.clone());
                self.ops.push(Op::RenameEnum { from: now, to: to.name });
            }
            Item::Value { ty, from, to } => {
                self.taken.values.remove(&(ty.clone(), from.clone()));
                self.taken.values.insert((ty.clone(), to.clone()));
                let name = self.enums.get(&ty).unwrap_or(&ty).clone();
                self.ops.push(Op::RenameEnumValue { name, from, to });
            }
            Item::Column { table, from, to } => {
                self.taken.columns.remove(&(table.clone(), from.clone()));
                self.taken.columns.insert((table.clone(), to.clone()));
                self.ops.push(Op::RenameColumn { table: self.now(&table), from, to });
            }
            Item::Constraint { table, from, to, has_index } => {
                self.taken.constraints.remove(&(table.clone(), from.clone()));
                self.taken.constraints.insert((table.clone(), to.clone()));
                if has_index {
                    self.rename_index(&table, &from, &to);
                }
                self.ops.push(Op::RenameConstraint { table: self.now(&table), from, to });
            }
            Item::Index { table, from, to } => {
                self.rename_index(&table, &from, &to);
                self.ops.push(Op::RenameIndex { table: self.now(&table), from, to });
            }
        }
    }

    /// Gives a name that nobody else wants, and returns what is left to do.
    fn step_aside(&mut self, item: Item) -> Item {
        match item {
            Item::Table { table, to } => {
                let aside = self.unused(&self.now(&table).name);
                self.rename_table(&table, &aside);
                Item::Table { table, to }
            }
            Item::Enum { from, to } => {
                let now = self.enums.get(&from).unwrap_or(&from).clone();
                let aside = now.sibling(self.unused(&now.name));
                self.force(&Item::Enum { from: from.clone(), to: aside });
                Item::Enum { from, to }
            }
            Item::Value { ty, from, to } => {
                let aside = self.unused(&from);
                self.force(&Item::Value { ty: ty.clone(), from, to: aside.clone() });
                Item::Value { ty, from: aside, to }
            }
            Item::Column { table, from, to } => {
                let aside = self.unused(&from);
                self.force(&Item::Column { table: table.clone(), from, to: aside.clone() });
                Item::Column { table, from: aside, to }
            }
            Item::Constraint { table, from, to, has_index } => {
                let aside = self.unused(&from);
                let table_name = table.clone();
                let step = Item::Constraint { table, from, to: aside.clone(), has_index };
                self.force(&step);
                Item::Constraint { table: table_name, from: aside, to, has_index }
            }
            Item::Index { table, from, to } => {
                let aside = self.unused(&from);
                self.force(&Item::Index { table: table.clone(), from, to: aside.clone() });
                Item::Index { table, from: aside, to }
            }
        }
    }

    /// A name that is nowhere in use.
    fn unused(&self, name: &str) -> String {
        let plain = name.strip_prefix(TEMPORARY).unwrap_or(name);
        let Taken { relations, types, columns, constraints, values } = &self.taken;
        let is_used = |name: &String| {
            relations.iter().chain(types).any(|taken| taken.name == *name)
                || columns.iter().chain(constraints).chain(values).any(|(_, taken)| taken == name)
        };
        let mut aside = temporary(plain);
        let mut number = 1;
        while is_used(&aside) {
            number += 1;
            aside = temporary(&format!("{number}_{plain}"));
        }
        aside
    }
}
