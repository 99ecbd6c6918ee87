//! The rows of the present state.

use std::time::{Duration, SystemTime};

use sqlx::Row;
use sqlx::postgres::PgRow;

use super::History;
use crate::migration::MigrationKey;
use crate::name::Literal;
use crate::run::server_error::ServerError;
use crate::run::session::Session;

/// How far a migration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// All of it is applied.
    Applied,
    /// Some of its steps are applied; `migrate` goes on with the rest.
    Applying,
    /// Some of its steps are rolled back; `rollback` goes on with the rest.
    Reverting,
}

impl State {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            State::Applied => "applied",
            State::Applying => "applying",
            State::Reverting => "reverting",
        }
    }
}

/// A row of `_matrx_migrations`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which migration.
    pub key: MigrationKey,
    /// The checksum that its file had.
    pub checksum: String,
    /// Its title.
    pub message: String,
    /// Its place in the order in which migrations were applied.
    pub position: i64,
    /// How far it is.
    pub state: State,
    /// How many of its steps are done, in the direction of `state`.
    pub steps_done: usize,
    /// How many steps it has.
    pub steps: usize,
    /// Whether a step outside of a transaction was running when the row was written.
    pub step_running: bool,
    /// A hash over the texts of the steps that are done.
    pub steps_hash: String,
    /// The run that wrote the row.
    pub run_id: String,
    /// When it was applied, by the server's clock.
    pub applied_at: SystemTime,
    /// How long it took.
    pub duration: Duration,
}

const COLUMNS: &str = "module, name, checksum, message, position, state, steps_done, steps, \
     step_running, steps_hash, run_id, \
     CAST(floor(extract(epoch FROM applied_at) * 1000000) AS bigint), duration_us";

fn decode(row: &PgRow) -> Result<Entry, ServerError> {
    let state: String = row.try_get(5)?;
    let count = |index: usize| -> Result<usize, ServerError> {
        Ok(usize::try_from(row.try_get::<i32, _>(index)?).unwrap_or_default())
    };
    let micros = |index: usize| -> Result<Duration, ServerError> {
        Ok(Duration::from_micros(u64::try_from(row.try_get::<i64, _>(index)?).unwrap_or_default()))
    };
    Ok(Entry {
        key: MigrationKey { krate: row.try_get(0)?, id: row.try_get(1)? },
        checksum: row.try_get(2)?,
        message: row.try_get(3)?,
        position: row.try_get(4)?,
        state: match state.as_str() {
            "applied" => State::Applied,
            "applying" => State::Applying,
            _ => State::Reverting,
        },
        steps_done: count(6)?,
        steps: count(7)?,
        step_running: row.try_get(8)?,
        steps_hash: row.try_get(9)?,
        run_id: row.try_get(10)?,
        applied_at: SystemTime::UNIX_EPOCH + micros(11)?,
        duration: micros(12)?,
    })
}

/// All rows, in the order of application.
pub(crate) async fn read(
    session: &mut Session,
    history: &History,
) -> Result<Vec<Entry>, ServerError> {
    let sql = format!("SELECT {COLUMNS} FROM {} ORDER BY position, module, name", history.table());
    session.query(sql).await?.iter().map(decode).collect()
}

/// The row of one migration.
pub(crate) async fn entry_of(
    session: &mut Session,
    history: &History,
    key: &MigrationKey,
) -> Result<Option<Entry>, ServerError> {
    let sql = format!("SELECT {COLUMNS} FROM {} WHERE {}", history.table(), is(key));
    session.query(sql).await?.first().map(decode).transpose()
}

fn is(key: &MigrationKey) -> String {
    format!("module = {} AND name = {}", Literal(&key.krate), Literal(&key.id))
}

/// Whether a row is as it was read or written last.
fn stands(was: &Entry) -> String {
    format!(
        "{} AND state = '{}' AND steps_done = {} AND step_running = {} AND run_id = {}",
        is(&was.key),
        was.state.as_str(),
        was.steps_done,
        was.step_running,
        Literal(&was.run_id),
    )
}

/// The statement that writes a migration's row; it returns a row exactly if there was none before.
pub(crate) fn claim(history: &History, entry: &Entry) -> String {
    let table = history.table();
    format!(
        "INSERT INTO {table} (module, name, checksum, message, position, state, steps_done, steps, \
           step_running, steps_hash, run_id, applied_at, duration_us) \
         SELECT {}, {}, {}, {}, coalesce(max(position), 0) + 1, '{}', {}, {}, {}, {}, {}, \
           clock_timestamp(), 0 FROM {table} \
         ON CONFLICT (module, name) DO NOTHING RETURNING position",
        Literal(&entry.key.krate),
        Literal(&entry.key.id),
        Literal(&entry.checksum),
        Literal(&entry.message),
        entry.state.as_str(),
        entry.steps_done,
        entry.steps,
        entry.step_running,
        Literal(&entry.steps_hash),
        Literal(&entry.run_id),
    )
}

/// The statement that writes how far a half applied migration is; it returns a row exactly if the
/// row was still as `was` says, so that a second runner without the lock gets no further.
pub(crate) fn progress(history: &History, was: &Entry, entry: &Entry) -> String {
    format!(
        "UPDATE {} SET state = '{}', steps_done = {}, steps = {}, step_running = {}, \
           steps_hash = {}, run_id = {}, checksum = {} \
         WHERE {} RETURNING position",
        history.table(),
        entry.state.as_str(),
        entry.steps_done,
        entry.steps,
        entry.step_running,
        Literal(&entry.steps_hash),
        Literal(&entry.run_id),
        Literal(&entry.checksum),
        stands(was),
    )
}

/// The statement that marks a migration as applied; it returns a row exactly if the row stands as
/// this run wrote it.
pub(crate) fn finish(history: &History, entry: &Entry, duration: Duration) -> String {
    format!(
        "UPDATE {} SET state = 'applied', steps_done = {steps}, steps = {steps}, \
           step_running = false, steps_hash = {}, checksum = {}, \
           applied_at = clock_timestamp(), duration_us = {} WHERE {} AND run_id = {} \
         RETURNING position",
        history.table(),
        Literal(&entry.steps_hash),
        Literal(&entry.checksum),
        duration.as_micros(),
        is(&entry.key),
        Literal(&entry.run_id),
        steps = entry.steps,
    )
}

/// The statement that takes a migration's row away; it returns a row exactly if the row was still as
/// `was` says.
pub(crate) fn forget(history: &History, was: &Entry) -> String {
    format!("DELETE FROM {} WHERE {} RETURNING position", history.table(), stands(was))
}

/// The statement that gives a migration's row its new id, after its file was renumbered.
pub(crate) fn rename(history: &History, from: &MigrationKey, to: &MigrationKey) -> String {
    format!(
        "UPDATE {} SET module = {}, name = {} WHERE {}",
        history.table(),
        Literal(&to.krate),
        Literal(&to.id),
        is(from)
    )
}
