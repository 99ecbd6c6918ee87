//! The database as the code of a migration sees it, on a real server.

use std::time::{Duration, Instant};

use matrx_core::migration::{CallError, MigrationDb, Result, Step, Steps};
use matrx_tests::Cluster;
use sqlx::{ConnectOptions, Row};

async fn db() -> (matrx_tests::Database, MigrationDb) {
    let database = Cluster::shared().database().await;
    let conn = database.options.connect().await.expect("a connection");
    (database, MigrationDb::new(conn))
}

#[tokio::test]
async fn arguments_are_bound_and_rows_come_back() {
    let (_database, mut db) = db().await;
    db.execute("CREATE TABLE t (id bigint, name text, note text)", ()).await.expect("created");
    let rows = [(1_i64, "a'b", None), (2, "\"", Some("x")), (3, "", Some("y"))];
    let count = db.execute_many("INSERT INTO t VALUES ($1, $2, $3)", rows).await.expect("inserted");
    assert_eq!(count, 3);
    let touched = db.execute("UPDATE t SET note = $1 WHERE id > $2", ("z", 1_i64)).await;
    assert_eq!(touched.expect("updated"), 2);
    let rows = db.fetch("SELECT name FROM t WHERE note = $1 ORDER BY id", ("z",)).await;
    let names: Vec<String> = rows.expect("rows").iter().map(|row| row.get(0)).collect();
    assert_eq!(names, ["\"", ""]);
    let row =
        db.fetch_one("SELECT id, note FROM t WHERE name = $1", ("a'b",)).await.expect("a row");
    assert_eq!((row.get::<i64, _>(0), row.get::<Option<String>, _>(1)), (1, None));
    let count: i64 = db.fetch_val("SELECT count(*) FROM t", ()).await.expect("a value");
    assert_eq!(count, 3);
}

/// sqlx asks the server for such a type between the parts of a statement.
#[tokio::test]
async fn columns_of_the_users_own_types_are_read() {
    let (_database, mut db) = db().await;
    db.execute("CREATE TYPE mood AS ENUM ('glad')", ()).await.expect("created");
    for statement in ["SELECT 'glad'::mood, 1 AS n", "SELECT NULL::mood[], 1 AS n"] {
        let rows = db.fetch(statement, ()).await.expect("rows");
        assert_eq!(rows[0].get::<i32, _>("n"), 1);
    }
    // The same text after the structure has changed.
    db.execute("CREATE TABLE t (a mood)", ()).await.expect("created");
    for columns in 1..3 {
        db.execute("INSERT INTO t DEFAULT VALUES", ()).await.expect("inserted");
        let row = db.fetch_one("SELECT * FROM t LIMIT 1", ()).await.expect("a row");
        assert_eq!(row.len(), columns);
        db.execute("ALTER TABLE t ADD b mood", ()).await.ok();
    }
}

#[tokio::test]
async fn a_call_that_takes_too_long_is_stopped_and_the_connection_lives() {
    let (_database, mut db) = db().await;
    let begin = Instant::now();
    let error = db
        .execute("SELECT pg_sleep(60)", ())
        .timeout(Duration::from_millis(200))
        .await
        .expect_err("too long");
    assert!(matches!(error, CallError::TimedOut { .. }), "{error}");
    assert!(begin.elapsed() < Duration::from_secs(5));
    assert!(error.to_string().contains("pg_sleep") && error.to_string().contains(".timeout("));
    let timeout: String =
        db.fetch_val("SELECT current_setting('statement_timeout')", ()).await.expect("it lives");
    assert_eq!(timeout, "30s");
    // Somebody has stopped it, long before its time was over.
    let cancelled = "SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(60)";
    for timeout in [Duration::ZERO, Duration::from_secs(30)] {
        let error = db.execute(cancelled, ()).timeout(timeout).await.expect_err("it is cancelled");
        assert_eq!(error.code(), "call-failed", "{error}");
    }
    let error = db.execute("SELECT * FROM missing", ()).await.expect_err("no table");
    assert_eq!(error.code(), "call-failed");
}

#[tokio::test]
async fn a_code_step_leaves_the_session_as_it_was() {
    async fn code(db: &mut MigrationDb) -> Result {
        db.execute("CREATE TABLE made (id bigint)", ()).timeout(Duration::from_secs(2)).await?;
        Ok(())
    }
    fn up(m: &mut Steps) {
        m.run(code);
        m.run(async |db: &mut MigrationDb| {
            let count: i64 = db.fetch_val("SELECT count(*) FROM made", ()).await?;
            if count == 0 {
                return Err(matrx_core::migration::CodeError::new("nothing was made"));
            }
            Ok(())
        });
    }
    let (_database, mut db) = db().await;
    sqlx::query("SET statement_timeout = '7s'").execute(db.connection()).await.expect("set");
    let codes: Vec<_> = Steps::record(up)
        .into_iter()
        .map(|step| match step {
            Step::Code(code) => code,
            Step::Op(_) | Step::Sql(_) => panic!("code"),
        })
        .collect();
    codes[0].run(&mut db).await.expect("it runs");
    let timeout: String = sqlx::query_scalar("SELECT current_setting('statement_timeout')")
        .fetch_one(db.connection())
        .await
        .expect("a value");
    assert_eq!(timeout, "7s");
    let error = codes[1].run(&mut db).await.expect_err("its own error");
    assert_eq!(error.to_string(), "nothing was made");
}
