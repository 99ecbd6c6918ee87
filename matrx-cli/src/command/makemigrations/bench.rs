//! The scratch database of one run: made when it is first needed, dropped at the end, whatever
//! happens between. At most one connection is open at a time.

use std::collections::BTreeSet;

use matrx_core::dialect::postgres::DbError;
use matrx_core::dialect::postgres::proof::{ProofContext, ProofError, Stage};
use matrx_core::op::roles_of;
use matrx_core::schema::Schema;

use crate::command::place::Place;
use crate::database::Target;
use crate::failure::Failure;

/// A place to try things.
pub(super) struct Bench<'a> {
    target: &'a Target,
    place: Option<Place>,
    stage: Option<Stage>,
    /// The roles of which the models speak.
    roles: BTreeSet<String>,
}

impl<'a> Bench<'a> {
    /// Nothing is made yet.
    pub(super) fn new(target: &'a Target) -> Self {
        Self { target, place: None, stage: None, roles: BTreeSet::new() }
    }

    /// These roles must be there.
    pub(super) fn with_roles(&mut self, roles: BTreeSet<String>) {
        self.roles = roles;
    }

    /// Whether it is on an engine of its own, which may spell things otherwise than the server.
    pub(super) fn is_elsewhere(&self) -> bool {
        self.place.as_ref().is_some_and(Place::is_elsewhere)
    }

    /// The stage with `before` built on it; the database is made where there is none.
    pub(super) async fn open(
        &mut self,
        before: &Schema,
        context: &ProofContext,
    ) -> Result<&mut Stage, Failure> {
        let mut roles = self.roles.clone();
        roles.extend(roles_of(before));
        // It is kept before anything else can fail, so that it is dropped in any case.
        let place = self.place.insert(Place::make(self.target, &roles).await?);
        let scratch = &place.scratch;
        let stage = Stage::open(scratch, before, context).await.map_err(|error| proof(&error))?;
        Ok(self.stage.insert(stage))
    }

    /// Throws away what is there.
    pub(super) async fn restart(&mut self) -> Result<(), Failure> {
        let done = Bench {
            target: self.target,
            place: self.place.take(),
            stage: self.stage.take(),
            roles: self.roles.clone(),
        };
        done.clear().await
    }

    /// The stage, where it is open.
    pub(super) fn stage(&mut self) -> Option<&mut Stage> {
        self.stage.as_mut()
    }

    /// Closes the connection and drops the database.
    pub(super) async fn clear(self) -> Result<(), Failure> {
        if let Some(stage) = self.stage {
            stage.close().await.map_err(|error| database(&error))?;
        }
        match self.place {
            Some(place) => place.clear().await,
            None => Ok(()),
        }
    }
}

/// A failed exchange with the server.
pub(crate) fn database(error: &DbError) -> Failure {
    Failure::database(error.code(), error.to_string())
}

/// A migration that could not be proved.
pub(super) fn proof(error: &ProofError) -> Failure {
    let failure = |text: String| Failure::database(error.code(), text);
    match error {
        ProofError::Db(error) => database(error),
        ProofError::Rebuild { .. } => failure(error.to_string()),
        ProofError::Declared { missing } => Failure::database(
            error.code(),
            "the server refuses what is declared, nothing was written",
        )
        .with(missing.iter().map(ToString::to_string).collect()),
        ProofError::NotMade { .. } | ProofError::NothingGranted { .. } => {
            Failure::usage(error.code(), error.to_string())
        }
        ProofError::Step { .. } => {
            // a hint may be a recipe of several lines
            let text = error.to_string();
            let mut lines = text.lines().map(str::to_owned);
            let first = lines.next().unwrap_or_default();
            failure(format!("the migration fails on a scratch database, nothing was written: {first}"))
                .with(lines.collect())
        }
        ProofError::Differs { differences, .. } => failure(format!(
            "the migration does not prove itself on a scratch database, nothing was written: {error}"
        ))
        .with(differences.clone()),
    }
}
