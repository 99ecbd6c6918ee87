//! `init`: sets a project up. It works on files alone, because before it there is no binary that
//! could know the models. It adds what is missing and changes nothing else, so it may be run again.

mod database;
mod files;
mod library;
mod manifest;
mod package;
mod templates;

use std::path::{Path, PathBuf};

use serde_json::json;

use self::files::Change;
use self::package::Package;
use crate::arguments::Init;
use crate::config::Project;
use crate::failure::Failure;
use crate::output::Output;

/// Runs it.
pub(crate) fn init(arguments: &Init, dir: Option<&Path>, output: &Output) -> Result<(), Failure> {
    let package = Package::find(arguments.package.as_deref(), dir)?;
    let database = arguments.database_url.as_deref().map(database::reference).transpose()?;
    let matrx = arguments.matrx_path.as_deref().map(checkout).transpose()?;
    let matrx = Matrx { checkout: matrx, embedded: !arguments.no_embedded };
    let changes = plan(&package, &matrx, database)?;
    for change in &changes {
        change.apply()?;
    }
    let shown = |change: &Change| Project::shown(change.path());
    output.document(json!({
        "created": changes.iter().filter(|c| c.creates()).map(shown).collect::<Vec<_>>(),
        "changed": changes.iter().filter(|c| !c.creates()).map(shown).collect::<Vec<_>>(),
    }));
    if changes.is_empty() {
        output.line("nothing to do: the project is set up");
        return Ok(());
    }
    for change in &changes {
        let sign = if change.creates() { '+' } else { '~' };
        output.line(format!("  {sign} {}", shown(change)));
    }
    output.line("next: add `#[derive(matrx_core::Model)]` to a struct, then");
    output.line("  cargo run --bin matrx-cli makemigrations");
    output.line(format!(
        "`cargo build --release -p {}` builds the application without the command line",
        package.name
    ));
    Ok(())
}

/// Which matrx the project gets.
struct Matrx {
    /// The folder of a checkout; none means the registry.
    checkout: Option<PathBuf>,
    /// Whether a PostgreSQL is compiled into the command line.
    embedded: bool,
}

/// What is missing, in an order in which every state between compiles: new files first, then what
/// names them.
fn plan(package: &Package, matrx: &Matrx, database: Option<&str>) -> Result<Vec<Change>, Failure> {
    let cli = package.root.join("matrx-cli");
    let mut changes: Vec<Change> = [
        (cli.join("Cargo.toml"), templates::cli_manifest(package, matrx)),
        (cli.join("main.rs"), templates::cli_main(package)),
        (package.root.join("matrx.toml"), templates::config(package, database)),
        (package.migrations.join("mod.rs"), templates::migrations()),
        (package.migrations.join("schema.lock"), templates::lock()),
    ]
    .into_iter()
    .filter_map(|(path, text)| Change::create(path, text))
    .collect();
    changes.extend(Change::edit(&package.library, |text| {
        Ok(library::with_migrations(text, &package.module()))
    })?);
    if package.workspace == package.root {
        changes.extend(Change::edit(&package.manifest(), |text| {
            let edited = manifest::application(text, package, matrx)?;
            manifest::workspace(&edited, package, &cli)
        })?);
    } else {
        changes.extend(Change::edit(&package.manifest(), |text| {
            manifest::application(text, package, matrx)
        })?);
        changes.extend(Change::edit(&package.workspace.join("Cargo.toml"), |text| {
            manifest::workspace(text, package, &cli)
        })?);
    }
    Ok(changes)
}

fn checkout(path: &Path) -> Result<PathBuf, Failure> {
    let wrong = || {
        Failure::usage(
            "no-checkout",
            format!("--matrx-path {} has no matrx-core/Cargo.toml", path.display()),
        )
    };
    let path = path.canonicalize().map_err(|_| wrong())?;
    if path.join("matrx-core").join("Cargo.toml").is_file() { Ok(path) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests;
