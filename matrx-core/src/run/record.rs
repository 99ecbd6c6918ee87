//! Changes of the history alone: which migrations count as applied. No step of any of them runs.
//!
//! Everything that one call changes, and its rows of the log, is one transaction under the lock.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use sqlx::postgres::PgConnectOptions;

use super::course::Course;
use super::error::MigrateError;
use super::history::{self, Entry, LogAction, State};
use super::migrator::{Migrator, run_id};
use super::problem::{Problem, while_doing};
use super::report::Report;
use super::session::Access;
use super::standing::{Standing, standing};
use super::target;
use crate::migration::{Migration, MigrationKey};

/// A change of one row of the history.
struct Change<'a> {
    key: MigrationKey,
    checksum: String,
    kind: Kind<'a>,
}

/// What becomes of the row.
enum Kind<'a> {
    /// It says that the migration is applied; the row that is there, if one is.
    Record(&'a Migration, Option<&'a Entry>),
    /// It goes.
    Forget(&'a Entry),
    /// It gets the checksum of the change.
    Restamp(&'a Entry),
}

impl Kind<'_> {
    fn action(&self) -> LogAction {
        match self {
            Self::Record(..) => LogAction::Stamp,
            Self::Forget(_) => LogAction::Forget,
            Self::Restamp(_) => LogAction::Restamp,
        }
    }
}

impl Migrator {
    /// Makes the history tables where there are none; says whether it made them.
    ///
    /// # Errors
    ///
    /// If the database cannot be reached, takes no writes, or the role may not make tables.
    pub async fn ensure_table(&self, options: PgConnectOptions) -> Result<bool, MigrateError> {
        let mut course = self.write(options).await?;
        let made = course.ensure().await;
        course.session.close().await;
        made.map_err(bare)
    }

    /// Records everything up to the target as applied, without running it: what
    /// [`Migrator::run`] would apply. Says what it has recorded, in order.
    ///
    /// # Errors
    ///
    /// As [`Migrator::run`], as far as it concerns the history.
    pub async fn stamp(
        &self,
        options: PgConnectOptions,
    ) -> Result<Vec<MigrationKey>, MigrateError> {
        self.change(options, |now| {
            now.check(self.settings.missing)?;
            let pending = target::forward(now, self.wanted())?;
            Ok(pending.into_iter().map(|(migration, entry)| recorded(migration, entry)).collect())
        })
        .await
    }

    /// Records one migration as applied, without running it. Says whether it was not before.
    ///
    /// # Errors
    ///
    /// If it is not in the program, or depends on one that is not applied.
    pub async fn record(&self, options: PgConnectOptions, id: &str) -> Result<bool, MigrateError> {
        let changed = self.change(options, |now| {
            let key = target::resolve(now.keys(), id)?;
            let pending = now.pending();
            let Some((migration, entry)) = pending.iter().find(|(m, _)| m.key() == key) else {
                return Ok(Vec::new());
            };
            let waits = |key: &&MigrationKey| pending.iter().any(|(m, _)| m.key() == **key);
            if let Some(pending) = migration.depends_on.iter().find(waits) {
                return Err(Problem::DependencyPending {
                    migration: key,
                    pending: pending.clone(),
                });
            }
            Ok(vec![recorded(migration, *entry)])
        });
        Ok(!changed.await?.is_empty())
    }

    /// Takes the record of one migration away, without taking back what it did: an id, or a unique
    /// beginning of one, of the program or of the history. Says which one it was.
    ///
    /// # Errors
    ///
    /// If there is no such record, or an applied migration depends on it.
    pub async fn unrecord(
        &self,
        options: PgConnectOptions,
        id: &str,
    ) -> Result<MigrationKey, MigrateError> {
        let forgotten = self.change(options, |now| {
            let entry = recorded_as(now, id)?;
            let dependent = now.migrations.iter().find(|(migration, row)| {
                row.is_some() && migration.depends_on.contains(&entry.key)
            });
            if let Some((dependent, _)) = dependent {
                let (migration, dependent) = (entry.key.clone(), dependent.key());
                return Err(Problem::StillNeeded { migration, dependent });
            }
            let checksum = entry.checksum.clone();
            Ok(vec![Change { key: entry.key.clone(), checksum, kind: Kind::Forget(entry) }])
        });
        let mut forgotten = forgotten.await?;
        forgotten.pop().ok_or_else(|| bare(Problem::UnknownTarget { target: id.to_owned() }))
    }

    /// Gives the records of migrations that were edited after they were applied the checksums of their
    /// files: of these, or of all. Says which ones.
    ///
    /// # Errors
    ///
    /// If one of these is not in the program.
    pub async fn restamp(
        &self,
        options: PgConnectOptions,
        ids: &[String],
    ) -> Result<Vec<MigrationKey>, MigrateError> {
        self.change(options, |now| {
            let chosen = ids.iter().map(|id| target::resolve(now.keys(), id));
            let chosen = chosen.collect::<Result<BTreeSet<MigrationKey>, Problem>>()?;
            let edited = now.edited();
            Ok(now
                .migrations
                .iter()
                .filter_map(|(migration, entry)| {
                    let entry = (*entry)?;
                    let key = migration.key();
                    let asked = ids.is_empty() || chosen.contains(&key);
                    let checksum = migration.checksum.clone();
                    let change =
                        || Change { key: entry.key.clone(), checksum, kind: Kind::Restamp(entry) };
                    (asked && edited.contains(&key)).then(change)
                })
                .collect())
        })
        .await
    }

    async fn write(&self, options: PgConnectOptions) -> Result<Course<'_>, MigrateError> {
        Course::begin(&self.settings, options, run_id(), Access::Write).await.map_err(bare)
    }

    /// Changes the rows that `decide` says, once before the lock is taken, so that what can be refused
    /// hinders nobody, and once under it.
    async fn change(
        &self,
        options: PgConnectOptions,
        decide: impl for<'s> Fn(&Standing<'s>) -> Result<Vec<Change<'s>>, Problem>,
    ) -> Result<Vec<MigrationKey>, MigrateError> {
        let mut course = self.write(options).await?;
        let changed = course.change(self, decide).await;
        course.session.close().await;
        changed.map_err(bare)
    }
}

impl Course<'_> {
    async fn ensure(&mut self) -> Result<bool, Problem> {
        if self.entries().await?.is_some() {
            return Ok(false);
        }
        self.check_writable()?;
        self.check_privileges(std::iter::empty(), false).await?;
        self.secure().await?;
        Ok(true)
    }

    async fn change(
        &mut self,
        migrator: &Migrator,
        decide: impl for<'s> Fn(&Standing<'s>) -> Result<Vec<Change<'s>>, Problem>,
    ) -> Result<Vec<MigrationKey>, Problem> {
        let entries = self.entries().await?;
        let is_there = entries.is_some();
        let entries = entries.unwrap_or_default();
        if decide(&standing(migrator.set(), &entries))?.is_empty() {
            return Ok(Vec::new());
        }
        self.check_writable()?;
        self.check_privileges(std::iter::empty(), is_there).await?;
        self.secure().await?;
        let entries = self.entries().await?.unwrap_or_default();
        let changes = decide(&standing(migrator.set(), &entries))?;
        let mut sql = vec!["BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE".to_owned()];
        for change in &changes {
            sql.push(self.statement(change));
            let Change { key, checksum, kind } = change;
            let (action, none) = (kind.action(), Duration::ZERO);
            sql.push(history::append(&self.history, action, key, checksum, &self.id, none));
        }
        let doing = "writing the history";
        let rows = self.session.query(sql.join("; ")).await.map_err(while_doing(doing))?;
        // Each statement about a row returns it, if it is as it was read.
        if rows.len() < changes.len() {
            self.session.query("ROLLBACK".to_owned()).await.map_err(while_doing(doing))?;
            return Err(Problem::HistoryMoved);
        }
        self.session.query("COMMIT".to_owned()).await.map_err(while_doing(doing))?;
        Ok(changes.into_iter().map(|change| change.key).collect())
    }

    fn statement(&self, change: &Change<'_>) -> String {
        match change.kind {
            Kind::Record(migration, None) => {
                history::claim(&self.history, &Entry::unrun(migration, &self.id))
            }
            Kind::Record(_, Some(was)) => {
                let now = Entry {
                    state: State::Applied,
                    steps_done: was.steps,
                    step_running: false,
                    checksum: change.checksum.clone(),
                    run_id: self.id.clone(),
                    ..was.clone()
                };
                history::progress(&self.history, was, &now)
            }
            Kind::Forget(was) => history::forget(&self.history, was),
            Kind::Restamp(was) => {
                let now = Entry { checksum: change.checksum.clone(), ..was.clone() };
                history::progress(&self.history, was, &now)
            }
        }
    }
}

impl Entry {
    /// The row of a migration that counts as applied, of which no step ran.
    fn unrun(migration: &Migration, run: &str) -> Self {
        Self {
            key: migration.key(),
            checksum: migration.checksum.clone(),
            message: migration.title(),
            position: 0,
            state: State::Applied,
            steps_done: 0,
            steps: 0,
            step_running: false,
            steps_hash: String::new(),
            run_id: run.to_owned(),
            applied_at: SystemTime::UNIX_EPOCH,
            duration: Duration::ZERO,
        }
    }
}

fn bare(problem: Problem) -> MigrateError {
    MigrateError::new(problem, Report::default())
}

fn recorded<'s>(migration: &'s Migration, entry: Option<&'s Entry>) -> Change<'s> {
    let (key, checksum) = (migration.key(), migration.checksum.clone());
    // A row under a former id is taken over by the next run; it is that row that stands there.
    let key = entry.map_or(key, |entry| entry.key.clone());
    Change { key, checksum, kind: Kind::Record(migration, entry) }
}

/// The row that a person means: by the id of the program's migration, or of the row.
fn recorded_as<'s>(now: &Standing<'s>, id: &str) -> Result<&'s Entry, Problem> {
    let of_files =
        now.migrations.iter().filter_map(|(migration, row)| Some((migration.key(), (*row)?)));
    let others = now.missing.iter().chain(&now.not_linked).map(|row| (row.key.clone(), *row));
    let rows: Vec<(MigrationKey, &'s Entry)> = of_files.chain(others).collect();
    let key = target::resolve(rows.iter().map(|(key, _)| key), id)?;
    let row = rows.into_iter().find(|(of, _)| *of == key).map(|(_, row)| row);
    row.ok_or_else(|| Problem::UnknownTarget { target: id.to_owned() })
}
