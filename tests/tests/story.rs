//! The whole story in a fresh clone of this repository: the README's first command, and the same on a
//! server of one's own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use matrx_tests::{Cluster, pg_dump, warm, workspace_root};

/// A clone with a target folder that begins with the registry's crates only.
struct Clone {
    folder: tempfile::TempDir,
}

impl Clone {
    fn new() -> Clone {
        let folder =
            tempfile::Builder::new().prefix("matrx-clone-").tempdir().expect("a temporary folder");
        let root = workspace_root();
        let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(&root).output();
        let listed = listed.expect("git can be run");
        assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
        let names = String::from_utf8(listed.stdout).expect("our file names are UTF-8");
        for name in names.split_terminator('\0').filter(|name| root.join(name).is_file()) {
            let target = folder.path().join(name);
            std::fs::create_dir_all(target.parent().expect("a file has a folder"))
                .expect("a folder");
            std::fs::copy(root.join(name), target).expect("a file can be copied");
        }
        warm(&folder.path().join("target"));
        Clone { folder }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn cargo(&self, arguments: &[&str], url: Option<&str>) -> Output {
        let mut command = Command::new(env!("CARGO"));
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            if ["CARGO_PKG", "CARGO_MANIFEST", "PG", "MATRX_", "DATABASE_URL"]
                .iter()
                .any(|prefix| name.starts_with(prefix))
            {
                command.env_remove(name);
            }
        }
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("CARGO_TERM_COLOR", "never")
            .env("CARGO_NET_OFFLINE", "true")
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("RUSTFLAGS")
            .envs(url.map(|url| ("DATABASE_URL", url)))
            .output()
            .expect("cargo can be run")
    }

    /// `cargo run --bin matrx-cli …` as a user types it; the exit code must be as expected.
    fn matrx(&self, arguments: &[&str], url: Option<&str>, code: i32) -> (String, String) {
        let all: Vec<&str> =
            ["run", "--bin", "matrx-cli", "--"].iter().chain(arguments).copied().collect();
        let output = self.cargo(&all, url);
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{out}\n{err}");
        (out, err)
    }

    fn migrations(&self) -> Vec<String> {
        let folder = self.path("examples/blog/src/migrations");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .expect("the migrations are there")
            .map(|entry| {
                entry.expect("a folder can be read").file_name().to_string_lossy().into_owned()
            })
            .collect();
        names.sort();
        names
    }

    /// The warnings about models that no migration covers.
    fn uncovered(stderr: &str) -> Vec<String> {
        stderr
            .lines()
            .filter(|line| line.starts_with("warning: ") && line.contains("is in no migration"))
            .map(str::to_owned)
            .collect()
    }

    fn restore_migrations(&self) {
        let folder = "examples/blog/src/migrations";
        std::fs::remove_dir_all(self.path(folder)).expect("a folder can be removed");
        copy(&workspace_root().join(folder), &self.path(folder));
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder can be made");
    for entry in std::fs::read_dir(from).expect("a folder can be read") {
        let entry = entry.expect("a folder can be read");
        std::fs::copy(entry.path(), to.join(entry.file_name())).expect("a file can be copied");
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// From the warning to the second `makemigrations`, which finds nothing.
fn makemigrations_to_nothing_to_do(clone: &Clone, url: Option<&str>) {
    let before = clone.migrations();
    let (out, err) = clone.matrx(&["makemigrations"], url, 0);
    let warned = Clone::uncovered(&err);
    assert_eq!(warned.len(), 1, "{err}");
    assert!(warned[0].contains("column `published_at` of model `Post`"), "{}", warned[0]);
    assert!(warned[0].contains("cargo run --bin matrx-cli makemigrations"), "{}", warned[0]);
    let new: Vec<String> =
        clone.migrations().into_iter().filter(|name| !before.contains(name)).collect();
    assert_eq!(new, ["m0002_add_published_at_to_posts.rs"], "{out}");

    let (_, err) = clone.matrx(&["migrate"], url, 0);
    assert_eq!(Clone::uncovered(&err), Vec::<String>::new(), "{err}");
    clone.matrx(&["check"], url, 0);
    let written = clone.migrations();
    let (out, err) = clone.matrx(&["makemigrations"], url, 0);
    assert!((out.clone() + &err).contains("no changes detected"), "{out}\n{err}");
    assert_eq!(clone.migrations(), written);
}

#[tokio::test]
async fn the_readmes_story_on_the_embedded_database_and_on_a_server() {
    let clone = Clone::new();
    makemigrations_to_nothing_to_do(&clone, None);

    let formatted = clone.cargo(&["fmt", "--package", "blog", "--check"], None);
    assert!(formatted.status.success(), "{}", text(&formatted.stdout));

    clone.restore_migrations();
    let database = Cluster::shared().database().await;
    clone.matrx(&["migrate"], Some(&database.url), 0);
    let before = pg_dump(&database.url);
    assert!(before.contains("CREATE TABLE public.posts") && !before.contains("published_at"));
    makemigrations_to_nothing_to_do(&clone, Some(&database.url));
    assert!(pg_dump(&database.url).contains("published_at timestamp with time zone"));
    clone.matrx(&["rollback", "--steps", "1"], Some(&database.url), 0);
    assert_eq!(pg_dump(&database.url), before);
    clone.matrx(&["check"], Some(&database.url), 1);
}
