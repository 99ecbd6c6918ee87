//! Changes of constraints and indexes.

use matrx_core::name::QName;
use matrx_core::op::Op;
use matrx_core::schema::{Schema, Table, Validity};

use super::parts;
use super::random::Random;

fn of<'a>(schema: &'a mut Schema, table: &QName) -> &'a mut Table {
    schema.tables.get_mut(table).expect("the table is there")
}

fn any<'a>(random: &mut Random, names: impl Iterator<Item = &'a String>) -> Option<String> {
    let names: Vec<&String> = names.collect();
    random.pick(&names).map(|name| (*name).clone())
}

pub(super) fn primary_key(random: &mut Random, schema: &mut Schema, table: &QName) {
    of(schema, table).primary_key = None;
    if random.chance(60) {
        parts::add_primary_key(random, schema, table);
    }
}

pub(super) fn drop_unique(random: &mut Random, schema: &mut Schema, table: &QName) {
    if let Some(name) = any(random, schema.tables[table].uniques.keys()) {
        of(schema, table).uniques.remove(&name);
    }
}

pub(super) fn drop_check(random: &mut Random, schema: &mut Schema, table: &QName) {
    if let Some(name) = any(random, schema.tables[table].checks.keys()) {
        of(schema, table).checks.remove(&name);
    }
}

pub(super) fn drop_exclude(random: &mut Random, schema: &mut Schema, table: &QName) {
    if let Some(name) = any(random, schema.tables[table].excludes.keys()) {
        of(schema, table).excludes.remove(&name);
    }
}

/// A constraint becomes valid, or one that is NOT VALID.
pub(super) fn validity(random: &mut Random, schema: &mut Schema, table: &QName) {
    let found = of(schema, table);
    let to = if random.chance(70) { Validity::Valid } else { Validity::NotValid };
    if let Some(name) = any(random, found.checks.keys()) {
        found.checks.entry(name).and_modify(|check| check.validity = to);
    }
    if let Some(name) = any(random, found.foreign_keys.keys()) {
        found.foreign_keys.entry(name).and_modify(|key| key.validity = to);
    }
}

pub(super) fn drop_foreign_key(random: &mut Random, schema: &mut Schema, table: &QName) {
    if let Some(name) = any(random, schema.tables[table].foreign_keys.keys()) {
        of(schema, table).foreign_keys.remove(&name);
    }
}

pub(super) fn drop_index(random: &mut Random, schema: &mut Schema, table: &QName) {
    if let Some(name) = any(random, schema.tables[table].indexes.keys()) {
        of(schema, table).indexes.remove(&name);
    }
}

pub(super) fn rename_constraint(random: &mut Random, schema: &mut Schema, table: &QName) {
    let found = &schema.tables[table];
    let key = found.primary_key.iter().map(|key| &key.name);
    let names = key
        .chain(found.uniques.keys())
        .chain(found.excludes.keys())
        .chain(found.checks.keys())
        .chain(found.foreign_keys.keys());
    let Some(from) = any(random, names) else { return };
    let to = random.one(&["renamed", "Renamed too", "users_pkey", "a\"b"]).to_owned();
    // Where the name is taken, nothing is renamed.
    drop(Op::RenameConstraint { table: table.clone(), from, to }.apply(schema));
}

pub(super) fn rename_index(random: &mut Random, schema: &mut Schema, table: &QName) {
    let Some(from) = any(random, schema.tables[table].indexes.keys()) else { return };
    let to = random.one(&["renamed", "Renamed too", "users_name_idx", "a\"b"]).to_owned();
    drop(Op::RenameIndex { table: table.clone(), from, to }.apply(schema));
}
