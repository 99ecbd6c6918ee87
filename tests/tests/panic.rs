//! Code of a migration that panics.

use matrx_core::migration::{MigrationDb, MigrationSet, Result, Steps};
use matrx_core::run::Migrator;
use matrx_tests::{Cluster, ledger, pg_dump};

async fn panics(db: &mut MigrationDb) -> Result {
    db.execute("INSERT INTO half VALUES (1)", ()).await?;
    let rows = db.fetch("SELECT * FROM half", ()).await?;
    let missing = rows.len() + 1;
    assert!(rows.get(missing).is_some(), "there is no row {missing}");
    Ok(())
}

fn half(m: &mut Steps) {
    m.sql("CREATE TABLE half (id integer)");
    m.run(panics);
}

#[tokio::test]
async fn a_panic_of_code_is_an_error_and_rolled_back() {
    let database = Cluster::shared().database().await;
    let set = MigrationSet::new(&[ledger::up("x::m0001_half", &[], half)], &[]);
    let migrator = Migrator::new(set.expect("the set is sound"));
    let first = migrator.run_on(database.options.clone()).await.expect_err("it panics");
    let before = pg_dump(&database.url);
    assert!(!before.contains("TABLE public.half"), "{before}");
    let error = migrator.run_on(database.options.clone()).await.expect_err("it panics");
    for error in [first, error] {
        assert_eq!(error.code(), "step-failed");
        let text = error.to_string();
        for part in ["x::0001_half, step 2 of 2", "it panicked: there is no row 2", "rolled back"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
    assert_eq!(pg_dump(&database.url), before);
    let locks = "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
        WHERE locktype = 'advisory' AND datname = current_database()";
    assert_eq!(database.psql(locks), "0\n");
}
