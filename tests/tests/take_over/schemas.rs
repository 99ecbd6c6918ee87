//! The copied schemas, and what is in a database.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use matrx_tests::{App, Cluster, Database, workspace_root};

/// A database with one of them.
pub(crate) async fn load(name: &str) -> Database {
    let path = workspace_root().join("tests/schemas").join(format!("{name}.sql"));
    let script = std::fs::read_to_string(&path).expect("the schema is there");
    let database = Cluster::shared().database().await;
    database.psql(&script);
    database
}

/// The files `*.sql` of a folder whose name contains `part`, sorted: name and text.
pub(crate) fn files(folder: &Path, part: &str) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("an entry can be read").path());
    let scripts = paths.filter(|path| path.extension().is_some_and(|it| it == "sql"));
    let named = scripts.map(|path| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        (name, path)
    });
    named
        .filter(|(name, _)| name.contains(part))
        .map(|(name, path)| (name, std::fs::read_to_string(path).expect("a file can be read")))
        .collect()
}

/// Each file is tried; pg_regression has a test of its own.
pub(crate) fn all_are_named(names: &[&str]) {
    let folder = workspace_root().join("tests/schemas");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry can be read").path())
        .map(|path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
        .collect();
    let tried = names.iter().copied().chain(["pg_regression"]).map(str::to_owned).collect();
    assert_eq!(files, tried);
}

/// Every table and every type of the database is in a file or is named.
pub(crate) fn nothing_is_missing(app: &App, database: &Database, output: &str, report: &str) {
    let report: serde_json::Value = serde_json::from_str(report).expect("a document");
    let named: BTreeSet<String> = report["not_covered"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|line| line.as_str().unwrap_or_default().to_owned())
        .collect();
    let mut sources = String::new();
    collect(&app.project.path().join(output), &mut sources);
    let objects = database.psql(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
         UNION SELECT t.typname FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
          WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND t.typtype IN ('e', 'd')
         UNION SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
          WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
         UNION SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgparentid = 0
         UNION SELECT polname FROM pg_policy UNION SELECT stxname FROM pg_statistic_ext",
    );
    assert!(objects.lines().count() > 500, "{objects}");
    let silent: Vec<&str> = objects
        .lines()
        .filter(|name| !sources.contains(*name) && !named.iter().any(|line| line.contains(*name)))
        .collect();
    assert!(silent.is_empty(), "neither written nor named: {silent:?}");
}

fn collect(folder: &Path, out: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder can be read") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            collect(&path, out);
        } else {
            out.push_str(&std::fs::read_to_string(&path).expect("a file can be read"));
        }
    }
}
