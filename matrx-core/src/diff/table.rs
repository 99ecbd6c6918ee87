use std::collections::{BTreeMap, BTreeSet};

use super::anew::Anew;
use super::column::{self, Pair};
use super::inherit::{self, Heritage};
use super::item::{self, Items};
use super::names::Names;
use super::setting;
use crate::name::QName;
use crate::op::Op;
use crate::op::expression::mentions_column;
use crate::schema::{
    Check, Column, Exclude, Expr, ForeignKey, Index, IndexKey, PrimaryKey, Schema, SettingKey,
    Table, Unique, Validity,
};

/// What becomes of one table.
pub(super) struct TableDiff<'a> {
    /// The old table, unless it is new.
    pub(super) old: Option<&'a Table>,
    /// The new table, unless it is dropped.
    pub(super) new: Option<&'a Table>,
    /// The columns that stay or are made anew.
    pub(super) pairs: Vec<Pair<'a>>,
    /// Constraints with an index of their own: old name → new name.
    pub(super) keys: BTreeMap<String, String>,
    /// The other constraints.
    pub(super) constraints: BTreeMap<String, String>,
    /// Indexes.
    pub(super) indexes: BTreeMap<String, String>,
    /// The changes, renames apart.
    pub(super) ops: Vec<Op>,
    /// The checks that get another name with a parent's, by their old names.
    pub(super) follows: BTreeSet<String>,
    /// The columns that go with a parent's, by their old names.
    pub(super) gone: Vec<&'a String>,
    /// The columns of the keys that are dropped or made anew, sorted.
    lost_keys: BTreeSet<Vec<String>>,
}

impl<'a> TableDiff<'a> {
    fn empty(old: Option<&'a Table>, new: Option<&'a Table>) -> Self {
        Self {
            old,
            new,
            pairs: Vec::new(),
            keys: BTreeMap::new(),
            constraints: BTreeMap::new(),
            indexes: BTreeMap::new(),
            ops: Vec::new(),
            follows: BTreeSet::new(),
            gone: Vec::new(),
            lost_keys: BTreeSet::new(),
        }
    }

    /// The table's new name, or its old one where it is dropped.
    pub(super) fn name(&self) -> &QName {
        match (self.new, self.old) {
            (Some(table), _) | (None, Some(table)) => &table.name,
            (None, None) => unreachable!("a difference has a side"),
        }
    }

    /// The columns that stay or are made anew, by their new names.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&String, &Pair<'a>)> {
        self.pairs.iter().map(|pair| (&pair.new.name, pair))
    }

    /// The columns that are dropped, made anew, or get another type, by their old names.
    pub(super) fn disturbed_old(&self) -> impl Iterator<Item = &String> {
        let changed = self.pairs.iter().filter(|pair| pair.is_disturbed());
        let dropped = self.ops.iter().filter_map(|op| {
            if let Op::DropColumn { table: _, name, was: _ } = op { Some(name) } else { None }
        });
        changed.map(|pair| &pair.old.name).chain(dropped).chain(self.gone.iter().copied())
    }

    fn disturbed(&self) -> BTreeSet<&str> {
        self.pairs.iter().filter(|p| p.is_disturbed()).map(|p| p.base.name.as_str()).collect()
    }
}

pub(super) fn compare<'a>(
    old: &'a Schema,
    new: &'a Schema,
    names: &Names,
    anew: &Anew,
) -> Vec<TableDiff<'a>> {
    let mut diffs = Vec::new();
    let project = |table: &'a Table| (&table.name, names.project(old, table));
    let bases: BTreeMap<&QName, Table> = old.tables.values().map(project).collect();
    let mut heritage = Heritage::new(old, new, names);
    let mut tables: Vec<&'a Table> = old.tables.values().collect();
    // What a parent's change brings about in its children is known before theirs are compared.
    let has_heirs = old.has_heirs();
    if has_heirs {
        tables.sort_by_key(|table| old.generation(table));
    }
    for table in tables {
        match names.tables.get(&table.name).and_then(|name| new.tables.get(name)) {
            Some(to) => {
                let all = All { old, new, names, anew, heritage: &heritage, bases: &bases };
                let mut diff = both(&all, table, to);
                diff.follows = inherit::renamed_checks(old, new, names, &diffs, (table, to));
                if has_heirs {
                    heritage.learn(&diff);
                }
                diffs.push(diff);
            }
            None => diffs.push(dropped(old, table)),
        }
    }
    let stay: BTreeSet<&QName> = names.tables.values().collect();
    for table in new.tables.values().filter(|table| !stay.contains(&table.name)) {
        diffs.push(created(new, table));
    }
    // What a parent's change brings about comes before what its children say otherwise.
    if new.has_heirs() {
        diffs.sort_by_key(|diff| diff.new.map_or(0, |table| new.generation(table)));
    }
    foreign_keys(&mut diffs, &bases);
    diffs.iter_mut().for_each(setting::compare);
    inherit::carry_settings(old, new, names, &mut diffs);
    diffs
}

fn dropped<'a>(old: &Schema, table: &'a Table) -> TableDiff<'a> {
    let mut diff = TableDiff::empty(Some(table), None);
    for index in table.indexes.values() {
        diff.ops.push(drop_index(table, index));
    }
    let was = Some(Box::new(old.bare(table)));
    diff.ops.push(Op::DropTable { name: table.name.clone(), was });
    diff
}

fn created<'a>(new: &Schema, table: &'a Table) -> TableDiff<'a> {
    let mut diff = TableDiff::empty(None, Some(table));
    diff.ops.push(Op::CreateTable { table: new.bare(table) });
    for index in table.indexes.values() {
        diff.ops.push(Op::CreateIndex { table: table.name.clone(), index: index.clone() });
    }
    diff
}

fn drop_index(table: &Table, index: &Index) -> Op {
    Op::DropIndex {
        table: table.name.clone(),
        name: index.name.clone(),
        concurrently: index.concurrently,
        was: Some(Box::new(index.clone())),
    }
}

/// What the comparison of one table looks at beside it.
struct All<'a, 'b> {
    old: &'a Schema,
    new: &'a Schema,
    names: &'b Names,
    anew: &'b Anew,
    heritage: &'b Heritage<'a>,
    /// The old tables under the new names.
    bases: &'b BTreeMap<&'a QName, Table>,
}

fn both<'a>(all: &All<'a, '_>, old: &'a Table, new: &'a Table) -> TableDiff<'a> {
    let All { names, anew, heritage, .. } = all;
    let base = &all.bases[&old.name];
    let mut diff = TableDiff::empty(Some(old), Some(new));
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for (was, under_new_name) in old.columns.iter().zip(&base.columns) {
        let to = names.column(&old.name, &was.name).and_then(|name| new.column(name));
        match to {
            Some(to) => {
                taken.insert(&to.name);
                let mut pair = Pair::new(was, under_new_name.clone(), to, anew);
                pair.follows = heritage.follows(&old.name, &was.name);
                let carried = heritage.carried(old, &to.name);
                pair.recreated |= pair.follows && carried.is_some_and(|one| one.recreated);
                diff.pairs.push(pair);
            }
            None if heritage.goes(&old.name, &was.name) => diff.gone.push(&was.name),
            None => diff.ops.push(Op::DropColumn {
                table: old.name.clone(),
                name: was.name.clone(),
                was: Some(Box::new(was.clone())),
            }),
        }
    }
    column::spread(&mut diff.pairs);
    for column in new.columns.iter().filter(|column| !taken.contains(column.name.as_str())) {
        match heritage.comes(&new.name, &column.name) {
            Some(came) => diff.ops.extend(column::rest(&new.name, came, column)),
            None => {
                let (table, column) = (new.name.clone(), column.clone());
                diff.ops.push(Op::AddColumn { table, column });
            }
        }
    }
    diff.ops.extend(inherit::parents(old, new, names));
    for pair in &diff.pairs {
        diff.ops.extend(match heritage.carried(old, &pair.new.name).filter(|_| pair.follows) {
            Some(carried) => {
                let inherited = all.new.inherited_column(new, &pair.new.name);
                column::following(new, pair, anew, &carried, inherited)
            }
            None => column::ops(old, &new.name, pair, anew),
        });
    }
    if base.comment != new.comment {
        diff.ops.push(Op::SetTableComment {
            table: new.name.clone(),
            was: base.comment.clone(),
            to: new.comment.clone(),
        });
    }
    keys(&mut diff, old, base, new);
    checks(&mut diff, all, old, new);
    indexes(&mut diff, old, base, new, anew);
    diff
}

fn sorted(columns: &[String]) -> Vec<String> {
    let mut columns = columns.to_vec();
    columns.sort();
    columns
}

fn keys(diff: &mut TableDiff<'_>, old: &Table, base: &Table, new: &Table) {
    let recreated: BTreeSet<&str> =
        diff.pairs.iter().filter(|p| p.recreated).map(|p| p.base.name.as_str()).collect();
    let is_forced = |columns: &[String]| columns.iter().any(|c| recreated.contains(c.as_str()));
    // PostgreSQL cannot change the type of an included column while a foreign key needs the index.
    let disturbed: BTreeSet<String> = diff.disturbed().into_iter().map(str::to_owned).collect();
    let includes = |columns: &[String]| columns.iter().any(|c| disturbed.contains(c));

    let one = |table: &Table| -> BTreeMap<String, PrimaryKey> {
        table.primary_key.iter().map(|key| (key.name.clone(), key.clone())).collect()
    };
    let (was, to) = (one(base), one(new));
    let forced = was.values().filter(|k| is_forced(&k.columns) || includes(&k.include));
    let forced = forced.map(|k| k.name.clone()).collect();
    let Items { stay, dropped, added } = item::compare(
        &was,
        &to,
        |a: &PrimaryKey, b| PrimaryKey { name: b.name.clone(), ..a.clone() } == *b,
        &forced,
    );
    diff.keys.extend(stay);
    for name in dropped {
        diff.lost_keys.insert(sorted(&was[&name].columns));
        let was = old.primary_key.clone();
        diff.ops.push(Op::DropPrimaryKey { table: old.name.clone(), name, was });
    }
    for name in added {
        diff.ops.push(Op::AddPrimaryKey { table: new.name.clone(), key: to[&name].clone() });
    }

    let forced = base.uniques.values().filter(|u| is_forced(&u.columns) || includes(&u.include));
    let forced = forced.map(|u| u.name.clone()).collect();
    let same = |a: &Unique, b: &Unique| Unique { name: b.name.clone(), ..a.clone() } == *b;
    let Items { stay, dropped, added } = item::compare(&base.uniques, &new.uniques, same, &forced);
    diff.keys.extend(stay);
    for name in dropped {
        diff.lost_keys.insert(sorted(&base.uniques[&name].columns));
        let was = old.uniques.get(&name).cloned();
        diff.ops.push(Op::DropUnique { table: old.name.clone(), name, was });
    }
    for name in added {
        let unique = new.uniques[&name].clone();
        diff.ops.push(Op::AddUnique { table: new.name.clone(), unique });
    }
}

/// Whether an expression speaks of something that is made anew.
fn is_disturbed(expr: &Expr, columns: &BTreeSet<&str>, anew: &Anew) -> bool {
    columns.iter().any(|column| mentions_column(&expr.0, column)) || anew.is_spoken_of(&expr.0)
}

/// Only VALIDATE CONSTRAINT changes a constraint that stands.
fn validated(was: Validity, to: Validity) -> bool {
    was == to || (was, to) == (Validity::NotValid, Validity::Valid)
}

fn checks(diff: &mut TableDiff<'_>, all: &All<'_, '_>, old: &Table, new: &Table) {
    let columns: BTreeSet<String> = diff.disturbed().into_iter().map(str::to_owned).collect();
    let columns: BTreeSet<&str> = columns.iter().map(String::as_str).collect();
    let All { names, anew, bases, .. } = all;
    let base = &bases[&old.name];
    let kept = inherit::kept_checks(all.old, (old, new), bases, names);
    let mut were = base.checks.clone();
    were.extend(kept.iter().map(|(name, (_, check))| (name.clone(), check.clone())));
    let forced = were.values().filter(|c| is_disturbed(&c.expression, &columns, anew));
    let forced = forced.map(|check| check.name.clone()).collect();
    let same = |a: &Check, b: &Check| {
        validated(a.validity, b.validity)
            && Check { name: b.name.clone(), validity: b.validity, ..a.clone() } == *b
    };
    let Items { stay, dropped, added } = item::compare(&were, &new.checks, same, &forced);
    for (from, to) in &stay {
        if were[from].validity != new.checks[to].validity {
            let (table, name) = (new.name.clone(), to.clone());
            diff.ops.push(Op::ValidateConstraint { table, name });
        }
    }
    diff.constraints.extend(stay);
    for name in dropped {
        // That a child says a parent's check too is no difference.
        if all.new.inherited_check(new, &name).is_some_and(|check| check == were[&name]) {
            continue;
        }
        let was = old.checks.get(&name).or(kept.get(&name).map(|(was, _)| was)).cloned();
        diff.ops.push(Op::DropCheck { table: old.name.clone(), name, was });
    }
    for check in inherit::wanted_checks(all.new, (old, new), names) {
        if !were.contains_key(&check.name) && !new.checks.contains_key(&check.name) {
            diff.ops.push(Op::AddCheck { table: new.name.clone(), check });
        }
    }
    for name in added {
        let check = new.checks[&name].clone();
        diff.ops.push(Op::AddCheck { table: new.name.clone(), check });
    }
    let forced = base.excludes.values().filter(|e| is_disturbed(&e.definition, &columns, anew));
    let forced = forced.map(|exclude| exclude.name.clone()).collect();
    let same = |a: &Exclude, b: &Exclude| a.definition == b.definition;
    let Items { stay, dropped, added } =
        item::compare(&base.excludes, &new.excludes, same, &forced);
    diff.keys.extend(stay);
    for name in dropped {
        let was = old.excludes.get(&name).cloned();
        diff.ops.push(Op::DropExclude { table: old.name.clone(), name, was });
    }
    for name in added {
        let exclude = new.excludes[&name].clone();
        diff.ops.push(Op::AddExclude { table: new.name.clone(), exclude });
    }
}

fn indexes(diff: &mut TableDiff<'_>, old: &Table, base: &Table, new: &Table, anew: &Anew) {
    let columns = diff.disturbed();
    let recreated: BTreeSet<&str> =
        diff.pairs.iter().filter(|p| p.recreated).map(|p| p.base.name.as_str()).collect();
    let is_forced = |index: &&Index| {
        index.include.iter().any(|name| columns.contains(name.as_str()))
            || index.predicate.as_ref().is_some_and(|p| is_disturbed(p, &columns, anew))
            || index.columns.iter().any(|part| match &part.key {
                IndexKey::Column(name) => {
                    // An operator class or a collation fits the old type, and perhaps not the new.
                    let particular = part.operator_class.is_some() || part.collation.is_some();
                    recreated.contains(name.as_str())
                        || (particular && columns.contains(name.as_str()))
                }
                IndexKey::Expression(expr) => is_disturbed(expr, &columns, anew),
            })
    };
    let forced = base.indexes.values().filter(is_forced).map(|i| i.name.clone()).collect();
    let Items { stay, dropped, added } =
        item::compare(&base.indexes, &new.indexes, Index::is_like, &forced);
    diff.indexes.extend(stay);
    for name in dropped {
        let index = &old.indexes[&name];
        if let Some(columns) = key_columns(&base.indexes[&name]) {
            diff.lost_keys.insert(columns);
        }
        // How the new one of the same name is built is how the old one goes.
        let concurrently = new.indexes.get(&name).is_some_and(|to| to.concurrently);
        let mut op = drop_index(old, index);
        if let Op::DropIndex { concurrently: how, .. } = &mut op {
            *how |= concurrently;
        }
        diff.ops.push(op);
    }
    for name in added {
        let index = new.indexes[&name].clone();
        diff.ops.push(Op::CreateIndex { table: new.name.clone(), index });
    }
}

/// The columns of a unique index that foreign keys may depend on.
fn key_columns(index: &Index) -> Option<Vec<String>> {
    let column = |key: &IndexKey| match key {
        IndexKey::Column(name) => Some(name.clone()),
        IndexKey::Expression(_) => None,
    };
    let columns: Option<Vec<String>> = index.columns.iter().map(|part| column(&part.key)).collect();
    columns.filter(|_| index.unique && index.predicate.is_none()).map(|columns| sorted(&columns))
}

/// Foreign keys look at two tables, so they come when both are known.
fn foreign_keys(diffs: &mut [TableDiff<'_>], bases: &BTreeMap<&QName, Table>) {
    let mut disturbed: BTreeMap<QName, BTreeSet<String>> = BTreeMap::new();
    let mut lost: BTreeMap<QName, BTreeSet<Vec<String>>> = BTreeMap::new();
    // Another table may get the name of one that is dropped.
    for diff in diffs.iter().filter(|diff| diff.old.is_some() && diff.new.is_some()) {
        let columns = diff.disturbed().into_iter().map(str::to_owned).collect();
        disturbed.insert(diff.name().clone(), columns);
        lost.insert(diff.name().clone(), diff.lost_keys.clone());
    }
    let touches = |table: &QName, columns: &[String]| {
        disturbed.get(table).is_some_and(|set| columns.iter().any(|c| set.contains(c)))
    };
    // What references an unlogged table must be unlogged itself: the key makes room.
    let unlogged = |table: &Table| table.settings.contains_key(&SettingKey::Unlogged);
    let relogged: BTreeSet<QName> = diffs
        .iter()
        .filter_map(|diff| diff.old.zip(diff.new))
        .filter(|(old, new)| unlogged(old) != unlogged(new))
        .map(|(_, new)| new.name.clone())
        .collect();
    let is_forced = |table: &QName, key: &ForeignKey| {
        relogged.contains(table)
            || relogged.contains(&key.references)
            || touches(table, &key.columns)
            || touches(&key.references, &key.referenced_columns)
            || lost
                .get(&key.references)
                .is_some_and(|l| l.contains(&sorted(&key.referenced_columns)))
    };
    let none = BTreeMap::new();
    for diff in diffs {
        let base = diff.old.and_then(|old| bases.get(&old.name)).filter(|_| diff.new.is_some());
        let was = base.map_or(&none, |table| &table.foreign_keys);
        let to = diff.new.map_or(&none, |table| &table.foreign_keys);
        let forced = was.values().filter(|key| is_forced(diff.name(), key));
        let forced = forced.map(|key| key.name.clone()).collect();
        let same = |a: &ForeignKey, b: &ForeignKey| {
            validated(a.validity, b.validity)
                && ForeignKey { name: b.name.clone(), validity: b.validity, ..a.clone() } == *b
        };
        let Items { stay, dropped, added } = item::compare(was, to, same, &forced);
        for (from, name) in &stay {
            if was[from].validity != to[name].validity {
                let (table, name) = (diff.name().clone(), name.clone());
                diff.ops.push(Op::ValidateConstraint { table, name });
            }
        }
        diff.constraints.extend(stay);
        let gone: Vec<String> = match (diff.old, diff.new) {
            (Some(old), None) => old.foreign_keys.keys().cloned().collect(),
            (Some(_) | None, _) => dropped,
        };
        if let Some(old) = diff.old {
            for name in gone {
                let was = old.foreign_keys.get(&name).cloned();
                diff.ops.push(Op::DropForeignKey { table: old.name.clone(), name, was });
            }
        }
        if let Some(new) = diff.new {
            for name in added {
                let key = to[&name].clone();
                diff.ops.push(Op::AddForeignKey { table: new.name.clone(), key });
            }
        }
    }
}

/// The columns that keep standing, for the names that are taken while others are given.
/// Whether a parent's rename is theirs is the third.
pub(super) fn standing<'a>(diff: &'a TableDiff<'_>) -> Vec<(&'a Column, &'a Column, bool)> {
    let standing = diff.pairs.iter().filter(|pair| !pair.recreated);
    standing.map(|pair| (pair.old, pair.new, pair.follows)).collect()
}
