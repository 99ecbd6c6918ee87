//! Publications and privileges: what is declared is made, and what is somebody else's stays.

use matrx_tests::{App, Cluster, pg_dump};

const MODELS: &str = r##"
#[derive(Model)]
#[model(table = "users")]
pub struct User {
    #[column(primary_key)]
    pub id: i64,
    pub name: String,
}

matrx_core::function!(
    "secret(integer)",
    "CREATE FUNCTION secret(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
);
matrx_core::grant!("GRANT SELECT (id, name), INSERT ON users TO on_request_reader");
matrx_core::grant!("revoke all on function secret(int) from public");
matrx_core::grant!("GRANT EXECUTE ON FUNCTION public.secret(int) TO on_request_reader");
matrx_core::default_privileges!(
    "ALTER DEFAULT PRIVILEGES FOR ROLE on_request_reader IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC"
);
matrx_core::publication!("news", "CREATE PUBLICATION news FOR TABLE users", comment = "what is new");
"##;

#[tokio::test]
async fn what_is_declared_is_made_and_what_is_not_stays() {
    let database = Cluster::shared().database().await;
    let app = App::new("on_request_app", &database);
    app.models(MODELS);
    app.ends(4, &["makemigrations"]).has("missing: CREATE ROLE on_request_reader");
    assert_eq!(app.migrations(), [""; 0]);

    database.psql("CREATE ROLE on_request_reader; CREATE ROLE on_request_other");
    app.ok(&["makemigrations"])
        .has("+ create grant on users to on_request_reader")
        .has("+ revoke grant on FUNCTION secret(integer) to PUBLIC")
        .has("+ create publication news");
    app.ok(&["migrate"]);
    app.ok(&["check"]);
    app.ok(&["check", "--offline"]);
    app.ok(&["makemigrations"]).has("no changes detected");
    let may = |query: &str| database.psql(&format!("SELECT {query}"));
    assert_eq!(may("has_column_privilege('on_request_reader', 'users', 'id', 'SELECT')"), "t\n");
    assert_eq!(may("has_function_privilege('on_request_other', 'secret(int)', 'EXECUTE')"), "f\n");
    assert_eq!(may("has_function_privilege('on_request_reader', 'secret(int)', 'EXECUTE')"), "t\n");

    database.psql(
        "GRANT SELECT ON users TO on_request_other; GRANT DELETE ON users TO on_request_other WITH GRANT OPTION;
         CREATE PUBLICATION by_hand FOR TABLE users;
         ALTER DEFAULT PRIVILEGES FOR ROLE on_request_other GRANT SELECT ON TABLES TO on_request_reader",
    );
    let seen = app.ok(&["makemigrations"]);
    seen.has("no changes detected").has("not ours, left alone: publication by_hand");
    seen.has("not ours, left alone: 2 grants of others");
    app.ok(&["check"]);
    let before = pg_dump(&database.url);

    // More for a role that is granted something by us is a difference.
    database.psql("GRANT UPDATE ON users TO on_request_reader");
    app.ends(1, &["check"]).has("grant on users to on_request_reader");
    database.psql("REVOKE UPDATE ON users FROM on_request_reader");
    app.ok(&["check"]);

    let written = app.cargo_matrx(&["inspect", "--layout", "file", "--output", "src/plain"]);
    written.expect(0);
    written.has("2 publications (`inspect --publications` writes them)");
    written.has("(`inspect --privileges` writes them)");
    let flags = ["inspect", "--layout", "file", "--publications", "--privileges"];
    app.cargo_matrx(&[&flags[..], &["--output", "src/whole"]].concat()).expect(0);
    let read = |folder: &str| {
        let path = app.project.path().join("src").join(folder).join("mod.rs");
        std::fs::read_to_string(path).expect("it was written")
    };
    let (plain, whole) = (read("plain"), read("whole"));
    assert!(!plain.contains("grant!(") && !plain.contains("publication!("), "{plain}");
    for text in [
        "GRANT SELECT (id, name) ON TABLE users TO on_request_reader\"",
        "grant!(\"REVOKE ALL ON FUNCTION secret(integer) FROM PUBLIC\")",
        "publication!(\"by_hand\"",
        "default_privileges!(",
    ] {
        let flat = whole.replace("(\n    ", "(");
        assert!(flat.contains(text), "{text} is not in\n{whole}");
    }

    // What was asked for once stays asked for, and so does the layout.
    let again = app.cargo_matrx(&["inspect", "--output", "src/whole"]);
    again.expect(0);
    again.has("nothing to do: the models in src/whole");

    // What goes is what was declared, and nothing else.
    app.models(&MODELS.replace(
        "matrx_core::grant!(\"GRANT SELECT (id, name), INSERT ON users TO on_request_reader\");",
        "",
    ));
    app.ok(&["makemigrations", "--name", "less"]).has("drop grant on users to on_request_reader");
    app.ok(&["migrate"]);
    assert_eq!(may("has_column_privilege('on_request_reader', 'users', 'id', 'SELECT')"), "f\n");
    assert_eq!(may("has_table_privilege('on_request_other', 'users', 'DELETE')"), "t\n");
    app.ok(&["rollback", "--steps", "1"]);
    assert_eq!(before, pg_dump(&database.url));
    assert_eq!(may("has_column_privilege('on_request_reader', 'users', 'id', 'SELECT')"), "t\n");

    // The role of this connection owns the table.
    let owner = may("current_user");
    app.models(&MODELS.replace(
        "INSERT ON users TO on_request_reader",
        &format!("INSERT ON users TO {}", owner.trim()),
    ));
    app.ends(2, &["makemigrations"]).has("an owner needs no grant");
}
