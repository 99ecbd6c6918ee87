//! Random changes of a schema, with a memory of which object was which.

use std::collections::BTreeMap;

use matrx_core::name::QName;
use matrx_core::schema::{ColumnValue, Rename, Schema};

use super::object::{self, Plan};
use super::random::Random;
use super::{build, columns, enums, keys, settings, tables};

/// Which old object each present one was; what is not in here is new.
#[derive(Clone, Debug, Default)]
pub(super) struct Origins {
    pub(super) tables: BTreeMap<QName, QName>,
    /// By the table's present name.
    pub(super) columns: BTreeMap<QName, BTreeMap<String, String>>,
    pub(super) enums: BTreeMap<QName, QName>,
    /// By the enum's present name.
    pub(super) values: BTreeMap<QName, BTreeMap<String, String>>,
}

impl Origins {
    fn of(schema: &Schema) -> Self {
        let mut origins = Self::default();
        for table in schema.tables.values() {
            let name = table.name.clone();
            origins.tables.insert(name.clone(), name.clone());
            let columns = table.columns.iter().map(|c| (c.name.clone(), c.name.clone())).collect();
            origins.columns.insert(name, columns);
        }
        for ty in schema.enums.values() {
            let name = ty.name.clone();
            origins.enums.insert(name.clone(), name.clone());
            origins.values.insert(name, ty.values.iter().map(|v| (v.clone(), v.clone())).collect());
        }
        origins
    }

    /// All names that are not what they were; and those that were not given to another.
    fn renames(self) -> Vec<Rename> {
        let Self { tables, columns, enums, values } = self;
        let mut renames = Vec::new();
        for (to, from) in tables.iter().filter(|(to, from)| to != from) {
            renames.push(Rename::Table { from: from.clone(), to: to.clone() });
        }
        for (table, columns) in columns.iter().filter(|(table, _)| tables.contains_key(*table)) {
            for (to, from) in columns.iter().filter(|(to, from)| to != from) {
                let (table, from, to) = (table.clone(), from.clone(), to.clone());
                renames.push(Rename::Column { table, from, to });
            }
        }
        for (to, from) in enums.iter().filter(|(to, from)| to != from) {
            renames.push(Rename::Enum { from: from.clone(), to: to.clone() });
        }
        for (ty, values) in values.iter().filter(|(ty, _)| enums.contains_key(*ty)) {
            for (to, from) in values.iter().filter(|(to, from)| to != from) {
                let (ty, from, to) = (ty.clone(), from.clone(), to.clone());
                renames.push(Rename::EnumValue { ty, from, to });
            }
        }
        renames
    }
}

/// A schema some changes away, the renames among them, and the plans of its objects.
pub(super) fn changed(
    random: &mut Random,
    old: &Schema,
    plans: &[Plan],
) -> (Schema, Vec<Rename>, Vec<Plan>) {
    let mut new = old.clone();
    let mut plans = plans.to_vec();
    let mut origins = Origins::of(old);
    for _ in 0..random.below(10) {
        one(random, &mut new, &mut origins);
        prune(&mut new);
    }
    object::follow(&mut plans, &origins);
    object::alter(random, [old, &new], &mut plans);
    (new, origins.renames(), plans)
}

fn one(random: &mut Random, schema: &mut Schema, origins: &mut Origins) {
    let names: Vec<QName> = schema.tables.keys().cloned().collect();
    let Some(table) = random.pick(&names).cloned() else {
        return build::add_table(random, schema);
    };
    match random.below(50) {
        0 => build::add_table(random, schema),
        1 => tables::drop(schema, origins, &table),
        2 | 3 => tables::rename(random, schema, origins, &table),
        4 => tables::swap(random, schema, origins, &table),
        5 | 6 => tables::relocate(random, schema, origins, &table),
        7 => tables::comment_on(random, schema, &table),
        8 => tables::namespace(random, schema),
        9 => super::parts::add_column(random, schema, &table),
        10 => columns::drop(random, schema, origins, &table),
        11 | 12 => columns::rename(random, schema, origins, &table),
        13 => columns::swap(random, schema, origins, &table),
        14..=16 => columns::retype(random, schema, &table),
        17 => columns::retype_key(random, schema),
        18 => columns::nullable(random, schema, &table),
        19 | 20 => columns::value(random, schema, &table),
        21 => columns::generated(random, schema, &table),
        22 => columns::comment_on(random, schema, &table),
        23 => keys::primary_key(random, schema, &table),
        24 => super::parts::add_unique(random, schema, &table),
        25 => keys::drop_unique(random, schema, &table),
        26 => super::parts::add_check(random, schema, &table),
        27 => keys::drop_check(random, schema, &table),
        28 => super::parts::add_foreign_key(random, schema),
        29 => keys::drop_foreign_key(random, schema, &table),
        30 => super::parts::add_index(random, schema, &table),
        31 => keys::drop_index(random, schema, &table),
        32 => keys::rename_constraint(random, schema, &table),
        33 => keys::rename_index(random, schema, &table),
        34 => build::add_enum(random, schema),
        35 => enums::drop(random, schema, origins),
        36 => enums::rename(random, schema, origins),
        37 => enums::swap(random, schema, origins),
        38 => enums::add_value(random, schema),
        39 => enums::rename_value(random, schema, origins),
        46 => super::parts::add_exclude(random, schema, &table),
        47 => keys::drop_exclude(random, schema, &table),
        48 | 49 => keys::validity(random, schema, &table),
        42 | 43 if random.chance(30) => settings::own(random, schema, &table),
        42..=45 => settings::change(random, schema, &table),
        40 if random.chance(30) => enums::comment_on(random, schema),
        40 if random.chance(40) => enums::reorder(random, schema),
        _ => enums::remove_value(random, schema, origins),
    }
}

/// Foreign keys that PostgreSQL would not take go.
pub(super) fn prune(schema: &mut Schema) {
    let known = schema.clone();
    for table in schema.tables.values_mut() {
        let columns = table.columns.clone();
        table.foreign_keys.retain(|_, key| {
            let Some(target) = known.tables.get(&key.references) else { return false };
            let mut pairs = key.columns.iter().zip(&key.referenced_columns);
            let fits = |(own, other): (&String, &String)| {
                let own = columns.iter().find(|column| column.name == *own);
                match (own, target.column(other)) {
                    (Some(own), Some(other)) => {
                        own.ty == other.ty
                            && !matches!(
                                own.value,
                                ColumnValue::Generated(_) | ColumnValue::Virtual(_)
                            )
                    }
                    (Some(_) | None, _) => false,
                }
            };
            pairs.all(fits) && super::parts::has_key(target, &key.referenced_columns)
        });
    }
    settings::prune(schema);
}
