use std::fs;
use std::path::PathBuf;

use super::*;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            let path = folder.path(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn init(&self, package: &str) -> Result<Vec<PathBuf>, Failure> {
        let matrx = Matrx { checkout: None, embedded: true };
        let changes = plan(&Package::find(Some(&self.path(package)), None)?, &matrx, None)?;
        changes.iter().try_for_each(Change::apply)?;
        Ok(changes.iter().map(|change| change.path().to_owned()).collect())
    }
}

const APP: &str = "[package]\nname = \"my-app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
                   [dependencies]\n# kept\nserde = \"1\"\n";

#[test]
fn a_new_application_gets_everything_once() {
    let folder = Folder::new(&[
        ("Cargo.toml", APP),
        ("src/main.rs", "fn main() {}\n"),
        ("src/lib.rs", "//! App.\n\npub mod models;\n\npub fn f() {}\n"),
    ]);
    folder.init(".").unwrap();
    let manifest = folder.text("Cargo.toml");
    for expected in [
        "# kept\nserde = \"1\"\nmatrx-core = \"0.1.0\"\n",
        "default-run = \"my-app\"\n",
        "[package.metadata.matrx]\ncheck = \"deny-release\"\n",
        "[workspace]\nmembers = [\"matrx-cli\"]\ndefault-members = [\".\", \"matrx-cli\"]\n",
    ] {
        assert!(manifest.contains(expected), "{expected}\n--- in\n{manifest}");
    }
    assert_eq!(
        folder.text("src/lib.rs"),
        "//! App.\n\nmod migrations;\npub mod models;\n\npub fn f() {}\n"
    );
    assert!(folder.text("matrx-cli/main.rs").contains("use my_app as _;"));
    assert!(folder.text("matrx-cli/Cargo.toml").contains("my-app = { path = \"..\" }"));
    assert!(folder.text("matrx.toml").contains("migrations = \"src/migrations\""));
    assert!(folder.text("src/migrations/schema.lock").starts_with("matrx-lock 1 head=- sha256="));
    assert_eq!(folder.init(".").unwrap(), Vec::<PathBuf>::new());
}

#[test]
fn what_is_there_is_left_alone() {
    let folder = Folder::new(&[
        ("Cargo.toml", APP),
        ("src/lib.rs", "mod migrations;\n"),
        ("src/migrations/mod.rs", "mod m0001_mine;\n"),
        ("matrx.toml", "schema = \"mine\"\n"),
    ]);
    folder.init(".").unwrap();
    assert_eq!(folder.text("src/migrations/mod.rs"), "mod m0001_mine;\n");
    assert_eq!(folder.text("matrx.toml"), "schema = \"mine\"\n");
    assert_eq!(folder.text("src/lib.rs"), "mod migrations;\n");
    assert!(!folder.text("Cargo.toml").contains("default-run"));
}

#[test]
fn a_member_of_a_workspace_is_entered_at_its_root() {
    let folder = Folder::new(&[
        ("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n"),
        ("crates/app/Cargo.toml", APP),
        ("crates/app/src/lib.rs", ""),
    ]);
    folder.init("crates/app").unwrap();
    let root = folder.text("Cargo.toml");
    assert!(root.contains("members = [\"crates/*\", \"crates/app/matrx-cli\"]"), "{root}");
    assert!(!root.contains("default-members"), "{root}");
    assert!(!folder.text("crates/app/Cargo.toml").contains("[workspace]"));
    assert_eq!(folder.text("crates/app/src/lib.rs"), "mod migrations;\n");
}

#[test]
fn an_application_without_a_library_is_told_how_to_split_and_nothing_is_written() {
    let folder = Folder::new(&[("Cargo.toml", APP), ("src/main.rs", "fn main() {}\n")]);
    let failure = folder.init(".").unwrap_err();
    let message = failure.message().unwrap();
    assert_eq!(failure.exit_code(), 2);
    assert!(message.text.contains("has no library"), "{}", message.text);
    assert!(message.details.iter().any(|line| line.contains("use my_app::")));
    assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 2);
}

#[test]
fn the_module_line_goes_where_it_is_code() {
    for (before, after) in [
        ("", "mod migrations;\n"),
        ("pub fn f() {}\n", "mod migrations;\n\npub fn f() {}\n"),
        (
            "//! Doc.\n#![warn(missing_docs)]\nfn f() {}\n",
            "//! Doc.\n#![warn(missing_docs)]\n\nmod migrations;\n\nfn f() {}\n",
        ),
        ("mod a;\nuse b::c;\n", "mod a;\nmod migrations;\nuse b::c;\n"),
        ("mod a;\npub mod z;\n\nfn f() {}\n", "mod a;\nmod migrations;\npub mod z;\n\nfn f() {}\n"),
        ("mod n;\nmod z;\n", "mod migrations;\nmod n;\nmod z;\n"),
        (
            "mod a;\n#[cfg(test)]\nmod tests;\n",
            "mod a;\n#[cfg(test)]\nmod tests;\nmod migrations;\n",
        ),
        ("/*\nmod a;\n*/\nfn f() {}\n", "/*\nmod a;\n*/\nfn f() {}\n\nmod migrations;\n"),
        ("mod migrations {}\n", "mod migrations {}\n"),
        ("fn f() {", "fn f() {\n\nmod migrations;\n"),
    ] {
        assert_eq!(library::with_migrations(before, "mod migrations;"), after, "{before:?}");
    }
}

#[test]
fn the_embedded_postgresql_is_in_unless_it_is_refused() {
    let folder = Folder::new(&[("Cargo.toml", APP), ("src/lib.rs", "")]);
    let package = Package::find(Some(&folder.path(".")), None).unwrap();
    for (checkout, embedded, expected) in [
        (None, true, "matrx-cli = \"0.1.0\"\n"),
        (None, false, "matrx-cli = { version = \"0.1.0\", default-features = false }\n"),
        (Some("/m"), true, "matrx-cli = { path = \"/m/matrx-cli\" }\n"),
        (Some("/m"), false, "matrx-cli = { path = \"/m/matrx-cli\", default-features = false }\n"),
    ] {
        let matrx = Matrx { checkout: checkout.map(PathBuf::from), embedded };
        let manifest = templates::cli_manifest(&package, &matrx);
        assert!(manifest.ends_with(expected), "{manifest}");
    }
}

#[test]
fn the_folder_and_the_database_that_were_named_are_written_down() {
    for (dir, module) in [
        ("db/migrations", "#[path = \"../db/migrations/mod.rs\"]\nmod migrations;\n"),
        ("src/db", "#[path = \"db/mod.rs\"]\nmod migrations;\n"),
        ("src/migrations", "mod migrations;\n"),
    ] {
        let folder = Folder::new(&[("Cargo.toml", APP), ("src/lib.rs", "")]);
        let root = folder.path(".").canonicalize().unwrap();
        let package = Package::find(Some(&root), Some(&root.join(dir))).unwrap();
        let matrx = Matrx { checkout: None, embedded: true };
        let changes = plan(&package, &matrx, Some("env:SHOP")).unwrap();
        changes.iter().try_for_each(Change::apply).unwrap();
        assert_eq!(folder.text("src/lib.rs"), module);
        assert!(folder.path(dir).join("schema.lock").is_file());
        let config = folder.text("matrx.toml");
        assert!(config.contains(&format!("migrations = \"{dir}\"\n")), "{config}");
        assert!(config.ends_with("[database]\nurl = \"env:SHOP\"\n"), "{config}");
        let manifest = folder.text("Cargo.toml");
        let told = manifest.contains(&format!("migrations = \"{dir}\""));
        assert_eq!(told, dir != "src/migrations", "{manifest}");
    }
    let folder = Folder::new(&[("Cargo.toml", APP), ("src/lib.rs", "")]);
    for dir in ["/elsewhere", "."] {
        let found = Package::find(Some(&folder.path(".")), Some(Path::new(dir)));
        assert_eq!(found.err().unwrap().exit_code(), 2);
    }
}
