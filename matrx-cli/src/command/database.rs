//! One call of the runner on a project's database, for the commands that make only one.

use matrx_core::run::{MigrateError, Migrator};
use sqlx::postgres::PgConnectOptions;

use super::migrate::migrator;
use super::progress;
use crate::arguments::Connection;
use crate::config::Project;
use crate::database::Target;
use crate::failure::Failure;

/// What a call answered, and the database as it is shown to people.
pub(crate) struct Answer<T> {
    pub(crate) value: T,
    pub(crate) database: String,
}

/// Connects, calls, and closes again, whatever came of it.
pub(crate) async fn on_database<T>(
    project: &Project,
    connection: &Connection,
    call: impl AsyncFnOnce(Migrator, PgConnectOptions) -> Result<T, MigrateError>,
) -> Result<Answer<T>, Failure> {
    let migrator = migrator(project)?;
    let target = Target::find(project, connection.database_url.as_deref(), None)?;
    let database = target.shown().to_owned();
    let value = call(migrator, target.options().clone()).await;
    let closed = target.close();
    let value = value.map_err(|error| progress::failure(&error, &database))?;
    closed.map(|()| Answer { value, database })
}
