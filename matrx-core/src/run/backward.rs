//! Rolls back what is applied.

use super::apply::Job;
use super::course::Course;
use super::error::Problem;
use super::event::{Direction, Event};
use super::forward::check_prefix;
use super::history::State;
use super::standing::standing;
use super::target::{self, RollbackTo};
use crate::migration::MigrationSet;

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
        if target::backward(&before, to)?.is_empty() {
            return Ok(());
        }
        self.check_writable()?;
        self.secure().await?;

        let entries = self.entries().await?.unwrap_or_default();
        let now = standing(set, &entries);
        now.check(self.settings.missing)?;
        let taken = target::backward(&now, to)?;
        let mut irreversible = Vec::new();
        let mut plans = Vec::new();
        for (migration, entry) in &taken {
            match migration.down() {
                Ok(steps) => plans.push((*migration, steps, *entry)),
                Err(error) => irreversible.push(error),
            }
        }
        if !irreversible.is_empty() {
            return Err(Problem::Irreversible { migrations: irreversible });
        }
        self.check_privileges(plans.iter().flat_map(|(_, steps, _)| steps), true).await?;
        let programs = plans
            .iter()
            .map(|(migration, steps, entry)| Ok((self.program(migration, steps)?, *entry)))
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
