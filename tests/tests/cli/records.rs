//! The commands that Alembic's users know, and those that change the history alone.

use matrx_tests::{App, Cluster, run};

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
async fn the_history_is_shown_and_mended_by_hand() {
    let database = Cluster::shared().database().await;
    let app = App::new("records_app", &database);
    app.models(USERS);
    app.ok(&["heads"]).has("no migrations");
    app.ok(&["autogenerate", "Users of the shop"]).has("m0001_users_of_the_shop.rs");
    app.ends(2, &["makemigrations", "one", "--name", "two"]).has("cannot be used with");
    app.ok(&["create_empty", "--name", "by hand"]).has("m0002_by_hand.rs");
    app.ends(2, &["create_empty", "by hand"]).has("unexpected argument");
    let program = app.program("records");

    // What needs no database.
    program.ok(&["heads"]).has("0002_by_hand").has_no("0001");
    program.ends(2, &["heads", "--steps"]).has("unexpected argument");
    program.ok(&["branches"]).has("each migration follows one other");
    program.ends(2, &["branches", "all"]).has("unexpected argument");
    program
        .ok(&["show", "0001"])
        .has("0001_users_of_the_shop of crate records_app")
        .has("m0001_users_of_the_shop.rs")
        .has("followed by 0002_by_hand")
        .has("way back    written in the file")
        .has("+ create table users");
    program.ends(2, &["show", "0007"]).has("no migration is called 0007");
    program.ends(2, &["show"]).has("required");

    // The editor is a shell's word; without one, the file is named.
    let edit = |editor: &str, words: &[&str], code: i32| {
        let mut command = program.command(&[&["edit"], words].concat());
        let ran = run(command.env("VISUAL", editor).env_remove("EDITOR"));
        ran.expect(code);
        ran
    };
    edit("true", &["0002"], 0).has("m0002_by_hand.rs is as it was");
    edit("sh -c 'exit 3'", &[], 2).has("exit status: 3");
    edit("true", &["0007"], 2).has("no migration is called 0007");
    let none = run(program.command(&["edit"]).env_remove("VISUAL").env_remove("EDITOR"));
    none.expect(2);
    none.has("neither VISUAL nor EDITOR is set");

    program.ok(&["ensure-version"]).has("were made");
    program.ok(&["ensure-version"]).has("are there");
    program.ends(2, &["ensure-version", "1"]).has("unexpected argument");
    program
        .ends(4, &["ensure-version", "--database-url", "postgres://nobody@localhost:1/x"])
        .has("cannot connect");
    program.ok(&["current"]).has("nothing is applied");

    // Recorded, forgotten, recorded again: nothing of it runs.
    database.psql("CREATE TABLE users (id bigint)");
    program.ok(&["stamp", "0001"]).has("recorded 0001_users_of_the_shop as applied");
    program.ok(&["current"]).has("0001_users_of_the_shop").has_no("(head)");
    program.ends(2, &["stamp", "0007"]).has("no migration is called 0007");
    program.ends(2, &["stamp", "0001", "0002"]).has("unexpected argument");
    program.ok(&["forget", "0001"]).has("the record of 0001_users_of_the_shop is gone");
    program.ends(2, &["forget", "0001"]).has("no migration is called 0001");
    program.ends(2, &["forget"]).has("required");
    program.ok(&["migrate", "--fake"]).has("recorded 0002_by_hand as applied").has("nothing of it");
    program.ok(&["stamp"]).has("nothing to record");
    program.ends(2, &["migrate", "--fake", "--rebuild"]).has("cannot be used with");
    program.ends(3, &["forget", "0001"]).has("0002_by_hand is applied and depends on");
    program.ok(&["current"]).has("0002_by_hand  (head)");
    program.ends(2, &["current", "0001"]).has("unexpected argument");

    // As Alembic counts: one back, one up, up to the head.
    program.ok(&["downgrade", "-1"]).has("1 migration rolled back");
    program.ok(&["upgrade", "+1"]).has("1 migration applied");
    program.ends(2, &["upgrade", "+x"]).has("no migration is called +x");
    program.ends(2, &["downgrade", "-1", "--steps", "1"]).has("cannot be used with");
    program.ok(&["upgrade", "head"]).has("nothing to do");
    database.psql("DROP TABLE users; CREATE TABLE users (id bigint, nick text)");
    program.ok(&["downgrade", "base"]).has("2 migrations rolled back");
    program.ok(&["upgrade", "heads"]).has("2 migrations applied");
    let shown = program.ok(&["history"]);
    shown.has("stamp").has("forget").has("apply").has("rollback");
    assert_eq!(shown.out.lines().count(), 10, "{}", shown.out);

    // A session that holds the lock.
    program.ok(&["unlock"]).has("nobody holds the lock");
    program.ends(2, &["unlock", "--force"]).has("unexpected argument");
    program
        .ends(4, &["unlock", "--database-url", "postgres://nobody@localhost:1/x"])
        .has("cannot connect");

    // An edit that changes nothing is recorded.
    program.ok(&["repair"]).has("nothing is wrong");
    let path = "src/migrations/m0002_by_hand.rs";
    let text = app.project.read(path);
    app.project.write(path, &text.replace("fn up(", "pub fn up("));
    let edited = app.program("edited");
    edited.ends(3, &["migrate"]).has("edited after being applied").has("repair");
    edited
        .ends(1, &["repair"])
        .has("! 0002_by_hand was edited")
        .has("repair --restamp 0002_by_hand");
    edited.ends(2, &["repair", "--restamp", "0007"]).has("no migration is called 0007");
    edited.ends(2, &["repair", "--restamp", "0002", "--restamp-all"]).has("cannot be used with");
    edited
        .ok(&["repair", "--restamp", "0002"])
        .has("recorded the checksum that 0002_by_hand has now");
    edited.ok(&["migrate"]).has("nothing to do");
    edited.ok(&["history", "--limit", "1"]).has("restamp   0002_by_hand");

    // What is in order, and what is not.
    edited.ok(&["verify"]).has("2 migrations are in order").has_no("ran up");
    edited.ok(&["verify", "--roundtrip"]).has("2 migrations are in order, and ran up, down and up");
    edited.ends(2, &["verify", "--offline", "--roundtrip"]).has("cannot be used with");
    program.ends(1, &["verify"]).has("! 0002_by_hand: was edited after it was applied");
    program.ok(&["verify", "--offline"]).has("2 migrations are in order");
    app.project.write("src/migrations/m0003_alone.rs", "");
    edited.ends(2, &["verify", "--offline"]).has("m0003_alone.rs lies in").has("no `mod` line");
    let alone = app.project.path().join("src/migrations/m0003_alone.rs");
    std::fs::remove_file(alone).expect("the file is there");
    let lock = app.project.read("src/migrations/schema.lock");
    app.project.write("src/migrations/schema.lock", &lock.replace("server 1", "server  1"));
    edited.ends(1, &["verify", "--offline"]).has("! schema.lock: ").has("edited by hand");
    app.project.write("src/migrations/schema.lock", &lock);
    let text = app.project.read(path);
    let one_way = "m.sql(\"CREATE TABLE left_behind (a integer)\");";
    let by_hand = text.replace("_m: &mut Steps) {}", "m: &mut Steps) {}");
    let by_hand =
        by_hand.replacen("m: &mut Steps) {}", &format!("m: &mut Steps) {{\n    {one_way}\n}}"), 1);
    app.project.write(path, &by_hand.replace("fn down(m: &mut", "fn down(_m: &mut"));
    let forgetful = app.program("forgetful");
    forgetful.ends(1, &["verify"]).has("was edited");
    // With a role of its own, whose scratch databases nobody else makes or drops.
    database.psql(
        "DO $$ BEGIN CREATE ROLE verifier SUPERUSER LOGIN;
         EXCEPTION WHEN duplicate_object THEN NULL; END $$",
    );
    let url = database.url.replacen("://postgres", "://verifier", 1);
    assert_ne!(url, database.url, "the test needs a URL with the user postgres");
    forgetful
        .ends(1, &["verify", "--roundtrip", "--database-url", &url])
        .has("! 0002_by_hand: down does not lead back, it is left to do: drop table left_behind")
        .has("! 0002_by_hand: up after down fails: ")
        .has("already exists");
    let left = "SELECT count(*) FROM pg_database WHERE datdba = 'verifier'::regrole";
    assert_eq!(database.psql(left), "0\n");
}
