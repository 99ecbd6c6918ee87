//! Changes of columns.

use matrx_core::name::{Ident, QName};
use matrx_core::op::Op;
use matrx_core::schema::{Column, ColumnValue, Expr, IndexKey, Schema, Table};

use super::build::comment;
use super::change::{Origins, prune};
use super::parts;
use super::random::Random;
use super::vocabulary::{self as words, COLUMNS, INTEGERS};

fn any(random: &mut Random, schema: &Schema, table: &QName) -> Option<Column> {
    random.pick(&schema.tables[table].columns).cloned()
}

fn column_mut<'a>(schema: &'a mut Schema, table: &QName, name: &str) -> &'a mut Column {
    let table = schema.tables.get_mut(table).expect("the table is there");
    table.column_mut(name).expect("the column is there")
}

/// Whether a text may speak of a column.
fn mentions(text: &str, column: &str) -> bool {
    text.contains(&Ident(column).to_string())
}

fn is_generated(column: &Column) -> bool {
    matches!(column.value, ColumnValue::Generated(_) | ColumnValue::Virtual(_))
}

/// The columns that are generated from this one.
fn generated_from(table: &Table, name: &str) -> Vec<String> {
    let from = |column: &&Column| match &column.value {
        ColumnValue::Generated(expr) | ColumnValue::Virtual(expr) => mentions(&expr.0, name),
        ColumnValue::None | ColumnValue::Default(_) | ColumnValue::Identity(_) => false,
    };
    let others = table.columns.iter().filter(|column| column.name != name);
    others.filter(from).map(|column| column.name.clone()).collect()
}

pub(super) fn drop(random: &mut Random, schema: &mut Schema, origins: &mut Origins, table: &QName) {
    let Some(column) = any(random, schema, table) else { return };
    let mut lost = generated_from(&schema.tables[table], &column.name);
    lost.push(column.name);
    for name in lost {
        let op = Op::DropColumn { table: table.clone(), name: name.clone(), was: None };
        op.apply(schema).expect("nothing is generated from it any more");
        origins.columns.entry(table.clone()).or_default().remove(&name);
        prune(schema);
    }
}

fn rename_to(schema: &mut Schema, origins: &mut Origins, table: &QName, from: &str, to: &str) {
    let op = Op::RenameColumn { table: table.clone(), from: from.to_owned(), to: to.to_owned() };
    op.apply(schema).expect("the name is free");
    let own = origins.columns.entry(table.clone()).or_default();
    if let Some(origin) = own.remove(from) {
        own.insert(to.to_owned(), origin);
    }
}

pub(super) fn rename(
    random: &mut Random,
    schema: &mut Schema,
    origins: &mut Origins,
    table: &QName,
) {
    let Some(column) = any(random, schema, table) else { return };
    let to = random.one(COLUMNS);
    if schema.tables[table].column(to).is_none() {
        rename_to(schema, origins, table, &column.name, to);
    }
}

/// Two columns exchange their names.
pub(super) fn swap(random: &mut Random, schema: &mut Schema, origins: &mut Origins, table: &QName) {
    let names: Vec<String> = schema.tables[table].columns.iter().map(|c| c.name.clone()).collect();
    let chosen = random.some(&names, 2);
    if let [one, other] = chosen.as_slice() {
        rename_to(schema, origins, table, one, "swap aside");
        rename_to(schema, origins, table, other, one);
        rename_to(schema, origins, table, "swap aside", other);
    }
}

pub(super) fn retype(random: &mut Random, schema: &mut Schema, table: &QName) {
    let Some(column) = any(random, schema, table) else { return };
    if is_generated(&column) {
        return;
    }
    let ty = words::any_type(random, schema);
    set_type(random, schema, table, &column.name, &ty);
}

/// The columns of a foreign key change their type on both sides.
pub(super) fn retype_key(random: &mut Random, schema: &mut Schema) {
    let tables = schema.tables.values();
    let keys: Vec<(QName, matrx_core::schema::ForeignKey)> = tables
        .flat_map(|table| table.foreign_keys.values().map(|key| (table.name.clone(), key.clone())))
        .collect();
    let Some((table, key)) = random.pick(&keys) else { return };
    let (Some(own), Some(other)) = (key.columns.first(), key.referenced_columns.first()) else {
        return;
    };
    let ty = random.one(INTEGERS);
    for (table, column) in [(table, own), (&key.references, other)] {
        let found = schema.tables[table].column(column);
        if found.is_none_or(is_generated) {
            return;
        }
    }
    for (table, column) in [(table, own), (&key.references, other)] {
        if schema.tables[table].column(column).is_some_and(|column| !is_generated(column)) {
            set_type(random, schema, table, column, ty);
            column_mut(schema, table, column).ty.collation = None;
        }
    }
}

/// Another type; what does not fit it any more goes or is made to fit.
fn set_type(random: &mut Random, schema: &mut Schema, table: &QName, name: &str, ty: &str) {
    let was = schema.tables[table].column(name).expect("the column is there").clone();
    let collation = parts::collation(random, schema, ty);
    if was.ty.name == ty && was.ty.collation == collation {
        return;
    }
    let mut column = Column { value: ColumnValue::None, ..was.clone() };
    ty.clone_into(&mut column.ty.name);
    column.ty.collation = collation;
    let integers = [was.ty.name.as_str(), ty].iter().all(|ty| INTEGERS.contains(ty));
    if integers && random.chance(70) {
        column.value = was.value;
    } else {
        column.value = parts::value(random, schema, &column);
        if matches!(column.value, ColumnValue::Identity(_)) {
            column.nullable = false;
        }
    }
    *column_mut(schema, table, name) = column.clone();
    forget(schema, table, &column);
    for other in generated_from(&schema.tables[table], name) {
        let made = words::generated(random, schema, &column);
        let generated = column_mut(schema, table, &other);
        match made {
            Some((ty, expr)) => {
                generated.ty.name = ty;
                generated.value = ColumnValue::Generated(Expr(expr));
            }
            None => generated.value = ColumnValue::None,
        }
        let generated = generated.clone();
        forget(schema, table, &generated);
    }
}

/// Removes what may not fit the column's new type: what stays is true of any type.
fn forget(schema: &mut Schema, table: &QName, column: &Column) {
    let name = &column.name;
    let any_type = format!("({} IS NOT NULL)", Ident(name));
    let stays = |text: &str| !mentions(text, name) || text == any_type;
    let ordered = words::is_ordered(&column.ty.name);
    let table = schema.tables.get_mut(table).expect("the table is there");
    table.checks.retain(|_, check| stays(&check.expression.0));
    table.uniques.retain(|_, unique| ordered || !unique.columns.contains(name));
    table.excludes.retain(|_, exclude| !mentions(&exclude.definition.0, name));
    table.primary_key.take_if(|key| !ordered && key.columns.contains(name));
    table.indexes.retain(|_, index| {
        index.predicate.as_ref().is_none_or(|p| stays(&p.0))
            && index.columns.iter().all(|part| match &part.key {
                IndexKey::Column(key) if key == name => {
                    ordered
                        && index.method == "btree"
                        && part.operator_class.is_none()
                        && part.collation.is_none()
                }
                IndexKey::Column(_) => true,
                IndexKey::Expression(expr) => !mentions(&expr.0, name),
            })
    });
}

pub(super) fn nullable(random: &mut Random, schema: &mut Schema, table: &QName) {
    let Some(column) = any(random, schema, table) else { return };
    let found = &schema.tables[table];
    let in_key = found.primary_key.as_ref().is_some_and(|k| k.columns.contains(&column.name));
    let fixed = in_key || matches!(column.value, ColumnValue::Identity(_));
    column_mut(schema, table, &column.name).nullable = !fixed && !column.nullable;
}

pub(super) fn value(random: &mut Random, schema: &mut Schema, table: &QName) {
    let Some(column) = any(random, schema, table) else { return };
    let value = if is_generated(&column) && random.chance(50) {
        ColumnValue::None
    } else {
        parts::value(random, schema, &column)
    };
    let found = column_mut(schema, table, &column.name);
    found.nullable &= !matches!(value, ColumnValue::Identity(_));
    found.value = value;
}

/// A column becomes a generated one, or gets another expression.
pub(super) fn generated(random: &mut Random, schema: &mut Schema, table: &QName) {
    let (Some(column), Some(from)) = (any(random, schema, table), any(random, schema, table))
    else {
        return;
    };
    let used = !generated_from(&schema.tables[table], &column.name).is_empty();
    if column.name == from.name || used {
        return;
    }
    let Some((ty, expr)) = words::generated(random, schema, &from) else { return };
    let found = column_mut(schema, table, &column.name);
    found.ty.name = ty;
    found.ty.collation = None;
    found.value = ColumnValue::Generated(Expr(expr));
    let column = found.clone();
    forget(schema, table, &column);
}

pub(super) fn comment_on(random: &mut Random, schema: &mut Schema, table: &QName) {
    let Some(column) = any(random, schema, table) else { return };
    column_mut(schema, table, &column.name).comment = comment(random, 60);
}
