#[cfg(feature = "embedded")]
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Why there is no database to work with. No variant carries a URL: it may hold a password.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DatabaseError {
    /// What was given is no address of a PostgreSQL database.
    #[error(
        "{source_name} is not a PostgreSQL URL: {reason}; expected postgres://user@host:5432/database"
    )]
    Url {
        /// The flag, variable or setting that it comes from.
        source_name: String,
        /// What is wrong.
        reason: String,
    },
    /// No connection.
    #[error("cannot connect to {place}: {reason}")]
    Connect {
        /// The server and the database.
        place: String,
        /// What the server or the system said.
        reason: String,
    },
    /// There is neither an address nor an embedded engine.
    #[cfg(not(feature = "embedded"))]
    #[error(
        "no database is named; set DATABASE_URL, or `url` under [database] in matrx.toml, or build \
         matrx-cli with the feature `embedded`"
    )]
    Unnamed,
    /// Another process has the embedded database's folder.
    #[error(
        "the embedded database in {} is in use by {}; wait until it ends, or set DATABASE_URL",
        folder.display(),
        holder.map_or_else(|| "another process".to_owned(), |id| format!("process {id}"))
    )]
    #[cfg(feature = "embedded")]
    InUse {
        /// The folder of its data.
        folder: PathBuf,
        /// The process that holds it, as it wrote itself down.
        holder: Option<u32>,
    },
    /// The file system refused.
    #[error("cannot {action} {}: {reason}", path.display())]
    #[cfg(feature = "embedded")]
    Folder {
        /// What was tried.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// The embedded engine refused.
    #[error(
        "the embedded database in {} does not start: {reason}; set DATABASE_URL to use a server, \
         or remove the folder to begin with an empty database",
        folder.display()
    )]
    #[cfg(feature = "embedded")]
    Engine {
        /// The folder of its data.
        folder: PathBuf,
        /// What the engine said.
        reason: String,
    },
}

#[cfg(feature = "embedded")]
impl DatabaseError {
    pub(super) fn folder(action: &'static str, path: &Path, error: &std::io::Error) -> Self {
        Self::Folder { action, path: path.to_owned(), reason: error.to_string() }
    }

    pub(super) fn engine(folder: &Path, reason: String) -> Self {
        Self::Engine { folder: folder.to_owned(), reason }
    }
}

impl From<DatabaseError> for Failure {
    fn from(error: DatabaseError) -> Self {
        let text = error.to_string();
        match error {
            DatabaseError::Url { .. } => Self::usage("database-url", text),
            DatabaseError::Connect { .. } => Self::database("database-unreachable", text),
            #[cfg(not(feature = "embedded"))]
            DatabaseError::Unnamed => Self::usage("no-database", text),
            #[cfg(feature = "embedded")]
            DatabaseError::InUse { .. } => Self::database("embedded-in-use", text),
            #[cfg(feature = "embedded")]
            DatabaseError::Folder { .. } => Self::database("embedded-folder", text),
            #[cfg(feature = "embedded")]
            DatabaseError::Engine { .. } => Self::database("embedded-engine", text),
        }
    }
}
