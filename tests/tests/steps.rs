//! Steps that stand alone, that were interrupted, or that end the transaction they run in.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use matrx_core::migration::{
    LinkedUp, MigrationDb, MigrationSet, Result, Steps, column, index, table,
};
use matrx_core::run::{Event, Interrupted, MigrateError, Migrator, RollbackTo};
use matrx_tests::{Cluster, Database, ledger, pg_dump};
use sqlx::Executor as _;

fn migrator(ups: &[LinkedUp]) -> Migrator {
    Migrator::new(MigrationSet::new(ups, &[]).expect("the set is sound"))
}

async fn fails(database: &Database, migrator: &Migrator) -> MigrateError {
    migrator.run_on(database.options.clone()).await.expect_err("it fails")
}

fn pair(m: &mut Steps) {
    m.create_table(table("pair").column(column("a", "integer")).column(column("b", "integer")));
}

fn indexed(m: &mut Steps) {
    m.create_index(index("pair_idx").on("pair").column("a").concurrently());
}

#[tokio::test]
async fn a_valid_index_of_another_definition_is_refused() {
    let ups = [
        ledger::up("x::m0001_pair", &[], pair),
        ledger::up("x::m0002_indexed", &["0001_pair"], indexed),
    ];
    for other in ["pair (b)", "pair (a DESC)", "pair (a) WHERE b > 0", "elsewhere (a)"] {
        let database = Cluster::shared().database().await;
        let migrator = migrator(&ups);
        migrator.clone().target("0001").run_on(database.options.clone()).await.expect("it applies");
        database
            .psql(&format!("CREATE TABLE elsewhere (a integer); CREATE INDEX pair_idx ON {other}"));
        let before = pg_dump(&database.url);
        let error = fails(&database, &migrator).await;
        assert_eq!(error.code(), "other-index", "{other}: {error}");
        let text = error.to_string();
        for part in ["x::0002_indexed, step 1", "public.pair_idx", "btree (a)"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert_eq!(pg_dump(&database.url), before, "{other}");
        database.psql("ALTER INDEX pair_idx RENAME TO theirs");
        migrator.run_on(database.options.clone()).await.expect("the name is free");
        assert_eq!(database.psql("SELECT count(*) FROM pg_index WHERE indisvalid AND indrelid = 'pair'::regclass AND indexrelid = 'pair_idx'::regclass"), "1\n");
    }
}

#[tokio::test]
async fn an_index_that_may_be_there_already_is_never_left_invalid() {
    fn written(m: &mut Steps) {
        m.sql("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS twice_idx ON twice (a)");
    }
    let database = Cluster::shared().database().await;
    database.psql("CREATE TABLE twice (a integer); INSERT INTO twice VALUES (1), (1)");
    let migrator = migrator(&[ledger::up("x::m0001_written", &[], written)]);
    for _ in 0..2 {
        let error = fails(&database, &migrator).await;
        assert!(error.to_string().contains("23505"), "{error}");
        let indexes = "SELECT count(*) FROM pg_index WHERE indrelid = 'twice'::regclass";
        assert_eq!(database.psql(indexes), "0\n");
    }
    database.psql("DELETE FROM twice WHERE ctid = '(0,1)'");
    migrator.run_on(database.options.clone()).await.expect("it is unique now");
    let valid = "SELECT indisvalid FROM pg_index WHERE indrelid = 'twice'::regclass";
    assert_eq!(database.psql(valid), "t\n");
}

#[tokio::test]
async fn an_invalid_index_that_this_run_did_not_make_is_left_alone() {
    let ups = [
        ledger::up("x::m0001_pair", &[], pair),
        ledger::up("x::m0002_indexed", &["0001_pair"], indexed),
    ];
    let database = Cluster::shared().database().await;
    let migrator = migrator(&ups);
    migrator.clone().target("0001").run_on(database.options.clone()).await.expect("it applies");
    database.psql("INSERT INTO pair VALUES (1), (1)");
    let theirs = database.try_psql("CREATE UNIQUE INDEX CONCURRENTLY pair_idx ON pair (a)");
    assert!(!theirs.status.success());
    let before = pg_dump(&database.url);
    let error = fails(&database, &migrator).await;
    assert!(error.to_string().contains("\"pair_idx\" already exists"), "{error}");
    assert_eq!(
        database.psql("SELECT indisvalid FROM pg_index WHERE indexrelid = 'pair_idx'::regclass"),
        "f\n"
    );
    assert_eq!(pg_dump(&database.url), before);
}

/// Counts itself, and the first time takes the connection away before anybody can be told.
async fn counts(db: &mut MigrationDb) -> Result {
    db.connection().execute("INSERT INTO seen VALUES (1)").await?;
    db.connection()
        .execute("SELECT pg_terminate_backend(pg_backend_pid()) FROM seen HAVING count(*) = 1")
        .await?;
    Ok(())
}

fn interrupted(m: &mut Steps) {
    m.create_table(table("seen").column(column("a", "integer")));
    m.run(counts).transactional(false);
    m.create_table(table("last").column(column("a", "integer")));
}

#[tokio::test]
async fn a_step_that_nobody_can_tell_about_is_asked_about_repeated_or_counted() {
    let ups = [ledger::up("x::m0001_interrupted", &[], interrupted)];
    for (answer, seen) in [(Interrupted::Repeat, "2\n"), (Interrupted::Done, "1\n")] {
        let database = Cluster::shared().database().await;
        let migrator = migrator(&ups);
        let error = fails(&database, &migrator).await;
        assert_eq!(error.code(), "step-failed", "{error}");
        assert!(error.to_string().contains("step 1 of 3 stays done"), "{error}");
        let error = fails(&database, &migrator).await;
        assert_eq!(error.code(), "unknown-step", "{error}");
        assert!(error.to_string().contains("x::0001_interrupted"), "{error}");
        assert!(error.to_string().contains("step 2"), "{error}");
        let report = migrator.interrupted(answer).run_on(database.options.clone()).await;
        assert_eq!(report.expect("it goes on").applied.len(), 1);
        assert_eq!(database.psql("SELECT count(*) FROM seen"), seen, "{answer:?}");
        assert_eq!(database.psql("SELECT to_regclass('last')"), "last\n");
        assert_eq!(
            database.psql("SELECT state, step_running FROM _matrx_migrations"),
            "applied|f\n"
        );
    }
}

static SOUND: AtomicUsize = AtomicUsize::new(0);

fn three(m: &mut Steps) {
    m.sql("CREATE TABLE one (a integer)");
    m.sql("CREATE TABLE two (a integer)");
    let wrong = SOUND.load(Ordering::SeqCst) == 0;
    m.sql(if wrong { "CREATE TABLE two (a integer)" } else { "CREATE TABLE three (a integer)" });
}

#[tokio::test]
async fn without_a_transaction_each_step_stays() {
    let ups = [ledger::up("x::m0001_three", &[], three)];
    let database = Cluster::shared().database().await;
    let commits = Arc::new(Mutex::new(0));
    let seen = Arc::clone(&commits);
    let migrator = migrator(&ups).without_transaction().on_event(move |event| {
        if let Event::Committing { .. } = event {
            *seen.lock().expect("no panic") += 1;
        }
    });
    let error = fails(&database, &migrator).await;
    for part in ["step 3 of 3", "42P07", "steps 1–2 of 3 stay done", "`migrate`"] {
        assert!(error.to_string().contains(part), "{part}: {error}");
    }
    assert_eq!(*commits.lock().expect("no panic"), 2);
    let row = "SELECT state, steps_done, steps FROM _matrx_migrations";
    assert_eq!(database.psql(row), "applying|2|3\n");
    SOUND.store(1, Ordering::SeqCst);
    migrator.run_on(database.options.clone()).await.expect("it goes on");
    assert_eq!(*commits.lock().expect("no panic"), 3);
    assert_eq!(database.psql(row), "applied|3|3\n");
    assert_eq!(
        database.psql("SELECT to_regclass('one'), to_regclass('two'), to_regclass('three')"),
        "one|two|three\n"
    );
}

async fn commits(db: &mut MigrationDb) -> Result {
    db.connection().execute("COMMIT").await?;
    db.connection().execute("BEGIN").await?;
    Ok(())
}

async fn commits_only(db: &mut MigrationDb) -> Result {
    db.connection().execute("COMMIT").await?;
    Ok(())
}

async fn nothing(_: &mut MigrationDb) -> Result {
    Ok(())
}

fn ending(m: &mut Steps) {
    m.sql("CREATE TABLE before_it (a integer)").down("DROP TABLE before_it");
    m.run(commits).down(commits_only);
}

fn ending_only(m: &mut Steps) {
    m.sql("CREATE TABLE before_it (a integer)").down("DROP TABLE before_it");
    m.run(commits_only).down(nothing);
}

fn whole(m: &mut Steps) {
    m.sql("CREATE TABLE IF NOT EXISTS before_it (a integer)").down("DROP TABLE before_it");
    m.run(nothing).down(commits_only);
}

#[tokio::test]
async fn code_that_ends_its_transaction_is_never_taken_for_applied() {
    for up in [ending as fn(&mut Steps), ending_only] {
        let ups = [ledger::up("x::m0001_ending", &[], up)];
        let database = Cluster::shared().database().await;
        let error = fails(&database, &migrator(&ups)).await;
        assert_eq!(error.code(), "ended-transaction", "{error}");
        assert!(error.to_string().contains("x::0001_ending"), "{error}");
        // What the code committed is there, so the history says that the migration was begun.
        assert_eq!(database.psql("SELECT to_regclass('before_it')"), "before_it\n");
        let row = "SELECT state, steps_done FROM _matrx_migrations";
        assert_eq!(database.psql(row), "applying|0\n");
        let mended = [ledger::up("x::m0001_ending", &[], whole)];
        let mended = migrator(&mended);
        mended.run_on(database.options.clone()).await.expect("it goes on");
        assert_eq!(database.psql(row), "applied|2\n");

        let back = mended.rollback(database.options.clone(), &RollbackTo::Zero).await;
        assert_eq!(back.expect_err("it ends its transaction").code(), "ended-transaction");
        assert_eq!(database.psql(row), "reverting|0\n");
    }
}

#[tokio::test]
async fn sql_that_ends_its_transaction_is_refused_before_anything_runs() {
    fn written(m: &mut Steps) {
        m.sql("CREATE TABLE a (b integer); COMMIT; CREATE TABLE c (d integer)");
    }
    is_refused(written, "transaction-control", "COMMIT").await;
}

#[tokio::test]
async fn sql_that_waits_for_rows_of_the_client_is_refused_before_anything_runs() {
    fn taking(m: &mut Steps) {
        m.sql("CREATE TABLE a (b integer); COPY a FROM stdin");
    }
    fn giving(m: &mut Steps) {
        m.sql("CREATE TABLE a (b integer); COPY a TO STDOUT");
    }
    is_refused(taking, "copies-with-client", "COPY a FROM stdin").await;
    is_refused(giving, "copies-with-client", "COPY a TO STDOUT").await;
}

async fn is_refused(written: fn(&mut Steps), code: &str, words: &str) {
    let database = Cluster::shared().database().await;
    let before = pg_dump(&database.url);
    let error = fails(&database, &migrator(&[ledger::up("x::m0001_written", &[], written)])).await;
    assert_eq!(error.code(), code);
    assert!(error.to_string().contains(words), "{error}");
    assert_eq!(pg_dump(&database.url), before);
}

#[tokio::test]
async fn a_rollback_without_a_way_back_is_refused_before_anybody_has_to_wait() {
    fn one_way(m: &mut Steps) {
        m.sql("CREATE TABLE a (b integer)");
    }
    let ups = [ledger::up("x::m0001_one_way", &[], one_way)];
    let database = Cluster::shared().database().await;
    migrator(&ups).run_on(database.options.clone()).await.expect("it applies");
    let locked = Arc::new(Mutex::new(false));
    let seen = Arc::clone(&locked);
    let watched = migrator(&ups).on_event(move |event| {
        if let Event::Locked | Event::Waiting { .. } = event {
            *seen.lock().expect("no panic") = true;
        }
    });
    let error = watched.rollback(database.options.clone(), &RollbackTo::Zero).await;
    let error = error.expect_err("there is no way back");
    assert_eq!(error.code(), "irreversible");
    assert!(error.to_string().contains("x::m0001_one_way"), "{error}");
    assert!(!*locked.lock().expect("no panic"));
}
