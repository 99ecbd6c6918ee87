//! The runner as a library, on a real server.

use matrx_core::migration::MigrationSet;
use matrx_core::run::{Migrator, RollbackTo, State};
use matrx_tests::{Cluster, ledger, pg_dump};

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
    assert_eq!(ids(&[first.key.clone()]), ["0001_initial"]);
}
