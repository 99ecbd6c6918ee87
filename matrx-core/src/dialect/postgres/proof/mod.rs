//! Does a migration do what it says? It is tried on a scratch database: up, equal to what was
//! expected; down, equal to where it began; up again.
//!
//! Many statements go in one message, and little is read: a proof costs hardly more than the
//! statements themselves.

mod batch;
mod difference;
mod stage;
mod trial;

use crate::migration::Step;
use crate::schema::{ObjectId, Schema};

use super::DbError;
use super::render::RenderContext;
use super::scratch::{Environment, Missing, Scratch};
pub use difference::differences;
pub use stage::Stage;

/// What a proof needs to know beside the migration.
#[derive(Clone, Debug, Default)]
pub struct ProofContext {
    /// The default schema, and the server's version.
    pub render: RenderContext,
    /// What the old structure depends on.
    pub environment: Environment,
}

/// A migration that was proved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// The structure after `up`, in the catalogue's spelling.
    pub after: Schema,
    /// What could not be proved: code steps that are not marked for it, objects that could not be
    /// made in the scratch database.
    pub not_proved: Vec<String>,
}

/// Why a migration is not proved.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// The server refused something else than a step.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The old structure cannot be rebuilt.
    #[error("the present structure cannot be rebuilt on the scratch database: {source}{}", list_missing(.missing))]
    Rebuild {
        /// The server's answer.
        source: DbError,
        /// What is missing there, and so may be the reason.
        missing: Vec<Missing>,
    },
    /// What was declared cannot be made.
    #[error("the server refuses what is declared{}", list_refused(.missing))]
    Declared {
        /// What, and why.
        missing: Vec<Missing>,
    },
    /// The commands of an object make another one.
    #[error(
        "the SQL of {id} makes something else: its name and its kind must be those that are declared; the schema \
         of a name stands in `schema = \"…\"`, not in the name"
    )]
    NotMade {
        /// The declared object.
        id: ObjectId,
    },
    /// A declared privilege is there without it.
    #[error(
        "{id} changes nothing: either it is there from the beginning, or the role of this connection is the \
         one that gets it, and an owner needs no grant; leave it out, or run this as another role"
    )]
    NothingGranted {
        /// The declared privilege.
        id: ObjectId,
    },
    /// A step fails.
    #[error("{direction}: {step}: {error}")]
    Step {
        /// Up, down, or up again.
        direction: Direction,
        /// What the step does.
        step: String,
        /// The server's answer.
        error: Box<dyn std::error::Error + Send + Sync>,
    },
    /// All steps run, but their result is another one than expected.
    #[error("{direction} does not lead where it should: {}", .differences.join("; "))]
    Differs {
        /// Up or down.
        direction: Direction,
        /// What differs.
        differences: Vec<String>,
    },
}

impl ProofError {
    /// A stable code for this kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Db(error) => error.code(),
            Self::Rebuild { .. } => "proof-rebuild",
            Self::Declared { .. } => "declared-refused",
            Self::NotMade { .. } | Self::NothingGranted { .. } => "declared-otherwise",
            Self::Step { .. } => "proof-step",
            Self::Differs { .. } => "proof-differs",
        }
    }
}

/// What is refused, and why. What merely waits for another one comes last by itself: it is listed
/// all the same, for nobody can tell them apart.
fn list_refused(missing: &[Missing]) -> String {
    let lines: Vec<String> = missing.iter().map(|one| format!("; {one}")).collect();
    lines.concat()
}

fn list_missing(missing: &[Missing]) -> String {
    let mut text = String::new();
    for one in missing {
        text.push_str(&format!("; missing there: {one}"));
    }
    text
}

/// Which part of a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The migration's way forward.
    Up,
    /// Its way back.
    Down,
    /// Forward once more.
    UpAgain,
    /// The migrations before it, which the database does not have yet.
    Pending,
}

impl std::fmt::Display for Direction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::UpAgain => "up again",
            Self::Pending => "pending migrations",
        })
    }
}

/// Proves a migration on an empty scratch database: `before` is built, then [`Stage::prove`].
///
/// `before` must hold every table that a foreign key references. Without a `down` the way forward
/// alone is proved. The connection is closed when this returns; the scratch database is left to the
/// caller.
pub async fn prove(
    scratch: &Scratch,
    before: &Schema,
    up: &[Step],
    down: Option<&[Step]>,
    expected: &Schema,
    context: &ProofContext,
) -> Result<Proof, ProofError> {
    let mut stage = Stage::open(scratch, before, context).await?;
    let proved = stage.prove(up, down, expected).await;
    let closed = stage.close().await;
    let proof = proved?;
    closed?;
    Ok(proof)
}
