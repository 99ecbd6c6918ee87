//! Each migration up, down and up again, on a scratch database that is dropped afterwards.

use matrx_core::dialect::postgres::introspect::{Selection, introspect_covered};
use matrx_core::migration::{Migration, Step};
use matrx_core::op::{Op, roles};
use matrx_core::run::{Migrator, RollbackTo};
use matrx_core::schema::Schema;
use sqlx::Connection as _;
use sqlx::postgres::PgConnectOptions;

use super::Finding;
use crate::arguments::{Connection, Selecting};
use crate::command::makemigrations::{database, drift};
use crate::command::migrate::migrator;
use crate::command::place::Place;
use crate::command::progress;
use crate::command::workspace::{Workspace, selection};
use crate::config::Project;
use crate::database::Target;
use crate::failure::Failure;
use crate::stop::Stop;

/// What came of it.
pub(super) struct Trip {
    pub(super) findings: Vec<Finding>,
    /// How many migrations went all three ways.
    pub(super) tried: usize,
    /// The ids of those that have no way back.
    pub(super) one_way: Vec<String>,
}

/// Runs every migration of the program. Its code steps run too.
pub(super) async fn roundtrip(
    project: &Project,
    work: &Workspace,
    connection: &Connection,
    scratch: Option<&str>,
    stop: &Stop,
) -> Result<Trip, Failure> {
    let target = Target::find(project, connection.database_url.as_deref(), scratch)?;
    let steps: Vec<Step> = work.set.in_order().iter().flat_map(Migration::up).collect();
    let ops = steps.iter().filter_map(|step| match step {
        Step::Op(op) => Some(op),
        Step::Sql(_) | Step::Code(_) => None,
    });
    let place = match Place::make(&target, &roles(ops)).await {
        Ok(place) => place,
        Err(failure) => return target.close().and(Err(failure)),
    };
    let what = selection(project, &Selecting::default(), &work.declared, &work.lock.lock);
    let run = Run {
        migrator: migrator(project)?,
        options: place.scratch.options().clone(),
        what,
        shown: format!("scratch database {}", place.scratch.name()),
    };
    let trip = stop.or(run.all(work.set.in_order())).await;
    let cleared = place.clear().await;
    let closed = target.close();
    let trip = trip?;
    cleared.and(closed).map(|()| trip)
}

struct Run {
    migrator: Migrator,
    options: PgConnectOptions,
    what: Selection,
    shown: String,
}

impl Run {
    async fn all(&self, migrations: &[Migration]) -> Result<Trip, Failure> {
        let mut trip = Trip { findings: Vec::new(), tried: 0, one_way: Vec::new() };
        let mut before = self.structure().await?;
        for migration in migrations {
            self.up(migration).await?;
            let after = self.structure().await?;
            if migration.down().is_err() {
                trip.one_way.push(migration.id.clone());
                before = after;
                continue;
            }
            let back = self.migrator.rollback(self.options.clone(), &RollbackTo::Steps(1)).await;
            back.map_err(|error| progress::failure(&error, &self.shown))?;
            let mut found = |way: &str, expected: &Schema, actual: &Schema| {
                let ops = drift::between(expected, actual);
                let lines: Vec<String> = ops.iter().map(Op::describe).collect();
                if !lines.is_empty() {
                    let text = format!("{way}: {}", lines.join("; "));
                    trip.findings.push(Finding { what: migration.id.clone(), text });
                }
            };
            found("down does not lead back, it is left to do", &self.structure().await?, &before);
            if let Err(failure) = self.up(migration).await {
                // Nothing more can be tried on this database.
                let text =
                    failure.message().map_or_else(String::new, |message| message.text.clone());
                let text = format!("up after down fails: {text}");
                trip.findings.push(Finding { what: migration.id.clone(), text });
                return Ok(trip);
            }
            let again = self.structure().await?;
            found("up after down leads elsewhere, it is left to do", &again, &after);
            trip.tried += 1;
            before = again;
        }
        Ok(trip)
    }

    async fn up(&self, migration: &Migration) -> Result<(), Failure> {
        let migrator = self.migrator.clone().target(migration.key().to_string());
        let ran = migrator.run_on(self.options.clone()).await;
        ran.map(|_| ()).map_err(|error| progress::failure(&error, &self.shown))
    }

    async fn structure(&self) -> Result<Schema, Failure> {
        let mut conn = sqlx::PgConnection::connect_with(&self.options).await.map_err(|error| {
            Failure::database("db-connection", format!("connecting to {}: {error}", self.shown))
        })?;
        let catalog = introspect_covered(&mut conn, &self.what).await;
        let closed = conn.close().await;
        let catalog = catalog.map_err(|error| database(&error))?;
        closed.map_err(|error| {
            Failure::database("db-connection", format!("closing the connection: {error}"))
        })?;
        Ok(catalog.schema)
    }
}
