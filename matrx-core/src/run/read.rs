//! What can be asked without changing anything. Nothing here writes: the session itself refuses it.

use std::collections::BTreeSet;

use sqlx::postgres::PgConnectOptions;

use super::course::Course;
use super::error::MigrateError;
use super::history::{self, Entry, LogEntry, Shape, State};
use super::migrator::{Migrator, run_id};
use super::problem::{Problem, while_doing};
use super::report::Report;
use super::session::Access;
use super::standing::standing;
use crate::migration::{Migration, MigrationKey};

/// Where a database stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Whether there is a history at all.
    pub history: bool,
    /// Each migration of the program, in order.
    pub migrations: Vec<MigrationStatus>,
    /// Applied migrations whose crate is in the program but whose file is not.
    pub missing: Vec<Entry>,
    /// Applied migrations of crates that are not linked into the program.
    pub not_linked: Vec<Entry>,
}

/// Where one migration stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationStatus {
    /// Which one.
    pub key: MigrationKey,
    /// Its file.
    pub file: String,
    /// The migrations that come before it.
    pub depends_on: Vec<MigrationKey>,
    /// Its row of the history, if it has one.
    pub entry: Option<Entry>,
    /// Its file has changed since it was applied.
    pub edited: bool,
    /// It is not applied, but one that comes after it is.
    pub out_of_order: bool,
}

impl MigrationStatus {
    /// Whether it is still to be applied, wholly or in part.
    pub fn is_pending(&self) -> bool {
        self.entry.as_ref().is_none_or(|entry| entry.state != State::Applied)
    }
}

impl Status {
    /// What is wholly applied, in the order of the program.
    pub fn applied(&self) -> impl Iterator<Item = &MigrationStatus> {
        self.migrations.iter().filter(|migration| !migration.is_pending())
    }

    /// What is still to be applied, wholly or in part, in the order in which it will be.
    pub fn pending(&self) -> impl Iterator<Item = &MigrationStatus> {
        self.migrations.iter().filter(|migration| migration.is_pending())
    }

    /// Where the database is: the applied migrations that no other applied one depends on. More than one
    /// for each crate is a fork.
    pub fn current(&self) -> Vec<&MigrationStatus> {
        let before: BTreeSet<&MigrationKey> =
            self.applied().flat_map(|migration| &migration.depends_on).collect();
        self.applied().filter(|migration| !before.contains(&migration.key)).collect()
    }
}

impl Migrator {
    /// Where the database stands.
    ///
    /// # Errors
    ///
    /// If the database cannot be reached or its history cannot be trusted.
    pub async fn status(&self, options: PgConnectOptions) -> Result<Status, MigrateError> {
        let mut course = self.look(options).await?;
        let entries = course.entries().await;
        course.session.close().await;
        let entries = entries.map_err(bare)?;
        let rows = entries.as_deref().unwrap_or_default();
        let now = standing(self.set(), rows);
        let (edited, late) = (now.edited(), now.out_of_order());
        let copies = |entries: &[&Entry]| entries.iter().map(|entry| (*entry).clone()).collect();
        let migration = |(migration, entry): &(&Migration, Option<&Entry>)| MigrationStatus {
            key: migration.key(),
            file: migration.file.clone(),
            depends_on: migration.depends_on.clone(),
            entry: entry.cloned(),
            edited: edited.contains(&migration.key()),
            out_of_order: late.contains(&migration.key()),
        };
        Ok(Status {
            history: entries.is_some(),
            migrations: now.migrations.iter().map(migration).collect(),
            missing: copies(&now.missing),
            not_linked: copies(&now.not_linked),
        })
    }

    /// Every run and rollback that the database remembers, oldest first.
    ///
    /// # Errors
    ///
    /// As [`Migrator::status`].
    pub async fn history(&self, options: PgConnectOptions) -> Result<Vec<LogEntry>, MigrateError> {
        let mut course = self.look(options).await?;
        let doing = "reading the log";
        let log = match history::shape(&mut course.session, &course.history).await {
            Ok(Shape::Absent { .. }) => Ok(Vec::new()),
            Ok(Shape::Sound) => history::read_log(&mut course.session, &course.history)
                .await
                .map_err(while_doing(doing)),
            Ok(Shape::Closed(missing)) => Err(course.lacks(missing)),
            Ok(Shape::Unsound(reason)) => Err(Problem::UnsoundHistory { reason }),
            Ok(Shape::Newer(reason)) => Err(Problem::NewerHistory { reason }),
            Err(error) => Err(Problem::Server { doing, error }),
        };
        course.session.close().await;
        log.map_err(bare)
    }

    async fn look(&self, options: PgConnectOptions) -> Result<Course<'_>, MigrateError> {
        Course::begin(&self.settings, options, run_id(), Access::Read).await.map_err(bare)
    }
}

fn bare(problem: Problem) -> MigrateError {
    MigrateError::new(problem, Report::default())
}
