//! The only place that sends SQL made at run time.
//!
//! Everything goes by the simple protocol: no prepared statement is left behind, and a pooler
//! between us and the server cannot mix ours up with another client's.

use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{AssertSqlSafe, Executor};

use super::DbError;

/// Runs one command, or several separated by semicolons, which outside of a transaction block then
/// share an implicit one.
///
/// Names and values in `sql` come from [`Ident`](crate::name::Ident) and
/// [`Literal`](crate::name::Literal) alone.
pub async fn execute(conn: &mut PgConnection, doing: &str, sql: &str) -> Result<(), DbError> {
    conn.execute(sqlx::raw_sql(AssertSqlSafe(sql)))
        .await
        .map(|_| ())
        .map_err(|error| DbError::new(doing, sql, error))
}

/// Runs one query and returns its rows, all values in text form.
pub async fn fetch(conn: &mut PgConnection, doing: &str, sql: &str) -> Result<Vec<PgRow>, DbError> {
    conn.fetch_all(sqlx::raw_sql(AssertSqlSafe(sql)))
        .await
        .map_err(|error| DbError::new(doing, sql, error))
}
