//! `schema.lock`: the structure after the last migration, as a text made for review.
//!
//! Text goes in and a [`Lock`] comes out, and the other way round; both are pure. It knows nothing of
//! files (`matrx-cli` reads and writes them) or of a server.
//!
//! A paragraph a table, a line each column, constraint and index. Where the server spells an object
//! otherwise than the model does, a line `server …` with the server's spelling follows. Behind ` // `
//! stands the declaration as the derive prints it.

pub(crate) mod canonical;
mod declarations;
mod error;
mod object;
mod read;
mod sql_object;
mod token;
mod write;

use std::collections::{BTreeMap, BTreeSet};

pub use canonical::{canonical_hash, canonical_text};
pub use declarations::{Declarations, ItemKind, TableDeclaration};
pub use error::LockError;
use sha2::{Digest, Sha256};

use crate::name::QName;
use crate::schema::{ObjectId, Schema};

/// What `schema.lock` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The id of the last migration, `0002_add_email`.
    pub head: Option<String>,
    /// The major version of the server that spelled `catalog`.
    pub server_major: Option<u32>,
    /// The crates with models, each with its enabled features.
    pub crates: BTreeMap<String, BTreeSet<String>>,
    /// The crate that declares each table.
    pub table_crate: BTreeMap<QName, String>,
    /// The crate that declares each object that is said as SQL.
    pub object_crate: BTreeMap<ObjectId, String>,
    /// What the models said.
    pub declarations: Declarations,
    /// The structure in the models' spelling.
    pub declared: Schema,
    /// The same structure in the server's spelling. The order of a table's columns is that of
    /// `declared`.
    pub catalog: Schema,
}

impl Lock {
    /// Reads a lock whose hash fits.
    pub fn parse(text: &str) -> Result<Self, LockError> {
        read::read(text, read::Trust::Verify)
    }

    /// Reads a lock that was edited by hand: all but the hash must be right.
    pub fn parse_edited(text: &str) -> Result<Self, LockError> {
        read::read(text, read::Trust::Edited)
    }

    /// The text. Equal locks have equal texts.
    pub fn to_text(&self) -> String {
        let body = write::body(self);
        let head = self.head.as_deref().map_or_else(|| "-".to_owned(), token::name);
        format!("matrx-lock 1 head={head} sha256={}\n{body}", hash(&body))
    }
}

/// The hash that the first line carries: over all that follows it, with LF line ends.
fn hash(body: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(body.as_bytes()) {
        hex.push_str(&format!("{byte:02x}"));
    }
    hex
}

#[cfg(test)]
mod tests;
