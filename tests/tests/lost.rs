//! The connection is lost at a COMMIT: nobody told the run whether it took effect.

use std::time::Duration;

use matrx_core::migration::{MigrationSet, Steps};
use matrx_core::run::{Migrator, Problem, RollbackTo};
use matrx_tests::{Cluster, Cut, Database, Proxy, ledger, pg_dump};
use sqlx::postgres::PgConnectOptions;

fn migrator() -> Migrator {
    Migrator::new(ledger::set().expect("the set is sound"))
}

fn through(database: &Database, proxy: &Proxy) -> PgConnectOptions {
    database.options.clone().port(proxy.port())
}

/// What an unharmed run leaves.
async fn expected() -> String {
    let unharmed = Cluster::shared().database().await;
    migrator().run_on(unharmed.options.clone()).await.expect("it applies");
    ledger::end_state(&unharmed)
}

/// Cuts each commit of a run like this; every time the run goes on.
async fn is_found_out(cut: Cut) {
    let cluster = Cluster::shared();
    let expected = expected().await;
    for at in 1.. {
        let database = cluster.database().await;
        let proxy = Proxy::start(cluster.port(), cut, at).await;
        let report = migrator().run_on(through(&database, &proxy)).await;
        let report = report.unwrap_or_else(|error| panic!("commit {at}: {error}"));
        assert_eq!(report.applied.len(), 5, "commit {at}");
        proxy.ended().await;
        assert_eq!(ledger::end_state(&database), expected, "commit {at}");
        database.drop_from(cluster).await;
        if !proxy.has_cut() {
            assert!(at > 6, "only {} commits", at - 1);
            break;
        }
    }
}

#[tokio::test]
async fn a_lost_answer_to_any_commit_is_found_out_and_the_run_goes_on() {
    is_found_out(Cut::Answer).await;
}

#[tokio::test]
async fn an_error_of_the_connection_in_place_of_the_answer_is_found_out_too() {
    is_found_out(Cut::Error).await;
}

#[tokio::test]
async fn a_connection_that_the_network_has_lost_without_a_word_is_noticed() {
    fn long(m: &mut Steps) {
        m.sql("CREATE TABLE made (a integer)");
        m.sql("SELECT pg_sleep(1)");
    }
    let cluster = Cluster::shared();
    let database = cluster.database().await;
    let proxy = Proxy::start(cluster.port(), Cut::Silence, 1).await;
    let ups = [ledger::up("x::m0001_long", &[], long)];
    let set = MigrationSet::new(&ups, &[]).expect("the set is sound");
    let migrator = Migrator::new(set).watch_every(Duration::from_millis(100));
    let run = migrator.run_on(through(&database, &proxy));
    let ended = tokio::time::timeout(Duration::from_secs(30), run).await.expect("it ends");
    // The long statement was left alone; the lost answer to the COMMIT was looked up.
    assert_eq!(ended.expect("it was committed").applied.len(), 1);
    assert!(proxy.has_cut());
    proxy.ended().await;
    assert_eq!(ledger::traces(&database), "x|0001_long|applied|t|f\ninvalid|0\nlocks|0\n");
}

#[tokio::test]
async fn a_commit_that_never_arrived_is_told_and_the_next_run_goes_on() {
    let cluster = Cluster::shared();
    let expected = expected().await;
    for at in 1.. {
        let database = cluster.database().await;
        let proxy = Proxy::start(cluster.port(), Cut::Command, at).await;
        let result = migrator().run_on(through(&database, &proxy)).await;
        if !proxy.has_cut() {
            assert!(at > 6, "only {} commits", at - 1);
            result.expect("nothing was cut");
            break;
        }
        let error = result.expect_err("its commit was lost");
        let Problem::Step(failure) = error.problem() else { panic!("commit {at}: {error}") };
        assert!(failure.error.lost, "commit {at}: {error}");
        migrator().run_on(database.options.clone()).await.expect("it goes on");
        assert_eq!(ledger::end_state(&database), expected, "commit {at}");
        database.drop_from(cluster).await;
    }
}

#[tokio::test]
async fn a_rollback_finds_out_too() {
    let cluster = Cluster::shared();
    let applied = cluster.database().await;
    let empty = pg_dump(&applied.url);
    migrator().run_on(applied.options.clone()).await.expect("it applies");
    for at in 1.. {
        let database = cluster.clone_of(&applied.name).await;
        let proxy = Proxy::start(cluster.port(), Cut::Answer, at).await;
        let report = migrator().rollback(through(&database, &proxy), &RollbackTo::Zero).await;
        let report = report.unwrap_or_else(|error| panic!("commit {at}: {error}"));
        assert_eq!(report.applied.len(), 5, "commit {at}");
        proxy.ended().await;
        assert_eq!(database.psql("SELECT count(*) FROM _matrx_migrations"), "0\n");
        database.psql("DROP TABLE _matrx_migrations, _matrx_migration_log");
        assert_eq!(pg_dump(&database.url), empty, "commit {at}");
        database.drop_from(cluster).await;
        if !proxy.has_cut() {
            assert!(at > 6, "only {} commits", at - 1);
            break;
        }
    }
}

#[tokio::test]
async fn where_the_server_cannot_be_asked_that_is_said() {
    let cluster = Cluster::shared();
    let database = cluster.database().await;
    let proxy = Proxy::start(cluster.port(), Cut::AnswerForGood, 1).await;
    let error = migrator().run_on(through(&database, &proxy)).await.expect_err("it is cut off");
    assert_eq!(error.code(), "commit-unknown");
    assert!(error.to_string().contains("ledger::0001_initial"), "{error}");
    assert_eq!(error.report().failed.as_ref().map(|key| key.id.as_str()), Some("0001_initial"));
    let report = migrator().run_on(database.options.clone()).await.expect("it goes on");
    assert_eq!((report.skipped.len(), report.applied.len()), (1, 4));
}
