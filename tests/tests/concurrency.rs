//! Many runners at once.

use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;

use matrx_core::migration::{MigrationSet, Steps, column, index, table};
use matrx_core::run::{Event, MigrateError, Migrator, Problem, Report};
use matrx_tests::{Cluster, Database, Programs, ledger};
use sqlx::Executor as _;

#[tokio::test]
async fn thirty_two_processes_apply_once() {
    let cluster = Cluster::shared();
    let database = cluster.database().await;
    let children: Vec<_> = (0..32)
        .map(|_| {
            Command::new(env!("CARGO_BIN_EXE_runner"))
                .arg(&database.url)
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("the runner starts")
        })
        .collect();
    let outputs: Vec<_> =
        children.into_iter().map(|child| child.wait_with_output().expect("it ends")).collect();
    for output in &outputs {
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{error}");
    }
    let appliers = outputs.iter().filter(|output| output.stdout == b"applied 5\n").count();
    let idle = outputs.iter().filter(|output| output.stdout == b"applied 0\n").count();
    assert_eq!((appliers, idle), (1, 31));
    assert_eq!(database.psql("SELECT count(*) FROM _matrx_migration_log"), "5\n");

    let alone = cluster.database().await;
    Migrator::new(ledger::set().expect("a sound set"))
        .run_on(alone.options.clone())
        .await
        .expect("it applies");
    assert_eq!(ledger::end_state(&database), ledger::end_state(&alone));
}

#[tokio::test]
async fn without_the_lock_the_rows_let_one_through() {
    let database = Cluster::shared().database().await;
    let runs: Vec<_> = (0..8)
        .map(|_| {
            let migrator =
                Migrator::new(ledger::set().expect("a sound set")).target("0002").without_lock();
            let options = database.options.clone();
            tokio::spawn(async move { migrator.run_on(options).await })
        })
        .collect();
    let mut applied = 0;
    for run in runs {
        let report = run.await.expect("no panic").expect("it applies or finds it done");
        applied += report.applied.len();
    }
    assert_eq!(applied, 2);
    assert_eq!(
        database.psql("SELECT what, count(*) FROM ledger GROUP BY 1 ORDER BY 1"),
        "entries|1\nfill|1\n"
    );
    assert_eq!(database.psql("SELECT count(*) FROM _matrx_migration_log"), "2\n");
}

#[tokio::test]
async fn without_the_lock_nobody_runs_ahead_of_a_migration_that_is_half_done() {
    fn tables(m: &mut Steps) {
        m.create_table(table("made").column(column("a", "integer")));
        m.create_index(index("made_idx").on("made").column("a").concurrently());
    }
    fn needs_them(m: &mut Steps) {
        m.sql("CREATE TABLE IF NOT EXISTS after_it (a integer)");
    }
    let ups = [
        ledger::up("x::m0001_tables", &[], tables),
        ledger::up("x::m0002_needs_them", &["0001_tables"], needs_them),
    ];
    let migrator = Migrator::new(MigrationSet::new(&ups, &[]).expect("a sound set")).without_lock();
    let database = Cluster::shared().database().await;
    // The other run begins after this one has looked, and before it has claimed the row.
    let (begun, row) = (Mutex::new(false), database.url.clone());
    let overtaken = migrator.clone().on_event(move |event| {
        if let Event::Started { .. } = event
            && !std::mem::replace(&mut *begun.lock().expect("no panic"), true)
        {
            let sql = "INSERT INTO _matrx_migrations VALUES ('x', '0001_tables', 'x::m0001_tables',
                'tables', 1, 'applying', 0, 2, false, '', 'other', now(), 0)";
            let psql = Programs::find().command("psql").args([&row, "-c", sql]).status();
            assert!(psql.expect("psql starts").success());
        }
    });
    let error = overtaken.run_on(database.options.clone()).await.expect_err("another is at it");
    assert_eq!(error.code(), "another-run");
    assert!(error.to_string().contains("x::0001_tables"), "{error}");
    let row = "SELECT name, state, run_id FROM _matrx_migrations";
    assert_eq!(database.psql(row), "0001_tables|applying|other\n");
    assert_eq!(database.psql("SELECT to_regclass('after_it')"), "\n");
}

/// A run that holds the lock until it is told to go on.
struct Held {
    release: std::sync::mpsc::Sender<()>,
    run: std::thread::JoinHandle<Result<Report, MigrateError>>,
}

impl Held {
    fn on(database: &Database) -> Self {
        let (started, begun) = std::sync::mpsc::channel();
        let (release, hold) = std::sync::mpsc::channel::<()>();
        let hold = Mutex::new(hold);
        let holder = Migrator::new(ledger::set().expect("a sound set")).on_event(move |event| {
            if matches!(event, Event::Locked) {
                started.send(()).expect("the test listens");
                let hold = hold.lock().expect("one run");
                hold.recv_timeout(Duration::from_secs(20)).expect("the test ends");
            }
        });
        let options = database.options.clone();
        let run = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(holder.run_on(options))
        });
        begun.recv_timeout(Duration::from_secs(20)).expect("the holder has the lock");
        Self { release, run }
    }

    fn ends(self) {
        self.release.send(()).expect("the holder waits");
        self.run.join().expect("no panic").expect("it applies");
    }
}

#[tokio::test]
async fn who_holds_the_lock_is_named_and_not_waited_for_for_ever() {
    let database = Cluster::shared().database().await;
    let held = Held::on(&database);
    let waiting = Migrator::new(ledger::set().expect("a sound set"))
        .lock_wait(Duration::from_millis(300))
        .run_on(database.options.clone())
        .await
        .expect_err("the lock is held");
    assert_eq!(waiting.code(), "lock-held");
    let Problem::LockHeld { holder: Some(holder), .. } = waiting.problem() else {
        panic!("{waiting}");
    };
    assert!(holder.application.starts_with("matrx/"), "{waiting}");
    assert!(waiting.to_string().contains(&format!("process {}", holder.pid)), "{waiting}");
    // Another history in the same database is another lock.
    database.psql("CREATE SCHEMA other");
    let other = Migrator::new(ledger::set().expect("a sound set"))
        .default_schema("other")
        .target("0001")
        .lock_wait(Duration::ZERO)
        .run_on(database.options.clone())
        .await;
    // The set names types of the schema `public`, so only the lock is looked at.
    assert_ne!(other.expect_err("its type is missing").code(), "lock-held");
    held.ends();
}

#[tokio::test]
async fn a_waiting_runner_is_in_nobodys_way() {
    let database = Cluster::shared().database().await;
    database.psql("CREATE TABLE t (a int)");
    let held = Held::on(&database);
    let waiter = Migrator::new(ledger::set().expect("a sound set"));
    let options = database.options.clone();
    let waiter = tokio::spawn(async move { waiter.run_on(options).await });
    // A blocking wait for the lock would hold a snapshot, and each of these would hang.
    for round in 0..5 {
        let mut connection = database.connect().await;
        let build = format!("CREATE INDEX CONCURRENTLY t_{round} ON t (a)");
        tokio::time::timeout(
            Duration::from_secs(10),
            connection.execute(sqlx::AssertSqlSafe(build)),
        )
        .await
        .expect("the build ends")
        .expect("the build succeeds");
    }
    held.ends();
    let report = waiter.await.expect("no panic").expect("it finds all done");
    assert_eq!(report.applied.len(), 0);
}
