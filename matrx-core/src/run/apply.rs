//! Runs one migration, one way: in a transaction of its own, or in journalled segments.

use std::time::{Duration, Instant};

use super::advisory::{Holder, decode_holder, holder_columns, jitter};
use super::course::Course;
use super::event::{Direction, Event};
use super::failure::{Aftermath, StepFailure};
use super::history::{self, Entry, State};
use super::problem::{Problem, while_doing};
use super::program::Program;
use super::segment::{Segment, split};
use super::server_error::{Meaning, ServerError};
use super::settings::{Grouping, Locking};
use crate::statement::{Mode, Probe};

/// A migration that is being run.
pub(crate) struct Job<'a> {
    pub(crate) program: &'a Program,
    pub(crate) direction: Direction,
    /// The row of the history, as it stands or as it will be claimed.
    pub(crate) entry: Entry,
    /// Whether the row is still as it was before this migration was touched.
    pub(crate) fresh: bool,
    pub(crate) begun: Instant,
}

/// How a migration ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// This run did it.
    Here(Duration),
    /// Another runner did it.
    Elsewhere,
}

/// Why a segment did not end.
pub(crate) enum Stop {
    /// The row was not as expected: another runner was there.
    Taken,
    /// A unit failed (`None`: the beginning or the end of the transaction). It is rolled back.
    Failed { unit: Option<usize>, error: ServerError },
    /// The answer to COMMIT was lost.
    CommitLost(ServerError),
    /// Something that cannot be tried again.
    Problem(Box<Problem>),
}

/// Whether a migration that was stopped by this did nothing, as far as no step of it is done.
fn leaves_nothing(problem: &Problem) -> bool {
    if let Problem::Step(failure) | Problem::Blocked { failure, .. } = problem {
        return failure.aftermath == Aftermath::Unchanged;
    }
    if let Problem::RowGone { aftermath, .. } = problem {
        return *aftermath == Aftermath::Unchanged;
    }
    matches!(problem, Problem::OtherIndex { .. })
}

/// How a segment ended.
enum Ended {
    Well,
    Elsewhere,
    TooManyLocks,
}

impl Job<'_> {
    pub(crate) fn steps(&self) -> usize {
        self.program.units.len()
    }

    /// The state of a row that is half way.
    pub(crate) fn half(&self) -> State {
        match self.direction {
            Direction::Up => State::Applying,
            Direction::Down => State::Reverting,
        }
    }

    /// The row after `done` units.
    pub(crate) fn entry_after(&self, done: usize, run: &str) -> Entry {
        Entry {
            state: self.half(),
            steps_done: done,
            steps: self.steps(),
            step_running: false,
            steps_hash: self.program.prefix_hash(done).unwrap_or_default(),
            run_id: run.to_owned(),
            checksum: self.program.checksum.clone(),
            ..self.entry.clone()
        }
    }

    /// Whether a step is running outside of a transaction of which nobody can tell, once it has failed,
    /// how much of it is done.
    pub(crate) fn is_in_doubt(&self) -> bool {
        let running = self.program.units.get(self.entry.steps_done);
        self.entry.step_running
            && running.is_some_and(|unit| unit.mode == Mode::Alone(Probe::Unknown))
    }

    /// What the database holds if nothing more is done.
    pub(crate) fn aftermath(&self) -> Aftermath {
        if self.fresh {
            return Aftermath::Unchanged;
        }
        Aftermath::Kept { done: self.entry.steps_done, steps: self.steps(), next: self.next() }
    }

    /// The same after a transaction was rolled back: a journal that nothing was done under counts as
    /// no change.
    pub(crate) fn rolled_back(&self) -> Aftermath {
        if self.entry.steps_done == 0 && !self.entry.step_running {
            return Aftermath::Unchanged;
        }
        self.aftermath()
    }

    /// What the database holds if the row is gone that said so.
    fn forgotten(&self) -> Aftermath {
        match self.entry.steps_done + usize::from(self.entry.step_running) {
            0 => Aftermath::Unchanged,
            done => Aftermath::Forgotten { done, steps: self.steps() },
        }
    }

    /// The command that goes on with it.
    pub(crate) fn next(&self) -> &'static str {
        match self.direction {
            Direction::Up => "migrate",
            Direction::Down => "rollback",
        }
    }

    pub(crate) fn failure(&self, unit: Option<usize>, error: ServerError) -> StepFailure {
        let at = unit.and_then(|unit| self.program.units.get(unit));
        StepFailure {
            migration: self.program.key.clone(),
            step: unit.map_or(self.steps() + 1, |unit| unit + 1),
            steps: self.steps(),
            head: at.map_or_else(|| "the transaction's own statements".to_owned(), |u| u.head()),
            sql: at.and_then(|unit| unit.sql()).map(str::to_owned),
            error,
            aftermath: self.aftermath(),
        }
    }
}

impl Course<'_> {
    /// Runs a migration to its end, from where an earlier run left it.
    pub(crate) async fn perform(&mut self, job: &mut Job<'_>) -> Result<Done, Problem> {
        let key = job.program.key.clone();
        self.settings.tell(&Event::Started {
            migration: key.clone(),
            direction: job.direction,
            done: if job.fresh { 0 } else { job.entry.steps_done },
            steps: job.steps(),
        });
        let mut room = self.room;
        'split: loop {
            let done = if job.fresh { 0 } else { job.entry.steps_done };
            let segments = split(&job.program.units, done, room, self.settings.grouping);
            let alone = segments.iter().any(|segment| matches!(segment, Segment::Alone(_)));
            if segments.len() > 1 && !alone && self.settings.grouping == Grouping::Transaction {
                let locks = job.program.units.iter().skip(done).map(|unit| unit.locks()).sum();
                let transactions = segments.len();
                self.settings.tell(&Event::Split {
                    migration: key.clone(),
                    locks,
                    room,
                    transactions,
                });
            }
            if job.fresh && (segments.len() > 1 || alone) && !self.open_journal(job).await? {
                self.done_elsewhere(job).await?;
                return Ok(Done::Elsewhere);
            }
            let last = segments.len() - 1;
            for (at, segment) in segments.iter().enumerate() {
                match self.segment(job, segment, at == last).await {
                    Ok(Ended::Well) => {}
                    Ok(Ended::Elsewhere) => return Ok(Done::Elsewhere),
                    Ok(Ended::TooManyLocks) => {
                        let taken: u64 = match segment {
                            Segment::Transaction(range) => {
                                job.program.units[range.clone()].iter().map(|u| u.locks()).sum()
                            }
                            Segment::Alone(_) => 1,
                        };
                        room = (taken / 2).max(1);
                        continue 'split;
                    }
                    Err(problem) => {
                        if leaves_nothing(&problem) {
                            self.close_journal(job).await;
                        }
                        return Err(problem);
                    }
                }
            }
            break;
        }
        let duration = job.begun.elapsed();
        self.settings.tell(&Event::Finished { migration: key, direction: job.direction, duration });
        Ok(Done::Here(duration))
    }

    /// Writes that a migration of several segments begins; false if another runner was first.
    async fn open_journal(&mut self, job: &mut Job<'_>) -> Result<bool, Problem> {
        let begun = job.entry_after(0, &self.id);
        let sql = match job.direction {
            Direction::Up => history::claim(&self.history, &begun),
            Direction::Down => history::progress(&self.history, &job.entry, &begun),
        };
        let rows = self.session.query(sql).await.map_err(while_doing("writing the history"))?;
        if rows.is_empty() {
            return Ok(false);
        }
        job.entry = begun;
        job.fresh = false;
        self.settings.tell(&Event::Recorded { migration: job.program.key.clone(), done: 0 });
        Ok(true)
    }

    /// Refuses to go on where another runner was at the row and has not done the migration whole: the
    /// ones after it may need it.
    async fn done_elsewhere(&mut self, job: &Job<'_>) -> Result<(), Problem> {
        let key = &job.program.key;
        let entry = history::entry_of(&mut self.session, &self.history, key)
            .await
            .map_err(while_doing("reading the history"))?;
        let migration = key.clone();
        match (job.direction, entry.map(|entry| entry.state)) {
            // Under the lock nobody else could have ended what this run has begun.
            (Direction::Up | Direction::Down, None)
                if !job.fresh && self.settings.locking == Locking::Advisory =>
            {
                let (aftermath, next) = (job.forgotten(), job.next());
                Err(Problem::RowGone { migration, aftermath, next })
            }
            (Direction::Up, Some(State::Applied)) | (Direction::Down, None) => Ok(()),
            (Direction::Up, Some(State::Applying | State::Reverting) | None)
            | (Direction::Down, Some(State::Applied | State::Applying | State::Reverting)) => {
                Err(Problem::AnotherRun { migration, next: job.next() })
            }
        }
    }

    /// Takes the row back where no step was done, so that a failure leaves nothing at all. If that
    /// fails too, the row stays, and the next run goes on from it.
    async fn close_journal(&mut self, job: &mut Job<'_>) {
        if job.fresh || job.entry.steps_done > 0 || job.entry.step_running {
            return;
        }
        let sql = match job.direction {
            Direction::Up => history::forget(&self.history, &job.entry),
            Direction::Down => {
                let mut applied = job.entry.clone();
                applied.state = State::Applied;
                applied.steps_done = applied.steps;
                history::progress(&self.history, &job.entry, &applied)
            }
        };
        let _ = self.session.query(sql).await;
    }

    /// Runs one segment, again and again while something is in its way.
    async fn segment(
        &mut self,
        job: &mut Job<'_>,
        segment: &Segment,
        last: bool,
    ) -> Result<Ended, Problem> {
        let begun = Instant::now();
        let mut pause = Duration::from_millis(100);
        for attempt in 0.. {
            let result = match segment {
                Segment::Transaction(range) => self.transaction(job, range.clone(), last).await,
                Segment::Alone(unit) => self.alone(job, *unit, last).await,
            };
            let (unit, error) = match result {
                Ok(()) => return Ok(Ended::Well),
                Err(Stop::Taken) => {
                    self.done_elsewhere(job).await?;
                    return Ok(Ended::Elsewhere);
                }
                Err(Stop::Problem(problem)) => return Err(*problem),
                Err(Stop::CommitLost(error)) => {
                    if self.was_committed(job, segment.end(), last, &error).await? {
                        return Ok(Ended::Well);
                    }
                    (None, error)
                }
                Err(Stop::Failed { unit, error }) => (unit, error),
            };
            match (error.meaning(), segment) {
                (Meaning::OutOfLocks, Segment::Transaction(range)) if range.len() > 1 => {
                    return Ok(Ended::TooManyLocks);
                }
                // What may be half done is never done again unasked.
                (Meaning::Transient, _) if !job.is_in_doubt() => {
                    let open = self.open_transactions().await.unwrap_or_default();
                    let pause_now = jitter(pause, &self.id, attempt);
                    if begun.elapsed() + pause_now > self.settings.retry_for {
                        let failure = Box::new(self.failed(job, unit, error));
                        return Err(Problem::Blocked { failure, open, waited: begun.elapsed() });
                    }
                    self.settings.tell(&Event::Retrying {
                        migration: job.program.key.clone(),
                        reason: error.to_string(),
                        pause: pause_now,
                        holders: open,
                    });
                    tokio::time::sleep(pause_now).await;
                    pause = (pause * 2).min(Duration::from_secs(5));
                }
                (
                    Meaning::Transient
                    | Meaning::OutOfLocks
                    | Meaning::Lost
                    | Meaning::NotNow
                    | Meaning::Refused,
                    Segment::Transaction(_) | Segment::Alone(_),
                ) => return Err(Problem::Step(Box::new(self.failed(job, unit, error)))),
            }
        }
        Ok(Ended::Elsewhere)
    }

    /// The failure, counting a journal that nothing was done under as no change, unless a step stood
    /// alone of which nobody can tell what it did.
    fn failed(&self, job: &Job<'_>, unit: Option<usize>, error: ServerError) -> StepFailure {
        let mut failure = job.failure(unit, error);
        let (done, steps) = (job.entry.steps_done, job.steps());
        let failed = unit.and_then(|unit| job.program.units.get(unit));
        failure.aftermath = if job.is_in_doubt() {
            Aftermath::Interrupted { done, steps, next: job.next() }
        } else if failed.is_some_and(|unit| unit.mode == Mode::Alone(Probe::Unknown)) {
            Aftermath::Loose { done, steps, next: job.next() }
        } else {
            job.rolled_back()
        };
        failure
    }

    /// The sessions with open transactions that hold locks, oldest first.
    async fn open_transactions(&mut self) -> Result<Vec<Holder>, ServerError> {
        let rows = self
            .session
            .query(format!(
                "SELECT {} FROM pg_stat_activity a \
                 WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() \
                   AND a.xact_start IS NOT NULL AND EXISTS (SELECT 1 FROM pg_locks l \
                     WHERE l.pid = a.pid AND l.granted AND l.locktype = 'relation' \
                       AND l.relation >= 16384) \
                 ORDER BY a.xact_start LIMIT 5",
                holder_columns("a.xact_start")
            ))
            .await?;
        rows.iter().map(decode_holder).collect()
    }
}
