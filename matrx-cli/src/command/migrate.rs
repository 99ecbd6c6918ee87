//! `migrate` and `rollback`: the runner of matrx-core, with its events printed.

use matrx_core::run::{Cancel, Event, Interrupted, MigrateError, Migrator, Report, RollbackTo};

use super::workspace::linked_migrations;
use super::{progress, stamp};
use crate::arguments::{self, Connection, Migrate, Rollback, Running};
use crate::config::Project;
use crate::database::Target;
use crate::failure::Failure;
use crate::output::{Output, span};
use crate::stop::Stop;

/// Runs `migrate`.
pub(crate) async fn migrate(
    arguments: &Migrate,
    project: &Project,
    output: &Output,
    stop: &Stop,
) -> Result<(), Failure> {
    let runner = Runner::new(project, &arguments.connection, &arguments.running, output)?;
    let mut migrator = runner.migrator.clone();
    if let Some(target) = &arguments.target {
        migrator = migrator.target(target.as_str());
    }
    let ran = runner.attend(stop, migrator.run_on(runner.target.options().clone())).await;
    runner.end(ran, "applied", output)
}

/// Runs `migrate --fake`.
pub(crate) async fn fake(
    arguments: &Migrate,
    project: &Project,
    output: &Output,
) -> Result<(), Failure> {
    let stamp = arguments::Stamp {
        target: arguments.target.clone(),
        connection: arguments.connection.clone(),
        allow_missing: arguments.running.allow_missing,
    };
    stamp::stamp(&stamp, project, output).await
}

/// Runs `rollback`.
pub(crate) async fn rollback(
    arguments: &Rollback,
    project: &Project,
    output: &Output,
    stop: &Stop,
) -> Result<(), Failure> {
    let runner = Runner::new(project, &arguments.connection, &arguments.running, output)?;
    let to = match arguments.target.as_deref().or(arguments.to.as_deref()) {
        Some(target) => RollbackTo::from(target),
        None => RollbackTo::Steps(arguments.steps.unwrap_or(1)),
    };
    let work = runner.migrator.rollback(runner.target.options().clone(), &to);
    let ran = runner.attend(stop, work).await;
    runner.end(ran, "rolled back", output)
}

/// A runner for this project.
pub(crate) fn migrator(project: &Project) -> Result<Migrator, Failure> {
    let migrator = Migrator::new(linked_migrations()?).default_schema(project.default_schema());
    Ok(match &project.config.history_schema {
        Some(schema) => migrator.history_schema(schema),
        None => migrator,
    })
}

struct Runner {
    migrator: Migrator,
    target: Target,
    cancel: Cancel,
}

impl Runner {
    fn new(
        project: &Project,
        connection: &Connection,
        running: &Running,
        output: &Output,
    ) -> Result<Self, Failure> {
        let cancel = Cancel::new();
        let printer = output.clone();
        let listener = move |event: &Event| progress::show(event, &printer);
        let mut migrator = migrator(project)?.cancel_on(&cancel).on_event(listener);
        if running.no_lock {
            migrator = migrator.without_lock();
        }
        if running.no_transaction {
            migrator = migrator.without_transaction();
        }
        if running.allow_missing {
            migrator = migrator.allow_missing();
        }
        migrator = migrator.interrupted(match running.interrupted {
            None => Interrupted::Ask,
            Some(arguments::Interrupted::Repeat) => Interrupted::Repeat,
            Some(arguments::Interrupted::Done) => Interrupted::Done,
        });
        let target = Target::find(project, connection.database_url.as_deref(), None)?;
        Ok(Self { migrator, target, cancel })
    }

    /// The run's end; a signal cancels it, and it says then what it has left.
    async fn attend(
        &self,
        stop: &Stop,
        run: impl Future<Output = Result<Report, MigrateError>>,
    ) -> Result<Report, MigrateError> {
        let mut run = std::pin::pin!(run);
        tokio::select! {
            ran = &mut run => return ran,
            _ = stop.asked() => self.cancel.cancel(),
        }
        run.await
    }

    fn end(
        self,
        ran: Result<Report, MigrateError>,
        done: &str,
        output: &Output,
    ) -> Result<(), Failure> {
        let report = match &ran {
            Ok(report) => report,
            Err(error) => error.report(),
        };
        output.document(progress::document(report));
        if ran.is_ok() {
            if report.applied.is_empty() {
                output.line(format!("nothing to do on {}", self.target.shown()));
            } else {
                let count = report.applied.len();
                let noun = if count == 1 { "migration" } else { "migrations" };
                let on = self.target.shown();
                output.line(format!("{count} {noun} {done} on {on} in {}", span(report.total)));
            }
        } else if let Err(error) = &ran
            && error.class() == matrx_core::run::ErrorClass::Cancelled
        {
            output.note(error.to_string());
        }
        let shown = self.target.shown().to_owned();
        let closed = self.target.close();
        ran.map_err(|error| progress::failure(&error, &shown))?;
        closed
    }
}
