//! What an application calls.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use sha2::{Digest, Sha256};
use sqlx::PgPool;
use sqlx::postgres::PgConnectOptions;

use super::cancel::{Cancel, unless_cancelled};
use super::course::Course;
use super::error::MigrateError;
use super::event::Event;
use super::problem::Problem;
use super::report::Report;
use super::session::Access;
use super::settings::{Grouping, Interrupted, Locking, Missing, Settings, Watching};
use super::target::{MigrateTo, RollbackTo};
use crate::migration::MigrationSet;

/// Applies migrations to a database.
///
/// It opens one connection of its own, beside any pool, and closes it at the end; while a statement
/// takes long, a second one asks now and then whether the server still works on it. Any number of
/// processes may run it at once: one applies, the others wait and find it done.
///
/// ```no_run
/// # async fn start(pool: sqlx::PgPool) -> Result<(), Box<dyn std::error::Error>> {
/// use matrx_core::migration::MigrationSet;
/// use matrx_core::run::Migrator;
///
/// let report = Migrator::new(MigrationSet::linked()?).run(&pool).await?;
/// println!("{} applied in {:?}", report.applied.len(), report.total);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Migrator {
    set: MigrationSet,
    target: MigrateTo,
    pub(crate) settings: Settings,
}

impl Migrator {
    /// With the settings that are safe on a live system.
    pub fn new(set: MigrationSet) -> Self {
        Self { set, target: MigrateTo::Head, settings: Settings::default() }
    }

    /// The schema of names that carry none: `public` unless said otherwise.
    pub fn default_schema(mut self, schema: impl Into<String>) -> Self {
        self.settings.default_schema = schema.into();
        self
    }

    /// The schema of the history tables: the default schema unless said otherwise.
    pub fn history_schema(mut self, schema: impl Into<String>) -> Self {
        self.settings.history_schema = Some(schema.into());
        self
    }

    /// The search path of SQL and code steps, as `SET search_path` takes it. Unless said otherwise
    /// it is the role's own, with the default schema in front.
    pub fn search_path(mut self, path: impl Into<String>) -> Self {
        self.settings.search_path = Some(path.into());
        self
    }

    /// How far to go, as [`MigrateTo`] reads it: `head`, `+1`, an id or a unique beginning of one.
    pub fn target(mut self, target: impl Into<MigrateTo>) -> Self {
        self.target = target.into();
        self
    }

    /// Without the lock of the history, for a pooler that loses it. The rows of the history still
    /// let only one runner through.
    pub fn without_lock(mut self) -> Self {
        self.settings.locking = Locking::Off;
        self
    }

    /// Commits each step with its own record instead of a whole migration at once.
    pub fn without_transaction(mut self) -> Self {
        self.settings.grouping = Grouping::StepByStep;
        self
    }

    /// Runs although applied migrations are missing from the program, as an older version of an
    /// application does during a deployment.
    pub fn allow_missing(mut self) -> Self {
        self.settings.missing = Missing::Allowed;
        self
    }

    /// What to do with a step outside of a transaction that an earlier run began, where nobody can
    /// tell whether it took effect.
    pub fn interrupted(mut self, answer: Interrupted) -> Self {
        self.settings.interrupted = answer;
        self
    }

    /// How long to wait for another runner: five minutes unless said otherwise.
    pub fn lock_wait(mut self, wait: Duration) -> Self {
        self.settings.lock_wait = wait;
        self
    }

    /// PostgreSQL's `lock_timeout`: how long other sessions may have to queue behind a statement
    /// that waits for a lock. Two seconds unless said otherwise; then the transaction is tried again.
    pub fn lock_timeout(mut self, timeout: Duration) -> Self {
        self.settings.lock_timeout = timeout.max(Duration::from_millis(1));
        self
    }

    /// How long a transaction is tried again after lock timeouts, deadlocks and serialization
    /// failures: a minute unless said otherwise.
    pub fn retry_for(mut self, budget: Duration) -> Self {
        self.settings.retry_for = budget;
        self
    }

    /// PostgreSQL's `statement_timeout`, whatever the role's own is. None unless said otherwise.
    pub fn statement_timeout(mut self, timeout: Duration) -> Self {
        self.settings.statement_timeout = timeout;
        self
    }

    /// How long to try to connect while the server has no free connection or is starting.
    pub fn connect_wait(mut self, wait: Duration) -> Self {
        self.settings.connect_wait = wait;
        self
    }

    /// How often to ask over a second connection whether the server still works on a statement, since
    /// a network may lose a connection without a word: every half minute, and never where the server
    /// is on this machine, unless said otherwise.
    pub fn watch_every(mut self, pause: Duration) -> Self {
        self.settings.watching = Watching::Every(pause.max(Duration::from_millis(1)));
        self
    }

    /// Receives every [`Event`], on the task that runs.
    pub fn on_event(mut self, listener: impl Fn(&Event) + Send + Sync + 'static) -> Self {
        self.settings.listener = Some(Arc::new(listener));
        self
    }

    /// Stops the run when `cancel` says so.
    pub fn cancel_on(mut self, cancel: &Cancel) -> Self {
        self.settings.cancel = cancel.clone();
        self
    }

    /// Applies what is pending, to the database that the pool connects to.
    ///
    /// # Errors
    ///
    /// Whatever stopped it; the error holds the report of what was done until then.
    pub async fn run(&self, pool: &PgPool) -> Result<Report, MigrateError> {
        self.run_on(PgConnectOptions::clone(&pool.connect_options())).await
    }

    /// Applies what is pending, to the database of these options.
    ///
    /// # Errors
    ///
    /// As [`Migrator::run`].
    pub async fn run_on(&self, options: PgConnectOptions) -> Result<Report, MigrateError> {
        self.execute(options, Errand::Migrate).await
    }

    /// Rolls migrations back.
    ///
    /// # Errors
    ///
    /// As [`Migrator::run`]; if one of the migrations has no way back, nothing is rolled back.
    pub async fn rollback(
        &self,
        options: PgConnectOptions,
        to: &RollbackTo,
    ) -> Result<Report, MigrateError> {
        self.execute(options, Errand::Rollback(to)).await
    }

    pub(crate) fn set(&self) -> &MigrationSet {
        &self.set
    }

    pub(crate) fn wanted(&self) -> &MigrateTo {
        &self.target
    }

    async fn execute(
        &self,
        options: PgConnectOptions,
        errand: Errand<'_>,
    ) -> Result<Report, MigrateError> {
        let begun = Instant::now();
        let finish = |mut report: Report| {
            report.total = begun.elapsed();
            report
        };
        let cancel = &self.settings.cancel;
        let beginning = Course::begin(&self.settings, options, run_id(), Access::Write);
        let mut course = match unless_cancelled(cancel, beginning).await {
            Some(Ok(course)) => course,
            Some(Err(problem)) => {
                return Err(MigrateError::new(problem, finish(Report::default())));
            }
            None => {
                let aftermath = super::failure::Aftermath::Unchanged;
                let problem = Problem::Cancelled { migration: None, aftermath };
                return Err(MigrateError::new(problem, finish(Report::default())));
            }
        };
        let ended = match errand {
            Errand::Migrate => {
                let work = course.migrate(&self.set, &self.target);
                unless_cancelled(cancel, work).await
            }
            Errand::Rollback(to) => unless_cancelled(cancel, course.rollback(&self.set, to)).await,
        };
        match ended {
            Some(result) => {
                let report = finish(std::mem::take(&mut course.report));
                course.session.close().await;
                result
                    .map(|()| report.clone())
                    .map_err(|problem| MigrateError::new(problem, report))
            }
            None => {
                let (problem, report) = course.stop().await;
                Err(MigrateError::new(problem, finish(report)))
            }
        }
    }
}

impl std::fmt::Debug for Migrator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Migrator")
            .field("migrations", &self.set.len())
            .field("target", &self.target)
            .finish_non_exhaustive()
    }
}

/// What a run is asked to do.
#[derive(Clone, Copy)]
enum Errand<'a> {
    Migrate,
    Rollback(&'a RollbackTo),
}

/// A name for one run that no other has: from the clock, the process and a counter.
pub(crate) fn run_id() -> String {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let count = COUNTER.fetch_add(1, Ordering::Relaxed);
    let digest = Sha256::digest(format!("{} {} {count}", now.as_nanos(), std::process::id()));
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
