//! Locks of tables, and the room of the lock table.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use matrx_core::dialect::postgres::render::{RenderContext, statements};
use matrx_core::migration::{
    LinkedUp, MigrationSet, Steps, column, identity_by_default, index, table,
};
use matrx_core::op::Op;
use matrx_core::run::{Aftermath, Event, Migrator, Problem};
use matrx_tests::{Cluster, ledger, pg_dump};
use sqlx::Executor as _;

fn set(ups: &[LinkedUp]) -> MigrationSet {
    MigrationSet::new(ups, &[]).expect("the set is sound")
}

fn ledger_set() -> MigrationSet {
    ledger::set().expect("the set is sound")
}

/// A migrator that remembers its events.
fn recording(migrator: Migrator) -> (Migrator, Arc<Mutex<Vec<String>>>) {
    let events = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&events);
    let migrator = migrator.on_event(move |event| {
        let name = match event {
            Event::Split { .. } => "split",
            Event::Retrying { .. } => "retrying",
            Event::Committing { .. } => "committing",
            Event::Waiting { .. } => "waiting",
            Event::Connected { .. }
            | Event::Locked
            | Event::HistoryCreated
            | Event::Planned { .. }
            | Event::OutOfOrder { .. }
            | Event::NotLinked { .. }
            | Event::Started { .. }
            | Event::Recorded { .. }
            | Event::StepStarted { .. }
            | Event::StepFinished { .. }
            | Event::InvalidIndexDropped { .. }
            | Event::FoundDone { .. }
            | Event::Finished { .. } => return,
        };
        seen.lock().expect("no panic").push(name.to_owned());
    });
    (migrator, events)
}

fn count(events: &Mutex<Vec<String>>, name: &str) -> usize {
    events.lock().expect("no panic").iter().filter(|event| *event == name).count()
}

fn thousand(m: &mut Steps) {
    for n in 0..1000 {
        m.create_table(wide(n));
        m.create_index(index(&format!("t{n}_a_idx")).on(&*format!("t{n}")).column("a"));
    }
}

fn drop_thousand(m: &mut Steps) {
    for n in 0..1000 {
        m.drop_table(&*format!("t{n}"));
    }
}

fn wide(n: usize) -> matrx_core::migration::TableDef {
    let mut wide = table(&*format!("t{n}"))
        .column(column("id", "bigint").not_null().identity(identity_by_default()))
        .primary_key(&format!("t{n}_pkey"), &["id"]);
    for name in ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"] {
        wide = wide.column(column(name, "text").not_null().default("'x'::text"));
    }
    wide
}

const THOUSAND: &[LinkedUp] = &[
    ledger::up("many::m0001_create", &[], thousand),
    ledger::up("many::m0002_drop", &["0001_create"], drop_thousand),
];

#[tokio::test]
async fn a_thousand_tables_are_created_and_dropped_in_the_room_that_there_is() {
    let database = Cluster::shared().database().await;
    let empty = pg_dump(&database.url);
    let (migrator, events) = recording(Migrator::new(set(THOUSAND)));
    let report = migrator.clone().target("0001").run_on(database.options.clone()).await;
    assert_eq!(report.expect("it applies").applied.len(), 1);
    let tables = "SELECT count(*) FROM pg_class WHERE relname ~ '^t[0-9]+$'";
    assert_eq!(database.psql(tables), "1000\n");
    events.lock().expect("no panic").clear();
    migrator.run_on(database.options.clone()).await.expect("it applies");
    assert_eq!(database.psql(tables), "0\n");
    assert_eq!(count(&events, "split"), 1);
    assert!(count(&events, "committing") > 1);
    database.psql("DROP TABLE _matrx_migrations, _matrx_migration_log");
    assert_eq!(pg_dump(&database.url), empty);
}

/// Blocks that make 40 tables each: what a block locks cannot be told from its text.
fn blocks() -> impl Iterator<Item = String> {
    (0..30).map(|block| {
        format!(
            "DO $$ BEGIN FOR n IN 1..40 LOOP
               EXECUTE 'CREATE TABLE u{block}_' || n || ' (a text PRIMARY KEY)';
             END LOOP; END $$"
        )
    })
}

fn underestimated(m: &mut Steps) {
    for block in blocks() {
        m.sql(&block);
    }
}

#[tokio::test]
async fn where_the_estimate_was_too_low_the_migration_is_split_after_all() {
    let settings = matrx_tests::Settings::default()
        .with("max_locks_per_transaction", "10")
        .with("max_connections", "20");
    let cluster = Cluster::start(&settings);
    let database = cluster.database().await;
    // The server has no room for all of it in one transaction.
    let whole = blocks().collect::<Vec<_>>().join(";\n");
    let output = database.try_psql(&format!("BEGIN;\n{whole};\nCOMMIT"));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && error.contains("max_locks_per_transaction"), "{error}");

    let migration = [ledger::up("many::m0001_many", &[], underestimated)];
    let (migrator, events) = recording(Migrator::new(set(&migration)));
    let report = migrator.run_on(database.options.clone()).await.expect("it applies");
    assert_eq!(report.applied.len(), 1);
    assert_eq!(
        database.psql("SELECT count(*) FROM pg_class WHERE relname ~ '^u[0-9]+_[0-9]+$'"),
        "1200\n"
    );
    // It was begun as one transaction, and cut in halves until they had room.
    assert!(count(&events, "split") >= 1);
    let commits = count(&events, "committing");
    assert!((2..30).contains(&commits), "{commits} transactions");
    assert_eq!(
        database.psql("SELECT state, steps_done, steps FROM _matrx_migrations"),
        "applied|30|30\n"
    );
}

#[tokio::test]
async fn a_table_that_is_locked_is_tried_again_and_then_told() {
    let database = Cluster::shared().database().await;
    Migrator::new(ledger_set())
        .target("0003")
        .run_on(database.options.clone())
        .await
        .expect("it applies");
    let mut blocker = database.connect().await;
    blocker.execute("SET application_name TO 'the blocker'").await.expect("it is set");
    blocker.execute("BEGIN; LOCK TABLE accounts").await.expect("it locks");
    let impatient = Migrator::new(ledger_set())
        .lock_timeout(Duration::from_millis(50))
        .retry_for(Duration::from_millis(600));
    let (impatient, events) = recording(impatient);
    let error = impatient.run_on(database.options.clone()).await.expect_err("it is locked");
    assert_eq!(error.code(), "blocked");
    assert!(count(&events, "retrying") >= 2);
    let Problem::Blocked { failure, open, .. } = error.problem() else { panic!("{error}") };
    assert_eq!(open[0].application, "the blocker");
    assert_eq!(failure.aftermath, Aftermath::Unchanged);
    assert!(failure.error.code.as_deref() == Some("55P03"), "{error}");
    assert_eq!(database.psql("SELECT count(*) FROM _matrx_migrations"), "3\n");

    let patient = Migrator::new(ledger_set()).lock_timeout(Duration::from_millis(50));
    let (patient, events) = recording(patient);
    let options = database.options.clone();
    let run = tokio::spawn(async move { patient.run_on(options).await });
    let begun = Instant::now();
    while count(&events, "retrying") == 0 {
        assert!(begun.elapsed() < Duration::from_secs(20), "it never waits");
        tokio::task::yield_now().await;
    }
    blocker.execute("ROLLBACK").await.expect("it ends");
    run.await.expect("no panic").expect("it applies");
}

#[tokio::test]
async fn a_run_that_is_not_to_be_tried_again_does_not_wait_for_ever() {
    fn indexed(m: &mut Steps) {
        m.create_index(index("busy_idx").on("busy").column("a").concurrently());
    }
    let database = Cluster::shared().database().await;
    database.psql("CREATE TABLE busy (a integer)");
    let mut blocker = database.connect().await;
    blocker.execute("BEGIN; LOCK TABLE busy").await.expect("it locks");
    let once = Migrator::new(set(&[ledger::up("x::m0001_indexed", &[], indexed)]))
        .lock_timeout(Duration::from_millis(50))
        .retry_for(Duration::ZERO);
    let run = once.run_on(database.options.clone());
    let ended = tokio::time::timeout(Duration::from_secs(20), run).await.expect("it ends");
    assert_eq!(ended.expect_err("it is locked").code(), "blocked");
}

/// A role that owns the database, and connects with these settings.
/// The scripts that make the tables `a` and `b`, and the changes whose locks are counted one by one.
fn counted() -> Vec<Op> {
    use matrx_core::schema::{
        Check, Column, ColumnType, ColumnValue, Deferral, ForeignKey, Identity, IdentityKind,
        Index, IndexColumn, IndexKey, MatchType, PrimaryKey, ReferentialAction, SequenceOptions,
        Table, Unique,
    };
    let table = |name: &str| {
        let id = Column {
            nullable: false,
            value: ColumnValue::Identity(Identity {
                kind: IdentityKind::Always,
                options: SequenceOptions::default(),
            }),
            ..Column::new("id", "bigint")
        };
        let label =
            Column { value: ColumnValue::Default("'x'".into()), ..Column::new("label", "text") };
        let mut table = Table {
            columns: vec![id, label, Column::new("up", "bigint")],
            primary_key: Some(PrimaryKey {
                name: format!("{name}_pkey"),
                columns: vec!["id".into()],
                ..PrimaryKey::default()
            }),
            ..Table::new(name)
        };
        let unique = Unique {
            name: format!("{name}_label_key"),
            columns: vec!["label".into()],
            nulls_not_distinct: false,
            deferral: Deferral::NotDeferrable,
            ..Unique::default()
        };
        table.uniques.insert(unique.name.clone(), unique);
        let check = Check::new(format!("{name}_check"), "up > 0");
        table.checks.insert(check.name.clone(), check);
        table
    };
    let (a, b) = (table("a"), table("b"));
    let key = ForeignKey {
        name: "b_up_fkey".into(),
        columns: vec!["up".into()],
        references: "a".into(),
        referenced_columns: vec!["id".into()],
        on_delete: ReferentialAction::NoAction,
        on_update: ReferentialAction::NoAction,
        match_type: MatchType::Simple,
        deferral: Deferral::NotDeferrable,
        ..ForeignKey::default()
    };
    let index = Index {
        columns: vec![IndexColumn::new(IndexKey::Column("up".into()))],
        ..Index::new("b_up_idx")
    };
    let drop =
        |table: Table| Op::DropTable { name: table.name.clone(), was: Some(Box::new(table)) };
    vec![
        Op::CreateTable { table: a.clone() },
        Op::CreateTable { table: b.clone() },
        Op::CreateIndex { table: "b".into(), index: index.clone() },
        Op::AddForeignKey { table: "b".into(), key: key.clone() },
        Op::AddColumn { table: "b".into(), column: Column::new("more", "text") },
        Op::AlterColumnType {
            table: "b".into(),
            column: "more".into(),
            was: None,
            to: ColumnType::new("bytea"),
            using: Some("more::bytea".into()),
        },
        Op::DropForeignKey { table: "b".into(), name: key.name.clone(), was: Some(key) },
        Op::DropIndex {
            table: "b".into(),
            name: index.name.clone(),
            concurrently: false,
            was: Some(Box::new(index)),
        },
        Op::DropColumn { table: "b".into(), name: "up".into(), was: None },
        Op::AddColumn {
            table: "b".into(),
            column: Column {
                value: ColumnValue::Generated("upper(label)".into()),
                ..Column::new("big", "text")
            },
        },
        Op::DropTable { name: "b".into(), was: None },
        drop(a),
    ]
}

/// What a statement is taken to lock is never less than what it does.
#[tokio::test]
async fn estimates_of_locks_are_not_below_what_the_server_counts() {
    let database = Cluster::shared().database().await;
    let mut conn = database.connect().await;
    // The table has an entry for each thing that is locked, in whatever modes, unless the lock is on
    // the fast path; the transaction's own and this query's are no concern of the
    // statement.
    let count = "SELECT count(DISTINCT (locktype, database, relation, classid, objid, objsubid))
        FROM pg_catalog.pg_locks
        WHERE pid = pg_catalog.pg_backend_pid() AND NOT fastpath
          AND locktype NOT IN ('virtualxid', 'transactionid')
          AND (relation IS NULL OR relation >= 16384)";
    let mut short = Vec::new();
    for op in counted() {
        conn.execute("BEGIN").await.expect("a transaction can begin");
        let mut estimate = 0;
        for statement in statements(&op, &RenderContext::default()) {
            estimate += i64::from(statement.locks);
            let sql = sqlx::AssertSqlSafe(statement.sql.clone());
            sqlx::raw_sql(sql)
                .execute(&mut conn)
                .await
                .unwrap_or_else(|why| panic!("{why}: {statement:?}"));
        }
        let taken: i64 =
            sqlx::query_scalar(count).fetch_one(&mut conn).await.expect("they are counted");
        println!("{}: {taken} of {estimate}", op.describe());
        if taken > estimate {
            short.push(format!("{} takes {taken}, not {estimate}", op.describe()));
        }
        conn.execute("COMMIT").await.expect("it can be committed");
    }
    assert!(short.is_empty(), "{short:#?}");
}
