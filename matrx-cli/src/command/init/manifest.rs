use std::path::Path;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, value};

use super::Matrx;
use super::package::{Package, parse};
use crate::failure::Failure;

/// The application's Cargo.toml: matrx-core among its dependencies, what a plain `cargo run` runs,
/// and the level of the check at compile time.
pub(super) fn application(text: &str, package: &Package, matrx: &Matrx) -> Result<String, Failure> {
    let mut manifest = parse(&package.manifest(), text)?;
    let dependencies = section(&mut manifest, package, "dependencies")?;
    if !dependencies.contains_key("matrx-core") {
        dependencies.insert("matrx-core", core_dependency(matrx));
    }
    let about = section(&mut manifest, package, "package")?;
    if let (None, Some(binary)) = (about.get("default-run"), &package.binary) {
        about.insert("default-run", value(binary));
    }
    if about.get("metadata").is_none() {
        let mut metadata = Table::new();
        metadata.set_implicit(true);
        about.insert("metadata", Item::Table(metadata));
    }
    if let Some(metadata) = about.get_mut("metadata").and_then(Item::as_table_like_mut)
        && !metadata.contains_key("matrx")
    {
        let mut matrx = Table::new();
        matrx.decor_mut().set_prefix(
            "\n# A model that no migration covers is a warning in a dev build and an error in a \
             release build.\n",
        );
        matrx["check"] = value("deny-release");
        if package.folder() != "src/migrations" {
            matrx["migrations"] = value(package.folder());
        }
        metadata.insert("matrx", Item::Table(matrx));
    }
    Ok(manifest.to_string())
}

/// The workspace's Cargo.toml: the command line's package is a member, and a default one, so that
/// `cargo run --bin matrx-cli` finds it from the root.
pub(super) fn workspace(text: &str, package: &Package, cli: &Path) -> Result<String, Failure> {
    let mut manifest = parse(&package.workspace.join("Cargo.toml"), text)?;
    let member = cli.strip_prefix(&package.workspace).unwrap_or(cli);
    let member = member.to_string_lossy().replace('\\', "/");
    let has_package = manifest.contains_key("package");
    let workspace = section(&mut manifest, package, "workspace")?;
    let members = array(workspace, "members", package)?;
    if !members.iter().any(|known| known.as_str().is_some_and(|glob| covers(glob, &member))) {
        members.push(member.as_str());
    }
    if has_package && !workspace.contains_key("default-members") {
        workspace.insert("default-members", value(Array::from_iter(["."])));
    }
    if workspace.contains_key("default-members") {
        let defaults = array(workspace, "default-members", package)?;
        if !defaults.iter().any(|known| known.as_str().is_some_and(|glob| covers(glob, &member))) {
            defaults.push(member.as_str());
        }
    }
    Ok(manifest.to_string())
}

/// How a package of matrx is named as a dependency.
fn dependency(name: &str, matrx: &Matrx) -> InlineTable {
    let mut table = InlineTable::new();
    match &matrx.checkout {
        None => table.insert("version", env!("CARGO_PKG_VERSION").into()),
        Some(checkout) => {
            table.insert("path", checkout.join(name).to_string_lossy().into_owned().into())
        }
    };
    table
}

/// How an application names the library.
fn core_dependency(matrx: &Matrx) -> Item {
    match matrx.checkout {
        None => value(env!("CARGO_PKG_VERSION")),
        Some(_) => value(dependency("matrx-core", matrx)),
    }
}

/// How the command line's package names its library.
pub(super) fn cli_dependency(matrx: &Matrx) -> Item {
    if matrx.embedded && matrx.checkout.is_none() {
        return value(env!("CARGO_PKG_VERSION"));
    }
    let mut table = dependency("matrx-cli", matrx);
    if !matrx.embedded {
        table.insert("default-features", false.into());
    }
    value(table)
}

fn section<'a>(
    manifest: &'a mut DocumentMut,
    package: &Package,
    name: &str,
) -> Result<&'a mut dyn TableLike, Failure> {
    manifest
        .entry(name)
        .or_insert_with(toml_edit::table)
        .as_table_like_mut()
        .ok_or_else(|| odd(package, name))
}

fn array<'a>(
    table: &'a mut dyn TableLike,
    name: &str,
    package: &Package,
) -> Result<&'a mut Array, Failure> {
    table
        .entry(name)
        .or_insert_with(|| value(Array::new()))
        .as_array_mut()
        .ok_or_else(|| odd(package, name))
}

fn odd(package: &Package, name: &str) -> Failure {
    Failure::usage(
        "manifest-invalid",
        format!("`{name}` in {} is not what cargo expects", package.manifest().display()),
    )
}

/// Whether a `members` entry covers a path: part by part, `*` standing for any part.
fn covers(glob: &str, path: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        text.split('/').filter(|part| !matches!(*part, "" | ".")).map(str::to_owned).collect()
    };
    let (glob, path) = (parts(glob), parts(path));
    glob.len() == path.len()
        && glob.iter().zip(&path).all(|(glob, part)| match glob.split_once('*') {
            Some((before, after)) => part.starts_with(before) && part.ends_with(after),
            None => glob == part,
        })
}
