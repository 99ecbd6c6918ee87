use toml_edit::{DocumentMut, value};

use super::Matrx;
use super::manifest::cli_dependency;
use super::package::Package;

/// Cargo.toml of the package that the command line is built from.
pub(super) fn cli_manifest(package: &Package, matrx: &Matrx) -> String {
    let mut manifest = DocumentMut::new();
    manifest.decor_mut().set_prefix(
        "# The command line of matrx with this application's models linked in:\n\
         #   cargo run --bin matrx-cli makemigrations\n\
         # A package of its own, so that what it needs never enters the application.\n\
         # `default-features = false` on matrx-cli leaves the embedded PostgreSQL out.\n\n",
    );
    manifest["package"] = toml_edit::table();
    manifest["package"]["name"] = value(format!("{}-matrx-cli", package.name));
    manifest["package"]["version"] = value("0.0.0");
    manifest["package"]["edition"] = value("2024");
    manifest["package"]["publish"] = value(false);
    let mut binary = toml_edit::Table::new();
    binary["name"] = value("matrx-cli");
    binary["path"] = value("main.rs");
    binary["doc"] = value(false);
    let mut binaries = toml_edit::ArrayOfTables::new();
    binaries.push(binary);
    manifest["bin"] = toml_edit::Item::ArrayOfTables(binaries);
    manifest["dependencies"] = toml_edit::table();
    let mut application = toml_edit::InlineTable::new();
    application.insert("path", "..".into());
    manifest["dependencies"][package.name.as_str()] = value(application);
    manifest["dependencies"]["matrx-cli"] = cli_dependency(matrx);
    manifest.to_string()
}

/// Its only file.
pub(super) fn cli_main(package: &Package) -> String {
    format!(
        "//! The command line of matrx; naming the library links its models and migrations in.\n\n\
         use {} as _;\n\n\
         fn main() -> std::process::ExitCode {{\n    matrx_cli::main()\n}}\n",
        package.library_name
    )
}

/// matrx.toml.
pub(super) fn config(package: &Package, database: Option<&str>) -> String {
    let path = value(package.folder());
    let database = match database {
        Some(url) => format!("[database]\nurl = {}\n", value(url).to_string().trim()),
        None => "# [database]\n# url = \"env:MY_DATABASE_URL\"\n".to_owned(),
    };
    format!(
        "# Where the migrations are, from the folder of this file.\n\
         migrations = {}\n\n\
         # Where a table without a schema of its own lives.\n\
         schema = \"public\"\n\n\
         # DATABASE_URL, or PGHOST and its kin, say which database it is. Without them it is the\n\
         # one named here, or an embedded PostgreSQL with its data in the target folder.\n\
         {database}",
        path.to_string().trim()
    )
}

/// src/migrations/mod.rs.
pub(super) fn migrations() -> String {
    "//! The migrations, in their order; `makemigrations` adds a line for each.\n".to_owned()
}

/// src/migrations/schema.lock: of a project without migrations.
pub(super) fn lock() -> String {
    matrx_core::lock::Lock::default().to_text()
}
