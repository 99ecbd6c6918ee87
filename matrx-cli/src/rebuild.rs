//! `rebuild_schema` and `migrate --rebuild` as calls of a library.

use std::fmt;
use std::path::PathBuf;

use crate::arguments::{Connection, Migrate, Running, Selecting, Writing};
use crate::command::{inspect, migrate};
use crate::config::Project;
use crate::failure::Failure;
use crate::output::Output;
use crate::stop::Stop;

/// What is to be written again, and from which database. What is not said here is taken from the
/// environment and from matrx.toml, as the command line does.
#[derive(Clone, Debug, Default)]
pub struct Rebuild {
    /// The folder of the migrations.
    pub migrations: Option<PathBuf>,
    /// The database.
    pub database_url: Option<String>,
    /// The schemas to look at beside the default one.
    pub schemas: Vec<String>,
    /// Whether to look at every schema.
    pub all_schemas: bool,
    /// The folder of the models.
    pub models: Option<PathBuf>,
    /// Whether to replace what others wrote into the files.
    pub overwrite: bool,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// The files that were created, changed or removed.
    pub changed: Vec<PathBuf>,
    /// How many are as they should be.
    pub unchanged: usize,
    /// What the models do not say of the database, a line each.
    pub not_covered: Vec<String>,
}

/// Why it was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RebuildError {
    /// A stable code.
    pub code: &'static str,
    /// What went wrong, and the next command.
    pub message: String,
    /// The same, line by line.
    pub details: Vec<String>,
}

impl fmt::Display for RebuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.details.iter().try_for_each(|line| write!(f, "; {line}"))
    }
}

impl std::error::Error for RebuildError {}

impl From<Failure> for RebuildError {
    fn from(failure: Failure) -> Self {
        match failure.message() {
            Some(message) => Self {
                code: message.code,
                message: message.text.clone(),
                details: message.details.clone(),
            },
            None => Self {
                code: "stopped",
                message: "the work was stopped before its end".to_owned(),
                details: Vec::new(),
            },
        }
    }
}

/// Writes the models again where the database says something else.
pub async fn rebuild_schema(rebuild: &Rebuild) -> Result<Rebuilt, RebuildError> {
    let project = Project::find(rebuild.migrations.as_deref())?;
    again(rebuild, &project).await
}

/// Applies the linked migrations that the database does not have, then writes the models again.
pub async fn migrate_and_rebuild(rebuild: &Rebuild) -> Result<Rebuilt, RebuildError> {
    let project = Project::find(rebuild.migrations.as_deref())?;
    let arguments = Migrate {
        fake: false,
        target: None,
        connection: Connection { database_url: rebuild.database_url.clone() },
        running: Running::default(),
        rebuild: true,
        selecting: Selecting::default(),
        writing: Writing::default(),
    };
    let (_tell, stop) = Stop::channel();
    migrate::migrate(&arguments, &project, &Output::silent(), &stop).await?;
    again(rebuild, &project).await
}

async fn again(rebuild: &Rebuild, project: &Project) -> Result<Rebuilt, RebuildError> {
    let Rebuild { migrations: _, database_url, schemas, all_schemas, models, overwrite } = rebuild;
    let selecting = Selecting { schema: schemas.clone(), ..Selecting::default() };
    let writing = Writing {
        all_schemas: *all_schemas,
        output: models.clone(),
        overwrite: *overwrite,
        ..Writing::default()
    };
    let url = database_url.as_deref();
    let done = inspect::regenerate(project, url, &selecting, &writing, false).await?;
    Ok(Rebuilt {
        changed: done.changes.into_iter().map(|(path, _)| path).collect(),
        unchanged: done.unchanged,
        not_covered: done.not_covered,
    })
}
