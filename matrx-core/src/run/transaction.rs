//! One segment of a migration in one transaction, its history row written first.

use std::ops::Range;
use std::time::Instant;

use sqlx::Row;

use super::apply::{Job, Stop};
use super::course::Course;
use super::event::{Direction, Event};
use super::failure::Aftermath;
use super::history::{self, LogAction, State};
use super::problem::Problem;
use super::program::Work;
use super::server_error::{Meaning, ServerError};
use super::session::Session;
use crate::migration::{CodeStep, MigrationDb};
use crate::name::Literal;

impl Course<'_> {
    /// Runs these units, and records them as done, all or nothing.
    pub(crate) async fn transaction(
        &mut self,
        job: &mut Job<'_>,
        range: Range<usize>,
        last: bool,
    ) -> Result<(), Stop> {
        let end = range.end;
        let result = self.in_transaction(job, range, last).await;
        match result {
            Ok(()) => {
                self.commit(job).await?;
                job.entry = job.entry_after(end, &self.id);
                job.fresh = false;
                self.session.reset().await.map_err(|error| Stop::Failed { unit: None, error })
            }
            Err(stop) => {
                // Without an answer the connection is gone, and the transaction with it.
                let _ = self.session.query("ROLLBACK".to_owned()).await;
                Err(stop)
            }
        }
    }

    /// Commits. A deferred constraint may refuse; then nothing is changed.
    pub(crate) async fn commit(&mut self, job: &Job<'_>) -> Result<(), Stop> {
        self.settings.tell(&Event::Committing { migration: job.program.key.clone() });
        match self.send("COMMIT").await {
            Ok(()) => Ok(()),
            // A pooler may tell in the server's name that the connection is gone: that is no answer.
            Err(error) => Err(match error.meaning() {
                Meaning::Lost => Stop::CommitLost(error),
                Meaning::Transient | Meaning::OutOfLocks | Meaning::NotNow | Meaning::Refused => {
                    Stop::Failed { unit: None, error }
                }
            }),
        }
    }

    async fn in_transaction(
        &mut self,
        job: &mut Job<'_>,
        range: Range<usize>,
        last: bool,
    ) -> Result<(), Stop> {
        let own = |error| Stop::Failed { unit: None, error };
        let after = job.entry_after(range.end, &self.id);
        let units = &job.program.units[range.clone()];
        let code = units.iter().any(|unit| matches!(unit.work, Work::Code(_)));
        // Code may end the transaction, and commit this row with it; so the row does not yet say
        // that the segment is done.
        let claimed = if code { job.entry_after(range.start, &self.id) } else { after.clone() };
        let claim = match (job.fresh, job.direction) {
            (true, Direction::Up) => {
                let mut row = claimed.clone();
                if !code {
                    row.state = State::Applied;
                }
                history::claim(&self.history, &row)
            }
            (true, Direction::Down) | (false, Direction::Up | Direction::Down) => {
                history::progress(&self.history, &job.entry, &claimed)
            }
        };
        let open = format!(
            "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; {claim}; \
             SELECT CAST(pg_current_xact_id() AS text); {}",
            self.session.user_path()
        );
        let rows = self.session.query(open).await.map_err(own)?;
        // The claim's row, the transaction's number, the search path.
        let [_, number, _] = rows.as_slice() else {
            return Err(Stop::Taken);
        };
        let number: String = number.try_get(0).map_err(|error| own(error.into()))?;
        let key = &job.program.key;
        self.settings.tell(&Event::Recorded { migration: key.clone(), done: range.end });
        for at in range {
            let result = self.unit(job, at).await;
            match job.program.units[at].work {
                Work::Statement(_) => {
                    result.map_err(|error| Stop::Failed { unit: Some(at), error })?;
                    // What comes after it may name what the extension brought.
                    if job.program.units[at].moves_extension {
                        let path = self.session.user_path();
                        self.session.query(path).await.map_err(own)?;
                    }
                }
                Work::Code(_) => self.after_code(job, at, &number, result).await?,
            }
        }
        let mut close = Session::own_path();
        if last {
            let duration = job.begun.elapsed();
            let (change, action) = match job.direction {
                Direction::Up => {
                    (history::finish(&self.history, &after, duration), LogAction::Apply)
                }
                Direction::Down => (history::forget(&self.history, &claimed), LogAction::Rollback),
            };
            let checksum = &job.program.checksum;
            let log = history::append(&self.history, action, key, checksum, &self.id, duration);
            close.push_str(&format!("; {change}; {log}"));
        } else {
            close.push_str(&format!("; {}", history::progress(&self.history, &claimed, &after)));
        }
        // A row that is not there any more was taken away by the migration itself.
        if self.session.query(close).await.map_err(own)?.is_empty() {
            let migration = key.clone();
            let (aftermath, next) = (job.rolled_back(), job.next());
            return Err(Stop::Problem(Box::new(Problem::RowGone { migration, aftermath, next })));
        }
        Ok(())
    }

    /// Refuses where the code of a migration ended the transaction that the history's row is in,
    /// whatever came of the code; a failure is not tried again then.
    async fn after_code(
        &mut self,
        job: &Job<'_>,
        at: usize,
        number: &str,
        result: Result<(), ServerError>,
    ) -> Result<(), Stop> {
        let problem = match (self.is_still(number).await, result) {
            (Ok(true), Ok(())) => return Ok(()),
            (Ok(true), Err(error)) => return Err(Stop::Failed { unit: Some(at), error }),
            (Ok(false), result) => Problem::EndedTransaction {
                migration: job.program.key.clone(),
                next: job.next(),
                error: result.err().map(Box::new),
            },
            // What the code did before the connection was lost, nobody can tell any more.
            (Err(error), result) => {
                let error = result.err().unwrap_or(error);
                let mut failure = job.failure(Some(at), error);
                failure.aftermath = Aftermath::Unknown;
                Problem::Step(Box::new(failure))
            }
        };
        Err(Stop::Problem(Box::new(problem)))
    }

    /// Whether the transaction of this number is the one that stands, or that has failed.
    async fn is_still(&mut self, number: &str) -> Result<bool, ServerError> {
        let now = "SELECT CAST(pg_catalog.pg_current_xact_id_if_assigned() AS pg_catalog.text)";
        if let Ok(rows) = self.session.query(now.to_owned()).await {
            let now: Option<String> = match rows.first() {
                Some(row) => row.try_get(0)?,
                None => None,
            };
            return Ok(now.as_deref() == Some(number));
        }
        // A transaction that has failed takes no question. Once it is gone, the server tells
        // whether it was this one, or one that the code began after it had committed this one.
        self.session.query("ROLLBACK".to_owned()).await?;
        let ended = format!(
            "SELECT pg_catalog.pg_xact_status(CAST({} AS pg_catalog.xid8))",
            Literal(number)
        );
        let rows = self.session.query(ended).await?;
        let ended: Option<String> = match rows.first() {
            Some(row) => row.try_get(0)?,
            None => None,
        };
        Ok(ended.as_deref() == Some("aborted"))
    }

    /// Runs one unit and tells of it.
    pub(crate) async fn unit(&mut self, job: &Job<'_>, at: usize) -> Result<(), ServerError> {
        let unit = &job.program.units[at];
        let migration = job.program.key.clone();
        if self.settings.listener.is_some() {
            self.settings.tell(&Event::StepStarted {
                migration: migration.clone(),
                step: at + 1,
                steps: job.steps(),
                head: unit.head(),
            });
        }
        let begun = Instant::now();
        match &unit.work {
            Work::Statement(statement) => self.send(&statement.sql).await?,
            Work::Code(code) => self.code(code).await?,
        }
        self.settings.tell(&Event::StepFinished {
            migration,
            step: at + 1,
            duration: begun.elapsed(),
        });
        Ok(())
    }

    async fn code(&mut self, code: &CodeStep) -> Result<(), ServerError> {
        if code.transactional {
            // The code may do other things than ask the database for longer than a minute.
            self.session.send("SET LOCAL idle_in_transaction_session_timeout TO 0").await?;
        }
        let mut db = MigrationDb::new(self.session.lend()?);
        let result = code.run(&mut db).await;
        self.session.put_back(db.into_connection());
        result.map_err(|error| ServerError::in_code(error.source()))
    }
}
