//! Real databases are taken over: `inspect` writes models that compile and that `cargo fmt` leaves alone,
//! `makemigrations` finds nothing, and on an empty database the migrations build the same again. What
//! differs stands in docs/coverage.md, row by row, and nowhere is a row that is not true.

mod coverage;
mod schemas;

use matrx_tests::{App, Cluster, pg_dump_fixed_with};

/// What any of the schemas needs, so that sqlx is built once for all.
const FEATURES: [&str; 8] =
    ["bit-vec", "chrono", "derive", "ipnetwork", "json", "mac_address", "rust_decimal", "uuid"];

/// Our own tables are no part of the structure.
const WITHOUT_OURS: [&str; 1] = ["--exclude-table=*._matrx_*"];

async fn take_over(name: &str) {
    let original = schemas::load(name).await;
    let mut app = App::new(&format!("take_over_{name}"), &original);
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
}

#[test]
fn no_schema_and_no_row_is_forgotten() {
    schemas::all_are_named(TAKEN_OVER);
    coverage::rows_are_of(TAKEN_OVER);
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
