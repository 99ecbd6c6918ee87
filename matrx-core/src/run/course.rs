//! The state of one run: its session, its lock, its history, what it has done.

use std::time::{Duration, Instant};

use sqlx::Row;
use sqlx::postgres::PgConnectOptions;

use super::advisory::{self, Outcome};
use super::apply::Job;
use super::event::{Direction, Event};
use super::failure::Aftermath;
use super::history::{self, Entry, History, Shape, State};
use super::problem::{Problem, while_doing};
use super::report::{Applied, Report};
use super::segment;
use super::server_error::ServerError;
use super::session::{Access, Session, application_name};
use super::settings::{Locking, Settings};
use crate::migration::MigrationKey;

/// One run.
pub(crate) struct Course<'a> {
    pub(crate) settings: &'a Settings,
    pub(crate) options: PgConnectOptions,
    /// The run's id.
    pub(crate) id: String,
    pub(crate) history: History,
    pub(crate) session: Session,
    /// How many locks one transaction may take.
    pub(crate) room: u64,
    pub(crate) report: Report,
    /// What is being run, for the report of a run that is stopped.
    pub(crate) current: Option<(MigrationKey, Direction)>,
}

impl<'a> Course<'a> {
    /// Connects. Nothing is written.
    pub(crate) async fn begin(
        settings: &'a Settings,
        options: PgConnectOptions,
        id: String,
        access: Access,
    ) -> Result<Self, Problem> {
        let session = Session::connect(&options, settings, &id, access)
            .await
            .map_err(|error| Problem::Connect { error })?;
        let backend = session.facts.backend;
        settings.tell(&Event::Connected { run: id.clone(), backend });
        Ok(Self {
            room: segment::room(session.facts.lock_entries),
            history: History { schema: settings.history_schema().to_owned() },
            settings,
            options,
            id,
            session,
            report: Report::default(),
            current: None,
        })
    }

    /// The history's rows; `None` where there is no history yet.
    pub(crate) async fn entries(&mut self) -> Result<Option<Vec<Entry>>, Problem> {
        let doing = "reading the history";
        match history::shape(&mut self.session, &self.history).await.map_err(while_doing(doing))? {
            Shape::Absent { .. } => Ok(None),
            Shape::Closed(missing) => Err(self.lacks(missing)),
            Shape::Unsound(reason) => Err(Problem::UnsoundHistory { reason }),
            Shape::Newer(reason) => Err(Problem::NewerHistory { reason }),
            Shape::Sound => {
                let rows = history::read(&mut self.session, &self.history).await;
                Ok(Some(rows.map_err(while_doing(doing))?))
            }
        }
    }

    /// Takes the lock, and makes the history tables where there are none.
    pub(crate) async fn secure(&mut self) -> Result<(), Problem> {
        if self.settings.locking == Locking::Advisory {
            let taken =
                advisory::take(&mut self.session, &self.history, self.settings, &self.id).await;
            match taken.map_err(while_doing("taking the lock"))? {
                Outcome::Taken => self.settings.tell(&Event::Locked),
                Outcome::Held { holder, waited } => {
                    return Err(Problem::LockHeld { holder, waited });
                }
            }
        }
        let doing = "making the history tables";
        let shape = history::shape(&mut self.session, &self.history).await;
        if let Shape::Absent { schema } = shape.map_err(while_doing(doing))? {
            history::create(&mut self.session, &self.history, schema)
                .await
                .map_err(while_doing(doing))?;
            self.settings.tell(&Event::HistoryCreated);
        }
        Ok(())
    }

    /// Whether a segment whose COMMIT got no answer was committed; the run goes on with a new
    /// connection.
    pub(crate) async fn was_committed(
        &mut self,
        job: &mut Job<'_>,
        end: usize,
        last: bool,
        lost: &ServerError,
    ) -> Result<bool, Problem> {
        let key = job.program.key.clone();
        let unknown =
            |error| Problem::CommitUnknown { migration: key.clone(), error: Box::new(error) };
        self.reconnect().await.map_err(unknown)?;
        self.secure().await.map_err(|_| unknown(lost.clone()))?;
        let entry = history::entry_of(&mut self.session, &self.history, &job.program.key)
            .await
            .map_err(unknown)?;
        let committed = match (&entry, job.direction, last) {
            (Some(entry), Direction::Up, true) => {
                entry.state == State::Applied && entry.run_id == self.id
            }
            (None, Direction::Down, true) => true,
            (Some(entry), Direction::Up | Direction::Down, false) => {
                entry.run_id == self.id && entry.steps_done == end && entry.state == job.half()
            }
            (Some(_), Direction::Down, true) | (None, Direction::Up, _) => false,
            (None, Direction::Down, false) => false,
        };
        if committed {
            job.entry = job.entry_after(end, &self.id);
            job.fresh = false;
        }
        Ok(committed)
    }

    /// A new session in the place of one that is lost, after the server has ended the old one.
    async fn reconnect(&mut self) -> Result<(), ServerError> {
        let old = self.session.facts.backend;
        // It may be half alive, and the server may have room for one session only.
        self.session.cut().await;
        let mut session =
            Session::connect(&self.options, self.settings, &self.id, Access::Write).await?;
        outlive(&mut session, old, &self.id).await?;
        self.session = session;
        Ok(())
    }

    /// Ends a run that was stopped from outside, in the middle of whatever it was doing: the
    /// connection is cut, the server rolls back, and the history is asked what is left.
    pub(crate) async fn stop(self) -> (Problem, Report) {
        let Self { settings, options, id, history, mut session, mut report, current, .. } = self;
        let old = session.facts.backend;
        session.cut().await;
        let left = tokio::time::timeout(Duration::from_secs(10), async {
            let mut session = Session::connect(&options, settings, &id, Access::Read).await?;
            outlive(&mut session, old, &id).await?;
            let left = match &current {
                None => Aftermath::Unchanged,
                Some((key, direction)) => match history::shape(&mut session, &history).await? {
                    Shape::Sound => {
                        let entry = history::entry_of(&mut session, &history, key).await?;
                        // What was committed on the way out is done by this run like the rest.
                        if let Some(duration) =
                            history::taken(&mut session, &history, key, &id).await?
                        {
                            report.applied.push(Applied { id: key.clone(), duration });
                        }
                        aftermath(entry.as_ref(), *direction)
                    }
                    Shape::Absent { .. }
                    | Shape::Newer(_)
                    | Shape::Closed(_)
                    | Shape::Unsound(_) => Aftermath::Unknown,
                },
            };
            session.close().await;
            Ok::<_, ServerError>(left)
        });
        let aftermath = match left.await {
            Ok(Ok(left)) => left,
            Ok(Err(_)) | Err(_) => Aftermath::Unknown,
        };
        let migration = current.map(|(key, _)| key);
        (Problem::Cancelled { migration, aftermath }, report)
    }
}

/// What the database holds of a migration that went this way, by its row.
fn aftermath(entry: Option<&Entry>, direction: Direction) -> Aftermath {
    let half =
        |entry: &Entry, next| Aftermath::Kept { done: entry.steps_done, steps: entry.steps, next };
    match (direction, entry.map(|entry| (entry, entry.state))) {
        (Direction::Up, None) | (Direction::Down, Some((_, State::Applied))) => {
            Aftermath::Unchanged
        }
        // It was stopped after its last COMMIT was on its way.
        (Direction::Up, Some((_, State::Applied))) | (Direction::Down, None) => {
            Aftermath::Done(direction)
        }
        (Direction::Up | Direction::Down, Some((entry, State::Applying))) => half(entry, "migrate"),
        (Direction::Up | Direction::Down, Some((entry, State::Reverting))) => {
            half(entry, "rollback")
        }
    }
}

/// Waits until the server has ended an earlier session of this run; after two seconds it is told to.
async fn outlive(session: &mut Session, old: i32, run: &str) -> Result<(), ServerError> {
    let begun = Instant::now();
    let name = crate::name::Literal(&application_name(run)).to_string();
    loop {
        // An older server notices a client that is gone only when its statement has ended.
        let end = begun.elapsed() > Duration::from_secs(2);
        let what = if end { "pg_terminate_backend(pid)" } else { "true" };
        let rows = session
            .query(format!(
                "SELECT {what} FROM pg_stat_activity \
                 WHERE pid = {old} AND pid <> pg_backend_pid() AND application_name = {name}"
            ))
            .await?;
        if rows.first().map(|row| row.try_get::<bool, _>(0)).transpose()?.is_none() {
            return Ok(());
        }
        if begun.elapsed() > Duration::from_secs(8) {
            return Err(ServerError::other("the server has not ended the earlier session"));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
