use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::arguments::{DecimalCrate, Layout, TimeCrate};
use crate::failure::Failure;

/// matrx.toml, as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ConfigFile {
    /// The folder of the migrations, from the folder of this file.
    pub(crate) migrations: Option<PathBuf>,
    /// The default schema: where a name without one lives.
    pub(crate) schema: Option<String>,
    /// The schema of the history tables.
    pub(crate) history_schema: Option<String>,
    /// Other schemas to look at.
    pub(crate) schemas: Vec<String>,
    /// Tables to look at, as globs.
    pub(crate) include_tables: Vec<String>,
    /// Tables not to look at, as globs.
    pub(crate) exclude_tables: Vec<String>,
    /// `[database]`
    pub(crate) database: DatabaseSection,
    /// `[models]`
    pub(crate) models: ModelsSection,
}

/// `[models]`: how `inspect` writes.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ModelsSection {
    /// The folder, from the folder of this file.
    pub(crate) dir: Option<PathBuf>,
    /// `modules` or `file`.
    pub(crate) layout: Option<Layout>,
    /// `chrono` or `time`.
    pub(crate) time: Option<TimeCrate>,
    /// `rust_decimal` or `bigdecimal`.
    pub(crate) decimal: Option<DecimalCrate>,
    /// Whether each model asks for a manager. What is not said here, in this and what follows, stays as the
    /// files are.
    pub(crate) managers: Option<bool>,
    /// Whether publications are written.
    pub(crate) publications: Option<bool>,
    /// Whether privileges are written.
    pub(crate) privileges: Option<bool>,
}

/// `[database]`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DatabaseSection {
    /// The URL; `env:NAME` takes it from a variable, which keeps a password out of the file.
    pub(crate) url: Option<String>,
    /// An empty database for proofs.
    pub(crate) scratch_url: Option<String>,
}

impl ConfigFile {
    /// Reads the file at `path`.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            Failure::usage("config-unreadable", format!("cannot read {}: {error}", path.display()))
        })?;
        toml::from_str(&text).map_err(|error: toml::de::Error| {
            // The error's own text shows the line, and the line may hold a password.
            let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
            Failure::usage(
                "config-invalid",
                format!("{}:{line}: {}", path.display(), error.message().replace('\n', ", ")),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_named_by_line_and_the_line_is_not_shown() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("matrx.toml");
        std::fs::write(&path, "schema = \"public\"\n[database]\nurl = [\"s3cret\"]\n").unwrap();
        let message = ConfigFile::read(&path).unwrap_err().message().unwrap().text.clone();
        assert!(message.contains("matrx.toml:3: invalid type"), "{message}");
        assert!(!message.contains("s3cret"), "{message}");
        std::fs::write(&path, "migration = \"x\"\n").unwrap();
        let message = ConfigFile::read(&path).unwrap_err().message().unwrap().text.clone();
        assert!(message.contains("unknown field `migration`"), "{message}");
    }
}
