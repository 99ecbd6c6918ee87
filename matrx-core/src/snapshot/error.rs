use crate::dialect::postgres::DbError;
use crate::dialect::postgres::proof::ProofError;
use crate::model::ModelError;
use crate::schema::ObjectId;

/// Why there is no snapshot.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The models contradict themselves.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Models(Vec<ModelError>),
    /// The server did not answer.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The scratch database refused what is declared.
    #[error(transparent)]
    Scratch(Box<ProofError>),
    /// Only a scratch database can say how the server spells these.
    #[error(
        "nobody has spelled {} yet; give `Spelling` a lock that has them, or a server for a scratch database",
        .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    )]
    NotSpelled(Vec<ObjectId>),
    /// The other side of a comparison is no database.
    #[error("models are spelled by a server: the snapshot that was given is of models itself")]
    NoDatabase,
}

impl From<ProofError> for SnapshotError {
    fn from(error: ProofError) -> Self {
        match error {
            ProofError::Db(error) => Self::Db(error),
            error @ (ProofError::Rebuild { .. }
            | ProofError::Declared { .. }
            | ProofError::NotMade { .. }
            | ProofError::NothingGranted { .. }
            | ProofError::Step { .. }
            | ProofError::Differs { .. }) => Self::Scratch(Box::new(error)),
        }
    }
}
