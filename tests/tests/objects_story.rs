//! Objects that are said as SQL, from the models to the database and back, through the binaries that
//! a user runs.

use matrx_tests::{App, Cluster, pg_dump};

const MODELS: &str = r##"
matrx_core::extension!("citext");
matrx_core::domain!(
    "email",
    "CREATE DOMAIN email AS citext CHECK (VALUE ~ '@')"
);
matrx_core::sequence!("invoices", schema = "billing", "CREATE SEQUENCE billing.invoices START 1000");

#[derive(Model)]
#[model(table = "users")]
pub struct User {
    #[column(primary_key, identity)]
    pub id: i64,
    #[column(type = "email", unique)]
    pub email: String,
    #[column(type = "varchar(40)")]
    pub name: String,
}

matrx_core::function!(
    "touch()",
    r#"create function touch() returns trigger language plpgsql as $$
begin
    new.name := trim(new.name); -- it's; trimmed
    return new;
end
$$"#,
);
matrx_core::trigger!(
    "touch",
    on = "users",
    "CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF name ON users FOR EACH ROW EXECUTE FUNCTION touch()",
);
matrx_core::view!(
    "loud",
    "create view loud as select id, upper(name) as name from users",
    comment = "names, loud",
);

#[derive(Model)]
#[model(view = "SELECT name, id + 1 AS next FROM loud", comment = "next")]
pub struct Following {
    pub name: String,
    pub next: i64,
}
matrx_core::view!("louder", "CREATE VIEW louder AS SELECT name || '!' AS name FROM loud");
"##;

#[tokio::test]
async fn views_functions_and_triggers_are_made_changed_and_taken_back() {
    let database = Cluster::shared().database().await;
    let app = App::new("objects_app", &database);
    app.models(MODELS);
    app.ok(&["makemigrations"])
        .has("+ create table users")
        .has("+ create extension citext")
        .has("+ create sequence billing.invoices")
        .has("+ create view louder")
        .has("+ create view followings")
        .has("+ create trigger touch on users");
    app.ok(&["migrate"]);
    app.ok(&["check"]);
    app.ok(&["check", "--offline"]);
    app.ok(&["makemigrations"]).has("no changes detected").has_no("up to date");

    let first = pg_dump(&database.url);
    database.psql("INSERT INTO users (email, name) VALUES ('a@b', ' ada ')");
    app.models(
        &MODELS
            .replace("    #[column(type = \"varchar(40)\")]\n", "")
            .replace("VALUE ~ '@'", "VALUE ~ '.@.'")
            .replace("upper(name) as name", "upper(name) as name, email")
            .replace("START 1000", "START 2000 INCREMENT 5"),
    );
    app.ok(&["makemigrations"])
        .has("recreate view louder")
        .has("change domain email")
        .has("change sequence billing.invoices")
        .has("change the type of column name of users");
    app.ok(&["migrate"]);
    app.ok(&["check"]);
    app.ok(&["makemigrations"]).has("no changes detected");
    app.ok(&["rollback", "--steps", "1"]);
    assert_eq!(first, pg_dump(&database.url));
    app.ok(&["migrate"]);

    app.models(&MODELS.replace("pub next: i64", "pub next: i32"));
    app.ends(2, &["makemigrations"]).has("column next is bigint in the view, the field is integer");

    // A mistake in the SQL is told with the object, and nothing is written.
    app.models(&MODELS.replace("from users", "from nobody"));
    let refused = app.ends(4, &["makemigrations"]);
    refused.has("view loud").has("nobody");
    app.models(&MODELS.replace("CREATE VIEW louder AS", "CREATE VIEW other AS"));
    app.ends(2, &["makemigrations"]).has("the SQL of view louder makes something else");

    app.models(
        "#[derive(Model)]\npub struct Other {\n    #[column(primary_key)]\n    pub id: i64,\n}\n",
    );
    app.ends(3, &["makemigrations"]).has("--allow-destructive");
    app.ok(&["makemigrations", "--allow-destructive"]);
    app.ok(&["migrate"]);
    app.ok(&["check"]);
    app.ok(&["rollback", "--to", "zero"]);
    let left = pg_dump(&database.url);
    for name in ["users", "loud", "touch", "email", "citext", "billing"] {
        assert!(!left.contains(name), "{name} is left:\n{left}");
    }
}
