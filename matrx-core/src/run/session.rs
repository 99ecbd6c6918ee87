//! The one connection of a run, with settings of its own.
//!
//! Never a member of a pool: it is closed at the end, also after an error, so that no lock and no
//! setting outlives the run. Our own queries go over the simple protocol (no prepared statement a
//! pooler could mix up) and run with nothing but `pg_catalog` in the search path; the statements of
//! migrations run with the role's own path.

use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgConnection, PgRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, Row};

use super::server_error::{Meaning, ServerError};
use super::settings::Settings;
use crate::dialect::postgres::session::{plain, with_extensions};
use crate::name::{Ident, Literal};

/// How long one of our own queries may take, beside the time that it may wait for a lock.
const OWN_QUERY: Duration = Duration::from_secs(60);

/// Whether a session may write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// The server itself refuses every write.
    Read,
    Write,
}

/// What the server said about itself when the session began.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub(crate) major: u32,
    pub(crate) backend: i32,
    pub(crate) role: String,
    pub(crate) database: String,
    pub(crate) in_recovery: bool,
    pub(crate) read_only: bool,
    /// How many entries the lock table surely has.
    pub(crate) lock_entries: u64,
}

/// An open connection and what it takes to restore its settings.
pub(crate) struct Session {
    conn: Option<PgConnection>,
    pub(crate) access: Access,
    pub(crate) facts: Facts,
    /// The search path of the statements of migrations.
    user_path: String,
    /// The settings of this session, as SQL.
    settings: String,
    /// How long one of our own queries may take before the connection counts as lost.
    patience: Duration,
}

/// The search path of our own statements.
const OWN_PATH: &str = "pg_catalog, pg_temp";

impl Session {
    /// Connects, retrying while the server has no room, and sets the session up.
    pub(crate) async fn connect(
        options: &PgConnectOptions,
        settings: &Settings,
        run: &str,
        access: Access,
    ) -> Result<Self, ServerError> {
        let options =
            plain(options).application_name(&application_name(run)).disable_statement_logging();
        let begun = Instant::now();
        let mut pause = Duration::from_millis(50);
        let mut conn = loop {
            let left = settings.connect_wait.saturating_sub(begun.elapsed());
            let attempt = tokio::time::timeout(
                left.max(Duration::from_secs(1)),
                PgConnection::connect_with(&options),
            );
            let error = match attempt.await {
                Ok(Ok(conn)) => break conn,
                Ok(Err(error)) => ServerError::from(error),
                Err(_) => {
                    return Err(ServerError::connection_lost("the server did not answer in time"));
                }
            };
            if error.meaning() != Meaning::NotNow || begun.elapsed() + pause > settings.connect_wait
            {
                return Err(error);
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_secs(1));
        };
        Self::set_up(&mut conn, settings, access).await.map(|(facts, user_path, sql)| Self {
            conn: Some(conn),
            access,
            facts,
            user_path,
            settings: sql,
            patience: OWN_QUERY + settings.lock_timeout,
        })
    }

    async fn set_up(
        conn: &mut PgConnection,
        settings: &Settings,
        access: Access,
    ) -> Result<(Facts, String, String), ServerError> {
        let major = conn.server_version_num().unwrap_or(130_000) / 10_000;
        let facts = facts_query(&settings.default_schema);
        let full = session_sql(settings, access, major, Network::Watched);
        let plain = session_sql(settings, access, major, Network::Unwatched);
        // The network settings are not known to every build of the server.
        let (row, sql) = match simple(conn, format!("{facts};\n{full}")).await {
            Ok(rows) => (rows, full),
            Err(error) if error.meaning() == Meaning::Refused => {
                (simple(conn, format!("{facts};\n{plain}")).await?, plain)
            }
            Err(error) => return Err(error),
        };
        let row = row.first().ok_or_else(|| ServerError::other("the server sent no settings"))?;
        let facts = Facts {
            major,
            backend: row.try_get(0)?,
            role: row.try_get(1)?,
            database: row.try_get(2)?,
            in_recovery: row.try_get(3)?,
            read_only: row.try_get(4)?,
            lock_entries: u64::try_from(row.try_get::<i64, _>(5)?).unwrap_or_default(),
        };
        let user_path = match &settings.search_path {
            Some(path) => path.clone(),
            None => row.try_get(6)?,
        };
        Ok((facts, user_path, sql))
    }

    /// Runs a query of our own and reads all of its rows.
    pub(crate) async fn query(&mut self, sql: String) -> Result<Vec<PgRow>, ServerError> {
        let patience = self.patience;
        let conn = self.connection()?;
        match tokio::time::timeout(patience, simple(conn, sql)).await {
            Ok(result) => result,
            Err(_) => {
                self.conn = None;
                Err(ServerError::connection_lost("the server did not answer in time"))
            }
        }
    }

    /// Sends one statement of a migration, for as long as it takes.
    pub(crate) async fn send(&mut self, sql: &str) -> Result<(), ServerError> {
        let conn = self.connection()?;
        conn.execute(sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))).await?;
        Ok(())
    }

    /// The statement that gives a transaction the search path of migrations.
    pub(crate) fn user_path(&self) -> String {
        with_extensions(&self.user_path, true)
    }

    /// The same for what runs outside of a transaction; [`Session::reset`] takes it back.
    pub(crate) fn user_path_of_session(&self) -> String {
        with_extensions(&self.user_path, false)
    }

    /// The statements that take back, inside of a transaction, what a migration may have set, so
    /// that our own ones run as they should.
    pub(crate) fn own_path() -> String {
        format!(
            "RESET SESSION AUTHORIZATION; RESET ROLE; SET LOCAL search_path TO {OWN_PATH}; \
             SET LOCAL statement_timeout TO 0; \
             SET LOCAL row_security TO on"
        )
    }

    /// Takes back everything that a migration may have set or left in the session.
    pub(crate) async fn reset(&mut self) -> Result<(), ServerError> {
        let sql = format!(
            "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; CLOSE ALL; UNLISTEN *; \
             DISCARD TEMP; {}",
            self.settings
        );
        self.query(sql).await.map(|_| ())
    }

    /// Gives the connection away, to a code step. It is missing until [`Session::put_back`].
    pub(crate) fn lend(&mut self) -> Result<PgConnection, ServerError> {
        self.conn.take().ok_or_else(lost)
    }

    pub(crate) fn put_back(&mut self, conn: PgConnection) {
        self.conn = Some(conn);
    }

    /// Says goodbye to the server, and waits for its end of the connection at most a second.
    pub(crate) async fn close(mut self) {
        if let Some(conn) = self.conn.take() {
            let _ = tokio::time::timeout(Duration::from_secs(1), conn.close()).await;
        }
    }

    /// Cuts the connection where it stands; the server gives the statement up.
    pub(crate) async fn cut(&mut self) {
        if let Some(conn) = self.conn.take() {
            let _ = tokio::time::timeout(Duration::from_secs(1), conn.close_hard()).await;
        }
    }

    fn connection(&mut self) -> Result<&mut PgConnection, ServerError> {
        self.conn.as_mut().ok_or_else(lost)
    }
}

fn lost() -> ServerError {
    ServerError::connection_lost("the connection is closed")
}

/// What `pg_stat_activity` shows for a run.
pub(crate) fn application_name(run: &str) -> String {
    format!("matrx/{} run={run}", env!("CARGO_PKG_VERSION"))
}

async fn simple(conn: &mut PgConnection, sql: String) -> Result<Vec<PgRow>, ServerError> {
    Ok(conn.fetch_all(sqlx::raw_sql(AssertSqlSafe(sql))).await?)
}

fn facts_query(default_schema: &str) -> String {
    // The default schema stands first in the path, as where the expressions were read.
    let schema = Literal(default_schema);
    let ident = Literal(&Ident(default_schema).to_string()).to_string();
    format!(
        "SELECT pg_catalog.pg_backend_pid(), \
           CAST(current_user AS pg_catalog.text), \
           CAST(pg_catalog.current_database() AS pg_catalog.text), \
           pg_catalog.pg_is_in_recovery(), \
           CAST(pg_catalog.current_setting('default_transaction_read_only') AS pg_catalog.bool), \
           CAST(pg_catalog.current_setting('max_locks_per_transaction') AS pg_catalog.int8) \
             OPERATOR(pg_catalog.*) \
             (CAST(pg_catalog.current_setting('max_connections') AS pg_catalog.int8) \
               OPERATOR(pg_catalog.+) CAST(pg_catalog.current_setting('max_prepared_transactions') \
               AS pg_catalog.int8)), \
           CASE WHEN CAST({schema} AS pg_catalog.name) OPERATOR(pg_catalog.=) \
                  (pg_catalog.current_schemas(false))[1] \
             THEN pg_catalog.current_setting('search_path') \
             WHEN pg_catalog.current_setting('search_path') OPERATOR(pg_catalog.=) \
                  ANY (ARRAY['', '\"\"']) \
             THEN CAST({ident} AS pg_catalog.text) \
             ELSE pg_catalog.concat({ident}, ', ', pg_catalog.current_setting('search_path')) END"
    )
}

/// Whether the server is asked to watch the network for us.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Network {
    Watched,
    Unwatched,
}

fn session_sql(settings: &Settings, access: Access, major: u32, network: Network) -> String {
    // A function may come before the tables that its body speaks of, as in a dump.
    let mut sql = format!(
        "SET search_path TO {OWN_PATH}; SET lock_timeout TO {}; SET statement_timeout TO {}; \
         SET idle_in_transaction_session_timeout TO 60000; SET standard_conforming_strings TO on; \
         SET check_function_bodies TO off; SET row_security TO on",
        settings.lock_timeout.as_millis(),
        settings.statement_timeout.as_millis(),
    );
    if access == Access::Read {
        sql.push_str("; SET default_transaction_read_only TO on");
    }
    if network == Network::Watched {
        sql.push_str(
            "; SET tcp_keepalives_idle TO 10; SET tcp_keepalives_interval TO 5; \
             SET tcp_keepalives_count TO 3",
        );
        if major >= 14 {
            // A statement whose client was killed ends within half a second, and frees its locks.
            sql.push_str("; SET client_connection_check_interval TO 500");
        }
    }
    sql
}
