//! The log: rows that are only ever added, each chained to the one before by a hash.

use std::time::{Duration, SystemTime};

use sqlx::Row;

use super::History;
use crate::migration::MigrationKey;
use crate::name::Literal;
use crate::run::server_error::ServerError;
use crate::run::session::Session;

/// What a row of the log tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogAction {
    /// A migration was applied.
    Apply,
    /// A migration was rolled back.
    Rollback,
    /// A migration was recorded as applied, without being run.
    Stamp,
    /// The record of a migration was taken away, without a rollback.
    Forget,
    /// The record of a migration that was edited got the checksum of its file.
    Restamp,
}

impl LogAction {
    fn as_str(self) -> &'static str {
        match self {
            LogAction::Apply => "apply",
            LogAction::Rollback => "rollback",
            LogAction::Stamp => "stamp",
            LogAction::Forget => "forget",
            LogAction::Restamp => "restamp",
        }
    }
}

/// A row of `_matrx_migration_log`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// Its number, from 1, without gaps.
    pub seq: i64,
    /// When, by the server's clock.
    pub at: SystemTime,
    /// The run that wrote it.
    pub run_id: String,
    /// What was done: `apply`, `rollback`, `stamp`, `forget` or `restamp`.
    pub action: String,
    /// To which migration.
    pub key: MigrationKey,
    /// The checksum that its file had.
    pub checksum: String,
    /// The role that did it.
    pub role: String,
    /// The version of matrx that did it.
    pub version: String,
    /// How long it took.
    pub duration: Duration,
    /// Whether the row is as it was written, and follows the row before.
    pub intact: bool,
}

/// The hash of a row, as SQL over `p` (the row before) and `r` (the row).
const HASH: &str = "encode(sha256(convert_to(CAST(json_build_array(r.previous_hash, r.seq, \
     CAST(floor(extract(epoch FROM r.at) * 1000000) AS bigint), r.run_id, r.action, r.module, \
     r.name, r.checksum, r.role, r.version, r.duration_us) AS text), 'UTF8')), 'hex')";

/// The statements that add a row. They run in the transaction that changes the state, so that the
/// log never tells of what did not happen.
pub(crate) fn append(
    history: &History,
    action: LogAction,
    key: &MigrationKey,
    checksum: &str,
    run: &str,
    duration: Duration,
) -> String {
    let log = history.log();
    format!(
        "LOCK TABLE {log} IN SHARE ROW EXCLUSIVE MODE; \
         INSERT INTO {log} (seq, at, run_id, action, module, name, checksum, role, version, \
           duration_us, previous_hash, hash) \
         SELECT r.*, {HASH} FROM (SELECT coalesce(p.seq, 0) + 1 AS seq, clock_timestamp() AS at, \
             {} AS run_id, '{}' AS action, {} AS module, {} AS name, {} AS checksum, \
             CAST(current_user AS text) AS role, '{}' AS version, \
             CAST({} AS bigint) AS duration_us, coalesce(p.hash, '') AS previous_hash \
           FROM (VALUES (1)) AS one (n) \
           LEFT JOIN (SELECT seq, hash FROM {log} ORDER BY seq DESC LIMIT 1) AS p ON true \
           OFFSET 0) AS r",
        Literal(run),
        action.as_str(),
        Literal(&key.krate),
        Literal(&key.id),
        Literal(checksum),
        env!("CARGO_PKG_VERSION"),
        duration.as_micros(),
    )
}

/// How long a run took for a migration that it has applied or rolled back; `None` where it has not.
pub(crate) async fn taken(
    session: &mut Session,
    history: &History,
    key: &MigrationKey,
    run: &str,
) -> Result<Option<Duration>, ServerError> {
    let sql = format!(
        "SELECT duration_us FROM {} WHERE run_id = {} AND module = {} AND name = {}",
        history.log(),
        Literal(run),
        Literal(&key.krate),
        Literal(&key.id),
    );
    let rows = session.query(sql).await?;
    rows.first().map(|row| Ok(micros(row.try_get(0)?))).transpose()
}

/// The whole log, oldest first, each row checked against its hash.
pub(crate) async fn read_log(
    session: &mut Session,
    history: &History,
) -> Result<Vec<LogEntry>, ServerError> {
    let sql = format!(
        "SELECT r.seq, CAST(floor(extract(epoch FROM r.at) * 1000000) AS bigint), r.run_id, \
           r.action, r.module, r.name, r.checksum, r.role, r.version, r.duration_us, \
           r.hash = {HASH} AND r.previous_hash = coalesce(lag(r.hash) OVER w, '') \
             AND r.seq = row_number() OVER w \
         FROM {} AS r WINDOW w AS (ORDER BY r.seq) ORDER BY r.seq",
        history.log()
    );
    let rows = session.query(sql).await?;
    rows.iter()
        .map(|row| {
            Ok(LogEntry {
                seq: row.try_get(0)?,
                at: SystemTime::UNIX_EPOCH + micros(row.try_get(1)?),
                run_id: row.try_get(2)?,
                action: row.try_get(3)?,
                key: MigrationKey { krate: row.try_get(4)?, id: row.try_get(5)? },
                checksum: row.try_get(6)?,
                role: row.try_get(7)?,
                version: row.try_get(8)?,
                duration: micros(row.try_get(9)?),
                intact: row.try_get(10)?,
            })
        })
        .collect()
}

fn micros(value: i64) -> Duration {
    Duration::from_micros(u64::try_from(value).unwrap_or_default())
}
