//! The files of a project's migrations folder: `mNNNN_name.rs`, `mod.rs`, `schema.lock`.
//!
//! In: the text of a new migration and of its lock. Out: the three files, or none of them: a kill at
//! any moment leaves a folder that compiles, and the next run completes the write or undoes it.
//! Knows no database, and nothing of what stands in the texts.

mod error;
mod folder;
mod journal;
mod merge;
mod mod_file;
mod name;

pub use error::ProjectError;
pub use folder::{Claim, Folder, NewMigration};
pub use journal::Recovered;
pub use merge::Merged;
pub use name::{MAX_SLUG, file_name, id, number_of, slug};
