//! Changes of enum types.

use matrx_core::name::{Literal, QName};
use matrx_core::op::Op;
use matrx_core::schema::{ColumnValue, IndexKey, Schema, Table};

use super::build::{comment, free_name, is_free};
use super::change::Origins;
use super::random::Random;
use super::vocabulary::{VALUES, enum_of};

fn any(random: &mut Random, schema: &Schema) -> Option<QName> {
    let names: Vec<QName> = schema.enums.keys().cloned().collect();
    random.pick(&names).cloned()
}

pub(super) fn rename(random: &mut Random, schema: &mut Schema, origins: &mut Origins) {
    let (Some(from), Some(to)) = (any(random, schema), free_name(random, schema)) else { return };
    let target = from.sibling(&to.name);
    if !is_free(schema, &target) {
        return;
    }
    rename_to(schema, origins, &from, &target);
}

fn rename_to(schema: &mut Schema, origins: &mut Origins, from: &QName, to: &QName) {
    let op = Op::RenameEnum { from: from.clone(), to: to.name.clone() };
    op.apply(schema).expect("the name is free");
    if let Some(origin) = origins.enums.remove(from) {
        origins.enums.insert(to.clone(), origin);
    }
    if let Some(values) = origins.values.remove(from) {
        origins.values.insert(to.clone(), values);
    }
}

/// Two enums of one schema exchange their names.
pub(super) fn swap(random: &mut Random, schema: &mut Schema, origins: &mut Origins) {
    let names: Vec<QName> = schema.enums.keys().cloned().collect();
    let [one, other] = random.some(&names, 2).try_into().unwrap_or_else(|_| {
        let nothing = QName::new("");
        [nothing.clone(), nothing]
    });
    if one.schema != other.schema || one == other {
        return;
    }
    let aside = one.sibling("swap aside");
    rename_to(schema, origins, &one, &aside);
    rename_to(schema, origins, &other, &one);
    rename_to(schema, origins, &aside, &other);
}

pub(super) fn drop(random: &mut Random, schema: &mut Schema, origins: &mut Origins) {
    let Some(name) = any(random, schema) else { return };
    for value in schema.enums[&name].values.clone() {
        forget_value(schema, &name, &value);
    }
    for table in schema.tables.values_mut() {
        forget_type(table, &name);
    }
    schema.enums.remove(&name);
    origins.enums.remove(&name);
    origins.values.remove(&name);
}

/// Its columns become texts, and what depends on their type goes.
fn forget_type(table: &mut Table, name: &QName) {
    let text = name.to_string();
    let is_it = |ty: &str| ty.trim_end_matches("[]") == text;
    let lost: Vec<String> =
        table.columns.iter().filter(|c| is_it(&c.ty.name)).map(|c| c.name.clone()).collect();
    for column in table.columns.iter_mut().filter(|column| lost.contains(&column.name)) {
        let array = column.ty.name.ends_with("[]");
        column.ty.name = if array { "text[]".to_owned() } else { "text".to_owned() };
        column.value = ColumnValue::None;
    }
}

pub(super) fn comment_on(random: &mut Random, schema: &mut Schema) {
    let Some(name) = any(random, schema) else { return };
    let text = comment(random, 60);
    schema.enums.get_mut(&name).expect("the enum is there").comment = text;
}

pub(super) fn add_value(random: &mut Random, schema: &mut Schema) {
    let Some(name) = any(random, schema) else { return };
    let values = &mut schema.enums.get_mut(&name).expect("the enum is there").values;
    let value = random.one(VALUES).to_owned();
    if !values.contains(&value) {
        let at = random.below(values.len() + 1);
        values.insert(at, value);
    }
}

pub(super) fn rename_value(random: &mut Random, schema: &mut Schema, origins: &mut Origins) {
    let Some(name) = any(random, schema) else { return };
    let values = schema.enums[&name].values.clone();
    let Some(from) = random.pick(&values).cloned() else { return };
    let to = random.one(VALUES).to_owned();
    if values.contains(&to) {
        return;
    }
    let op = Op::RenameEnumValue { name: name.clone(), from: from.clone(), to: to.clone() };
    op.apply(schema).expect("the value is free");
    let own = origins.values.entry(name).or_default();
    if let Some(origin) = own.remove(&from) {
        own.insert(to, origin);
    }
}

pub(super) fn remove_value(random: &mut Random, schema: &mut Schema, origins: &mut Origins) {
    let Some(name) = any(random, schema) else { return };
    let values = schema.enums[&name].values.clone();
    let Some(value) = random.pick(&values).cloned() else { return };
    if values.len() < 2 {
        return;
    }
    forget_value(schema, &name, &value);
    schema.enums.get_mut(&name).expect("the enum is there").values.retain(|v| *v != value);
    origins.values.entry(name).or_default().remove(&value);
}

pub(super) fn reorder(random: &mut Random, schema: &mut Schema) {
    let Some(name) = any(random, schema) else { return };
    schema.enums.get_mut(&name).expect("the enum is there").values.reverse();
}

/// Whatever mentions the value goes.
fn forget_value(schema: &mut Schema, name: &QName, value: &str) {
    let constant = format!("{}::{name}", Literal(value));
    let enums = schema.enums.clone();
    let known = Schema { enums, ..Schema::default() };
    for table in schema.tables.values_mut() {
        for column in &mut table.columns {
            let of_type = enum_of(&known, &column.ty.name).is_some_and(|(ty, _)| ty == name);
            if of_type
                || matches!(&column.value, ColumnValue::Default(e) if e.0.contains(&constant))
            {
                column.value = ColumnValue::None;
            }
        }
        table.checks.retain(|_, check| !check.expression.0.contains(&constant));
        table.indexes.retain(|_, index| {
            !index.predicate.as_ref().is_some_and(|p| p.0.contains(&constant))
                && !index.columns.iter().any(|part| match &part.key {
                    IndexKey::Column(_) => false,
                    IndexKey::Expression(expr) => expr.0.contains(&constant),
                })
        });
    }
}
