//! A random schema.

use matrx_core::name::QName;
use matrx_core::schema::{EnumType, Schema, Table};

use super::object::{self, Plan};
use super::random::Random;
use super::vocabulary::{COMMENTS, NAMES, VALUES};
use super::{parts, settings};

/// The schema with the objects that its tables lean on, and the plans of all objects.
pub(super) fn schema(random: &mut Random) -> (Schema, Vec<Plan>) {
    let mut schema = Schema::default();
    for name in ["auth", "Odd schema"] {
        if random.chance(30) {
            schema.namespaces.insert(name.to_owned());
        }
    }
    let mut plans = object::begin(random, &schema);
    schema.objects = object::written(&schema, &plans);
    for _ in 0..random.below(4) {
        add_enum(random, &mut schema);
    }
    for _ in 0..1 + random.below(4) {
        add_table(random, &mut schema);
    }
    for _ in 0..random.below(6) {
        parts::add_foreign_key(random, &mut schema);
    }
    let names: Vec<QName> = schema.tables.keys().cloned().collect();
    for table in &names {
        for _ in 0..random.below(5) {
            settings::change(random, &mut schema, table);
        }
        if random.chance(25) {
            settings::own(random, &mut schema, table);
        }
    }
    settings::prune(&mut schema);
    if random.chance(60) {
        let count = random.below(8);
        object::more(random, &schema, &mut plans, count);
    }
    (schema, plans)
}

/// A name that no table, index or type has.
pub(super) fn free_name(random: &mut Random, schema: &Schema) -> Option<QName> {
    let name = *random.pick(NAMES)?;
    let spaces: Vec<&String> = schema.namespaces.iter().collect();
    let name = match random.pick(&spaces) {
        Some(space) if random.chance(30) => QName::in_schema(space.as_str(), name),
        Some(_) | None => QName::new(name),
    };
    is_free(schema, &name).then_some(name)
}

/// Whether neither a relation nor a type has this name.
pub(super) fn is_free(schema: &Schema, name: &QName) -> bool {
    !schema.enums.contains_key(name) && is_free_relation(schema, name)
}

pub(super) fn is_free_relation(schema: &Schema, name: &QName) -> bool {
    !schema.tables.contains_key(name)
        && schema.tables.values().filter(|table| table.name.schema == name.schema).all(|table| {
            let key = table.primary_key.iter().map(|key| &key.name);
            key.chain(table.uniques.keys())
                .chain(table.excludes.keys())
                .chain(table.indexes.keys())
                .all(|n| *n != name.name)
        })
}

pub(super) fn comment(random: &mut Random, percent: usize) -> Option<String> {
    if random.chance(percent) { Some(random.one(COMMENTS).to_owned()) } else { None }
}

pub(super) fn add_enum(random: &mut Random, schema: &mut Schema) {
    let Some(name) = free_name(random, schema) else { return };
    let count = 1 + random.below(4);
    let values = random.some(VALUES, count).into_iter().map(str::to_owned).collect();
    let ty = EnumType { name: name.clone(), values, comment: comment(random, 20) };
    schema.enums.insert(name, ty);
}

pub(super) fn add_table(random: &mut Random, schema: &mut Schema) {
    let Some(name) = free_name(random, schema) else { return };
    let table = Table { comment: comment(random, 20), ..Table::new(&name) };
    schema.tables.insert(name.clone(), table);
    for _ in 0..1 + random.below(6) {
        parts::add_column(random, schema, &name);
    }
    if random.chance(60) {
        parts::add_primary_key(random, schema, &name);
    }
    for _ in 0..random.below(3) {
        parts::add_unique(random, schema, &name);
    }
    for _ in 0..random.below(3) {
        parts::add_check(random, schema, &name);
    }
    for _ in 0..random.below(2) {
        parts::add_exclude(random, schema, &name);
    }
    for _ in 0..random.below(3) {
        parts::add_index(random, schema, &name);
    }
}
