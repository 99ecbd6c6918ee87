//! One step that cannot run in a transaction, journalled before and after.

use super::apply::{Job, Stop};
use super::course::Course;
use super::event::{Direction, Event};
use super::history::{self, LogAction};
use super::probe::{self, Found};
use super::problem::Problem;
use super::server_error::{Meaning, ServerError};
use super::settings::Interrupted;

/// The server's `duplicate_table`, of indexes too.
const ALREADY_THERE: &str = "42P07";

impl Course<'_> {
    /// Runs one unit outside of a transaction.
    pub(crate) async fn alone(
        &mut self,
        job: &mut Job<'_>,
        at: usize,
        last: bool,
    ) -> Result<(), Stop> {
        let own = |error| Stop::Failed { unit: Some(at), error };
        let mut wanted = true;
        if job.entry.step_running {
            wanted = self.is_left_to_do(job, at).await?;
        }
        if wanted {
            let mut before = job.entry_after(at, &self.id);
            before.step_running = true;
            self.record(job, before).await?;
            // A build that waits hinders nobody, so it may wait as long as a transaction is retried;
            // zero would be for ever.
            let wait = self.settings.retry_for.max(self.settings.lock_timeout);
            let settings = format!(
                "SET lock_timeout TO {}; SET idle_in_transaction_session_timeout TO 0; {}",
                wait.as_millis(),
                self.session.user_path_of_session()
            );
            self.session.query(settings).await.map_err(own)?;
            let result = self.unit(job, at).await;
            match result {
                Ok(()) => self.session.reset().await.map_err(own)?,
                Err(error) => return Err(self.after_failure(job, at, error).await),
            }
        } else {
            let migration = job.program.key.clone();
            self.settings.tell(&Event::FoundDone { migration, step: at + 1 });
        }
        if last {
            self.close(job).await
        } else {
            let after = job.entry_after(at + 1, &self.id);
            self.record(job, after).await
        }
    }

    /// Whether a step that an earlier try began is still to be done.
    async fn is_left_to_do(&mut self, job: &Job<'_>, at: usize) -> Result<bool, Stop> {
        let unit = &job.program.units[at];
        let migration = job.program.key.clone();
        let found = probe::look(&mut self.session, unit, &self.settings.default_schema)
            .await
            .map_err(|error| Stop::Failed { unit: Some(at), error })?;
        match found {
            Found::Done => Ok(false),
            Found::NotDone => Ok(true),
            Found::Invalid(index) => {
                self.drop_invalid(job, index)
                    .await
                    .map_err(|error| Stop::Failed { unit: Some(at), error })?;
                Ok(true)
            }
            Found::Other { index, found, wanted } => {
                let step = at + 1;
                Err(Stop::Problem(Box::new(Problem::OtherIndex {
                    migration,
                    step,
                    index,
                    found,
                    wanted,
                })))
            }
            Found::Unknown => match self.settings.interrupted {
                Interrupted::Repeat => Ok(true),
                Interrupted::Done => Ok(false),
                Interrupted::Ask => Err(Stop::Problem(Box::new(Problem::UnknownStep {
                    migration,
                    step: at + 1,
                    head: unit.head(),
                }))),
            },
        }
    }

    /// After the server refused the step: what it left half done is taken away, and the journal says
    /// that nothing is running, unless only a person can tell.
    async fn after_failure(&mut self, job: &mut Job<'_>, at: usize, error: ServerError) -> Stop {
        if error.meaning() == Meaning::Lost || self.session.reset().await.is_err() {
            return Stop::Failed { unit: Some(at), error };
        }
        // There is nothing to mend in such a step, so the next run would simply do it again: the
        // journal goes on saying that it was begun, and that run asks first.
        if error.meaning() == Meaning::Transient && job.is_in_doubt() {
            return Stop::Failed { unit: Some(at), error };
        }
        let unit = &job.program.units[at];
        let found = probe::look(&mut self.session, unit, &self.settings.default_schema).await;
        let mut stop = None;
        match found {
            // One that was there before this try is somebody else's: it may be being built.
            Ok(Found::Invalid(_)) if error.is(ALREADY_THERE) => {}
            Ok(Found::Invalid(index)) => {
                if self.drop_invalid(job, index).await.is_err() {
                    return Stop::Failed { unit: Some(at), error };
                }
            }
            Ok(Found::Other { index, found, wanted }) => {
                let migration = job.program.key.clone();
                let step = at + 1;
                stop = Some(Problem::OtherIndex { migration, step, index, found, wanted });
            }
            Ok(Found::Done | Found::NotDone | Found::Unknown) => {}
            Err(_) => return Stop::Failed { unit: Some(at), error },
        }
        let entry = job.entry_after(at, &self.id);
        match (self.record(job, entry).await, stop) {
            (Err(stop), _) => stop,
            (Ok(()), Some(problem)) => Stop::Problem(Box::new(problem)),
            (Ok(()), None) => Stop::Failed { unit: Some(at), error },
        }
    }

    async fn drop_invalid(&mut self, job: &Job<'_>, index: String) -> Result<(), ServerError> {
        probe::drop_invalid(&mut self.session, &index).await?;
        let migration = job.program.key.clone();
        self.settings.tell(&Event::InvalidIndexDropped { migration, index });
        Ok(())
    }

    /// Writes the row of a journalled migration, in a transaction of its own.
    async fn record(&mut self, job: &mut Job<'_>, entry: history::Entry) -> Result<(), Stop> {
        let sql = history::progress(&self.history, &job.entry, &entry);
        let rows = self
            .session
            .query(sql)
            .await
            .map_err(|error| Stop::Failed { unit: Some(entry.steps_done), error })?;
        if rows.is_empty() {
            return Err(Stop::Taken);
        }
        self.settings
            .tell(&Event::Recorded { migration: job.program.key.clone(), done: entry.steps_done });
        job.entry = entry;
        Ok(())
    }

    /// Writes that the whole migration is done, after a last step outside of a transaction.
    async fn close(&mut self, job: &mut Job<'_>) -> Result<(), Stop> {
        let own = |error| Stop::Failed { unit: None, error };
        let key = &job.program.key;
        let duration = job.begun.elapsed();
        let done = job.entry_after(job.steps(), &self.id);
        let (change, action) = match job.direction {
            Direction::Up => (history::finish(&self.history, &done, duration), LogAction::Apply),
            Direction::Down => (history::forget(&self.history, &done), LogAction::Rollback),
        };
        let checksum = &job.program.checksum;
        let log = history::append(&self.history, action, key, checksum, &self.id, duration);
        // The row may still carry the id of the run that began the step.
        let adopt = history::progress(&self.history, &job.entry, &done);
        let sql =
            format!("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; {adopt}; {change}; {log}");
        match self.session.query(sql).await {
            Ok(rows) if rows.len() < 2 => {
                self.session.query("ROLLBACK".to_owned()).await.map_err(own)?;
                return Err(Stop::Taken);
            }
            Ok(_) => {}
            Err(error) => {
                let _ = self.session.query("ROLLBACK".to_owned()).await;
                return Err(own(error));
            }
        }
        self.commit(job).await
    }
}
