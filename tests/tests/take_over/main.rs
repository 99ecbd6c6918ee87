//! Real databases are taken over: `inspect` writes models that compile and that `cargo fmt` leaves alone,
//! `makemigrations` finds nothing, and on an empty database the migrations build the same again. What
//! differs stands in docs/coverage.md, row by row, and nowhere is a row that is not true.

mod coverage;
mod schemas;

use std::path::PathBuf;

use matrx_tests::{App, Cluster, Database, pg_dump_fixed_with, workspace_root};

/// What any of the schemas needs, so that sqlx is built once for all.
const FEATURES: [&str; 8] =
    ["bit-vec", "chrono", "derive", "ipnetwork", "json", "mac_address", "rust_decimal", "uuid"];

/// Our own tables are no part of the structure.
const WITHOUT_OURS: [&str; 1] = ["--exclude-table=*._matrx_*"];

async fn take_over(name: &str) {
    let original = schemas::load(name).await;
    take_over_from(name, &original).await;
}

async fn take_over_from(name: &str, original: &Database) {
    let mut app = App::new(&format!("take_over_{name}"), original);
    app.sqlx_features(&FEATURES);
    let written = app.cargo_matrx(&["inspect", "--all-schemas", "--format", "json"]);
    written.expect(0);
    let report: serde_json::Value = serde_json::from_str(&written.out).expect("a document");
    for feature in report["sqlx_features"].as_array().expect("a list") {
        assert!(FEATURES.iter().any(|known| feature == known), "{feature}");
    }
    app.project.cargo_ok(&["fmt", "--check"]);
    app.cargo_matrx(&["inspect", "--all-schemas", "--check"]).expect(0);

    let found = app.ok(&["makemigrations"]);
    found.has("no changes detected");
    assert_eq!(app.migrations(), [""; 0], "{}", found.all());

    let empty = Cluster::shared().database().await;
    app.project.env("DATABASE_URL", &empty.url);
    app.ok(&["makemigrations"]);
    app.ok(&["migrate"]);
    app.ok(&["makemigrations"]).has("no changes detected");
    app.cargo_matrx(&["inspect", "--all-schemas", "--check"]).expect(0);

    let wanted = pg_dump_fixed_with(&original.url, &WITHOUT_OURS).await;
    let built = pg_dump_fixed_with(&empty.url, &WITHOUT_OURS).await;
    coverage::compare(name, &wanted, &built);
}

macro_rules! schemas {
    ($($name:ident)+) => {
        const TAKEN_OVER: &[&str] = &[$(stringify!($name)),+];
        $(
            #[tokio::test]
            async fn $name() {
                take_over(stringify!($name)).await;
            }
        )+
    };
}

schemas! {
    chinook
    svix
    temporal_visibility
    omop_cdm54
    crates_io
    basejump
    hatchet
    postgraphile_kitchen_sink
}

#[test]
fn no_schema_and_no_row_is_forgotten() {
    schemas::all_are_named(TAKEN_OVER);
    coverage::rows_are_of(TAKEN_OVER);
}

/// Structures of our own, with what the copied schemas have none of; or, with `MATRX_TAKE_OVER=folder`, each `*.sql`
/// of that folder, loaded by psql. `MATRX_TAKE_OVER_ONLY=part` leaves those whose name contains `part`.
#[tokio::test]
async fn structures_of_a_folder() {
    let folder = std::env::var_os("MATRX_TAKE_OVER").map(PathBuf::from);
    let own = workspace_root().join("tests/tests/take_over/own");
    let only = std::env::var("MATRX_TAKE_OVER_ONLY").unwrap_or_default();
    let mut failed = Vec::new();
    let files = schemas::files(&folder.unwrap_or(own), &only);
    for (name, script) in &files {
        let (of, script) = (name.clone(), script.clone());
        // A task of its own, so that the next ones are tried, too.
        let task = tokio::spawn(async move {
            let original = Cluster::shared().database().await;
            original.psql(&script);
            take_over_from(&of, &original).await;
        });
        match task.await {
            Ok(()) => println!("{name}: taken over"),
            Err(why) => failed.push(format!("{name}: {why}")),
        }
    }
    assert!(failed.is_empty(), "{} of {}: {failed:#?}", failed.len(), files.len());
    assert!(!files.is_empty(), "there is no file *.sql");
}

/// What the copied schemas have little of.
const INHERITANCE: &str = r#"
CREATE SCHEMA "Heirs";
CREATE TABLE animals (id serial PRIMARY KEY, name text NOT NULL DEFAULT 'nobody', "the Weight" integer, note text DEFAULT 'x',
    born timestamptz(3) DEFAULT now(), CONSTRAINT light CHECK ("the Weight" < 9000));
COMMENT ON COLUMN animals.name IS 'what it is called';
ALTER TABLE animals ALTER COLUMN note SET STORAGE EXTERNAL;
CREATE TABLE tracked (created_at timestamptz NOT NULL DEFAULT now(), changed_at timestamptz, "type" varchar(20));
CREATE TABLE cats (lives smallint NOT NULL DEFAULT 9, PRIMARY KEY (id)) INHERITS (animals);
CREATE INDEX ON cats (lower(name)) WHERE "the Weight" > 3;
CREATE TABLE "Heirs"."Lions ""of"" 1" (mane boolean, name text NOT NULL, UNIQUE (name)) INHERITS (cats, tracked);
ALTER TABLE "Heirs"."Lions ""of"" 1" ALTER COLUMN note DROP DEFAULT, ALTER COLUMN lives SET DEFAULT 1, ALTER COLUMN "type" SET NOT NULL;
COMMENT ON COLUMN "Heirs"."Lions ""of"" 1".lives IS 'one only';
ALTER TABLE "Heirs"."Lions ""of"" 1" ALTER COLUMN note SET STATISTICS 50;
CREATE TABLE logs (at timestamptz NOT NULL, line text);
CREATE TABLE logs_2025 (CHECK (at >= '2025-01-01' AND at < '2026-01-01')) INHERITS (logs);
CREATE TABLE logs_2026 (CHECK (at >= '2026-01-01' AND at < '2027-01-01')) INHERITS (logs);
CREATE INDEX ON logs_2026 (at DESC);
CREATE TABLE later (at timestamptz NOT NULL, line text, more integer);
ALTER TABLE later INHERIT logs;
CREATE VIEW of_a_child AS SELECT id, name FROM cats;
"#;

#[tokio::test]
async fn inheritance() {
    let original = Cluster::shared().database().await;
    original.psql(INHERITANCE);
    take_over_from("inheritance", &original).await;
}

/// Everything that PostgreSQL's own tests leave is written or named, and nothing panics on it.
#[tokio::test]
async fn pg_regression_is_read_without_silence() {
    let database = schemas::load("pg_regression").await;
    let app = App::new("take_over_pg_regression", &database);
    for layout in ["modules", "file"] {
        let output = format!("src/{layout}");
        let written = app.cargo_matrx(&[
            "inspect",
            "--all-schemas",
            "--layout",
            layout,
            "--output",
            &output,
            "--format",
            "json",
        ]);
        written.expect(0);
        schemas::nothing_is_missing(&app, &database, &output, &written.out);
    }
    app.project.write("src/lib.rs", "pub mod file;\npub mod modules;\n");
    app.project.cargo_ok(&["fmt", "--check"]);
}
