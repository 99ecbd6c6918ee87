use super::{RenderContext, statements};
use crate::dialect::postgres::session;
use crate::diff::{Answers, diff};
use crate::name::Ident;
use crate::op::Op;
use crate::plan;
use crate::schema::{Index, Schema};
use crate::statement::Statement;

/// The statements that make a whole schema where nothing is.
pub fn build(schema: &Schema, to: &RenderContext) -> Vec<Statement> {
    // What is said as SQL may lean on anything, and anything on it: then the order is found as it
    // is for a migration.
    let ordered = || {
        let mut schema = schema.clone();
        // The structure alone; those who may use it may not even be known there.
        schema.objects.values_mut().for_each(|object| object.grants.clear());
        let ops = diff(&Schema::default(), &schema, &Answers::default()).ok()?;
        plan::order(ops).ok()
    };
    let leans = !schema.objects.is_empty()
        || schema.has_heirs()
        || schema.tables.values().any(|table| table.partition().is_some());
    match leans.then(ordered).flatten() {
        Some(ops) => ops.iter().flat_map(|op| followed(op, to)).collect(),
        None => in_parts(schema, to),
    }
}

/// A change, and the search path with the extension that it made: the default values of tables name
/// what an extension brought without its schema.
pub(crate) fn followed(op: &Op, to: &RenderContext) -> Vec<Statement> {
    let mut all = statements(op, to);
    if op.moves_extension() {
        let path = session::search_path(&[&to.default_schema], false);
        all.push(Statement::transactional(path));
    }
    all
}

/// Schemas, enum types, tables, indexes, and the foreign keys last, so that their order does not
/// matter; then the objects as they come.
fn in_parts(schema: &Schema, to: &RenderContext) -> Vec<Statement> {
    let Schema { namespaces, namespace_comments, enums, tables, objects } = schema;
    let mut made = Vec::new();
    for name in namespaces {
        // PostgreSQL makes the schema `public` with each database, and an extension may have made
        // its own.
        made.push(Statement::transactional(format!("CREATE SCHEMA IF NOT EXISTS {}", Ident(name))));
    }
    for (name, text) in namespace_comments {
        let op = Op::SetSchemaComment { name: name.clone(), was: None, to: Some(text.clone()) };
        made.extend(statements(&op, to));
    }
    for ty in enums.values() {
        made.extend(statements(&Op::CreateEnum { ty: ty.clone() }, to));
    }
    for table in tables.values() {
        made.extend(statements(&Op::CreateTable { table: table.bare() }, to));
        for index in table.indexes.values() {
            let index = Index { concurrently: false, ..index.clone() };
            made.extend(statements(&Op::CreateIndex { table: table.name.clone(), index }, to));
        }
    }
    for table in tables.values() {
        for key in table.foreign_keys.values() {
            let op = Op::AddForeignKey { table: table.name.clone(), key: key.clone() };
            made.extend(statements(&op, to));
        }
        for (key, value) in table.later_settings() {
            let op = Op::SetTableSetting {
                table: table.name.clone(),
                key: key.clone(),
                was: None,
                to: Some(value.clone()),
            };
            made.extend(statements(&op, to));
        }
    }
    for object in objects.values() {
        made.extend(statements(&Op::CreateObject { object: object.clone() }, to));
    }
    made
}
