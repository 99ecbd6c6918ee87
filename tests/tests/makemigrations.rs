//! The main job on a real server, through the binaries that a user runs.

use matrx_tests::{App, Cluster, pg_dump};

const USERS: &str = r#"
#[derive(Model)]
#[model(table = "users")]
pub struct User {
    #[column(primary_key, identity)]
    pub id: i64,
    #[column(unique)]
    pub email: String,
    #[column(index(concurrently))]
    pub nick: Option<String>,
}
"#;

#[tokio::test]
async fn models_become_migrations_and_migrations_tables_and_back() {
    let database = Cluster::shared().database().await;
    let app = App::new("story_app", &database);
    let before = pg_dump(&database.url);
    app.models(USERS);

    app.ends(1, &["makemigrations", "--check"]).has("create table users");
    assert_eq!(app.migrations(), [""; 0]);
    app.ok(&["makemigrations", "--dry-run"]).has("fn up(m: &mut Steps)");
    assert_eq!(app.migrations(), [""; 0]);

    app.ok(&["makemigrations"])
        .has("+ create table users")
        .has("wrote")
        .has("next: cargo run --bin matrx-cli migrate");
    assert_eq!(app.migrations(), ["m0001_initial.rs"]);
    assert_eq!(before, pg_dump(&database.url), "makemigrations changed the database");
    app.ends(1, &["check"]).has("0001_initial");
    app.ok(&["status"]).has("[ ] 0001_initial");
    app.ok(&["makemigrations"]).has("no changes detected").has_no("up to date");
    app.ok(&["migrate"]).has("+ 0001_initial");
    app.ok(&["migrate"]).has("nothing to do");
    app.ok(&["status"]).has("[x] 0001_initial");
    app.ok(&["check"]);
    app.ok(&["check", "--offline"]);
    app.ok(&["makemigrations"]).has("no changes detected").has_no("up to date");
    app.ok(&["history"]).has("0001_initial");
    app.ok(&["sql"]).has("CREATE TABLE public.users");
    app.ok(&["sql", "0001", "--down"]).has("DROP TABLE public.users");

    let first = pg_dump(&database.url);
    app.models(
        &USERS.replace("pub nick: Option<String>", "pub nick: Option<String>,\n    pub age: i32"),
    );
    app.ok(&["makemigrations"]).has("+ add column age to users");
    app.ok(&["migrate"]);
    app.ok(&["check"]);
    app.ok(&["rollback", "--steps", "1"]).has("0002_");
    assert_eq!(first, pg_dump(&database.url));
    app.ok(&["rollback", "--to", "zero"]);
    app.ok(&["makemigrations"]).has("no changes detected");
}
