//! Rolls back what is applied.

use super::apply::Job;
use super::course::Course;
use super::event::{Direction, Event};
use super::forward::check_prefix;
use super::history::{Entry, State};
use super::problem::Problem;
use super::program::check_sql;
use super::standing::standing;
use super::target::{self, RollbackTo};
use crate::migration::{Migration, MigrationSet, Step};

impl Course<'_> {
    /// Takes back the last applied migrations.
    pub(crate) async fn rollback(
        &mut self,
        set: &MigrationSet,
        to: &RollbackTo,
    ) -> Result<(), Problem> {
        let Some(entries) = self.entries().await? else {
            return Ok(());
        };
        let before = standing(set, &entries);
        before.check(self.settings.missing)?;
        let taken = target::backward(&before, to)?;
        if taken.is_empty() {
            return Ok(());
        }
        // What can be refused is refused before anybody has to wait for this run.
        for ((migration, _), steps) in taken.iter().zip(ways_back(&taken)?) {
            check_sql(&migration.key(), &steps)?;
        }
        self.check_writable()?;
        self.secure().await?;

        let entries = self.entries().await?.unwrap_or_default();
        let now = standing(set, &entries);
        now.check(self.settings.missing)?;
        let taken = target::backward(&now, to)?;
        let steps = ways_back(&taken)?;
        self.check_version(steps.iter().flatten())?;
        self.check_roles(steps.iter().flatten()).await?;
        self.check_privileges(steps.iter().flatten(), true).await?;
        let programs = taken
            .iter()
            .zip(&steps)
            .map(|((migration, entry), steps)| Ok((self.program(migration, steps)?, *entry)))
            .collect::<Result<Vec<_>, Problem>>()?;
        for (program, entry) in &programs {
            check_prefix(program, Some(entry))?;
        }
        let migrations = programs.iter().map(|(program, _)| program.key.clone()).collect();
        self.settings.tell(&Event::Planned { migrations, direction: Direction::Down });
        for (program, entry) in &programs {
            let mut job = Job {
                fresh: entry.state == State::Applied,
                entry: (*entry).clone(),
                program,
                direction: Direction::Down,
                begun: std::time::Instant::now(),
            };
            self.finish_one(&mut job).await?;
        }
        Ok(())
    }
}

/// The steps back of each migration, or all of those that have none.
fn ways_back(taken: &[(&Migration, &Entry)]) -> Result<Vec<Vec<Step>>, Problem> {
    let mut irreversible = Vec::new();
    let mut ways = Vec::new();
    for (migration, _) in taken {
        match migration.down() {
            Ok(steps) => ways.push(steps),
            Err(error) => irreversible.push(error),
        }
    }
    if irreversible.is_empty() {
        Ok(ways)
    } else {
        Err(Problem::Irreversible { migrations: irreversible })
    }
}
