//! `inspect` on names and comments that nobody should give, and what it does to files that are there.

use matrx_tests::{App, Cluster, pg_dump};

const HOSTILE: &str = r#"
CREATE SCHEMA "Odd ""schema""";
CREATE SCHEMA empty;
CREATE SCHEMA std;
CREATE TYPE "_mood" AS ENUM ('', 'a b', 'a_b', 'A B', '+', '1', 'Self', E'new\nline', '"*/');
CREATE TYPE "Odd ""schema""".mood AS ENUM ('x');
CREATE DOMAIN short AS varchar(10) CHECK (VALUE <> '');
CREATE TABLE "type" (
    "self" bigint GENERATED ALWAYS AS IDENTITY (START WITH 5 INCREMENT BY -2 MINVALUE -9 MAXVALUE 99 CYCLE) PRIMARY KEY,
    "fn" text NOT NULL, "Fn" text, "FN" text, "a b" text, "a-b" text, "größe" int, "1st" int, "" "char",
    "unique" text, "include" text, moods "_mood"[] DEFAULT '{}', short short, "a__b" int, "日本" text
);
CREATE INDEX ON "type" ("unique" DESC, "include" DESC NULLS LAST, (lower("fn")));
CREATE UNIQUE INDEX "an ""index""" ON "type" ("a b", "a-b") WHERE "FN" <> '--; */ "';
COMMENT ON TABLE "type" IS E'*/ #[evil] \n```\nnot a test\n```';
COMMENT ON COLUMN "type"."fn" IS E'Two lines,\n\nand a blank one.';
COMMENT ON COLUMN "type"."Fn" IS E' kept, byte for byte \t';
CREATE TABLE "Type" (id int PRIMARY KEY, "type" bigint NOT NULL REFERENCES "type" ON DELETE SET NULL);
CREATE TABLE types (a int, b int, UNIQUE (a, b));
CREATE TABLE option (a int, b int, "vec" text[], mood "Odd ""schema""".mood, FOREIGN KEY (b, a) REFERENCES types (b, a) MATCH FULL);
CREATE TABLE "mod" (id int PRIMARY KEY);
CREATE TABLE "Odd ""schema"""."mod" (id int PRIMARY KEY, "a,b)" int UNIQUE, parent int REFERENCES "mod");
CREATE TABLE std."user" (id int REFERENCES "Odd ""schema"""."mod" ("a,b)"), t tsvector, ip inet, r int4range);
CREATE TABLE nothing ();
"#;

#[tokio::test]
async fn hostile_names_are_kept_and_a_database_is_taken_over() {
    let database = Cluster::shared().database().await;
    database.psql(&HOSTILE.replace(" \"\" \"char\",", " \"c\" \"char\","));
    let app = App::new("inspect_hostile", &database);
    app.sqlx_features(&[
        "bit-vec",
        "chrono",
        "derive",
        "ipnetwork",
        "json",
        "mac_address",
        "rust_decimal",
        "uuid",
    ]);
    let written = app.cargo_matrx(&["inspect"]);
    written.expect(0);
    written.has("not looked at: schema std (1 relation)").has("table nothing: it has no columns");

    for layout in ["file", "modules"] {
        app.project.write("src/models.rs", "");
        app.cargo_matrx(&["inspect", "--all-schemas", "--layout", layout]).expect(0);
        app.project.cargo_ok(&["fmt", "--check"]);
        app.ok(&["makemigrations"]).has("no changes detected");
    }
    app.ok(&["check"]);

    // own code stays, the rest is refused, and a change of the database comes in
    let file = "src/models/mod_.rs";
    let text = app.project.read(file);
    app.project.write(file, &format!("{text}\nimpl Mod {{}}\n"));
    database.psql("ALTER TABLE \"mod\" ADD COLUMN name text");
    app.cargo_matrx(&["inspect", "--all-schemas", "--check"]).expect(1);
    app.cargo_matrx(&["inspect", "--all-schemas"]).has("1 file");
    let text = app.project.read(file);
    assert!(text.contains("pub name: Option<String>") && text.contains("impl Mod {}"), "{text}");
    app.project.write(file, &text.replace("Option<String>", "String"));
    app.cargo_matrx(&["inspect", "--all-schemas"]).expect(3);
    app.project.write("src/models/mod_.rs", "pub struct Mine;\n");
    let refused = app.cargo_matrx(&["inspect", "--all-schemas"]);
    refused.expect(3);
    refused.has("was not written by `inspect`").has("--overwrite");
    assert_eq!(app.project.read("src/models/mod_.rs"), "pub struct Mine;\n");
    app.cargo_matrx(&["inspect", "--all-schemas", "--overwrite"]).expect(0);

    // from nothing: the same database, and the models again
    let empty = Cluster::shared().database().await;
    let mut app = app;
    app.project.env("DATABASE_URL", &empty.url);
    app.ok(&["makemigrations"]);
    app.ok(&["migrate", "--rebuild", "--all-schemas"]).has("nothing to do: the models");
    database.psql("DROP TABLE nothing");
    empty.psql("DROP TABLE _matrx_migrations, _matrx_migration_log");
    assert_eq!(pg_dump(&empty.url), pg_dump(&database.url));
}
