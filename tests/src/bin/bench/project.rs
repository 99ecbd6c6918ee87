//! A generated project under `target/bench`, whose builds share one target folder.

use std::path::{Path, PathBuf};
use std::process::Command;

use matrx_tests::workspace_root;

use crate::measure::{Run, run};

/// A project with a library of models, and a `matrx-cli` of its own.
pub(crate) struct Project {
    name: String,
    root: PathBuf,
}

impl Project {
    /// Writes the project anew.
    pub(crate) fn new(name: &str, library: &str) -> Project {
        let root = workspace_root().join("target/bench").join(name);
        if root.exists() {
            std::fs::remove_dir_all(&root).expect("an old project can be removed");
        }
        let project = Project { name: name.to_owned(), root };
        let [core, cli] = ["matrx-core", "matrx-cli"].map(|name| workspace_root().join(name));
        project.write("Cargo.toml", &format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [workspace]\nmembers = [\"matrx-cli\"]\ndefault-members = [\".\", \"matrx-cli\"]\n\n\
             [profile.dev]\ndebug = false\n\n[dependencies]\n\
             chrono = {{ version = \"0.4\", default-features = false, features = [\"clock\"] }}\n\
             matrx-core = {{ path = {core:?} }}\n\
             rust_decimal = {{ version = \"1\", default-features = false, features = [\"std\"] }}\n\
             serde_json = \"1\"\n\
             sqlx = {{ version = \"0.9.0\", default-features = false, features = [\"chrono\", \"derive\", \
             \"json\", \"postgres\", \"runtime-tokio\", \"rust_decimal\", \"uuid\"] }}\nuuid = \"1\"\n"
        ));
        project.write("matrx-cli/Cargo.toml", &format!(
            "[package]\nname = \"{name}_matrx_cli\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [[bin]]\nname = \"matrx-cli\"\npath = \"main.rs\"\n\n[dependencies]\n{name} = {{ path = \"..\" }}\n\
             matrx-cli = {{ path = {cli:?}, default-features = false }}\n"
        ));
        project.write("matrx-cli/main.rs", &format!(
            "use {name} as _;\n\nfn main() -> std::process::ExitCode {{\n    matrx_cli::main()\n}}\n"
        ));
        project.write("matrx.toml", "migrations = \"src/migrations\"\nschema = \"public\"\n");
        project.write("src/migrations/mod.rs", "//! Migrations.\n");
        project.write("src/lib.rs", library);
        let lock = std::fs::read_to_string(workspace_root().join("Cargo.lock"));
        project.write("Cargo.lock", &lock.expect("the workspace has a lock"));
        project
    }

    /// A path in it.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Writes a file of it.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a file has a folder"))
            .expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    }

    /// Takes it back to before its first migration.
    pub(crate) fn clear_migrations(&self) {
        let folder = self.path("src/migrations");
        std::fs::remove_dir_all(folder).expect("the migrations can be removed");
        self.write("src/migrations/mod.rs", "//! Migrations.\n");
    }

    /// Builds it.
    pub(crate) fn build(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO"));
        command.arg("build").arg("--quiet").args(arguments).current_dir(&self.root);
        run(command
            .env("CARGO_TARGET_DIR", target())
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("MATRX_CHECK")
            .env_remove("DATABASE_URL"))
    }

    /// Its command line, built by `build`.
    pub(crate) fn matrx(&self, profile: &str, url: &str, arguments: &[&str]) -> Command {
        // The programs of several projects have one name, so each keeps a copy.
        let program = self.root.join(format!("{}-{profile}", self.name));
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.root).env("DATABASE_URL", url);
        command.env("CARGO_MANIFEST_DIR", self.root.join("matrx-cli"));
        command
    }

    /// Builds the command line for a profile's folder, and keeps it for `matrx`.
    pub(crate) fn build_matrx(&self, profile: &str) -> Run {
        let release: &[&str] = if profile == "release" { &["--release"] } else { &[] };
        let arguments: Vec<&str> = ["--workspace"].iter().chain(release).copied().collect();
        let run = self.build(&arguments);
        let built = target().join(profile).join("matrx-cli");
        std::fs::copy(built, self.root.join(format!("{}-{profile}", self.name)))
            .expect("the built program can be copied");
        run
    }
}

fn target() -> PathBuf {
    Path::new(&workspace_root()).join("target/bench/target")
}
