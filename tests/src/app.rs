//! A small application as a user would have it: made by `cargo matrx init`, with its models in one file and
//! its own command line.

use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::OnceLock;

use crate::{Database, ScratchProject, workspace_root};

/// An application in a folder of its own.
#[derive(Debug)]
pub struct App {
    /// Its files and its cargo.
    pub project: ScratchProject,
}

/// What a command printed, and how it ended.
#[derive(Debug)]
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl App {
    /// An application without models, on this database. Each needs a name of its own, because all are built
    /// into one target folder.
    ///
    /// # Panics
    ///
    /// Where `init` fails.
    pub fn new(name: &str, database: &Database) -> App {
        let mut app = App::without_database(name);
        app.project.env("DATABASE_URL", &database.url);
        app
    }

    /// The same without a database.
    ///
    /// # Panics
    ///
    /// Where `init` fails.
    pub fn without_database(name: &str) -> App {
        let project = ScratchProject::new(name);
        project.replace("Cargo.toml", "\n[workspace]\n", "");
        project.write("src/lib.rs", "pub mod models;\n");
        project.write("src/models.rs", "");
        let root = workspace_root();
        // The embedded engine is large, and the tests have a server.
        let ran = run(Command::new(cargo_matrx())
            .args(["matrx", "init", "--no-embedded", "--matrx-path"])
            .arg(root)
            .current_dir(project.path()));
        ran.expect(0);
        App { project }
    }

    /// The features of sqlx that the application has.
    pub fn sqlx_features(&self, features: &[&str]) -> &App {
        let all: Vec<String> = features.iter().map(|name| format!(", {name:?}")).collect();
        let own = "\"postgres\", \"runtime-tokio\"";
        self.project.replace("Cargo.toml", own, &format!("{own}{}", all.concat()));
        self
    }

    /// Runs `cargo matrx` in the project's folder, which needs no program of the project's.
    ///
    /// # Panics
    ///
    /// Where the program cannot be built or run.
    pub fn cargo_matrx(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(cargo_matrx());
        command.arg("matrx").args(arguments).current_dir(self.project.path());
        if let Some(url) = self.project.variable("DATABASE_URL") {
            command.env("DATABASE_URL", url);
        }
        run(&mut command)
    }

    /// Replaces the models.
    pub fn models(&self, source: &str) -> &App {
        let text = format!("use matrx_core::{{Enum, Model}};\n{source}\n");
        let unused = if source.contains("Enum") { text } else { text.replace("Enum, ", "") };
        self.project.write("src/models.rs", &unused);
        self
    }

    /// Runs the application's command line.
    pub fn matrx(&self, arguments: &[&str]) -> Ran {
        let mut words = vec!["run", "--quiet", "--bin", "matrx-cli", "--"];
        words.extend(arguments);
        let _turn = turn();
        run(&mut self.project.command(&words))
    }

    /// Runs it and expects success.
    ///
    /// # Panics
    ///
    /// With all that it printed, where it ends otherwise.
    pub fn ok(&self, arguments: &[&str]) -> Ran {
        self.ends(0, arguments)
    }

    /// Runs it and expects this exit code.
    ///
    /// # Panics
    ///
    /// With all that it printed, where it ends otherwise.
    pub fn ends(&self, code: i32, arguments: &[&str]) -> Ran {
        let ran = self.matrx(arguments);
        ran.expect(code);
        ran
    }

    /// Builds the command line and keeps it: a program that can be run without cargo, any number
    /// of times at once, whatever is built later.
    ///
    /// # Panics
    ///
    /// Where it cannot be built.
    pub fn program(&self, name: &str) -> Program {
        self.program_with(name, &[])
    }

    /// The same with further words for cargo.
    ///
    /// # Panics
    ///
    /// Where it cannot be built.
    pub fn program_with(&self, name: &str, flags: &[&str]) -> Program {
        let mut words = vec!["build", "--quiet", "--bin", "matrx-cli"];
        words.extend(flags);
        let _turn = turn();
        run(&mut self.project.command(&words)).expect(0);
        let folder = self.project.path().join("programs");
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        let path = folder.join(name);
        std::fs::copy(workspace_root().join("target/scratch/debug/matrx-cli"), &path)
            .expect("the program is where cargo puts it");
        Program {
            path,
            folder: self.project.path().to_owned(),
            url: self.project.variable("DATABASE_URL"),
        }
    }

    /// The names of the migration files, sorted.
    ///
    /// # Panics
    ///
    /// Where the folder cannot be read.
    pub fn migrations(&self) -> Vec<String> {
        let folder = std::fs::read_dir(self.project.path().join("src/migrations"))
            .expect("the folder of the migrations is there");
        let mut names: Vec<String> = folder
            .map(|entry| entry.expect("an entry can be read").file_name())
            .map(|name| name.to_string_lossy().into_owned())
            .filter(|name| name.starts_with('m') && name != "mod.rs")
            .collect();
        names.sort();
        names
    }
}

/// A command line that was built.
#[derive(Debug)]
pub struct Program {
    path: PathBuf,
    folder: PathBuf,
    url: Option<String>,
}

impl Program {
    /// The file.
    pub fn path(&self) -> &std::path::Path {
        &self.path
    }

    /// A command that runs it in the project's folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.path);
        command.args(arguments);
        self.at_home(&mut command);
        command
    }

    /// A command of bash, in which `$0` is the program.
    pub fn bash(&self, script: &str) -> Command {
        let mut command = Command::new("bash");
        command.args(["-o", "pipefail", "-c", script]).arg(&self.path);
        self.at_home(&mut command);
        command
    }

    fn at_home(&self, command: &mut Command) {
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            if name.starts_with("CARGO") || name.starts_with("PG") {
                command.env_remove(name);
            }
        }
        command.current_dir(&self.folder).stdin(std::process::Stdio::null());
        match &self.url {
            Some(url) => command.env("DATABASE_URL", url),
            None => command.env_remove("DATABASE_URL"),
        };
    }

    /// Runs it and expects this exit code.
    ///
    /// # Panics
    ///
    /// With all that it printed, where it ends otherwise.
    pub fn ends(&self, code: i32, arguments: &[&str]) -> Ran {
        let ran = run(&mut self.command(arguments));
        ran.expect(code);
        ran
    }

    /// Runs it and expects success.
    ///
    /// # Panics
    ///
    /// With all that it printed, where it ends otherwise.
    pub fn ok(&self, arguments: &[&str]) -> Ran {
        self.ends(0, arguments)
    }
}

impl Ran {
    /// Both streams.
    pub fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }

    /// # Panics
    ///
    /// Where the exit code is another one.
    pub fn expect(&self, code: i32) {
        assert_eq!(self.code, code, "\n--- out\n{}\n--- err\n{}", self.out, self.err);
    }

    /// # Panics
    ///
    /// Where neither stream has this text.
    pub fn has(&self, text: &str) -> &Ran {
        assert!(self.all().contains(text), "no {text:?} in\n{}", self.all());
        self
    }

    /// # Panics
    ///
    /// Where one of the streams has this text.
    pub fn has_no(&self, text: &str) -> &Ran {
        assert!(!self.all().contains(text), "{text:?} in\n{}", self.all());
        self
    }
}

/// Every application's command line is built as `target/scratch/debug/matrx-cli`; without turns, one
/// test would run what another has just put there.
fn turn() -> std::fs::File {
    let folder = workspace_root().join("target/scratch");
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let file = std::fs::File::create(folder.join("turn.lock")).expect("a file can be made");
    file.lock().expect("a file can be locked");
    file
}

/// The program `cargo-matrx`, built once.
///
/// # Panics
///
/// Where it cannot be built.
pub fn cargo_matrx() -> PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let target = workspace_root().join("target/scratch");
        let ran = run(Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--no-default-features", "-p", "matrx-cli"])
            .args(["--bin", "cargo-matrx"])
            .current_dir(workspace_root())
            .env("CARGO_TARGET_DIR", &target)
            .env("CARGO_NET_OFFLINE", "true"));
        ran.expect(0);
        target.join("debug/cargo-matrx")
    });
    built.clone()
}

/// Runs a command to its end.
///
/// # Panics
///
/// Where it cannot be run at all.
pub fn run(command: &mut Command) -> Ran {
    let Output { status, stdout, stderr } = command.output().expect("the command can be run");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ran { code: status.code().unwrap_or(-1), out: text(stdout), err: text(stderr) }
}
