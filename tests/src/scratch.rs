//! A cargo project of a test's own, outside of this workspace, as a user would have it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::warm::shared_target;

/// A project in a temporary folder. Its builds share one target folder, so give each its own package name.
#[derive(Debug)]
pub struct ScratchProject {
    folder: TempDir,
    name: String,
    environment: Vec<(String, String)>,
}

impl ScratchProject {
    /// A package with a library and a binary of its name, which depends on `matrx-core` by path.
    /// It has the workspace's locked versions, and cargo works offline.
    ///
    /// # Panics
    ///
    /// Where the folder cannot be written.
    pub fn new(name: &str) -> ScratchProject {
        let project = ScratchProject::empty(name);
        let core = workspace_root().join("matrx-core");
        project.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
                 [dependencies]\nmatrx-core = {{ path = {core:?} }}\n\
                 sqlx = {{ version = \"0.9.0\", default-features = false, features = [\"postgres\", \"runtime-tokio\"] }}\n\
                 tokio = {{ version = \"1\", features = [\"rt-multi-thread\", \"macros\"] }}\n\n\
                 [workspace]\n"
            ),
        );
        project.write("src/lib.rs", "");
        project.write("src/main.rs", "fn main() {}\n");
        project
    }

    /// A folder with nothing but the workspace's `Cargo.lock`.
    ///
    /// # Panics
    ///
    /// Where the folder cannot be written.
    pub fn empty(name: &str) -> ScratchProject {
        let folder = tempfile::Builder::new()
            .prefix("matrx-project-")
            .tempdir()
            .expect("a temporary folder can be made");
        let lock =
            std::fs::read(workspace_root().join("Cargo.lock")).expect("the workspace has a lock");
        std::fs::write(folder.path().join("Cargo.lock"), lock).expect("the folder can be written");
        ScratchProject { folder, name: name.to_owned(), environment: Vec::new() }
    }

    /// The package's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The project's folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A variable for all later commands.
    pub fn env(&mut self, name: &str, value: &str) -> &mut ScratchProject {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A variable that was set for all commands.
    pub fn variable(&self, name: &str) -> Option<String> {
        let set = self.environment.iter().rfind(|(of, _)| of == name);
        set.map(|(_, value)| value.clone())
    }

    /// Writes a file, with the folders above it.
    ///
    /// # Panics
    ///
    /// Where it cannot be written.
    pub fn write(&self, path: &str, text: &str) -> &ScratchProject {
        let path = self.path().join(path);
        let parent = path.parent().expect("a path in a project has a parent");
        std::fs::create_dir_all(parent).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
        self
    }

    /// Reads a file.
    ///
    /// # Panics
    ///
    /// Where it is not there.
    pub fn read(&self, path: &str) -> String {
        let path = self.path().join(path);
        std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
    }

    /// Replaces text in a file, which must be there exactly once.
    ///
    /// # Panics
    ///
    /// Where the text is not there, or more than once.
    pub fn replace(&self, path: &str, old: &str, new: &str) -> &ScratchProject {
        let text = self.read(path);
        assert_eq!(
            text.matches(old).count(),
            1,
            "{path}: {old:?} is not there exactly once:\n{text}"
        );
        self.write(path, &text.replacen(old, new, 1))
    }

    /// A cargo command in the project.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO"));
        // What cargo sets for this test is not for the project's cargo.
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            let inherited = name.starts_with("CARGO_PKG") || name.starts_with("CARGO_MANIFEST");
            if inherited || name.starts_with("PG") {
                command.env_remove(name);
            }
        }
        command
            .args(arguments)
            .current_dir(self.path())
            .env("CARGO_TARGET_DIR", shared_target())
            // As this workspace has it, so that compiled dependencies fit.
            .env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only")
            .env("CARGO_NET_OFFLINE", "true")
            .env("CARGO_TERM_COLOR", "never")
            .env_remove("DATABASE_URL")
            .env_remove("MATRX_CHECK")
            .env_remove("RUSTFLAGS")
            .stdin(Stdio::null())
            .envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs cargo in the project.
    ///
    /// # Panics
    ///
    /// Where cargo cannot be run at all.
    pub fn cargo(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("cargo can be run")
    }

    /// Runs cargo in the project and gives its standard output.
    ///
    /// # Panics
    ///
    /// With everything that it printed, where it fails.
    pub fn cargo_ok(&self, arguments: &[&str]) -> String {
        let output = self.cargo(arguments);
        let (out, err) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "cargo {arguments:?}: {}\n{out}\n{err}", output.status);
        out.into_owned()
    }

    /// Runs the project's `matrx-cli` with these arguments.
    ///
    /// # Panics
    ///
    /// Where cargo cannot be run at all.
    pub fn matrx(&self, arguments: &[&str]) -> Output {
        let all: Vec<&str> = ["run", "--quiet", "--bin", "matrx-cli", "--"]
            .iter()
            .chain(arguments)
            .copied()
            .collect();
        self.cargo(&all)
    }
}

/// The root of this workspace.
pub fn workspace_root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("the tests are a member of the workspace").to_owned()
}

/// Runs a command, and ends it with a panic where it takes longer than this: a test that hangs says so.
///
/// # Panics
///
/// Where the command cannot be run, or does not end in time.
pub fn run_within(limit: Duration, command: &mut Command) -> Output {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command can be run");
    let readers = (read(child.stdout.take()), read(child.stderr.take()));
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("a child can be waited for") {
            let stdout = readers.0.join().expect("a reader does not panic");
            let stderr = readers.1.join().expect("a reader does not panic");
            return Output { status, stdout, stderr };
        }
        if started.elapsed() > limit {
            child.kill().expect("a child can be ended");
            panic!("{command:?} did not end within {limit:?}");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn read(stream: Option<impl std::io::Read + Send + 'static>) -> std::thread::JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            stream.read_to_end(&mut bytes).expect("a pipe can be read");
        }
        bytes
    })
}
