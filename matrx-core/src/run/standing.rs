//! The program's migrations and the history's rows → what is applied, pending, edited, missing, out
//! of order. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::history::{Entry, State};
use super::problem::Problem;
use super::settings::Missing;
use crate::migration::{Migration, MigrationKey, MigrationSet};

/// Both sides, put together.
#[derive(Debug)]
pub(crate) struct Standing<'a> {
    /// Every migration of the program, in order, with its row.
    pub(crate) migrations: Vec<(&'a Migration, Option<&'a Entry>)>,
    /// Rows whose crate is in the program, but not the migration.
    pub(crate) missing: Vec<&'a Entry>,
    /// Rows of crates of which nothing is in the program.
    pub(crate) not_linked: Vec<&'a Entry>,
    /// Rows under a former id of a migration: the old key, the new one.
    pub(crate) renamed: Vec<(MigrationKey, MigrationKey)>,
}

/// Puts both sides together.
pub(crate) fn standing<'a>(set: &'a MigrationSet, entries: &'a [Entry]) -> Standing<'a> {
    let mut rows: BTreeMap<&MigrationKey, &Entry> =
        entries.iter().map(|entry| (&entry.key, entry)).collect();
    let crates: BTreeSet<&str> = set.in_order().iter().map(|m| m.krate.as_str()).collect();
    let mut renamed = Vec::new();
    let mut migrations = Vec::with_capacity(set.len());
    // Own ids first, so that a former id never takes the row of another migration.
    let mut found: BTreeMap<MigrationKey, &Entry> = BTreeMap::new();
    for migration in set.in_order() {
        if let Some(entry) = rows.remove(&migration.key()) {
            found.insert(migration.key(), entry);
        }
    }
    for migration in set.in_order() {
        let key = migration.key();
        let mut entry = found.get(&key).copied();
        for id in &migration.formerly {
            let former = MigrationKey { krate: key.krate.clone(), id: id.clone() };
            if entry.is_none()
                && let Some(row) = rows.remove(&former)
            {
                renamed.push((former, key.clone()));
                entry = Some(row);
            }
        }
        migrations.push((migration, entry));
    }
    let (missing, not_linked) =
        rows.into_values().partition(|entry| crates.contains(entry.key.krate.as_str()));
    Standing { migrations, missing, not_linked, renamed }
}

impl<'a> Standing<'a> {
    /// Every migration of the program.
    pub(crate) fn keys(&self) -> impl Iterator<Item = MigrationKey> + '_ {
        self.migrations.iter().map(|(migration, _)| migration.key())
    }

    /// The applied migrations whose file has another checksum now. A half applied one may have been
    /// edited, after the steps that are done.
    pub(crate) fn edited(&self) -> Vec<MigrationKey> {
        self.migrations
            .iter()
            .filter(|(migration, entry)| {
                entry.is_some_and(|entry| {
                    entry.state != State::Applying && entry.checksum != migration.checksum
                })
            })
            .map(|(migration, _)| migration.key())
            .collect()
    }

    /// What is not wholly applied, in order.
    pub(crate) fn pending(&self) -> Vec<(&'a Migration, Option<&'a Entry>)> {
        self.migrations
            .iter()
            .copied()
            .filter(|(_, entry)| entry.is_none_or(|entry| entry.state != State::Applied))
            .collect()
    }

    /// The pending migrations that come before one that is applied.
    pub(crate) fn out_of_order(&self) -> Vec<MigrationKey> {
        let Some(last) = self.migrations.iter().rposition(|(_, entry)| entry.is_some()) else {
            return Vec::new();
        };
        let unapplied = self.migrations[..last].iter().filter(|(_, entry)| entry.is_none());
        unapplied.map(|(migration, _)| migration.key()).collect()
    }

    /// Refuses what cannot be the basis of a run.
    pub(crate) fn check(&self, missing: Missing) -> Result<(), Problem> {
        let edited = self.edited();
        if !edited.is_empty() {
            return Err(Problem::Edited { migrations: edited });
        }
        if missing == Missing::Refused && !self.missing.is_empty() {
            let keys: Vec<_> = self.missing.iter().map(|entry| entry.key.clone()).collect();
            let newest = self.migrations.iter().map(|(migration, _)| &migration.id).max();
            let ahead = keys.iter().all(|key| newest.is_none_or(|newest| key.id > *newest));
            return Err(if ahead {
                Problem::Ahead { migrations: keys }
            } else {
                Problem::MissingFiles { migrations: keys }
            });
        }
        let applied: BTreeSet<MigrationKey> = self
            .migrations
            .iter()
            .filter(|(_, entry)| entry.is_some())
            .map(|(migration, _)| migration.key())
            .collect();
        for (migration, entry) in &self.migrations {
            if entry.is_none() {
                continue;
            }
            if let Some(pending) = migration.depends_on.iter().find(|key| !applied.contains(*key)) {
                return Err(Problem::DependencyNotApplied {
                    applied: migration.key(),
                    pending: pending.clone(),
                });
            }
        }
        Ok(())
    }
}
