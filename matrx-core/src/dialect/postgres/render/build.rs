use super::{RenderContext, statements};
use crate::name::Ident;
use crate::op::Op;
use crate::schema::{Index, Schema};
use crate::statement::Statement;

/// The statements that make a whole schema where nothing is: schemas, enum types, tables, indexes,
/// and the foreign keys last, so that their order does not matter.
pub fn build(schema: &Schema, to: &RenderContext) -> Vec<Statement> {
    let Schema { namespaces, enums, tables } = schema;
    let mut made = Vec::new();
    for name in namespaces {
        // PostgreSQL makes the schema `public` with each database, and an extension may have made
        // its own.
        made.push(Statement::transactional(format!("CREATE SCHEMA IF NOT EXISTS {}", Ident(name))));
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
    made
}
