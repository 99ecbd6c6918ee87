//! What a run says that it has left is what it has left.

use matrx_core::migration::{LinkedUp, MigrationDb, MigrationSet, Result, Steps};
use matrx_core::run::{Cancel, Event, Interrupted, MigrateError, Migrator, RollbackTo};
use matrx_tests::{Cluster, Database, ledger};
use sqlx::Executor as _;

fn migrator(ups: &[LinkedUp]) -> Migrator {
    Migrator::new(MigrationSet::new(ups, &[]).expect("the set is sound"))
}

async fn fails(database: &Database, migrator: &Migrator) -> MigrateError {
    migrator.run_on(database.options.clone()).await.expect_err("it fails")
}

/// Commits, and fails in a transaction of its own.
async fn commits_and_fails(db: &mut MigrationDb) -> Result {
    db.connection().execute("COMMIT").await?;
    db.connection().execute("BEGIN").await?;
    db.connection().execute("SELECT 1 / 0").await?;
    Ok(())
}

/// The same with a failure that would be tried again.
async fn commits_and_waits_in_vain(db: &mut MigrationDb) -> Result {
    db.connection().execute("COMMIT").await?;
    db.connection().execute("BEGIN").await?;
    db.connection()
        .execute("DO $$ BEGIN RAISE EXCEPTION 'locked' USING ERRCODE = '55P03'; END $$")
        .await?;
    Ok(())
}

async fn fails_only(db: &mut MigrationDb) -> Result {
    db.connection().execute("SELECT 1 / 0").await?;
    Ok(())
}

async fn commits_and_is_cut_off(db: &mut MigrationDb) -> Result {
    db.connection().execute("COMMIT").await?;
    db.connection().execute("SELECT pg_terminate_backend(pg_backend_pid())").await?;
    Ok(())
}

#[tokio::test]
async fn code_that_commits_and_fails_afterwards_is_never_said_to_have_changed_nothing() {
    fn failing(m: &mut Steps) {
        m.sql("CREATE TABLE before_it (a integer)");
        m.run(commits_and_fails);
    }
    fn waiting(m: &mut Steps) {
        m.sql("CREATE TABLE before_it (a integer)");
        m.run(commits_and_waits_in_vain);
    }
    fn cut_off(m: &mut Steps) {
        m.sql("CREATE TABLE before_it (a integer)");
        m.run(commits_and_is_cut_off);
    }
    fn plain(m: &mut Steps) {
        m.sql("CREATE TABLE before_it (a integer)");
        m.run(fails_only);
    }
    for (up, code, words) in [
        (failing as fn(&mut Steps), "ended-transaction", "division by zero"),
        (waiting, "ended-transaction", "55P03"),
        (cut_off, "step-failed", "could not be asked"),
    ] {
        let database = Cluster::shared().database().await;
        let error = fails(&database, &migrator(&[ledger::up("x::m0001_code", &[], up)])).await;
        assert_eq!(error.code(), code, "{error}");
        let text = error.to_string();
        assert!(text.contains(words) && text.contains("x::0001_code"), "{error}");
        assert!(!text.contains("changed nothing"), "{error}");
        assert_eq!(error.report().failed.as_ref().map(|key| key.id.as_str()), Some("0001_code"));
        assert_eq!(database.psql("SELECT to_regclass('before_it')"), "before_it\n");
        let row = "SELECT state, steps_done FROM _matrx_migrations";
        assert_eq!(database.psql(row), "applying|0\n");
    }
    let database = Cluster::shared().database().await;
    let error = fails(&database, &migrator(&[ledger::up("x::m0001_code", &[], plain)])).await;
    assert!(error.to_string().contains("changed nothing"), "{error}");
    assert_eq!(
        database.psql("SELECT to_regclass('before_it'), count(*) FROM _matrx_migrations"),
        "|0\n"
    );
}

/// A migrator that is stopped as soon as it is about to commit.
fn stopped_at_its_commit(ups: &[LinkedUp]) -> Migrator {
    let cancel = Cancel::new();
    let stop = cancel.clone();
    migrator(ups).cancel_on(&cancel).on_event(move |event| {
        if let Event::Committing { .. } = event {
            stop.cancel();
        }
    })
}

/// What is there, beside the last words of the run and how many migrations it counts as done. Whether the server still gets to read a COMMIT that
/// is on its way when the connection is cut is not for us to say.
fn left(database: &Database, error: &MigrateError) -> (bool, String, usize) {
    assert_eq!(error.code(), "cancelled");
    assert!(error.to_string().contains("x::0001_made"), "{error}");
    let there = database.psql("SELECT to_regclass('made') IS NOT NULL") == "t\n";
    let rows = if there { "applied\n" } else { "" };
    assert_eq!(database.psql("SELECT state FROM _matrx_migrations"), rows, "{error}");
    let text = error.to_string();
    let said = text.rsplit(", ").next().unwrap_or_default().to_owned();
    (there, said, error.report().applied.len())
}

#[tokio::test]
async fn a_run_that_is_stopped_while_it_commits_says_whether_it_did() {
    fn up(m: &mut Steps) {
        m.sql("CREATE TABLE made (a integer)").down("DROP TABLE made");
    }
    let ups = [ledger::up("x::m0001_made", &[], up)];
    let database = Cluster::shared().database().await;
    let options = || database.options.clone();
    let (mut applied, mut taken_back) = (0, 0);
    while applied == 0 || taken_back == 0 {
        // The server may be done before the run has so much as looked whether it is to stop.
        let error = match stopped_at_its_commit(&ups).run_on(options()).await {
            Err(error) => error,
            Ok(report) => {
                assert_eq!(report.applied.len(), 1);
                migrator(&ups).rollback(options(), &RollbackTo::Zero).await.expect("it rolls back");
                continue;
            }
        };
        let (there, said, counted) = left(&database, &error);
        if !there {
            assert_eq!((said.as_str(), counted), ("this migration changed nothing", 0));
            continue;
        }
        applied += 1;
        assert_eq!((said.as_str(), counted), ("it is applied", 1));
        let back = stopped_at_its_commit(&ups).rollback(options(), &RollbackTo::Zero).await;
        let error = match back {
            Err(error) => error,
            Ok(report) => {
                assert_eq!(report.applied.len(), 1);
                continue;
            }
        };
        let (there, said, counted) = left(&database, &error);
        if there {
            assert_eq!((said.as_str(), counted), ("this migration changed nothing", 0));
            migrator(&ups).rollback(options(), &RollbackTo::Zero).await.expect("it rolls back");
        } else {
            taken_back += 1;
            assert_eq!((said.as_str(), counted), ("it is rolled back", 1));
        }
    }
}

#[tokio::test]
async fn what_code_outside_of_a_transaction_did_until_it_failed_is_not_denied() {
    async fn half(db: &mut MigrationDb) -> Result {
        db.execute("CREATE TABLE half (a integer)", ()).await?;
        db.execute("SELECT 1 / 0", ()).await?;
        Ok(())
    }
    fn first(m: &mut Steps) {
        m.run(half).transactional(false);
    }
    fn second(m: &mut Steps) {
        m.sql("CREATE TABLE before_it (a integer)");
        m.run(half).transactional(false);
    }
    for (up, words, row) in [
        (first as fn(&mut Steps), "step 1 runs outside of a transaction", "applying|0\n"),
        (second, "step 1 of 2 stays done; step 2 runs outside", "applying|1\n"),
    ] {
        let database = Cluster::shared().database().await;
        let error = fails(&database, &migrator(&[ledger::up("x::m0001_half", &[], up)])).await;
        let text = error.to_string();
        assert!(text.contains(words) && text.contains("division by zero"), "{error}");
        assert!(!text.contains("changed nothing"), "{error}");
        assert_eq!(database.psql("SELECT to_regclass('half')"), "half\n");
        // The row stays, so that the migration does not look untouched.
        assert_eq!(database.psql("SELECT state, steps_done FROM _matrx_migrations"), row);
    }
}

#[tokio::test]
async fn a_rollback_to_a_migration_that_is_half_rolled_back_is_no_success() {
    async fn breaks(_: &mut MigrationDb) -> Result {
        Err(matrx_core::migration::CodeError::new("it cannot go back"))
    }
    async fn nothing(_: &mut MigrationDb) -> Result {
        Ok(())
    }
    fn up(m: &mut Steps) {
        m.run(nothing).down(breaks);
        m.sql("CREATE TABLE made (a integer)").down("DROP TABLE made");
    }
    let database = Cluster::shared().database().await;
    let migrator = migrator(&[ledger::up("x::m0001_made", &[], up)]).without_transaction();
    migrator.run_on(database.options.clone()).await.expect("it applies");
    for (to, code) in [
        (RollbackTo::Zero, "step-failed"),
        (RollbackTo::Target("0001".to_owned()), "half-reverted"),
        (RollbackTo::Steps(1), "step-failed"),
    ] {
        let error = migrator.rollback(database.options.clone(), &to).await;
        assert_eq!(error.expect_err("it cannot go back").code(), code);
        assert_eq!(
            database.psql("SELECT state, steps_done FROM _matrx_migrations"),
            "reverting|1\n"
        );
    }
}

#[tokio::test]
async fn what_fails_at_the_commit_is_no_step_of_the_migration() {
    fn orphaned(m: &mut Steps) {
        m.sql("CREATE TABLE parent (a integer PRIMARY KEY)");
        m.sql("CREATE TABLE child (a integer REFERENCES parent DEFERRABLE INITIALLY DEFERRED)");
        m.sql("INSERT INTO child VALUES (1)");
    }
    let database = Cluster::shared().database().await;
    let error =
        fails(&database, &migrator(&[ledger::up("x::m0001_orphaned", &[], orphaned)])).await;
    let text = error.to_string();
    assert!(text.starts_with("x::0001_orphaned failed: ") && text.contains("23503"), "{error}");
    assert!(text.ends_with("rolled back, this migration changed nothing"), "{error}");
    assert_eq!(database.psql("SELECT to_regclass('parent')"), "\n");
}

#[tokio::test]
async fn what_may_be_half_done_outside_of_a_transaction_is_not_tried_again_by_itself() {
    async fn half(db: &mut MigrationDb) -> Result {
        db.execute("INSERT INTO seen VALUES (1)", ()).await?;
        db.execute("DO $$ BEGIN RAISE 'later' USING ERRCODE = '40P01'; END $$", ()).await?;
        Ok(())
    }
    fn code(m: &mut Steps) {
        m.sql("CREATE TABLE seen (a integer)");
        m.run(half).transactional(false);
    }
    fn block(m: &mut Steps) {
        m.sql("CREATE TABLE seen (a integer)");
        m.sql(
            "DO $$ BEGIN INSERT INTO seen VALUES (1); COMMIT; \
             RAISE 'later' USING ERRCODE = '40001'; END $$",
        )
        .alone();
    }
    fn call(m: &mut Steps) {
        m.sql(
            "CREATE TABLE seen (a integer); \
             CREATE PROCEDURE half() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.seen VALUES (1); \
             COMMIT; RAISE 'later' USING ERRCODE = '55P03'; END $$",
        );
        m.sql("CALL half()").alone();
    }
    for (up, state, done, steps) in
        [(code as fn(&mut Steps), "40P01", 1, 2), (block, "40001", 1, 2), (call, "55P03", 2, 3)]
    {
        let database = Cluster::shared().database().await;
        let migrator = migrator(&[ledger::up("x::m0001_half", &[], up)])
            .retry_for(std::time::Duration::from_secs(2));
        let error = fails(&database, &migrator).await;
        let seen = "SELECT count(*) FROM seen";
        assert_eq!(database.psql(seen), "1\n", "{error}");
        assert_eq!(error.code(), "step-failed", "{error}");
        for part in [state, &format!("step {steps} runs outside"), "run `migrate`, which asks"] {
            assert!(error.to_string().contains(part), "{part}: {error}");
        }
        let row = "SELECT state, steps_done, step_running FROM _matrx_migrations";
        assert_eq!(database.psql(row), format!("applying|{done}|t\n"));
        assert_eq!(fails(&database, &migrator).await.code(), "unknown-step");
        assert_eq!(database.psql(seen), "1\n");
        let repeating = migrator.clone().interrupted(Interrupted::Repeat);
        assert_eq!(fails(&database, &repeating).await.code(), "step-failed");
        assert_eq!(database.psql(seen), "2\n");
        let counting = migrator.interrupted(Interrupted::Done);
        counting.run_on(database.options.clone()).await.expect("it goes on");
        assert_eq!(database.psql(row), format!("applied|{steps}|f\n"));
    }
}
