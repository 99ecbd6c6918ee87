//! The lock of a history: an advisory lock, polled.
//!
//! A blocking `pg_advisory_lock` holds a snapshot while it waits, and `CREATE INDEX CONCURRENTLY`
//! waits for every snapshot: two runners would wait for each other for ever. So it is tried, again
//! and again, with no transaction open in between.

use std::fmt;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};
use sqlx::Row;

use super::event::Event;
use super::history::{History, MIGRATIONS_TABLE};
use super::server_error::{ServerError, printable};
use super::session::Session;
use super::settings::Settings;

/// A session that is in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The process id of its backend, for `pg_terminate_backend`.
    pub pid: i32,
    /// What it calls itself.
    pub application: String,
    /// Where it comes from.
    pub client: String,
    /// How long it has been connected, or in its transaction.
    pub age: Duration,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "process {}", self.pid)?;
        if !self.application.is_empty() {
            write!(f, " ({})", self.application)?;
        }
        write!(f, " from {}, for {} s", self.client, self.age.as_secs())
    }
}

/// What came of waiting.
pub(crate) enum Outcome {
    Taken,
    /// Another session still holds it.
    Held {
        holder: Option<Holder>,
        waited: Duration,
    },
}

/// The key of the lock: it differs between histories, so that two applications in one database do
/// not wait for each other.
pub(crate) fn key(history: &History) -> i64 {
    let mut hash = Sha256::new();
    for part in ["matrx", &history.schema, MIGRATIONS_TABLE] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(bytes)
}

/// Polls the lock until it is taken or the time is over.
pub(crate) async fn take(
    session: &mut Session,
    history: &History,
    settings: &Settings,
    run: &str,
) -> Result<Outcome, ServerError> {
    let key = key(history);
    let begun = Instant::now();
    let mut pause = Duration::from_millis(25);
    let mut told = None;
    for attempt in 0_u64.. {
        let rows = session.query(format!("SELECT pg_try_advisory_lock({key})")).await?;
        if rows.first().map(|row| row.try_get(0)).transpose()? == Some(true) {
            return Ok(Outcome::Taken);
        }
        let waited = begun.elapsed();
        let due = told.is_none_or(|last: Duration| waited - last > Duration::from_secs(5));
        if due || waited >= settings.lock_wait {
            let holder = holder(session, key).await?;
            if waited >= settings.lock_wait {
                return Ok(Outcome::Held { holder, waited });
            }
            settings.tell(&Event::Waiting { holder, waited });
            told = Some(waited);
        }
        let left = settings.lock_wait.saturating_sub(begun.elapsed());
        tokio::time::sleep(jitter(pause, run, attempt).min(left)).await;
        pause = (pause * 3 / 2).min(Duration::from_millis(500));
    }
    Ok(Outcome::Held { holder: None, waited: begun.elapsed() })
}

/// Between half of the pause and all of it, so that many runners do not knock at once.
pub(crate) fn jitter(pause: Duration, run: &str, attempt: u64) -> Duration {
    let digest = Sha256::digest(format!("{run} {attempt}"));
    pause.mul_f64(0.5 + f64::from(digest[0]) / 512.0)
}

/// The columns of a [`Holder`] out of `pg_stat_activity AS a`; `since` is the beginning of its age.
pub(crate) fn holder_columns(since: &str) -> String {
    format!(
        "a.pid, coalesce(a.application_name, ''), \
         coalesce(CAST(a.client_addr AS text), 'this machine'), \
         greatest(coalesce(CAST(extract(epoch FROM clock_timestamp() - {since}) AS bigint), 0), 0)"
    )
}

pub(crate) fn decode_holder(row: &sqlx::postgres::PgRow) -> Result<Holder, ServerError> {
    Ok(Holder {
        pid: row.try_get(0)?,
        application: printable(&row.try_get::<String, _>(1)?),
        client: printable(&row.try_get::<String, _>(2)?),
        age: Duration::from_secs(u64::try_from(row.try_get::<i64, _>(3)?).unwrap_or_default()),
    })
}

/// The session that holds the lock.
pub(crate) async fn holder(session: &mut Session, key: i64) -> Result<Option<Holder>, ServerError> {
    let rows = session
        .query(format!("SELECT {} {}", holder_columns("a.backend_start"), holding(key)))
        .await?;
    rows.first().map(decode_holder).transpose()
}

/// Ends the session of this process, if it holds the lock; that session, if it did.
pub(crate) async fn end(
    session: &mut Session,
    key: i64,
    pid: i32,
) -> Result<Option<Holder>, ServerError> {
    // The function is called for what the query has found, and for nothing that it has yet to look at.
    let rows = session
        .query(format!(
            "WITH found AS MATERIALIZED (SELECT {} {} AND a.pid = {pid}) \
             SELECT found.*, pg_terminate_backend(found.pid) FROM found",
            holder_columns("a.backend_start"),
            holding(key)
        ))
        .await?;
    rows.first().map(decode_holder).transpose()
}

/// `FROM pg_stat_activity AS a`, as far as it holds the lock.
fn holding(key: i64) -> String {
    // pg_locks shows the upper half of the key as classid and the lower as objid.
    format!(
        "FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid \
         WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 \
           AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) \
           AND (CAST(CAST(l.classid AS bigint) AS bit(64)) << 32 \
                | CAST(CAST(l.objid AS bigint) AS bit(64))) = CAST({key} AS bit(64))"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_history_has_a_key_of_its_own() {
        let key = |schema: &str| key(&History { schema: schema.to_owned() });
        assert_ne!(key("public"), key("audit"));
        assert_eq!(key("public"), key("public"));
    }

    #[test]
    fn jitter_stays_within_half_and_whole() {
        for attempt in 0..200 {
            let pause = jitter(Duration::from_millis(100), "run", attempt);
            assert!((50..=100).contains(&pause.as_millis()), "{pause:?}");
        }
    }
}
