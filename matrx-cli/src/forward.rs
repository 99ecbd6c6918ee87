//! `cargo matrx CMD` is `cargo run --bin matrx-cli -- CMD` from anywhere in the project.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::config::{CONFIG_FILE, above};
use crate::process;

/// The program `cargo-matrx`: `init` is done here, because before it there is no other program, and so are
/// `inspect` and `merge`, which need no model and must work while they do not compile; everything else is
/// the business of the project's own binary, which has the models linked in.
pub fn cargo_matrx() -> ExitCode {
    let mut typed: Vec<OsString> = std::env::args_os().collect();
    // Cargo passes the name of the subcommand on.
    if typed.get(1).is_some_and(|name| name == "matrx") {
        typed.remove(1);
    }
    let own =
        ["init", "inspect", "rebuild_schema", "merge", "help", "-h", "--help", "-V", "--version"];
    let first = typed.get(1).and_then(|word| word.to_str());
    if first.is_none_or(|word| own.contains(&word)) {
        return process::run(typed);
    }
    let current = std::env::current_dir().unwrap_or_default();
    let Some(project) = above(&current) else {
        return failed(&format!(
            "there is no {CONFIG_FILE} in {} or above; run `cargo matrx init` in the folder of \
             your application",
            current.display()
        ));
    };
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--bin", "matrx-cli", "--manifest-path"]);
    command.arg(package(&project).join("Cargo.toml")).arg("--").args(&typed[1..]);
    replace_with(command)
}

/// The package with the binary: the one that `init` made, else the project's own.
fn package(project: &Path) -> PathBuf {
    let made = project.join("matrx-cli");
    if made.join("Cargo.toml").is_file() { made } else { project.to_owned() }
}

/// Becomes the other program, so that signals and the exit code are its own.
#[cfg(unix)]
fn replace_with(mut command: Command) -> ExitCode {
    use std::os::unix::process::CommandExt as _;
    failed(&format!("cannot run cargo: {}", command.exec()))
}

#[cfg(not(unix))]
fn replace_with(mut command: Command) -> ExitCode {
    match command.status() {
        Ok(status) => {
            ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(4))
        }
        Err(error) => failed(&format!("cannot run cargo: {error}")),
    }
}

fn failed(text: &str) -> ExitCode {
    anstream::eprintln!("error: {text}");
    ExitCode::from(2)
}
