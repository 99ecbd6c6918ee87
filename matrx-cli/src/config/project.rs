use std::path::{Path, PathBuf};

use super::ConfigFile;
use crate::failure::Failure;

/// The name of the configuration file.
pub(crate) const CONFIG_FILE: &str = "matrx.toml";

/// A project: the folder with matrx.toml, and what the file says.
#[derive(Debug)]
pub(crate) struct Project {
    /// The folder that matrx.toml is in.
    pub(crate) root: PathBuf,
    /// The folder of the migrations.
    pub(crate) migrations: PathBuf,
    /// The file.
    pub(crate) config: ConfigFile,
}

impl Project {
    /// The project of this process: cargo names the package's folder (`CARGO_MANIFEST_DIR`), else
    /// it is the current folder; matrx.toml is there or above.
    pub(crate) fn find(dir: Option<&Path>) -> Result<Self, Failure> {
        let current = std::env::current_dir().map_err(|error| {
            Failure::usage("no-folder", format!("cannot find the current folder: {error}"))
        })?;
        let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let starts = package.into_iter().chain([current.clone()]);
        let Some(root) = starts.clone().find_map(|start| above(&start)) else {
            return Err(Failure::usage(
                "no-project",
                format!(
                    "there is no {CONFIG_FILE} in {} or above; run `cargo matrx init` in the \
                     folder of your application",
                    current.display()
                ),
            ));
        };
        let config = ConfigFile::read(&root.join(CONFIG_FILE))?;
        let migrations = match (dir, &config.migrations) {
            (Some(dir), _) => current.join(dir),
            (None, Some(configured)) => root.join(configured),
            (None, None) => root.join("src").join("migrations"),
        };
        Ok(Self { root, migrations, config })
    }

    /// A path as it is shown: from the current folder where it is below it.
    pub(crate) fn shown(path: &Path) -> String {
        let current = std::env::current_dir().unwrap_or_default();
        path.strip_prefix(&current).unwrap_or(path).display().to_string()
    }

    /// The schema of names that have none.
    pub(crate) fn default_schema(&self) -> &str {
        self.config.schema.as_deref().unwrap_or("public")
    }
}

/// The nearest folder, from `start` upward, that has the configuration file.
pub(crate) fn above(start: &Path) -> Option<PathBuf> {
    start.ancestors().find(|folder| folder.join(CONFIG_FILE).is_file()).map(Path::to_owned)
}
