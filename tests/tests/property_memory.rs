//! Random pairs of schemas, in memory: the changes from one to the other lead there, the way back leads
//! back, nothing is left to do afterwards, and each change's inverse undoes it.
//!
//! `MATRX_PAIRS` sets how many pairs (100,000 unless set), `MATRX_SEED` the first seed.

use std::collections::BTreeMap;

use matrx_core::diff::{Answers, Change, change, diff};
use matrx_core::lock::{Declarations, ItemKind, Lock};
use matrx_core::op::{Op, apply_all};
use matrx_core::schema::{ObjectKind, Schema, SettingKey};
use matrx_tests::generate::{Pair, pair};

const PAIRS: u64 = 100_000;
const LEAST: usize = 200;

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |text| text.parse().expect("a number"))
}

/// The order of the columns is no part of a schema's structure.
fn sorted(schema: &Schema) -> Schema {
    let mut schema = schema.clone();
    for table in schema.tables.values_mut() {
        table.columns.sort_by(|a, b| a.name.cmp(&b.name));
    }
    schema
}

fn same(one: &Schema, other: &Schema) -> bool {
    one == other || sorted(one) == sorted(other)
}

fn leads_there_and_back(
    pair: &Pair,
    counts: &mut BTreeMap<&'static str, usize>,
) -> Result<(), String> {
    let Pair { old, new, answers } = pair;
    let Change { up, down } = change(old, new, answers).map_err(|error| error.to_string())?;
    for op in up.iter().chain(&down) {
        *counts.entry(kind(op)).or_default() += 1;
        if let Op::CreateObject { object } = op {
            *counts.entry(object.id.kind.text()).or_default() += 1;
        }
        if let Op::SetTableSetting { key, .. } = op {
            *counts.entry(key.parts().0).or_default() += 1;
        }
    }
    let mut now = old.clone();
    for op in &up {
        step(op, &mut now).map_err(|why| format!("{why}; up: {}", said(&up)))?;
    }
    if !same(&now, new) {
        return Err(format!("up leads elsewhere: {}", first_difference(&now, new)));
    }
    let rest = diff(&now, new, &Answers::default()).map_err(|asked| asked.to_string())?;
    if !rest.is_empty() {
        return Err(format!("a second difference: {}", said(&rest)));
    }
    apply_all(&down, &mut now)
        .map_err(|error| format!("on the way back: {error}; down: {}", said(&down)))?;
    if !same(&now, old) {
        return Err(format!("down leads elsewhere: {}", first_difference(&now, old)));
    }
    Ok(())
}

/// With every sequence logged.
fn logged(schema: &Schema) -> Schema {
    let mut schema = schema.clone();
    let sequences = schema.objects.values_mut().filter(|one| one.id.kind == ObjectKind::Sequence);
    sequences.for_each(|one| one.definition.retain(|part| !part.ends_with(" SET UNLOGGED")));
    schema
}

/// One change, its inverse, and the inverse of that, which is the change again.
fn step(op: &Op, schema: &mut Schema) -> Result<(), String> {
    let Ok(inverse) = op.inverse() else {
        return op.apply(schema).map_err(|error| error.to_string());
    };
    let before = schema.clone();
    op.apply(schema).map_err(|error| error.to_string())?;
    inverse.apply(schema).map_err(|error| format!("inverse of {}: {error}", op.describe()))?;
    // Sequences go with the table that owns them, and may not have been as it was: a plan finds another way
    // back then.
    let with_sequences = matches!(op, Op::SetTableSetting { key: SettingKey::Unlogged, .. });
    let is_undone = match with_sequences {
        true => same(&logged(schema), &logged(&before)),
        false => same(schema, &before),
    };
    if !is_undone {
        return Err(format!("the inverse does not undo: {}", op.describe()));
    }
    let again = inverse.inverse().map_err(|error| error.to_string())?;
    again.apply(schema).map_err(|error| format!("again {}: {error}", op.describe()))
}

/// Any two schemas, the one as declared and the other as the server's: nothing is lost.
#[test]
fn every_lock_comes_back_from_its_text() {
    for seed in 0..2_000 {
        let Pair { old, new, answers: _ } = pair(seed);
        let mut declarations = Declarations::default();
        for table in old.tables.values() {
            let own = declarations.tables.entry(table.name.clone()).or_default();
            "Model // \"odd".clone_into(&mut own.model);
            for column in &table.columns {
                own.columns.insert(column.name.clone(), format!("{:?}", column.name));
            }
            for name in table.checks.keys() {
                own.items.insert((ItemKind::Check, name.clone()), "check".to_owned());
            }
        }
        let lock = Lock {
            head: Some(format!("{seed:04}_a")),
            server_major: Some(15),
            declarations,
            declared: old,
            catalog: new,
            ..Lock::default()
        };
        let text = lock.to_text();
        let mut back =
            Lock::parse(&text).unwrap_or_else(|error| panic!("seed {seed}: {error}\n{text}"));
        assert!(same(&back.declared, &lock.declared), "seed {seed}: {text}");
        assert!(same(&back.catalog, &lock.catalog), "seed {seed}: {text}");
        back.catalog = lock.catalog.clone();
        assert!(back == lock, "seed {seed}: {text}");
    }
}

fn said(ops: &[Op]) -> String {
    ops.iter().map(Op::describe).collect::<Vec<_>>().join(", ")
}

fn first_difference(one: &Schema, other: &Schema) -> String {
    let (one, other) = (sorted(one), sorted(other));
    for (name, table) in &one.tables {
        if other.tables.get(name) != Some(table) {
            return format!("{table:#?}\n is not \n{:#?}", other.tables.get(name));
        }
    }
    format!("{:#?}\n is not \n{:#?}", one.enums, other.enums)
}

#[test]
fn every_pair_leads_there_and_back() {
    let (pairs, first) = (number("MATRX_PAIRS", PAIRS), number("MATRX_SEED", 0));
    let workers = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    std::thread::scope(|scope| {
        let run = |worker: u64| {
            let mut counts = BTreeMap::new();
            for seed in (first..first + pairs).filter(|seed| seed % workers == worker) {
                let pair = pair(seed);
                if let Err(problem) = leads_there_and_back(&pair, &mut counts) {
                    panic!("seed {seed} (MATRX_SEED={seed} MATRX_PAIRS=1): {problem}");
                }
            }
            counts
        };
        let threads: Vec<_> = (0..workers).map(|worker| scope.spawn(move || run(worker))).collect();
        for thread in threads {
            for (kind, count) in thread.join().expect("a worker says what is wrong itself") {
                *counts.entry(kind).or_default() += count;
            }
        }
    });
    println!("{pairs} pairs: {counts:?}");
    if pairs >= PAIRS {
        for kind in KINDS.iter().chain(WHAT) {
            let count = counts.get(kind).copied().unwrap_or(0);
            assert!(count >= LEAST, "{kind} came up {count} times only");
        }
    }
}

/// The kinds of objects that are made, and of settings that are set.
const WHAT: &[&str] = &[
    "extension",
    "collation",
    "domain",
    "composite type",
    "range type",
    "sequence",
    "function",
    "procedure",
    "aggregate",
    "view",
    "materialized view",
    "statistics",
    "rule",
    "trigger",
    "policy",
    "publication",
    "row_security",
    "force_row_security",
    "unlogged",
    "storage_parameters",
    "replica_identity",
    "cluster_on",
    "column_storage",
    "column_compression",
    "column_statistics",
    "column_options",
    "column_sequence",
    "identity_sequence",
    "constraint_comment",
    "index_comment",
    "index_options",
    "index_statistics",
];

macro_rules! kinds {
    ($($kind:ident)*) => {
        /// All kinds of changes.
        const KINDS: &[&str] = &[$(stringify!($kind)),*];

        fn kind(op: &Op) -> &'static str {
            match op {
                $(Op::$kind { .. } => stringify!($kind),)*
            }
        }
    };
}

kinds! {
    CreateSchema DropSchema RenameSchema SetSchemaComment CreateEnum DropEnum RenameEnum AddEnumValue RenameEnumValue ReplaceEnum
    SetEnumComment CreateTable DropTable RenameTable MoveTable SetTableComment SetTableSetting
    AddColumn DropColumn AddExclude DropExclude ValidateConstraint
    RenameColumn AlterColumnType SetNullable SetColumnValue SetColumnComment AddPrimaryKey
    DropPrimaryKey AddUnique DropUnique AddCheck DropCheck AddForeignKey DropForeignKey
    RenameConstraint CreateIndex DropIndex RenameIndex
    CreateObject DropObject ReplaceObject RenameObject SetObjectComment
}
