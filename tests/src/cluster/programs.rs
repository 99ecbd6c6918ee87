//! Where PostgreSQL's programs are on this machine.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::scratch::workspace_root;

/// What a test prints when the machine has no server; a missing server is a failure, never a skip.
const INSTALL: &str = "no PostgreSQL server programs (initdb, postgres, psql, pg_dump) on this machine; \
     run `scripts/test`, which installs them, or set MATRX_PG_BIN to the folder that has them";

/// The folder with `initdb`, `postgres`, `psql` and `pg_dump`, all of one version.
#[derive(Clone, Debug)]
pub struct Programs {
    folder: PathBuf,
}

impl Programs {
    /// The folder `MATRX_PG_BIN`, else the newest one that the machine has.
    ///
    /// # Panics
    ///
    /// Where there is none: with the command that installs it.
    pub fn find() -> &'static Programs {
        static FOUND: OnceLock<Programs> = OnceLock::new();
        FOUND.get_or_init(|| {
            let chosen = std::env::var_os("MATRX_PG_BIN").map(PathBuf::from);
            if let Some(folder) = chosen {
                assert!(
                    complete(&folder),
                    "MATRX_PG_BIN={} does not have initdb, postgres, psql and pg_dump",
                    folder.display()
                );
                return Programs { folder };
            }
            let folder = candidates().into_iter().find(|folder| complete(folder)).expect(INSTALL);
            Programs { folder }
        })
    }

    /// The path of one of the programs.
    pub fn path(&self, program: &str) -> PathBuf {
        self.folder.join(program)
    }

    /// A command that runs one of the programs, free of the caller's `PG…` variables.
    pub fn command(&self, program: &str) -> Command {
        self.clean(Command::new(self.path(program)))
    }

    /// The command without the caller's `PG…` variables.
    pub(super) fn clean(&self, mut command: Command) -> Command {
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PG") {
                command.env_remove(name);
            }
        }
        // Packages that `scripts/setup` only unpacked bring the client library along.
        let library = self.folder.join("../lib");
        if library.join("libpq.so.5").exists() {
            command.env("LD_LIBRARY_PATH", library);
        }
        command.env("LC_ALL", "C");
        command
    }
}

fn complete(folder: &Path) -> bool {
    ["initdb", "postgres", "psql", "pg_dump"].iter().all(|program| folder.join(program).is_file())
}

/// Folders in the order of preference: the newest version first, then `PATH`.
fn candidates() -> Vec<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = Vec::new();
    let unpacked = workspace_root().join("target/tests/postgresql/usr/lib/postgresql");
    let parents = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];
    for parent in parents.iter().map(PathBuf::from).chain([unpacked]) {
        for entry in std::fs::read_dir(parent).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let digits = name.trim_start_matches("postgresql").trim_start_matches(['@', '-']);
            if let Ok(major) = digits.parse() {
                versions.push((major, entry.path().join("bin")));
            }
        }
    }
    versions.sort();
    let mut folders: Vec<PathBuf> = versions.into_iter().rev().map(|(_, folder)| folder).collect();
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    folders
}
