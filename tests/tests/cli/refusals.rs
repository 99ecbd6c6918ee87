//! What is refused, asked and named: each bad input gets a clear error, and loses nothing.

use matrx_tests::{App, Cluster, pg_dump};

const USERS: &str = r#"
#[derive(Model)]
#[model(table = "users")]
pub struct User {
    #[column(primary_key, identity)]
    pub id: i64,
    pub nick: String,
}
"#;

#[tokio::test]
async fn nothing_is_guessed_and_nothing_foreign_is_touched() {
    let database = Cluster::shared().database().await;
    let app = App::new("refusals_app", &database);

    // No model is linked: an error, never a plan to drop everything.
    app.ends(2, &["makemigrations"]).has("no model is linked");

    app.models(USERS);
    app.ok(&["makemigrations"]);
    app.ok(&["migrate"]);
    database.psql(
        "CREATE TABLE other_app (id int PRIMARY KEY);
         CREATE INDEX by_a_colleague ON users (nick);
         ALTER TABLE users ADD COLUMN by_hand text;
         INSERT INTO users (nick) VALUES ('kept');",
    );
    let before = pg_dump(&database.url);
    app.ok(&["makemigrations"])
        .has("no changes detected")
        .has("not ours, left alone: table other_app")
        .has("not ours, left alone: index by_a_colleague on users")
        .has("not ours, left alone: column by_hand of users");

    // A suspected rename is refused with the flags that answer it.
    app.models(&USERS.replace("nick", "handle"));
    let refused = app.ends(3, &["makemigrations"]);
    refused.has("--rename users.nick=handle").has("--not-renamed users.nick");
    app.ends(2, &["makemigrations", "--rename", "users.nick=nothing"]).has("there is no nothing");
    // Dropping is destructive, and needs consent of its own.
    app.ends(3, &["makemigrations", "--not-renamed", "users.nick"])
        .has("--allow-destructive")
        .has("all values of column nick")
        .has("index by_a_colleague on users is not ours and would go with its column or table");
    app.ok(&["makemigrations", "--not-renamed", "users.nick", "--dry-run"])
        .has("not made again by the way back: index by_a_colleague on users");
    assert_eq!(app.migrations(), ["m0001_initial.rs"]);
    app.ok(&["makemigrations", "--rename", "users.nick=handle"]).has("~ rename column");
    app.ok(&["migrate"]);
    assert_eq!(database.psql("SELECT handle FROM users"), "kept\n");
    app.ok(&["check"]);
    app.ok(&["rollback"]);
    assert_eq!(before, pg_dump(&database.url));
    app.ok(&["migrate"]);

    // Drift is named, and answered by a flag.
    database.psql("ALTER TABLE users ALTER COLUMN handle DROP NOT NULL");
    app.ends(1, &["check"]).has("migrations and database differ");
    app.ends(3, &["makemigrations"]).has("--from live").has("handle");
    app.ok(&["makemigrations", "--from", "lock"]).has("no changes detected");
    app.ok(&["makemigrations", "--from", "live", "--name", "Undo drift"])
        .has("m0003_undo_drift.rs");
    app.ok(&["migrate"]);
    app.ok(&["check"]);

    // A lock that was edited by hand is written anew, and says so; a half merged one is named by line.
    let lock = app.project.read("src/migrations/schema.lock");
    app.project.write(
        "src/migrations/schema.lock",
        &lock.replace("column handle text", "column handle  text"),
    );
    app.ok(&["makemigrations"]).has("edited by hand").has("brought");
    assert_eq!(app.project.read("src/migrations/schema.lock"), lock);
    let (head, rest) = lock.split_once('\n').unwrap();
    app.project.write(
        "src/migrations/schema.lock",
        &format!("<<<<<<< ours\n{head}\n=======\n{head}\n>>>>>>> theirs\n{rest}"),
    );
    app.ends(2, &["makemigrations"]).has("line 1: conflict marker");
    app.project.write("src/migrations/schema.lock", &lock);

    // A role that may do nothing: all that it lacks is listed.
    database.psql(
        "DO $$ BEGIN CREATE ROLE reader LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
    );
    database.psql("GRANT SELECT ON _matrx_migrations, _matrx_migration_log TO reader");
    app.models(
        &USERS.replace("nick", "handle").replace("pub id: i64,", "pub id: i64,\n    pub age: i32,"),
    );
    let url = database.url.replacen("://postgres", "://reader", 1);
    assert_ne!(url, database.url, "the test needs a URL with the user postgres");
    app.ends(4, &["makemigrations", "--database-url", &url]).has("CREATEDB");
    // What is found first is not all: the rest is told with it.
    database.psql("REVOKE SELECT ON _matrx_migrations, _matrx_migration_log FROM reader");
    app.ends(4, &["makemigrations", "--database-url", &url])
        .has("lacks CREATEDB (ALTER ROLE reader CREATEDB")
        .has("lacks SELECT on public._matrx_migrations")
        .has("lacks SELECT on public._matrx_migration_log");
    app.ends(4, &["migrate", "--database-url", &url])
        .has("SELECT, INSERT, UPDATE, DELETE on public._matrx_migrations")
        .has("on public._matrx_migration_log")
        .has_no("rename or drop it");
    database.psql("GRANT SELECT ON _matrx_migrations, _matrx_migration_log TO reader");
    app.ok(&["makemigrations"]);
    app.ends(4, &["migrate", "--database-url", &url]).has("reader").has("lacks");

    // Programs get one document, also where it fails.
    let status = app.ok(&["status", "--format", "json"]);
    assert!(
        status.out.starts_with('{') && status.out.contains("\"command\":\"status\""),
        "{}",
        status.out
    );
    let failed = app.ends(
        4,
        &["status", "--format", "json", "--database-url", "postgres://u:C4n4ry@127.0.0.1:1/none"],
    );
    assert!(failed.out.contains("\"exit_code\":4"), "{}", failed.out);
    failed.has("cannot connect to database none on 127.0.0.1:1 as u").has_no("C4n4ry");
    let missing = database.url.replace(&database.name, "no_such_database");
    app.ends(4, &["status", "--database-url", &missing]).has("no_such_database");
    app.ends(2, &["status", "--database-url", "mysql://u:C4n4ry@h/d"]).has_no("C4n4ry");
}

#[tokio::test]
async fn hostile_names_go_through_and_come_back() {
    let database = Cluster::shared().database().await;
    let app = App::new("hostile_app", &database);
    app.models(
        r##"
#[derive(Model)]
#[model(table = "weird \"name\n*/", comment = "a */\n// b \u{202e} c")]
pub struct Weird {
    #[column(primary_key)]
    pub id: i64,
    #[column(name = "type", comment = "ends */ here\nand goes on")]
    pub kind: String,
}
"##,
    );
    let before = pg_dump(&database.url);
    app.ok(&["makemigrations"]);
    app.ok(&["migrate"]);
    app.ok(&["check"]);
    app.ok(&["makemigrations"]).has("no changes detected");
    // Somebody writes such things into the database: the drift becomes a migration that compiles.
    database.psql(
        "COMMENT ON COLUMN \"weird \"\"name\n*/\".\"type\" IS E'*/ }\\n\\r #[x] \\\\ \"quoted\" \u{202e}';
         ALTER TABLE \"weird \"\"name\n*/\" ALTER COLUMN type SET DEFAULT E'*/\\n{}\"';",
    );
    app.ends(3, &["makemigrations"]).has("--from live");
    app.ok(&["makemigrations", "--from", "live", "--name", "undo drift"])
        .has("m0002_undo_drift.rs");
    app.ok(&["migrate"]);
    app.ok(&["check"]);
    // From the database side: a foreign table of such a name is listed, harmlessly.
    database.psql("CREATE TABLE \"other \"\"\n*/ \u{1b}[31m\" (id int)");
    let named = app.ok(&["makemigrations"]);
    named.has("not ours, left alone: table").has_no("\u{1b}[31m");
    database.psql("DROP TABLE \"other \"\"\n*/ \u{1b}[31m\"");
    app.ok(&["rollback"]);
    app.ok(&["rollback", "--to", "zero"]);
    database.psql("DROP TABLE IF EXISTS _matrx_migrations, _matrx_migration_log");
    assert_eq!(before, pg_dump(&database.url));
}

#[tokio::test]
async fn what_stops_a_run_names_the_flag_that_answers() {
    let database = Cluster::shared().database().await;
    let app = App::new("answers_app", &database);
    app.models(USERS);
    app.ok(&["makemigrations"]);
    app.ok(&["makemigrations", "--empty", "--name", "by hand"]);
    app.project.replace(
        "src/migrations/m0002_by_hand.rs",
        "fn up(_m: &mut Steps) {}",
        "fn up(m: &mut Steps) {\n    m.sql(\"INSERT INTO users (nick) VALUES ('x')\").alone();\n}",
    );
    app.ok(&["migrate"]);
    // A run was killed in that step, which is neither in a transaction nor to be seen in the catalogue.
    let killed = "UPDATE _matrx_migrations SET state = 'applying', steps_done = 0,
        step_running = true, steps_hash = encode(sha256(''), 'hex') WHERE name = '0002_by_hand'";
    for (answer, users) in [("repeat", "2\n"), ("done", "2\n")] {
        database.psql(killed);
        app.ends(3, &["migrate"]).has("step 1").has(&format!("--interrupted {answer}"));
        app.ok(&["migrate", "--interrupted", answer]);
        assert_eq!(database.psql("SELECT count(*) FROM users"), users);
    }
    // A newer version of the program has been here.
    database.psql(
        "CREATE TEMPORARY TABLE later AS SELECT * FROM _matrx_migrations WHERE name LIKE '0002%';
         UPDATE later SET name = '0003_later', position = 3;
         INSERT INTO _matrx_migrations SELECT * FROM later",
    );
    app.ends(3, &["migrate"]).has("0003_later").has("--allow-missing");
    app.ok(&["migrate", "--allow-missing"]).has("nothing to do");
}
