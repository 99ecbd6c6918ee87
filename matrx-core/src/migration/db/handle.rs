use std::time::Duration;

use sqlx::postgres::PgRow;
use sqlx::{Decode, PgConnection, Postgres, SqlSafeStr, Type};

use super::{Arguments, Call, call};

/// How long a call may take unless it says otherwise.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// The database, as the code of a migration sees it: commands with bound arguments, each with a
/// timeout ([`DEFAULT_TIMEOUT`] unless [`Call::timeout`] says otherwise).
///
/// Arguments are a tuple: `db.execute("UPDATE posts SET slug = $1 WHERE id = $2", (slug, id))`.
#[derive(Debug)]
pub struct MigrationDb {
    pub(super) conn: PgConnection,
    /// The `statement_timeout` that the session has by our doing.
    pub(super) in_force: Option<Duration>,
}

impl MigrationDb {
    /// Over a connection, which it owns: a run wraps its connection once, and lends the wrapped one
    /// to each code step.
    pub fn new(conn: PgConnection) -> Self {
        Self { conn, in_force: None }
    }

    /// The connection, for what this type has no method for. No timeout watches over it.
    pub fn connection(&mut self) -> &mut PgConnection {
        // whoever has it may change the session's settings
        self.in_force = None;
        &mut self.conn
    }

    /// The connection back.
    pub fn into_connection(self) -> PgConnection {
        self.conn
    }

    /// Runs one command; yields how many rows it has touched.
    pub fn execute(&mut self, sql: impl SqlSafeStr, arguments: impl Arguments) -> Call<'_, u64> {
        Call::new(self, sql.into_sql_str(), vec![arguments.encode()], call::execute)
    }

    /// Runs one command once for each set of arguments; yields how many rows were touched together.
    pub fn execute_many<A: Arguments>(
        &mut self,
        sql: impl SqlSafeStr,
        sets: impl IntoIterator<Item = A>,
    ) -> Call<'_, u64> {
        let sets = sets.into_iter().map(Arguments::encode).collect();
        Call::new(self, sql.into_sql_str(), sets, call::execute)
    }

    /// All rows of a query.
    pub fn fetch(
        &mut self,
        sql: impl SqlSafeStr,
        arguments: impl Arguments,
    ) -> Call<'_, Vec<PgRow>> {
        Call::new(self, sql.into_sql_str(), vec![arguments.encode()], call::fetch)
    }

    /// The first row of a query, which must have one.
    pub fn fetch_one(
        &mut self,
        sql: impl SqlSafeStr,
        arguments: impl Arguments,
    ) -> Call<'_, PgRow> {
        Call::new(self, sql.into_sql_str(), vec![arguments.encode()], call::fetch_one)
    }

    /// The first value of the first row of a query, which must have one.
    pub fn fetch_val<T>(&mut self, sql: impl SqlSafeStr, arguments: impl Arguments) -> Call<'_, T>
    where
        T: for<'r> Decode<'r, Postgres> + Type<Postgres> + Send + 'static,
    {
        Call::new(self, sql.into_sql_str(), vec![arguments.encode()], call::fetch_val)
    }

    /// Runs `code`, and gives the session its `statement_timeout` back. After an error in a
    /// transaction the server takes no command; then the rollback restores it.
    pub(crate) async fn restoring<T, E: From<sqlx::Error>>(
        &mut self,
        code: impl AsyncFnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let before: String =
            sqlx::query_scalar("SELECT pg_catalog.current_setting('statement_timeout')")
                .persistent(false)
                .fetch_one(self.connection())
                .await?;
        let value = code(self).await?;
        sqlx::query("SELECT pg_catalog.set_config('statement_timeout', $1, false)")
            .bind(before)
            .persistent(false)
            .execute(self.connection())
            .await?;
        Ok(value)
    }
}
