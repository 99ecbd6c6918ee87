use std::path::{Component, Path, PathBuf};
use std::process::Command;

use toml_edit::DocumentMut;

use super::files::read;
use crate::failure::Failure;

/// The application's package, as its Cargo.toml and its files tell.
pub(super) struct Package {
    /// Its folder.
    pub(super) root: PathBuf,
    /// Its name.
    pub(super) name: String,
    /// The name of its library as Rust code writes it.
    pub(super) library_name: String,
    /// The library's file.
    pub(super) library: PathBuf,
    /// The only binary that it has, where it has one.
    pub(super) binary: Option<String>,
    /// The folder of its migrations: beside the library's file, unless another one is named.
    pub(super) migrations: PathBuf,
    /// The folder of the workspace's Cargo.toml; the package's own where it is in none.
    pub(super) workspace: PathBuf,
}

impl Package {
    /// The package of `folder`, else of the current folder, with its migrations in `dir`.
    pub(super) fn find(folder: Option<&Path>, dir: Option<&Path>) -> Result<Self, Failure> {
        let start = match folder {
            Some(folder) => folder.to_owned(),
            None => PathBuf::from("."),
        };
        let start = start.canonicalize().map_err(|error| {
            Failure::usage("no-folder", format!("cannot open {}: {error}", start.display()))
        })?;
        let Some(root) = start.ancestors().find(|folder| folder.join("Cargo.toml").is_file())
        else {
            return Err(Failure::usage(
                "no-package",
                format!(
                    "there is no Cargo.toml in {} or above; run `cargo init --lib` first",
                    start.display()
                ),
            ));
        };
        let path = root.join("Cargo.toml");
        let manifest = parse(&path, &read(&path)?)?;
        let Some(name) = manifest.get("package").and_then(|p| p.get("name")?.as_str()) else {
            return Err(Failure::usage(
                "no-package",
                format!(
                    "{} has no [package]; run init in the folder of the package with your models",
                    path.display()
                ),
            ));
        };
        let lib = manifest.get("lib");
        let setting = |key| lib.and_then(|lib| lib.get(key)?.as_str());
        let library = root.join(setting("path").unwrap_or("src/lib.rs"));
        if !library.is_file() {
            return Err(without_library(name, root));
        }
        let migrations = match dir {
            Some(dir) => within(root, dir)?,
            None => library.with_file_name("migrations"),
        };
        Ok(Self {
            root: root.to_owned(),
            name: name.to_owned(),
            library_name: setting("name").map_or_else(|| name.replace('-', "_"), str::to_owned),
            library,
            migrations,
            binary: only_binary(&manifest, name, root),
            workspace: workspace(root),
        })
    }

    /// Its Cargo.toml.
    pub(super) fn manifest(&self) -> PathBuf {
        self.root.join("Cargo.toml")
    }

    /// The folder of the migrations from the package's folder, with `/` between its parts.
    pub(super) fn folder(&self) -> String {
        slashes(self.migrations.strip_prefix(&self.root).unwrap_or(&self.migrations))
    }

    /// The line that makes the folder a module of the library.
    pub(super) fn module(&self) -> String {
        let home = self.library.parent().unwrap_or(&self.root);
        if self.migrations == home.join("migrations") {
            return "mod migrations;".to_owned();
        }
        let mut above = home.ancestors();
        let shared = above.find(|folder| self.migrations.starts_with(folder));
        let up = shared.map_or(0, |shared| {
            home.components().count().saturating_sub(shared.components().count())
        });
        let rest = shared.and_then(|shared| self.migrations.strip_prefix(shared).ok());
        let path = format!("{}{}", "../".repeat(up), slashes(rest.unwrap_or(&self.migrations)));
        format!("#[path = \"{path}/mod.rs\"]\nmod migrations;")
    }
}

fn slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// The folder of the migrations that was asked for, from the current folder. It is within the
/// package, or the package published would lack it.
fn within(root: &Path, dir: &Path) -> Result<PathBuf, Failure> {
    let wrong = || {
        Failure::usage(
            "bad-dir",
            format!("--dir {} is not a folder within {}", dir.display(), root.display()),
        )
    };
    let start = std::env::current_dir().and_then(|current| current.canonicalize());
    let mut path = start.map_err(|_| wrong())?;
    for part in dir.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                path.pop();
            }
            Component::Normal(_) | Component::RootDir | Component::Prefix(_) => path.push(part),
        }
    }
    let odd = |name: &str| name.contains(['"', '\\']) || name.chars().any(char::is_control);
    match path.strip_prefix(root) {
        Ok(inner) if inner.components().count() > 0 && !odd(&inner.to_string_lossy()) => Ok(path),
        Ok(_) | Err(_) => Err(wrong()),
    }
}

/// Parses a Cargo.toml.
pub(super) fn parse(path: &Path, text: &str) -> Result<DocumentMut, Failure> {
    text.parse().map_err(|error: toml_edit::TomlError| {
        Failure::usage(
            "manifest-invalid",
            format!("{}: {}", path.display(), error.message().replace('\n', ", ")),
        )
    })
}

fn without_library(name: &str, root: &Path) -> Failure {
    let library = name.replace('-', "_");
    Failure::usage(
        "no-library",
        format!(
            "package {name} has no library, so no other program can see its models; \
             split {} and run init again:",
            root.join("src").join("main.rs").display()
        ),
    )
    .with(vec![
        "1. make src/lib.rs, and move every `mod …;` line of src/main.rs into it, as `pub mod …;`"
            .to_owned(),
        format!("2. in src/main.rs, write `use {library}::…;` for what it uses of them"),
        "3. `cargo check`, then `cargo matrx init`".to_owned(),
    ])
}

/// The name of the package's binary if it has exactly one.
fn only_binary(manifest: &DocumentMut, name: &str, root: &Path) -> Option<String> {
    let named: Vec<&toml_edit::Table> = manifest
        .get("bin")
        .and_then(toml_edit::Item::as_array_of_tables)
        .into_iter()
        .flat_map(toml_edit::ArrayOfTables::iter)
        .collect();
    let text = |bin: &toml_edit::Table, key| Some(bin.get(key)?.as_str()?.to_owned());
    let takes_main = named.iter().any(|bin| text(bin, "path").as_deref() == Some("src/main.rs"));
    let mut names: Vec<String> = named.iter().filter_map(|bin| text(bin, "name")).collect();
    if root.join("src/main.rs").is_file() && !takes_main {
        names.push(name.to_owned());
    }
    let found = std::fs::read_dir(root.join("src/bin")).into_iter().flatten().flatten();
    names.extend(found.filter_map(|entry| {
        let path = entry.path();
        (path.extension().is_some_and(|e| e == "rs") || path.join("main.rs").is_file())
            .then(|| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()))?
    }));
    names.sort();
    names.dedup();
    if names.len() == 1 { names.pop() } else { None }
}

/// Cargo knows best which workspace a package is in.
fn workspace(root: &Path) -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    Command::new(cargo)
        .args(["locate-project", "--workspace", "--message-format", "plain"])
        .current_dir(root)
        .output()
        .ok()
        .filter(|found| found.status.success())
        .and_then(|found| String::from_utf8(found.stdout).ok())
        .and_then(|path| Path::new(path.trim()).parent().map(Path::to_owned))
        .unwrap_or_else(|| root.to_owned())
}
