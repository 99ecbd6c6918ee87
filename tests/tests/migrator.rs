//! The runner as a library, on a real server.

use std::sync::{Arc, Mutex};

use matrx_core::migration::{LinkedUp, MigrationSet, Steps, index};
use matrx_core::run::{ErrorClass, Event, MigrateError, Migrator, RollbackTo, State};
use matrx_tests::{Cluster, Database, ledger, pg_dump};

fn ledger_set() -> MigrationSet {
    ledger::set().expect("the set is sound")
}

fn ids(keys: &[matrx_core::migration::MigrationKey]) -> Vec<&str> {
    keys.iter().map(|key| key.id.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_migrator_can_be_spawned_and_reports_what_it_did() {
    let database = Cluster::shared().database().await;
    let pool = database.pool().await;
    let migrator = Migrator::new(ledger_set());
    let again = migrator.clone();
    let other = pool.clone();
    let report = tokio::spawn(async move { migrator.run(&pool).await })
        .await
        .expect("it does not panic")
        .expect("it applies");
    assert_eq!(
        report.applied.iter().map(|applied| applied.id.id.as_str()).collect::<Vec<_>>(),
        ["0001_initial", "0002_fill", "0003_indexes", "0004_states", "0005_archive"]
    );
    assert!(report.skipped.is_empty() && report.failed.is_none());
    assert!(report.total >= report.applied.iter().map(|applied| applied.duration).sum());
    let second = again.run(&other).await.expect("there is nothing to do");
    assert!(second.applied.is_empty());
    assert_eq!(second.skipped.len(), 5);
}

#[tokio::test]
async fn what_is_rolled_back_leaves_the_database_as_it_was() {
    let database = Cluster::shared().database().await;
    let mut before = Vec::new();
    for id in ["0001", "0002", "0003", "0004", "0005"] {
        let migrator = Migrator::new(ledger_set()).target(id);
        let report = migrator.run_on(database.options.clone()).await.expect("it applies");
        assert_eq!(report.applied.len(), 1, "{id}");
        before.push(pg_dump(&database.url));
    }
    let migrator = Migrator::new(ledger_set());
    for expected in before.iter().rev().skip(1) {
        let report = migrator
            .rollback(database.options.clone(), &RollbackTo::Steps(1))
            .await
            .expect("it rolls back");
        assert_eq!(report.applied.len(), 1);
        assert_eq!(pg_dump(&database.url), *expected);
    }
    let log = migrator.history(database.options.clone()).await.expect("there is a log");
    assert!(log.iter().all(|row| row.intact));
    let actions: Vec<_> =
        log.iter().map(|row| (row.action.as_str(), row.key.id.as_str())).collect();
    assert_eq!(actions.len(), 9);
    assert_eq!(actions[8], ("rollback", "0002_fill"));
    let status = migrator.status(database.options.clone()).await.expect("there is a status");
    assert_eq!(status.migrations.iter().filter(|migration| migration.is_pending()).count(), 4);
    let first = status.migrations[0].entry.as_ref().expect("it is applied");
    assert_eq!(first.state, State::Applied);
    assert_eq!(ids(std::slice::from_ref(&first.key)), ["0001_initial"]);
}

/// What the run of a set says, by the code of its error.
async fn refusal(database: &Database, ups: &[LinkedUp]) -> MigrateError {
    let downs =
        ledger::DOWNS.iter().filter(|down| ups.iter().any(|up| up.module_path == down.module_path));
    let set = MigrationSet::new(ups, downs);
    Migrator::new(set.expect("the set is sound"))
        .run_on(database.options.clone())
        .await
        .expect_err("it refuses")
}

#[tokio::test]
async fn edited_missing_and_late_migrations_are_named() {
    let database = Cluster::shared().database().await;
    let migrator = Migrator::new(ledger_set()).target("0003");
    migrator.run_on(database.options.clone()).await.expect("it applies");
    let before = pg_dump(&database.url);
    let [first, second, third, fourth, _] = ledger::UPS else { panic!("five migrations") };
    let copy = |up: &LinkedUp| ledger::up(up.module_path, up.depends_on, up.up);

    let edited = LinkedUp { checksum: "another", ..copy(second) };
    let error = refusal(&database, &[copy(first), edited, copy(third), copy(fourth)]).await;
    assert_eq!((error.code(), error.class()), ("edited-migration", ErrorClass::NeedsAnswer));
    assert!(error.to_string().contains("ledger::0002_fill"), "{error}");

    let error = refusal(&database, &[copy(first), copy(second)]).await;
    assert_eq!(error.code(), "database-ahead");
    assert!(error.to_string().contains("ledger::0003_indexes"), "{error}");
    let old = MigrationSet::new(&[copy(first), copy(second)], &[]).expect("a sound set");
    let report = Migrator::new(old).allow_missing().run_on(database.options.clone()).await;
    assert!(report.expect("an older version may start").applied.is_empty());

    let skipping = ledger::up(third.module_path, &["0001_initial"], third.up);
    let error = refusal(&database, &[copy(first), skipping]).await;
    assert_eq!(error.code(), "missing-migration");
    assert!(error.to_string().contains("ledger::0002_fill"), "{error}");

    // A migration that nothing applied depends on may come late.
    fn late(m: &mut Steps) {
        m.sql("INSERT INTO ledger VALUES ('late')");
    }
    let branch = ledger::up("ledger::m0002_branch", &["0001_initial"], late);
    let named = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&named);
    let ups = [copy(first), copy(second), copy(third), branch];
    let report = Migrator::new(MigrationSet::new(&ups, &[]).expect("a sound set"))
        .on_event(move |event| {
            if let Event::OutOfOrder { migrations } = event {
                seen.lock().expect("no panic").extend(migrations.clone());
            }
        })
        .run_on(database.options.clone())
        .await
        .expect("it is applied late");
    assert_eq!(report.applied.len(), 1);
    assert_eq!(ids(&named.lock().expect("no panic")), ["0002_branch"]);

    // One that an applied migration depends on may not.
    let late_parent = ledger::up("ledger::m0002_parent", &["0001_initial"], late);
    let child = ledger::up(third.module_path, &["0002_fill", "0002_parent"], third.up);
    let again = ledger::up("ledger::m0002_branch", &["0001_initial"], late);
    let error = refusal(&database, &[copy(first), copy(second), again, late_parent, child]).await;
    assert_eq!(error.code(), "dependency-not-applied");
    assert!(error.to_string().contains("0002_parent"), "{error}");
    assert_eq!(pg_dump(&database.url), before);
}

#[tokio::test]
async fn a_failing_step_says_where_and_what_is_left() {
    fn broken(m: &mut Steps) {
        m.sql("CREATE TABLE a (b int)");
        m.sql("SELECT 1,\n  nothing");
    }
    fn half(m: &mut Steps) {
        m.sql("CREATE TABLE a (b int)");
        m.sql("INSERT INTO a VALUES (1), (1)");
        m.create_index(index("a_b_idx").on("a").unique().column("b").concurrently());
    }
    fn mended(m: &mut Steps) {
        m.sql("CREATE TABLE a (b int)");
        m.sql("INSERT INTO a VALUES (1), (1)");
        m.create_index(index("a_b_idx").on("a").column("b").concurrently());
    }
    let database = Cluster::shared().database().await;
    let error = refusal(&database, &[ledger::up("x::m0001_broken", &[], broken)]).await;
    let text = error.to_string();
    for part in ["x::0001_broken", "step 2 of 2", "42703", "line 2, column 3", "changed nothing"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(error.report().failed.as_ref().map(|key| key.id.as_str()), Some("0001_broken"));
    assert_eq!(database.psql("SELECT count(*) FROM _matrx_migrations"), "0\n");

    let error = refusal(&database, &[ledger::up("x::m0001_half", &[], half)]).await;
    let text = error.to_string();
    for part in ["step 3 of 3", "23505", "steps 1–2 of 3 stay done", "`migrate`"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(database.psql("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), "0\n");
    // The step that failed may be edited; the ones before it may not.
    let edited = [LinkedUp { checksum: "edited", ..ledger::up("x::m0001_half", &[], mended) }];
    Migrator::new(MigrationSet::new(&edited, &[]).expect("a sound set"))
        .run_on(database.options.clone())
        .await
        .expect("it goes on");
    assert_eq!(database.psql("SELECT count(*) FROM a"), "2\n");
    let status = database.psql("SELECT state, checksum FROM _matrx_migrations");
    assert_eq!(status, "applied|edited\n");
}

#[tokio::test]
async fn a_history_that_somebody_else_made_is_not_trusted() {
    let database = Cluster::shared().database().await;
    database
        .psql("CREATE TABLE _matrx_migrations (a int); CREATE TABLE _matrx_migration_log (a int)");
    let error = refusal(&database, ledger::UPS).await;
    assert_eq!(error.code(), "unsound-history");
    database.psql("DROP TABLE _matrx_migrations; CREATE VIEW _matrx_migrations AS SELECT 1 AS a");
    let error = refusal(&database, ledger::UPS).await;
    assert!(error.to_string().contains("no plain table"), "{error}");
}
