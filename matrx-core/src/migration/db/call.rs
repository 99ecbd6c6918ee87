use std::future::IntoFuture;
use std::pin::Pin;
use std::time::{Duration, Instant};

use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::{AssertSqlSafe, Connection as _, Decode, PgConnection, Postgres, Row, SqlStr, Type};

use super::super::step::first_words;
use super::{CallError, DEFAULT_TIMEOUT, MigrationDb};

type Running<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
type Run<T> = for<'c> fn(
    &'c mut PgConnection,
    SqlStr,
    Vec<PgArguments>,
) -> Running<'c, Result<T, sqlx::Error>>;

/// The server's `query_canceled`.
const CANCELED: &str = "57014";
/// How long after the server should have stopped a command we wait for it to say so.
const GRACE: Duration = Duration::from_secs(5);

/// A command that is about to run: `.await` it.
#[must_use = "nothing runs until it is awaited"]
pub struct Call<'a, T> {
    db: &'a mut MigrationDb,
    sql: SqlStr,
    sets: Vec<Result<PgArguments, BoxDynError>>,
    timeout: Duration,
    run: Run<T>,
}

impl<'a, T> Call<'a, T> {
    pub(super) fn new(
        db: &'a mut MigrationDb,
        sql: SqlStr,
        sets: Vec<Result<PgArguments, BoxDynError>>,
        run: Run<T>,
    ) -> Self {
        Self { db, sql, sets, timeout: DEFAULT_TIMEOUT, run }
    }

    /// How long it may take; [`Duration::ZERO`] is without limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }
}

impl<'a, T: Send + 'static> IntoFuture for Call<'a, T> {
    type Output = Result<T, CallError>;
    type IntoFuture = Running<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { db, sql, sets, timeout, run } = self;
        let command = first_words(sql.as_str());
        let sets = match sets.into_iter().collect::<Result<Vec<_>, _>>() {
            Ok(sets) => sets,
            Err(source) => {
                return Box::pin(async move { Err(CallError::Argument { source, command }) });
            }
        };
        // the server's clock runs for each command, ours for all of them
        let calls = u32::try_from(sets.len()).unwrap_or(u32::MAX);
        Box::pin(async move {
            let begun = Instant::now();
            let failed = |source: sqlx::Error, command: String| {
                let code = source.as_database_error().and_then(|error| error.code());
                // Before its time is over, it was somebody else who has stopped it.
                let is_over = !timeout.is_zero() && begun.elapsed() >= timeout;
                if is_over && code.as_deref() == Some(CANCELED) {
                    CallError::TimedOut { after: timeout, command }
                } else {
                    CallError::Failed { source, command }
                }
            };
            if let Err(source) = limit(db, timeout).await {
                return Err(failed(source, command));
            }
            let running = run(&mut db.conn, sql, sets);
            let result = if timeout.is_zero() {
                running.await
            } else {
                let most = timeout.saturating_mul(calls).saturating_add(GRACE);
                match tokio::time::timeout(most, running).await {
                    Ok(result) => result,
                    Err(_) => return Err(CallError::TimedOut { after: timeout, command }),
                }
            };
            result.map_err(|source| failed(source, command))
        })
    }
}

/// Lets the server itself stop what takes too long: a future that is dropped leaves the command
/// running, and the connection of no use.
async fn limit(db: &mut MigrationDb, timeout: Duration) -> Result<(), sqlx::Error> {
    if db.in_force == Some(timeout) {
        return Ok(());
    }
    let milliseconds = match timeout.as_millis() {
        0 if !timeout.is_zero() => 1,
        milliseconds => i32::try_from(milliseconds).unwrap_or(0),
    };
    let set = format!("SET statement_timeout = {milliseconds}");
    sqlx::raw_sql(AssertSqlSafe(set)).execute(&mut db.conn).await?;
    db.in_force = Some(timeout);
    Ok(())
}

/// Ends a command whose statement had a name. It needs one: where sqlx looks up a type between the parts of a
/// statement, the server forgets the one without a name. It may not stay: the structure changes under it.
async fn forget(conn: &mut PgConnection, failed: Option<sqlx::Error>) -> Result<(), sqlx::Error> {
    let forgotten = conn.clear_cached_statements().await;
    match failed {
        Some(error) => Err(error),
        None => forgotten,
    }
}

pub(super) fn execute(
    conn: &mut PgConnection,
    sql: SqlStr,
    sets: Vec<PgArguments>,
) -> Running<'_, Result<u64, sqlx::Error>> {
    Box::pin(async move {
        let mut rows = 0;
        let mut failed = None;
        for arguments in sets {
            match sqlx::query_with(sql.clone(), arguments).execute(&mut *conn).await {
                Ok(done) => rows += done.rows_affected(),
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            }
        }
        forget(conn, failed).await?;
        Ok(rows)
    })
}

pub(super) fn fetch(
    conn: &mut PgConnection,
    sql: SqlStr,
    sets: Vec<PgArguments>,
) -> Running<'_, Result<Vec<PgRow>, sqlx::Error>> {
    Box::pin(async move {
        let mut rows = Vec::new();
        let mut failed = None;
        for arguments in sets {
            match sqlx::query_with(sql.clone(), arguments).fetch_all(&mut *conn).await {
                Ok(more) => rows.extend(more),
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            }
        }
        forget(conn, failed).await?;
        Ok(rows)
    })
}

pub(super) fn fetch_one(
    conn: &mut PgConnection,
    sql: SqlStr,
    sets: Vec<PgArguments>,
) -> Running<'_, Result<PgRow, sqlx::Error>> {
    Box::pin(async move {
        let rows = fetch(conn, sql, sets).await?;
        rows.into_iter().next().ok_or(sqlx::Error::RowNotFound)
    })
}

pub(super) fn fetch_val<T>(
    conn: &mut PgConnection,
    sql: SqlStr,
    sets: Vec<PgArguments>,
) -> Running<'_, Result<T, sqlx::Error>>
where
    T: for<'r> Decode<'r, Postgres> + Type<Postgres> + Send + 'static,
{
    Box::pin(async move { fetch_one(conn, sql, sets).await?.try_get(0) })
}
