//! `kill -9` between any two statements, and worse.

use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use matrx_tests::{Cluster, Database, ledger, pg_dump};
use sqlx::Executor as _;

fn runner(database: &Database, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_runner"))
        .arg(&database.url)
        .args(arguments)
        .output()
        .expect("the runner starts")
}

fn succeeds(database: &Database, arguments: &[&str], what: &str) {
    let output = runner(database, arguments);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{what}: {error}");
}

/// Tries point after point, some at once, until one is not reached any more; gives their number.
fn each_point(reached: impl Fn(&tokio::runtime::Runtime, usize) -> bool + Sync) -> usize {
    let next = AtomicUsize::new(1);
    let end = AtomicUsize::new(usize::MAX);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                let runtime = runtime.expect("a runtime can be made");
                loop {
                    let point = next.fetch_add(1, Ordering::SeqCst);
                    if point >= end.load(Ordering::SeqCst) {
                        break;
                    }
                    if !reached(&runtime, point) {
                        end.fetch_min(point, Ordering::SeqCst);
                    }
                }
            });
        }
    });
    end.into_inner() - 1
}

/// Kills a run at a point, and lets another one go on; false if the run ended before.
fn killed_at(database: &Database, point: usize, arguments: &[&str]) -> bool {
    let mut dying = arguments.to_vec();
    let at = point.to_string();
    dying.extend(["--die-at", &at]);
    let killed = runner(database, &dying);
    if killed.status.success() {
        return false;
    }
    assert_eq!(killed.status.code(), None, "it was killed at point {point}");
    succeeds(database, arguments, &format!("after a kill at point {point}"));
    true
}

#[test]
fn killed_between_any_two_statements_it_ends_as_if_never_killed() {
    let cluster = Cluster::shared();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime can be made");
    let unharmed = runtime.block_on(cluster.database());
    succeeds(&unharmed, &[], "without a kill");
    let expected = ledger::end_state(&unharmed);
    let points = each_point(|runtime, point| {
        let database = runtime.block_on(cluster.database());
        let reached = killed_at(&database, point, &[]);
        if reached {
            assert_eq!(ledger::end_state(&database), expected, "killed at point {point}");
        }
        runtime.block_on(database.drop_from(cluster));
        reached
    });
    assert!(points > 50, "only {points} points");
}

#[test]
fn a_rollback_killed_between_any_two_statements_ends_as_if_never_killed() {
    let cluster = Cluster::shared();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime can be made");
    let applied = runtime.block_on(cluster.database());
    succeeds(&applied, &[], "the application");
    let unharmed = runtime.block_on(cluster.clone_of(&applied.name));
    succeeds(&unharmed, &["rollback"], "without a kill");
    let end =
        |database: &Database| format!("{}{}", pg_dump(&database.url), ledger::traces(database));
    let expected = end(&unharmed);
    let points = each_point(|runtime, point| {
        let database = runtime.block_on(cluster.clone_of(&applied.name));
        let reached = killed_at(&database, point, &["rollback"]);
        if reached {
            assert_eq!(end(&database), expected, "killed at point {point}");
        }
        runtime.block_on(database.drop_from(cluster));
        reached
    });
    assert!(points > 50, "only {points} points");
}

/// How a build of an index is interrupted.
#[derive(Clone, Copy, Debug)]
enum Blow {
    KillClient,
    TerminateBackend,
    CancelBackend,
}

#[tokio::test]
async fn an_index_build_that_is_interrupted_is_repaired() {
    let cluster = Cluster::shared();
    let unharmed = cluster.database().await;
    succeeds(&unharmed, &[], "without a blow");
    let expected = ledger::end_state(&unharmed);
    for blow in [Blow::KillClient, Blow::TerminateBackend, Blow::CancelBackend] {
        let database = cluster.database().await;
        matrx_core::run::Migrator::new(ledger::set().expect("a sound set"))
            .target("0002")
            .run_on(database.options.clone())
            .await
            .expect("it applies");
        // A snapshot that the build must wait for.
        let mut reader = database.connect().await;
        let snapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ; INSERT INTO entries (account, amount) VALUES (1, 1)";
        reader.execute(snapshot).await.expect("it reads");
        let mut child = Command::new(env!("CARGO_BIN_EXE_runner"))
            .arg(&database.url)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the runner starts");
        let building = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()
             AND query LIKE 'CREATE INDEX CONCURRENTLY%' AND state = 'active'
             AND EXISTS (SELECT 1 FROM pg_index WHERE NOT indisvalid)";
        let pid = wait_for(&database, building);
        match blow {
            Blow::KillClient => child.kill().expect("it can be killed"),
            Blow::TerminateBackend => {
                database.psql(&format!("SELECT pg_terminate_backend({pid})"));
            }
            Blow::CancelBackend => {
                database.psql(&format!("SELECT pg_cancel_backend({pid})"));
            }
        }
        // The server notices within half a second that a client is gone; only then the reader ends.
        let gone = format!(
            "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE pid = {pid}
               AND query LIKE 'CREATE INDEX CONCURRENTLY%' AND state = 'active')"
        );
        wait_for(&database, &gone);
        reader.execute("ROLLBACK").await.expect("it ends");
        let output = child.wait_with_output().expect("it ends");
        assert!(!output.status.success(), "{blow:?}");
        succeeds(&database, &[], &format!("after {blow:?}"));
        assert_eq!(ledger::end_state(&database), expected, "{blow:?}");
    }
}

#[tokio::test]
async fn a_signal_cancels_the_statement_and_rolls_back() {
    let database = Cluster::shared().database().await;
    matrx_core::run::Migrator::new(ledger::set().expect("a sound set"))
        .target("0003")
        .run_on(database.options.clone())
        .await
        .expect("it applies");
    let before = pg_dump(&database.url);
    let mut blocker = database.connect().await;
    blocker.execute("BEGIN; LOCK TABLE accounts").await.expect("it locks");
    let child = Command::new(env!("CARGO_BIN_EXE_runner"))
        .arg(&database.url)
        .stderr(Stdio::piped())
        .spawn()
        .expect("the runner starts");
    wait_for(
        &database,
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database()
           AND wait_event_type = 'Lock' AND query LIKE 'ALTER TABLE%'",
    );
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().expect("kill runs").success());
    let output = child.wait_with_output().expect("it ends");
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{error}");
    assert!(error.contains("0004_states") && error.contains("migrate"), "{error}");
    blocker.execute("ROLLBACK").await.expect("it ends");
    assert_eq!(pg_dump(&database.url), before);
    assert_eq!(
        database.psql(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'matrx/%'
               AND datname = current_database()"
        ),
        "0\n"
    );
    succeeds(&database, &[], "after the signal");
}

/// Asks until there is a row, and gives it.
fn wait_for(database: &Database, query: &str) -> String {
    let begun = Instant::now();
    loop {
        let row = database.psql(query);
        if !row.is_empty() {
            return row.trim().to_owned();
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "never: {query}");
    }
}
