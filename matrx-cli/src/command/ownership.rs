//! What in a database is ours. Goes in: the structure that was read, and what the lock and the
//! models name. Comes out: the part that they name, and a list of the rest, which is never touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use matrx_core::name::{Ident, QName};
use matrx_core::op::Op;
use matrx_core::schema::{ForeignKey, ObjectId, ObjectKind, Schema, Table};

/// A structure, divided.
#[derive(Debug, Default)]
pub(crate) struct Divided {
    /// What the lock or the models name.
    pub(crate) owned: Schema,
    /// What neither names.
    pub(crate) foreign: Vec<Foreign>,
}

/// Something that is not ours: another application's, or made by hand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Foreign {
    Table(QName),
    /// The partitions of a table, which the application makes while it runs: how many.
    Partitions(QName, usize),
    Enum(QName),
    Column(QName, String),
    Index(QName, String),
    Constraint(QName, String),
    Object(ObjectId),
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table(name) => write!(f, "table {name}"),
            Self::Partitions(of, 1) => write!(f, "one partition of {of}"),
            Self::Partitions(of, count) => write!(f, "{count} partitions of {of}"),
            Self::Enum(name) => write!(f, "type {name}"),
            Self::Column(table, name) => write!(f, "column {} of {table}", Ident(name)),
            Self::Index(table, name) => write!(f, "index {} on {table}", Ident(name)),
            Self::Constraint(table, name) => write!(f, "constraint {} of {table}", Ident(name)),
            Self::Object(id) => id.fmt(f),
        }
    }
}

/// Divides `live`. An object is ours if one of `known` names it and it is not `unmanaged`; a schema is
/// ours only if the first of them does, which is what the migrations have made, or if objects of ours are
/// in it: one that an administrator made for the models to come stays his.
pub(crate) fn divide(live: &Schema, known: &[&Schema], unmanaged: &BTreeSet<QName>) -> Divided {
    let mut divided = Divided::default();
    let Divided { owned, foreign } = &mut divided;
    for (name, ty) in &live.enums {
        if known.iter().any(|schema| schema.enums.contains_key(name)) {
            owned.enums.insert(name.clone(), ty.clone());
        } else {
            foreign.push(Foreign::Enum(name.clone()));
        }
    }
    let mut partitions: BTreeMap<QName, usize> = BTreeMap::new();
    for (name, table) in &live.tables {
        let known: Vec<&Table> =
            known.iter().filter_map(|schema| schema.tables.get(name)).collect();
        if known.is_empty() || unmanaged.contains(name) {
            match table.partition() {
                Some(partition) => *partitions.entry(partition.of).or_default() += 1,
                None => foreign.push(Foreign::Table(name.clone())),
            }
        } else {
            owned.tables.insert(name.clone(), part_of(table, &known, foreign));
        }
    }
    for (id, object) in &live.objects {
        // As for tables, the migrations decide what is said of it, before them the models.
        if let Some(said) = known.iter().find_map(|schema| schema.objects.get(id)) {
            let mut object = object.clone();
            object.forget_unsaid(said);
            owned.objects.insert(id.clone(), object);
        } else {
            foreign.push(Foreign::Object(id.clone()));
        }
    }
    foreign.extend(partitions.into_iter().map(|(of, count)| Foreign::Partitions(of, count)));
    foreign.sort();
    let names = owned.tables.keys().chain(owned.enums.keys());
    let lived_in: BTreeSet<String> = names.filter_map(|name| name.schema.clone()).collect();
    let made = |namespace: &&String| {
        known.first().is_some_and(|schema| schema.namespaces.contains(*namespace))
    };
    let ours = |namespace: &&String| made(namespace) || lived_in.contains(*namespace);
    owned.namespaces = live.namespaces.iter().filter(ours).cloned().collect();
    // Whoever may have written a comment of which nobody here speaks.
    let first = |name: &str| known.iter().find(|schema| schema.namespaces.contains(name));
    let said =
        |name: &str| first(name).is_some_and(|schema| schema.namespace_comments.contains_key(name));
    let comments = live.namespace_comments.iter();
    let comments = comments.filter(|(name, _)| owned.namespaces.contains(*name) && said(name));
    owned.namespace_comments = comments.map(|(name, text)| (name.clone(), text.clone())).collect();
    divided
}

/// The part of a table that one of `known` names; a primary key is always the table's own.
fn part_of(live: &Table, known: &[&Table], foreign: &mut Vec<Foreign>) -> Table {
    let mut table = live.clone();
    let at = &live.name;
    let mut keep = |kept: bool, rest: Foreign| {
        if !kept {
            foreign.push(rest);
        }
        kept
    };
    table.columns.retain(|column| {
        let kept = known.iter().any(|table| table.column(&column.name).is_some());
        keep(kept, Foreign::Column(at.clone(), column.name.clone()))
    });
    table.indexes.retain(|name, _| {
        let kept = known.iter().any(|table| table.indexes.contains_key(name));
        keep(kept, Foreign::Index(at.clone(), name.clone()))
    });
    let constraint = |name: &String| Foreign::Constraint(at.clone(), name.clone());
    let named = |name: &String| known.iter().any(|table| has_constraint(table, name));
    table.uniques.retain(|name, _| keep(named(name), constraint(name)));
    table.checks.retain(|name, _| keep(named(name), constraint(name)));
    table.excludes.retain(|name, _| keep(named(name), constraint(name)));
    table.foreign_keys.retain(|name, _| keep(named(name), constraint(name)));
    // What the migrations have made decides; of a table that was taken over, the models.
    if let Some(said) = known.first() {
        table.forget_unsaid(said);
    }
    table
}

fn has_constraint(table: &Table, name: &str) -> bool {
    table.uniques.contains_key(name)
        || table.checks.contains_key(name)
        || table.excludes.contains_key(name)
        || table.foreign_keys.contains_key(name)
        || table.primary_key.as_ref().is_some_and(|key| key.name == name)
}

/// What is not ours and goes with the columns and tables that the changes drop: an index or a
/// constraint over such a column. PostgreSQL drops it without a word, and no way back makes it again.
pub(crate) fn swept(
    ops: &[Op],
    live: &Schema,
    known: &[&Schema],
    unmanaged: &BTreeSet<QName>,
) -> Vec<Foreign> {
    let mut left = live.clone();
    for op in ops {
        if let Op::DropTable { name, was: _ } = op {
            left.tables.remove(name);
            // Its partitions go with it.
            let tables = left.tables.clone();
            let whole = Schema { tables, ..Schema::default() };
            left.tables.retain(|_, table| {
                table.partition().is_none() || whole.root(table).partition().is_none()
            });
            // Who may read it is nothing that is lost with it.
            let stays =
                |id: &ObjectId| id.relation.as_ref() != Some(name) || id.kind == ObjectKind::Grant;
            left.objects.retain(|id, _| stays(id));
        } else if let Op::DropColumn { table, name, was: _ } = op {
            let (table, name) = (table.clone(), name.clone());
            // Where something is generated from it, the server refuses too: then nothing goes.
            Op::DropColumn { table, name, was: None }.apply(&mut left).ok();
        }
    }
    let now: BTreeSet<Foreign> = divide(&left, known, unmanaged).foreign.into_iter().collect();
    divide(live, known, unmanaged).foreign.into_iter().filter(|one| !now.contains(one)).collect()
}

/// What our tables lean on without owning it: the types of their columns, the tables that their
/// foreign keys lead to, and those that they inherit from. A proof needs them; a migration never touches them.
pub(crate) fn support(ours: &[&Schema], live: &Schema, declared: &Schema) -> Schema {
    let mut support = Schema::default();
    let keys = ours.iter().flat_map(|schema| schema.tables.values());
    for key in keys.flat_map(|table| table.foreign_keys.values()) {
        lean_on(key, ours, live, declared, &mut support);
    }
    let mut parents: Vec<QName> =
        ours.iter().flat_map(|schema| schema.tables.values()).flat_map(Table::parents).collect();
    while let Some(parent) = parents.pop() {
        let is_ours = ours.iter().any(|schema| schema.tables.contains_key(&parent));
        if is_ours || support.tables.contains_key(&parent) {
            continue;
        }
        if let Some(table) = live.tables.get(&parent).or_else(|| declared.tables.get(&parent)) {
            parents.extend(table.parents());
            let plain = Table { comment: None, foreign_keys: BTreeMap::new(), ..table.clone() };
            support.tables.insert(parent, plain);
        }
    }
    let columns = ours
        .iter()
        .flat_map(|schema| schema.tables.values())
        .chain(support.tables.values())
        .flat_map(|table| &table.columns);
    let types: BTreeSet<&str> =
        columns.map(|column| column.ty.name.trim_end_matches("[]")).collect();
    let mut enums = Vec::new();
    for (name, ty) in &live.enums {
        let owned = ours.iter().any(|schema| schema.enums.contains_key(name));
        if !owned && types.contains(name.to_string().as_str()) {
            enums.push((name.clone(), ty.clone()));
        }
    }
    support.enums.extend(enums);
    let names = support.tables.keys().chain(support.enums.keys());
    let namespaces: BTreeSet<String> = names.filter_map(|name| name.schema.clone()).collect();
    support.namespaces = namespaces;
    support
}

fn lean_on(
    key: &ForeignKey,
    ours: &[&Schema],
    live: &Schema,
    declared: &Schema,
    support: &mut Schema,
) {
    let target = &key.references;
    if ours.iter().any(|schema| schema.tables.contains_key(target)) {
        return;
    }
    let found = live.tables.get(target).or_else(|| declared.tables.get(target));
    let table = support.tables.entry(target.clone()).or_insert_with(|| match found {
        Some(table) => {
            let mut table = table.clone();
            table.foreign_keys.clear();
            table.checks.clear();
            table.indexes.retain(|_, index| index.unique && index.predicate.is_none());
            table
        }
        None => Table::new(target.clone()),
    });
    table.comment = None;
}

/// `schema` with what it leans on.
pub(crate) fn with(schema: &Schema, support: &Schema) -> Schema {
    let mut whole = schema.clone();
    whole.namespaces.extend(support.namespaces.iter().cloned());
    for (name, ty) in &support.enums {
        whole.enums.entry(name.clone()).or_insert_with(|| ty.clone());
    }
    for (name, table) in &support.tables {
        whole.tables.entry(name.clone()).or_insert_with(|| table.clone());
    }
    whole
}

#[cfg(test)]
mod tests {
    use matrx_core::schema::{Check, Column, Index, IndexColumn, IndexKey};

    use super::*;

    fn table(name: &str, columns: &[&str], indexes: &[&str]) -> (QName, Table) {
        let mut table = Table::new(name);
        table.columns.extend(columns.iter().map(|name| Column::new(*name, "text")));
        for name in indexes {
            table.indexes.insert((*name).to_owned(), Index::new(*name));
        }
        (QName::new(name), table)
    }

    fn schema(tables: Vec<(QName, Table)>) -> Schema {
        Schema { tables: tables.into_iter().collect(), ..Schema::default() }
    }

    #[test]
    fn what_goes_with_a_column_or_a_table_is_named() {
        let (name, mut users) = table("users", &["id", "nick", "by_hand"], &["ours", "other"]);
        for index in ["colleagues", "ours"] {
            let column = IndexColumn::new(IndexKey::Column("nick".to_owned()));
            let index = Index { columns: vec![column], ..Index::new(index) };
            users.indexes.insert(index.name.clone(), index);
        }
        let check = Check::new("c", "(id <> nick)");
        users.checks.insert(check.name.clone(), check);
        let live = schema(vec![(name, users)]);
        let known = schema(vec![table("users", &["id", "nick"], &["ours"])]);
        let of = |op: Op| -> Vec<String> {
            let swept = swept(&[op], &live, &[&known], &BTreeSet::new());
            swept.iter().map(ToString::to_string).collect()
        };
        let column =
            |name: &str| Op::DropColumn { table: "users".into(), name: name.into(), was: None };
        assert_eq!(of(column("nick")), ["index colleagues on users", "constraint c of users"]);
        assert_eq!(of(column("id")), ["constraint c of users"]);
        assert_eq!(
            of(Op::DropTable { name: "users".into(), was: None }),
            [
                "column by_hand of users",
                "index colleagues on users",
                "index other on users",
                "constraint c of users"
            ]
        );
    }

    #[test]
    fn what_neither_lock_nor_models_name_is_foreign() {
        let live = schema(vec![
            table("users", &["id", "email", "by_hand"], &["users_email", "colleagues"]),
            table("other_app", &["id"], &[]),
            table("outside", &["id"], &[]),
        ]);
        let lock = schema(vec![table("users", &["id"], &["users_email"])]);
        let live = Schema { namespaces: BTreeSet::from(["app".to_owned()]), ..live };
        let models =
            schema(vec![table("users", &["id", "email"], &[]), table("outside", &["id"], &[])]);
        let models = Schema { namespaces: live.namespaces.clone(), ..models };
        let unmanaged = BTreeSet::from([QName::new("outside")]);
        let divided = divide(&live, &[&lock, &models], &unmanaged);
        assert_eq!(divided.owned, schema(vec![table("users", &["id", "email"], &["users_email"])]));
        let foreign: Vec<String> = divided.foreign.iter().map(ToString::to_string).collect();
        assert_eq!(
            foreign,
            [
                "table other_app",
                "table outside",
                "column by_hand of users",
                "index colleagues on users"
            ]
        );
    }
}
