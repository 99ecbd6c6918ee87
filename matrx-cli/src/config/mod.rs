//! Which project this is, and what its matrx.toml says.

mod file;
mod project;

pub(crate) use file::ConfigFile;
pub(crate) use project::{CONFIG_FILE, Project, above};
