//! A database to try things on: a scratch one beside the project's, or on an engine of its own where the role
//! may not make one.

use std::collections::BTreeSet;

use matrx_core::dialect::postgres::scratch::Scratch;
use matrx_core::dialect::postgres::{DbError, rights};
use sqlx::{Connection as _, PgConnection};

use super::makemigrations::database;
use crate::database::Target;
use crate::failure::Failure;

/// A scratch database, and the engine that it is on where that is not the project's server.
pub(super) struct Place {
    /// The database.
    pub(super) scratch: Scratch,
    engine: Option<Target>,
}

impl Place {
    /// Makes it. `roles` are those that what is tried speaks of: they are the whole server's, and an engine of
    /// its own has those of nobody.
    pub(super) async fn make(target: &Target, roles: &BTreeSet<String>) -> Result<Self, Failure> {
        let server = target.scratch().unwrap_or_else(|| target.options());
        match Scratch::create(server).await {
            Ok(scratch) => Ok(Self { scratch, engine: None }),
            Err(refused @ DbError::Privilege { .. }) => {
                let Some(engine) = Target::throwaway()? else {
                    return Err(database(&refused));
                };
                let made = on_engine(&engine, roles).await;
                match made {
                    Ok(scratch) => Ok(Self { scratch, engine: Some(engine) }),
                    Err(failure) => engine.close().and(Err(failure)),
                }
            }
            Err(error) => Err(database(&error)),
        }
    }

    /// Whether it is on an engine of its own, which may spell things otherwise than the server.
    pub(super) fn is_elsewhere(&self) -> bool {
        self.engine.is_some()
    }

    /// Drops the database.
    pub(super) async fn clear(self) -> Result<(), Failure> {
        let dropped = self.scratch.drop().await.map_err(|error| database(&error));
        dropped.and(self.engine.map_or(Ok(()), Target::close))
    }
}

async fn on_engine(engine: &Target, roles: &BTreeSet<String>) -> Result<Scratch, Failure> {
    let mut conn = PgConnection::connect_with(engine.options()).await.map_err(connecting)?;
    let made = rights::make_roles(&mut conn, roles).await;
    conn.close().await.map_err(connecting)?;
    made.map_err(|error| database(&error))?;
    Scratch::create(engine.options()).await.map_err(|error| database(&error))
}

fn connecting(error: sqlx::Error) -> Failure {
    Failure::database("db-connection", format!("connecting to the scratch server: {error}"))
}
