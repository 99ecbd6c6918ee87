//! What a run says that it has left is what it has left.

use matrx_core::migration::{LinkedUp, MigrationDb, MigrationSet, Result, Steps};
use matrx_core::run::{MigrateError, Migrator};
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
