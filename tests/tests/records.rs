//! Changes of the history alone: what counts as applied, without any step being run.

use matrx_core::migration::{LinkedUp, MigrationDb, MigrationSet, Result, Steps, column, table};
use matrx_core::run::{Migrator, RollbackTo, State};
use matrx_tests::{Cluster, Database, ledger, pg_dump};
use sqlx::{ConnectOptions as _, Executor as _, Row as _};

fn first(m: &mut Steps) {
    m.create_table(table("first").column(column("a", "integer")));
}

fn second(m: &mut Steps) {
    m.create_table(table("second").column(column("a", "integer")));
}

fn third(m: &mut Steps) {
    m.create_table(table("third").column(column("a", "integer")));
}

const ALL: &[LinkedUp] = &[
    ledger::up("app::m0001_first", &[], first),
    ledger::up("app::m0002_second", &["0001_first"], second),
    ledger::up("app::m0003_third", &["0002_second"], third),
];

fn migrator(ups: &[LinkedUp]) -> Migrator {
    Migrator::new(MigrationSet::new(ups, &[]).expect("the set is sound"))
}

/// The tables, the rows of the history, and the actions of its log.
fn traces(database: &Database) -> String {
    database.psql(
        "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class
           WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname !~ '^_matrx';
         SELECT name, state FROM _matrx_migrations ORDER BY position;
         SELECT action, name FROM _matrx_migration_log ORDER BY seq",
    )
}

async fn intact(database: &Database) {
    let log = migrator(ALL).history(database.options.clone()).await.expect("the log is there");
    assert!(!log.is_empty() && log.iter().all(|entry| entry.intact), "{log:?}");
}

#[tokio::test]
async fn the_history_tables_are_made_once_and_by_who_may() {
    let database = Cluster::shared().database().await;
    let options = || database.options.clone();
    assert!(migrator(ALL).ensure_table(options()).await.expect("they are made"));
    let before = pg_dump(&database.url);
    assert!(before.contains("_matrx_migration_log"));
    assert!(!migrator(ALL).ensure_table(options()).await.expect("they are there"));
    assert_eq!(pg_dump(&database.url), before);

    let other = Cluster::shared().database().await;
    other.psql(
        "DO $$ BEGIN CREATE ROLE ensure_reader LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
    );
    let reader = other.options.clone().username("ensure_reader");
    let error = migrator(ALL).ensure_table(reader).await.expect_err("it may not");
    assert_eq!(error.code(), "missing-privileges", "{error}");
    assert!(error.to_string().contains("CREATE on schema public"), "{error}");
}

#[tokio::test]
async fn what_is_stamped_is_not_run_and_the_rest_is() {
    let database = Cluster::shared().database().await;
    let options = || database.options.clone();
    database.psql("CREATE TABLE first (a integer); CREATE TABLE second (a integer)");
    let stamped = migrator(ALL).target("0002").stamp(options()).await.expect("it is recorded");
    assert_eq!(
        stamped.iter().map(|key| key.id.as_str()).collect::<Vec<_>>(),
        ["0001_first", "0002_second"]
    );
    assert!(migrator(ALL).target("0002").stamp(options()).await.expect("it is there").is_empty());
    let report = migrator(ALL).run_on(options()).await.expect("the rest runs");
    assert_eq!(report.applied.len(), 1);
    assert_eq!(
        traces(&database),
        "first second third\n0001_first|applied\n0002_second|applied\n0003_third|applied\n\
         stamp|0001_first\nstamp|0002_second\napply|0003_third\n"
    );
    intact(&database).await;

    // What is stamped is rolled back like anything else.
    migrator(ALL).rollback(options(), &RollbackTo::Zero).await.expect("it rolls back");
    let report = migrator(ALL).target("+1").run_on(options()).await.expect("one runs");
    assert_eq!(report.applied.len(), 1);
    let next = migrator(ALL).target("+1").stamp(options()).await.expect("one is recorded");
    assert_eq!(next.len(), 1);
    let all = migrator(ALL).target("head").stamp(options()).await.expect("the rest is recorded");
    assert_eq!(all.len(), 1);
    assert!(traces(&database).starts_with("first\n0001_first|applied\n0002_second|applied\n0003"));
    for (target, code) in
        [("0009", "unknown-target"), ("000", "ambiguous-target"), ("+x", "unknown-target")]
    {
        let error = migrator(ALL).target(target).stamp(options()).await.expect_err("no such");
        assert_eq!(error.code(), code, "{target}");
    }
}

#[tokio::test]
async fn one_is_recorded_only_after_what_it_depends_on() {
    let database = Cluster::shared().database().await;
    let options = || database.options.clone();
    let error = migrator(ALL).record(options(), "0002").await.expect_err("the first is pending");
    assert_eq!(error.code(), "dependency-pending");
    assert!(error.to_string().contains("app::0001_first"), "{error}");
    assert_eq!(database.psql("SELECT to_regclass('_matrx_migrations') IS NULL"), "t\n");
    assert!(migrator(ALL).record(options(), "0001").await.expect("it is recorded"));
    assert!(!migrator(ALL).record(options(), "app::0001_first").await.expect("it is there"));
    let status = migrator(ALL).status(options()).await.expect("the status");
    let ids = |keys: Vec<&matrx_core::run::MigrationStatus>| -> Vec<String> {
        keys.iter().map(|migration| migration.key.id.clone()).collect()
    };
    assert_eq!(ids(status.current()), ["0001_first"]);
    assert_eq!(ids(status.applied().collect()), ["0001_first"]);
    assert_eq!(ids(status.pending().collect()), ["0002_second", "0003_third"]);
    intact(&database).await;
}

#[tokio::test]
async fn a_record_goes_and_what_the_migration_did_stays() {
    let database = Cluster::shared().database().await;
    let options = || database.options.clone();
    migrator(ALL).run_on(options()).await.expect("it applies");
    let error = migrator(ALL).unrecord(options(), "0002").await.expect_err("the third needs it");
    assert_eq!(error.code(), "still-needed");
    // Without its file it is still known by its row.
    let key = migrator(&ALL[..2]).unrecord(options(), "0003").await.expect("it is forgotten");
    assert_eq!(key.id, "0003_third");
    let error = migrator(&ALL[..2]).unrecord(options(), "0003").await.expect_err("it is gone");
    assert_eq!(error.code(), "unknown-target");
    assert_eq!(
        traces(&database),
        "first second third\n0001_first|applied\n0002_second|applied\n\
         apply|0001_first\napply|0002_second\napply|0003_third\nforget|0003_third\n"
    );
    let error = migrator(ALL).run_on(options()).await.expect_err("the table is there");
    assert!(error.to_string().contains("third"), "{error}");
    assert!(migrator(ALL).record(options(), "0003").await.expect("it is recorded again"));
    intact(&database).await;
}

#[tokio::test]
async fn an_edited_migration_is_restamped_and_that_shows_in_the_log() {
    let database = Cluster::shared().database().await;
    let options = || database.options.clone();
    migrator(ALL).run_on(options()).await.expect("it applies");
    let mut edited = [
        ledger::up("app::m0001_first", &[], first),
        ledger::up("app::m0002_second", &["0001_first"], second),
        ledger::up("app::m0003_third", &["0002_second"], third),
    ];
    edited[0].checksum = "v1:sha256:edited";
    edited[1].checksum = "v1:sha256:edited too";
    let error = migrator(&edited).run_on(options()).await.expect_err("it was edited");
    assert_eq!(error.code(), "edited-migration");
    assert!(error.to_string().contains("repair"), "{error}");
    let one = migrator(&edited).restamp(options(), &["0002".to_owned()]).await.expect("one");
    assert_eq!(one.len(), 1);
    let error = migrator(&edited).restamp(options(), &["7".to_owned()]).await.expect_err("none");
    assert_eq!(error.code(), "unknown-target");
    let rest = migrator(&edited).restamp(options(), &[]).await.expect("the other");
    assert_eq!(rest[0].id, "0001_first");
    assert!(migrator(&edited).restamp(options(), &[]).await.expect("nothing left").is_empty());
    migrator(&edited).run_on(options()).await.expect("nothing is edited any more");
    assert!(traces(&database).ends_with("restamp|0002_second\nrestamp|0001_first\n"));
    intact(&database).await;
}

async fn fails(db: &mut MigrationDb) -> Result {
    db.execute("SELECT 1 / 0", ()).await?;
    Ok(())
}

fn halves(m: &mut Steps) {
    m.create_table(table("halves").column(column("a", "integer")));
    m.run(fails).transactional(false);
}

#[tokio::test]
async fn a_migration_that_stopped_half_way_is_counted_as_applied() {
    let database = Cluster::shared().database().await;
    let options = || database.options.clone();
    let ups = [ledger::up("app::m0001_halves", &[], halves)];
    migrator(&ups).run_on(options()).await.expect_err("it stops");
    let status = migrator(&ups).status(options()).await.expect("the status");
    assert_eq!(status.migrations[0].entry.as_ref().map(|row| row.state), Some(State::Applying));
    assert_eq!(status.applied().count(), 0);
    assert_eq!(migrator(&ups).stamp(options()).await.expect("it is recorded").len(), 1);
    let report = migrator(&ups).run_on(options()).await.expect("there is nothing to do");
    assert!(report.applied.is_empty());
    intact(&database).await;
}

#[tokio::test]
async fn sixteen_that_stamp_at_once_record_each_migration_once() {
    let database = Cluster::shared().database().await;
    let runs = (0..16).map(|_| {
        let options = database.options.clone();
        tokio::spawn(async move { migrator(ALL).stamp(options).await.expect("it ends well").len() })
    });
    let mut recorded = 0;
    for run in runs.collect::<Vec<_>>() {
        recorded += run.await.expect("it ends");
    }
    assert_eq!(recorded, 3);
    assert_eq!(database.psql("SELECT count(*) FROM _matrx_migration_log"), "3\n");
    intact(&database).await;
}

#[tokio::test]
async fn who_holds_the_lock_is_named_and_ended_and_nobody_else() {
    let database = Cluster::shared().database().await;
    let options = || database.options.clone();
    let found = migrator(ALL).lock_holder(options()).await.expect("it can be asked");
    assert_eq!(found, None);
    // A run that waits for a table lock holds the lock of the history meanwhile.
    migrator(ALL).target("0001").run_on(options()).await.expect("the first applies");
    let mut blocker = database.options.clone().connect().await.expect("a connection");
    blocker.execute("BEGIN; LOCK TABLE _matrx_migrations IN EXCLUSIVE MODE").await.expect("a lock");
    let run = tokio::spawn({
        let options = options();
        async move {
            migrator(ALL).lock_timeout(std::time::Duration::from_secs(60)).run_on(options).await
        }
    });
    let mut other = database.options.clone().connect().await.expect("a connection");
    let holds = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    loop {
        let row = other.fetch_one(holds).await.expect("an answer");
        if row.get::<i64, _>(0) == 1 || run.is_finished() {
            break;
        }
        tokio::task::yield_now().await;
    }
    let holder = migrator(ALL).lock_holder(options()).await.expect("it can be asked");
    let holder = holder.expect("the run holds it");
    assert!(holder.application.starts_with("matrx/"), "{holder}");
    let mut wrong = holder.clone();
    wrong.pid = 0;
    assert!(!migrator(ALL).end_holder(options(), &wrong).await.expect("it can be asked"));
    assert!(migrator(ALL).end_holder(options(), &holder).await.expect("it is ended"));
    run.await.expect("it ends").expect_err("its session was ended");
    blocker.execute("ROLLBACK").await.expect("the lock goes");
    migrator(ALL).run_on(options()).await.expect("nothing is in the way");
}
