//! What is out of sight is not gone: models behind a feature, crates that are not linked, tables
//! that the flags leave out, values that rows hold.

use matrx_tests::{App, Cluster, pg_dump};

use crate::json;

const MODELS: &str = r#"
#[derive(Enum)]
pub enum Mood {
    Fine,
    Ok,
    Meh,
}

impl sqlx::Type<sqlx::Postgres> for Mood {
    fn type_info() -> sqlx::postgres::PgTypeInfo {
        sqlx::postgres::PgTypeInfo::with_name("mood")
    }
}

#[derive(Model)]
#[model(table = "users")]
pub struct User {
    #[column(primary_key, default = "1 + 1")]
    pub id: i64,
    pub mood: Mood,
}

#[derive(Model)]
#[model(table = "posts")]
pub struct Post {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = User)]
    pub author: i64,
}

#[cfg(feature = "audit")]
#[derive(Model)]
#[model(table = "audits")]
pub struct Audit {
    #[column(primary_key)]
    pub id: i64,
}
"#;

const SHELF: &str = r#"
use matrx_core::Model;

#[derive(Model)]
#[model(table = "shelves")]
pub struct Shelf {
    #[column(primary_key)]
    pub id: i64,
}
"#;

/// The application with a second crate of models, and with a feature that some models are behind.
fn with_parts(app: &App) {
    let project = &app.project;
    let manifest = project.read("Cargo.toml");
    let line = |name: &str| {
        let found = manifest.lines().find(|line| line.starts_with(name));
        found.expect("the manifest has the dependency").to_owned()
    };
    let (core, sqlx) = (line("matrx-core"), line("sqlx"));
    project.write(
        "Cargo.toml",
        &format!("{manifest}\n[features]\ndefault = [\"audit\"]\naudit = []\n"),
    );
    project.write(
        "shelf/Cargo.toml",
        &format!(
            "[package]\nname = \"sight_shelf\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [dependencies]\n{core}\n{sqlx}\n"
        ),
    );
    project.write("shelf/src/lib.rs", SHELF);
    let cli = project.read("matrx-cli/Cargo.toml");
    project
        .write("matrx-cli/Cargo.toml", &format!("{cli}sight_shelf = {{ path = \"../shelf\" }}\n"));
    project.replace(
        "matrx-cli/main.rs",
        "use sight_app as _;",
        "use sight_app as _;\nuse sight_shelf as _;",
    );
}

#[tokio::test]
async fn what_is_out_of_sight_is_neither_dropped_nor_nulled() {
    let database = Cluster::shared().database().await;
    let app = App::new("sight_app", &database);
    with_parts(&app);
    app.models(MODELS);
    let first = app.program("first");
    first.ok(&["makemigrations", "--offline", "--name", "initial"]);
    let program = app.program("all");
    program.ok(&["migrate"]);
    // Made offline: no server has spelled the default yet, which is no difference.
    program.ok(&["check"]).has("cannot tell").has("default of column id of users");
    program.ok(&["makemigrations"]).has("no changes detected").has("brought");
    program.ok(&["check"]).has_no("cannot tell");
    database.psql(
        "INSERT INTO users VALUES (1, 'Meh');
         CREATE SCHEMA other;
         CREATE TABLE other.things (id int);
         CREATE TABLE legacy_a (id int);",
    );
    let before = pg_dump(&database.url);

    // What the flags leave out is not looked at, and nothing becomes of it.
    program
        .ok(&["makemigrations"])
        .has("table legacy_a")
        .has_no("things")
        .has("no changes detected");
    program.ok(&["makemigrations", "--schema", "other"]).has("table other.things");
    program.ok(&["makemigrations", "--exclude-tables", "legacy_*"]).has_no("legacy_a");
    let some = program.ok(&["makemigrations", "--include-tables", "posts"]);
    some.has("no changes detected").has_no("legacy_a").has("posts").has("users");
    program.ok(&["check", "--include-tables", "posts"]);
    program.ok(&["check"]);

    // A crate whose models are not linked is named, and refused.
    let linked = app.project.read("matrx-cli/main.rs");
    app.project.replace("matrx-cli/main.rs", "use sight_shelf as _;\n", "");
    let unlinked = app.program("unlinked");
    let lock = app.project.read("src/migrations/schema.lock");
    for words in
        [["makemigrations"].as_slice(), &["makemigrations", "--allow-destructive"], &["check"]]
    {
        unlinked.ends(2, words).has("sight_shelf: shelves").has("use sight_shelf as _;");
    }
    app.project.write("matrx-cli/main.rs", &linked);

    // A model behind a feature that is off.
    app.project.replace("Cargo.toml", "default = [\"audit\"]", "default = []");
    let other = app.program("other_features");
    let refused = other.ends(2, &["makemigrations", "--allow-destructive"]);
    refused.has("drop table audits is refused").has("the feature").has("audit");
    app.project.replace("Cargo.toml", "default = []", "default = [\"audit\"]");
    assert_eq!(app.migrations(), ["m0001_initial.rs"]);
    assert_eq!(app.project.read("src/migrations/schema.lock"), lock);
    assert_eq!(pg_dump(&database.url), before);

    // A value that is gone from the models while a row holds it.
    app.models(&MODELS.replace("    Meh,\n", ""));
    let shorter = app.program("shorter");
    shorter
        .ends(3, &["makemigrations", "--allow-destructive"])
        .has("--map-value")
        .has("--unused-value mood.");
    let files = ["src/migrations/mod.rs", "src/migrations/schema.lock"]
        .map(|path| (path, app.project.read(path)));
    shorter.ok(&[
        "makemigrations",
        "--unused-value",
        "mood.Meh",
        "--allow-destructive",
        "--name",
        "unused",
    ]);
    let unused = app.program("unused");
    unused.ends(4, &["migrate"]).has("0002_unused");
    assert_eq!(database.psql("SELECT mood FROM users"), "Meh\n");
    std::fs::remove_file(app.project.path().join("src/migrations/m0002_unused.rs")).unwrap();
    for (path, text) in files {
        app.project.write(path, &text);
    }
    shorter.ok(&[
        "makemigrations",
        "--map-value",
        "mood.Meh=Ok",
        "--allow-destructive",
        "--name",
        "mapped",
    ]);
    let mapped = app.program("mapped");
    mapped.ok(&["migrate"]);
    assert_eq!(database.psql("SELECT mood FROM users"), "Ok\n");
    mapped.ok(&["check"]);
    json::keys_are_documented(&mapped);

    // With a lock that cannot be believed, drift is still seen: the migrations say what they make.
    app.project.replace("src/migrations/schema.lock", "server 1", "server  1");
    mapped.ends(1, &["check"]).has("edited by hand").has_no("migrations and database differ");
    database.psql("ALTER TABLE users ALTER COLUMN mood DROP NOT NULL");
    mapped.ends(1, &["check"]).has("migrations and database differ").has("mood");
    mapped.ends(3, &["makemigrations"]).has("--from live").has("mood");
}

#[tokio::test]
async fn a_schema_that_was_there_is_used_and_left() {
    let database = Cluster::shared().database().await;
    let app = App::new("schema_app", &database);
    database.psql("CREATE SCHEMA app");
    app.models(
        "#[derive(Model)]\n#[model(table = \"users\", schema = \"app\")]\n\
         pub struct User {\n    #[column(primary_key)]\n    pub id: i64,\n}",
    );
    app.ok(&["makemigrations"]).has("schema app was there before: the way back leaves it");
    let source = app.project.read("src/migrations/m0001_initial.rs");
    assert!(source.contains("m.create_schema(\"app\");"), "{source}");
    assert!(!source.contains("drop_schema"), "{source}");
    let program = app.program("schema");
    program.ok(&["migrate"]);
    program.ok(&["makemigrations"]).has("no changes detected");
    program.ok(&["check"]);
    program.ok(&["rollback"]);
    let left = "SELECT count(*) FROM pg_namespace WHERE nspname = 'app'";
    assert_eq!(database.psql(left), "1\n");

    // Where it is not there, it is made.
    let empty = Cluster::shared().database().await;
    program.ok(&["migrate", "--database-url", &empty.url]);
    assert_eq!(empty.psql(left), "1\n");
}
