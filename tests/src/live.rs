//! Changes and schemas on a real server, and what the server makes of them.

use matrx_core::dialect::postgres::introspect::{Selection, introspect};
use matrx_core::dialect::postgres::normalise::{Context, normalise};
use matrx_core::dialect::postgres::proof::differences;
use matrx_core::dialect::postgres::render::{RenderContext, statements};
use matrx_core::diff::{Answers, diff};
use matrx_core::op::Op;
use matrx_core::schema::Schema;
use matrx_core::statement::{Mode, Statement};
use sqlx::PgConnection;

/// The statements of changes, for the server that the tests have.
pub fn rendered(ops: &[Op]) -> Vec<Statement> {
    ops.iter().flat_map(|op| statements(op, &RenderContext::default())).collect()
}

/// Runs each statement that must be alone by itself, the others together.
pub async fn execute(conn: &mut PgConnection, statements: &[Statement]) -> Result<(), String> {
    execute_between(conn, statements, "").await
}

/// The same with a command after each that shares its transaction: an extension that comes changes
/// the search path under which the next one is read.
pub async fn execute_between(
    conn: &mut PgConnection,
    statements: &[Statement],
    between: &str,
) -> Result<(), String> {
    for group in statements
        .chunk_by(|one, next| one.mode == Mode::Transactional && next.mode == Mode::Transactional)
    {
        let texts: Vec<&str> = group.iter().map(|one| one.sql.as_str()).collect();
        let script = texts.join(&format!(";\n{between}"));
        sqlx::raw_sql(sqlx::AssertSqlSafe(script.clone()))
            .execute(&mut *conn)
            .await
            .map_err(|why| format!("{why}\n{script}"))?;
    }
    Ok(())
}

/// The schemas' objects as introspection finds them.
pub async fn read(conn: &mut PgConnection, what: &Selection) -> Result<Schema, String> {
    Ok(introspect(conn, what).await.map_err(|why| why.to_string())?.schema)
}

/// A declared schema as the server spells it.
pub async fn spelled(
    conn: &mut PgConnection,
    declared: &Schema,
    live: &Schema,
) -> Result<Schema, String> {
    let context = Context { default_schema: "public".to_owned(), server_major: 15 };
    normalise(conn, declared, None, live, &context).await.map_err(|why| why.to_string())
}

/// Nothing differs; if something does, what, and by which changes.
pub fn equal(when: &str, found: &Schema, expected: &Schema) -> Result<(), String> {
    let differences = differences(found, expected);
    if differences.is_empty() {
        return Ok(());
    }
    let changes = diff(found, expected, &Answers::default());
    Err(format!("{when}: {}\n{changes:#?}", differences.join("; ")))
}
