//! Changes of whole tables.

use matrx_core::name::QName;
use matrx_core::op::Op;
use matrx_core::schema::{Schema, SettingKey};

use super::build::{comment, free_name};
use super::change::Origins;
use super::random::Random;

pub(super) fn drop(schema: &mut Schema, origins: &mut Origins, table: &QName) {
    schema.tables.remove(table);
    origins.tables.remove(table);
    origins.columns.remove(table);
}

/// Makes the rename if it can be made, and says whether.
fn rename_to(
    schema: &mut Schema,
    origins: &mut Origins,
    from: &QName,
    op: &Op,
    to: &QName,
) -> bool {
    if op.apply(schema).is_err() {
        return false;
    }
    if let Some(origin) = origins.tables.remove(from) {
        origins.tables.insert(to.clone(), origin);
    }
    if let Some(columns) = origins.columns.remove(from) {
        origins.columns.insert(to.clone(), columns);
    }
    true
}

fn rename_in(schema: &mut Schema, origins: &mut Origins, from: &QName, to: &str) -> bool {
    let op = Op::RenameTable { from: from.clone(), to: to.to_owned() };
    rename_to(schema, origins, from, &op, &from.sibling(to))
}

pub(super) fn rename(
    random: &mut Random,
    schema: &mut Schema,
    origins: &mut Origins,
    table: &QName,
) {
    if let Some(to) = free_name(random, schema) {
        rename_in(schema, origins, table, &to.name);
    }
}

/// Two tables of one schema exchange their names.
pub(super) fn swap(random: &mut Random, schema: &mut Schema, origins: &mut Origins, table: &QName) {
    let others: Vec<QName> = schema
        .tables
        .keys()
        .filter(|name| *name != table && name.schema == table.schema)
        .cloned()
        .collect();
    let Some(other) = random.pick(&others) else { return };
    rename_in(schema, origins, table, "swap aside");
    rename_in(schema, origins, other, &table.name);
    rename_in(schema, origins, &table.sibling("swap aside"), &other.name);
}

/// The table goes to another schema.
pub(super) fn relocate(
    random: &mut Random,
    schema: &mut Schema,
    origins: &mut Origins,
    table: &QName,
) {
    let spaces: Vec<Option<String>> =
        schema.namespaces.iter().cloned().map(Some).chain([None]).collect();
    let to = random.one(&spaces);
    // A sequence that a column owns goes along, and so does every text that names it.
    let owns = |key: &SettingKey| matches!(key, SettingKey::ColumnSequence(_));
    if to == table.schema || schema.tables[table].settings.keys().any(owns) {
        return;
    }
    let target = QName { schema: to.clone(), name: table.name.clone() };
    let op = Op::MoveTable { from: table.clone(), to };
    let moved = rename_to(schema, origins, table, &op, &target);
    if moved && random.chance(40) {
        rename(random, schema, origins, &target);
    }
}

pub(super) fn comment_on(random: &mut Random, schema: &mut Schema, table: &QName) {
    let text = comment(random, 60);
    schema.tables.get_mut(table).expect("the table is there").comment = text;
}

pub(super) fn namespace(random: &mut Random, schema: &mut Schema) {
    let name = random.one(&["auth", "Odd schema", "later"]).to_owned();
    let is_empty = schema
        .tables
        .keys()
        .chain(schema.enums.keys())
        .chain(schema.objects.keys().map(|id| &id.name))
        .all(|object| object.schema.as_ref() != Some(&name));
    if !schema.namespaces.contains(&name) {
        schema.namespaces.insert(name);
    } else if is_empty && random.chance(50) {
        schema.namespace_comments.remove(&name);
        schema.namespaces.remove(&name);
    } else if schema.namespace_comments.remove(&name).is_none() || random.chance(50) {
        let text = random.one(&["it's\\ a \"comment\"\n", "another"]).to_owned();
        schema.namespace_comments.insert(name, text);
    }
}
