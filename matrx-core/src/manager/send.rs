//! The only place of the managers that sends statements.

use std::pin::Pin;

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::{AssertSqlSafe, PgExecutor, Postgres, SqlSafeStr, SqlStr};

use super::{Binder, Managed};

/// What comes back once it is awaited; nothing is sent before.
pub type Answer<'e, T> = Pin<Box<dyn Future<Output = Result<T, sqlx::Error>> + Send + 'e>>;

type Query = sqlx::query::Query<'static, Postgres, PgArguments>;

/// A statement with its arguments. Names in it come from [`Ident`](crate::name::Ident) alone, and
/// values are arguments.
pub(super) struct Statement {
    sql: SqlStr,
    binder: Binder,
    /// Whether sqlx keeps it prepared: not where its text is hardly ever the same again.
    persistent: bool,
}

impl Statement {
    pub(super) fn new(sql: String, binder: Binder) -> Self {
        Self { sql: AssertSqlSafe(sql).into_sql_str(), binder, persistent: true }
    }

    pub(super) fn fixed(sql: &'static str, binder: Binder) -> Self {
        Self { sql: sql.into_sql_str(), binder, persistent: true }
    }

    pub(super) fn once(mut self) -> Self {
        self.persistent = false;
        self
    }

    fn query(self) -> Result<Query, sqlx::Error> {
        let arguments = self.binder.finish().map_err(sqlx::Error::Encode)?;
        Ok(sqlx::query_with(self.sql, arguments).persistent(self.persistent))
    }

    pub(super) fn all<'e>(self, executor: impl PgExecutor<'e> + 'e) -> Answer<'e, Vec<PgRow>> {
        match self.query() {
            Ok(query) => executor.fetch_all(query),
            Err(error) => failed(error),
        }
    }

    fn first<'e>(self, executor: impl PgExecutor<'e> + 'e) -> Answer<'e, Option<PgRow>> {
        match self.query() {
            Ok(query) => executor.fetch_optional(query),
            Err(error) => failed(error),
        }
    }

    pub(super) fn optional<'e, M: Managed>(
        self,
        executor: impl PgExecutor<'e> + 'e,
    ) -> Answer<'e, Option<M>> {
        let answer = self.first(executor);
        Box::pin(async move { answer.await?.map(|row| M::from_server(&row)).transpose() })
    }

    pub(super) fn one<'e, M: Managed>(self, executor: impl PgExecutor<'e> + 'e) -> Answer<'e, M> {
        let answer = self.first(executor);
        Box::pin(async move { M::from_server(&answer.await?.ok_or(sqlx::Error::RowNotFound)?) })
    }

    pub(super) fn value<'e, T>(self, executor: impl PgExecutor<'e> + 'e) -> Answer<'e, T>
    where
        T: for<'r> sqlx::Decode<'r, Postgres> + sqlx::Type<Postgres> + Send + 'e,
    {
        let answer = self.first(executor);
        Box::pin(async move {
            let row = answer.await?.ok_or(sqlx::Error::RowNotFound)?;
            sqlx::Row::try_get(&row, 0)
        })
    }

    pub(super) fn affected<'e>(self, executor: impl PgExecutor<'e> + 'e) -> Answer<'e, u64> {
        let answer = match self.query() {
            Ok(query) => executor.execute(query),
            Err(error) => failed(error),
        };
        Box::pin(async move { Ok(answer.await?.rows_affected()) })
    }
}

fn failed<'e, T: Send + 'e>(error: sqlx::Error) -> Answer<'e, T> {
    Box::pin(async move { Err(error) })
}

pub(super) fn records<M: Managed>(rows: &[PgRow]) -> Result<Vec<M>, sqlx::Error> {
    rows.iter().map(M::from_server).collect()
}
