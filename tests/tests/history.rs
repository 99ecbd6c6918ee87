//! The history's two tables: what they must be like, two of them in one database, and what was done to
//! their rows.

use std::sync::atomic::{AtomicUsize, Ordering};

use matrx_core::migration::{LinkedUp, MigrationDb, MigrationSet, Result, Steps, column, table};
use matrx_core::run::{MigrateError, Migrator, RollbackTo};
use matrx_tests::{Cluster, Database, ledger, pg_dump};

fn set(ups: &[LinkedUp]) -> MigrationSet {
    MigrationSet::new(ups, &[]).expect("the set is sound")
}

fn first(m: &mut Steps) {
    m.create_table(table("first").column(column("a", "integer")));
}

fn second(m: &mut Steps) {
    m.create_table(table("second").column(column("a", "integer")));
}

const BOTH: &[LinkedUp] = &[
    ledger::up("app::m0001_first", &[], first),
    ledger::up("app::m0002_second", &["0001_first"], second),
];

async fn applied(ups: &[LinkedUp]) -> Database {
    let database = Cluster::shared().database().await;
    Migrator::new(set(ups)).run_on(database.options.clone()).await.expect("it applies");
    database
}

async fn refusal(database: &Database) -> MigrateError {
    Migrator::new(set(BOTH)).run_on(database.options.clone()).await.expect_err("it refuses")
}

#[tokio::test]
async fn tables_that_could_run_somebody_elses_code_are_not_used() {
    for (change, reason) in [
        ("ALTER TABLE _matrx_migrations ENABLE ROW LEVEL SECURITY", "has row level security"),
        (
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
             CREATE TRIGGER t BEFORE INSERT ON _matrx_migration_log
               FOR EACH ROW EXECUTE FUNCTION f()",
            "has triggers",
        ),
        ("CREATE RULE r AS ON INSERT TO _matrx_migrations DO ALSO NOTHING", "has rules"),
        ("ALTER TABLE _matrx_migration_log OWNER TO $stranger", "belongs to role"),
        ("DROP TABLE _matrx_migration_log", "only _matrx_migrations is there"),
        ("COMMENT ON TABLE _matrx_migrations IS NULL", "was not made by matrx"),
    ] {
        let database = applied(&BOTH[..1]).await;
        let stranger = format!("stranger_{}", database.name);
        database.psql(&format!("CREATE ROLE {stranger}"));
        database.psql(&change.replace("$stranger", &stranger));
        let before = pg_dump(&database.url);
        let error = refusal(&database).await;
        assert_eq!(error.code(), "unsound-history", "{change}");
        assert!(error.to_string().contains(reason), "{change}: {error}");
        assert_eq!(pg_dump(&database.url), before, "{change}");
    }
}

#[tokio::test]
async fn a_history_of_a_newer_format_is_left_alone() {
    let database = applied(&BOTH[..1]).await;
    database.psql("COMMENT ON TABLE _matrx_migrations IS 'matrx history, format 2'");
    let error = refusal(&database).await;
    assert_eq!(error.code(), "newer-history");
    assert!(error.to_string().contains("has format 2"), "{error}");
    let status = Migrator::new(set(BOTH)).status(database.options.clone()).await;
    assert_eq!(status.expect_err("it cannot be read").code(), "newer-history");
    let back = Migrator::new(set(BOTH)).rollback(database.options.clone(), &RollbackTo::Zero).await;
    assert_eq!(back.expect_err("it cannot be read").code(), "newer-history");
    assert_eq!(database.psql("SELECT count(*) FROM _matrx_migrations"), "1\n");
}

#[tokio::test]
async fn a_row_of_the_log_that_was_changed_or_taken_out_shows() {
    let migrator = Migrator::new(set(BOTH));
    let template = applied(BOTH).await;
    let rollback = migrator.rollback(template.options.clone(), &RollbackTo::Steps(1)).await;
    rollback.expect("it rolls back");
    for (change, intact) in [
        ("SELECT 1", vec![true, true, true]),
        ("UPDATE _matrx_migration_log SET role = 'nobody' WHERE seq = 2", vec![true, false, true]),
        (
            "UPDATE _matrx_migration_log SET at = at + interval '1 second' WHERE seq = 1",
            vec![false, true, true],
        ),
        // Its own hash made to fit again does not help: the next row has the old one.
        (
            "UPDATE _matrx_migration_log SET hash = repeat('0', 64) WHERE seq = 1",
            vec![false, false, true],
        ),
        ("DELETE FROM _matrx_migration_log WHERE seq = 1", vec![false, false]),
        ("DELETE FROM _matrx_migration_log WHERE seq = 2", vec![true, false]),
    ] {
        let database = Cluster::shared().clone_of(&template.name).await;
        database.psql(change);
        let log = migrator.history(database.options.clone()).await.expect("it can be read");
        assert_eq!(log.iter().map(|row| row.intact).collect::<Vec<_>>(), intact, "{change}");
    }
}

static ADOPTED: AtomicUsize = AtomicUsize::new(0);

fn counted(m: &mut Steps) {
    ADOPTED.fetch_add(1, Ordering::SeqCst);
    second(m);
}

#[tokio::test]
async fn a_renumbered_migration_keeps_its_row_under_its_new_id() {
    let database = applied(BOTH).await;
    let before = pg_dump(&database.url);
    let renumbered = LinkedUp {
        formerly: &["0002_second"],
        // The same file as before, under another name.
        checksum: BOTH[1].checksum,
        ..ledger::up("app::m0003_second", &["0001_first"], counted)
    };
    let [one, _] = BOTH else { panic!("two migrations") };
    let one = ledger::up(one.module_path, one.depends_on, one.up);
    let migrator = Migrator::new(set(&[one, renumbered]));
    let status = migrator.status(database.options.clone()).await.expect("it can be asked");
    assert!(status.missing.is_empty() && !status.migrations.iter().any(|one| one.is_pending()));
    let report = migrator.run_on(database.options.clone()).await.expect("there is nothing to run");
    assert!(report.applied.is_empty());
    assert_eq!(
        database.psql("SELECT name FROM _matrx_migrations ORDER BY position"),
        "0001_first\n0003_second\n"
    );
    assert_eq!(pg_dump(&database.url), before);
    let back = migrator.rollback(database.options.clone(), &RollbackTo::Steps(1)).await;
    assert_eq!(back.expect("it rolls back").applied[0].id.id, "0003_second");
}

#[tokio::test]
async fn two_applications_in_one_database_have_a_history_each() {
    let database = Cluster::shared().database().await;
    let one = Migrator::new(set(&[ledger::up("shop::m0001_first", &[], first)]));
    let one = one.default_schema("shop");
    let two = Migrator::new(set(&[ledger::up("blog::m0001_first", &[], first)]));
    let two = two.default_schema("blog").history_schema("books");
    database.psql("CREATE SCHEMA blog");
    for (migrator, wanted) in [(&one, "shop"), (&two, "blog")] {
        let report = migrator.run_on(database.options.clone()).await;
        let report = report.unwrap_or_else(|error| panic!("{wanted}: {error}"));
        assert_eq!(report.applied.len(), 1, "{wanted}");
    }
    assert_eq!(
        database.psql(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname !~ '^pg_|^information'
             ORDER BY 1, 2"
        ),
        "blog|first\nbooks|_matrx_migration_log\nbooks|_matrx_migrations\nshop|_matrx_migration_log\n\
         shop|_matrx_migrations\nshop|first\n"
    );
    for migrator in [&one, &two] {
        let status = migrator.status(database.options.clone()).await.expect("it can be asked");
        assert!(status.missing.is_empty() && status.not_linked.is_empty());
        assert_eq!(status.migrations.len(), 1);
    }
    one.rollback(database.options.clone(), &RollbackTo::Zero).await.expect("it rolls back");
    assert_eq!(database.psql("SELECT count(*) FROM books._matrx_migrations"), "1\n");
    assert_eq!(
        database.psql("SELECT to_regclass('shop.first'), to_regclass('blog.first')"),
        "|blog.first\n"
    );
}

async fn deletes(db: &mut MigrationDb) -> Result {
    db.execute("DELETE FROM public._matrx_migrations", ()).await?;
    Ok(())
}

fn by_delete(m: &mut Steps) {
    second(m);
    m.sql("DELETE FROM _matrx_migrations");
}

fn by_delete_and_on(m: &mut Steps) {
    by_delete(m);
    m.sql("SELECT 1");
}

fn by_code_and_on(m: &mut Steps) {
    by_code(m);
    m.sql("SELECT 1");
}

fn by_truncate(m: &mut Steps) {
    second(m);
    m.sql("TRUNCATE _matrx_migrations");
}

fn by_drop(m: &mut Steps) {
    second(m);
    m.sql("DROP TABLE _matrx_migrations");
}

fn by_code(m: &mut Steps) {
    second(m);
    m.run(deletes);
}

fn on_its_own(m: &mut Steps) {
    second(m);
    m.sql("DELETE FROM _matrx_migrations").alone();
}

fn on_its_own_and_on(m: &mut Steps) {
    on_its_own(m);
    m.sql("SELECT 1");
}

fn backwards(m: &mut Steps) {
    m.sql("CREATE TABLE second (a integer)").down("DROP TABLE second; TRUNCATE _matrx_migrations");
}

fn backwards_on_its_own(m: &mut Steps) {
    m.sql("CREATE TABLE second (a integer)").down("DROP TABLE second");
    m.sql("SELECT 1").alone().down("DELETE FROM _matrx_migrations");
}

const STATES: &str = "SELECT name, state, steps_done FROM _matrx_migrations ORDER BY name";

fn with_second(up: fn(&mut Steps)) -> Migrator {
    let [one, _] = BOTH else { panic!("two migrations") };
    let one = ledger::up(one.module_path, one.depends_on, one.up);
    Migrator::new(set(&[one, ledger::up("app::m0002_second", &["0001_first"], up)]))
}

#[tokio::test]
async fn a_migration_that_takes_its_row_out_of_the_history_is_rolled_back() {
    for (up, code) in [
        (by_delete as fn(&mut Steps), "row-gone"),
        (by_delete_and_on, "row-gone"),
        (by_truncate, "row-gone"),
        (by_drop, "step-failed"),
        (by_code, "row-gone"),
        (by_code_and_on, "row-gone"),
    ] {
        let database = applied(&BOTH[..1]).await;
        let before = pg_dump(&database.url);
        let migrator = with_second(up);
        let error = migrator.run_on(database.options.clone()).await.expect_err("the row is gone");
        assert_eq!(error.code(), code, "{error}");
        for part in ["app::0002_second", "changed nothing"] {
            assert!(error.to_string().contains(part), "{part}: {error}");
        }
        assert_eq!(pg_dump(&database.url), before, "{error}");
        assert_eq!(database.psql(STATES), "0001_first|applied|1\n", "{error}");

        let stepwise = migrator.without_transaction();
        let error = stepwise.run_on(database.options.clone()).await.expect_err("the row is gone");
        assert_eq!(error.code(), code, "{error}");
        assert!(error.to_string().contains("stays done"), "{error}");
        assert_eq!(
            database.psql(STATES),
            "0001_first|applied|1\n0002_second|applying|1\n",
            "{error}"
        );
    }
    let database = applied(&BOTH[..1]).await;
    let migrator = with_second(backwards);
    migrator.run_on(database.options.clone()).await.expect("it applies");
    let before = pg_dump(&database.url);
    let back = migrator.rollback(database.options.clone(), &RollbackTo::Zero).await;
    let error = back.expect_err("the row is gone");
    assert_eq!(error.code(), "row-gone", "{error}");
    assert_eq!(pg_dump(&database.url), before, "{error}");
    assert_eq!(database.psql("SELECT count(*) FROM _matrx_migrations"), "2\n");
}

#[tokio::test]
async fn a_row_that_was_taken_out_outside_of_a_transaction_is_told() {
    for (up, steps) in [(on_its_own as fn(&mut Steps), 2), (on_its_own_and_on, 3)] {
        let database = applied(&BOTH[..1]).await;
        let migrator = with_second(up);
        let error = migrator.run_on(database.options.clone()).await.expect_err("the row is gone");
        assert_eq!(error.code(), "row-gone", "{error}");
        for part in ["app::0002_second", &format!("steps 1–2 of {steps} stay done"), "`migrate`"]
        {
            assert!(error.to_string().contains(part), "{part}: {error}");
        }
        assert!(error.report().applied.is_empty());
    }
    let database = applied(&BOTH[..1]).await;
    let migrator = with_second(backwards_on_its_own);
    migrator.run_on(database.options.clone()).await.expect("it applies");
    let back = migrator.rollback(database.options.clone(), &RollbackTo::Steps(1)).await;
    let error = back.expect_err("the row is gone");
    assert_eq!(error.code(), "row-gone", "{error}");
    assert_eq!(database.psql("SELECT to_regclass('second')"), "second\n", "{error}");
}
