//! Objects that are said as SQL: read from a database, they make an equal one elsewhere.

use matrx_core::dialect::postgres::introspect::{Catalog, OnRequest, Selection, introspect};
use matrx_core::dialect::postgres::normalise::Objects;
use matrx_core::dialect::postgres::proof::{ProofContext, Stage};
use matrx_core::dialect::postgres::render::{RenderContext, build};
use matrx_core::dialect::postgres::scratch::Scratch;
use matrx_core::dialect::postgres::session;
use matrx_core::diff::{Answers, diff};
use matrx_core::schema::{ObjectKind, Schema};
use matrx_tests::live::{equal, execute};
use matrx_tests::{Cluster, Database, pg_dump, pg_dump_fixed};
use sqlx::{AssertSqlSafe, Row};

const ALL_KINDS: &str = include_str!("objects/all_kinds.sql");

#[tokio::test]
async fn every_kind_is_read_and_made_again() {
    let catalog = rebuilt(ALL_KINDS).await;
    for kind in ObjectKind::ALL {
        let found = catalog.schema.objects.keys().any(|id| id.kind == *kind);
        assert!(found, "the test's database has no {kind}");
    }
    let not_covered: Vec<String> = catalog.not_covered.iter().map(ToString::to_string).collect();
    assert_eq!(not_covered, Vec::<String>::new());
}

/// Real databases: what they lean on is found out without being told.
#[tokio::test]
async fn real_databases_are_read_and_made_again() {
    for script in [
        include_str!("../schemas/basejump.sql"),
        include_str!("../schemas/chinook.sql"),
        include_str!("../schemas/crates_io.sql"),
    ] {
        assert!(!rebuilt(script).await.schema.tables.is_empty());
    }
}

async fn selection(database: &Database) -> Selection {
    let mut conn = database.connect().await;
    let query = "SELECT nspname::text FROM pg_namespace \
                  WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'";
    let rows = sqlx::raw_sql(query).fetch_all(&mut conn).await.expect("it can be asked");
    let names = rows.iter().map(|row| row.get::<String, _>(0));
    let mut what = Selection::schema("public");
    what.on_request = OnRequest::ALL;
    what.schemas = names.filter(|name| name != "public").collect();
    what
}

async fn read(database: &Database) -> Catalog {
    let what = selection(database).await;
    let mut conn = database.connect().await;
    introspect(&mut conn, &what).await.unwrap_or_else(|why| panic!("{why}"))
}

/// The server spells it the same where nothing is known of it: no dependency, no order.
async fn spelled(original: &Database, catalog: &Catalog) {
    let mut declared = catalog.schema.clone();
    declared.objects.values_mut().for_each(|object| object.needs.clear());
    let said = Objects {
        objects: declared.objects.clone(),
        open: declared.objects.keys().cloned().collect(),
    };
    let scratch = Scratch::create(&original.options).await.expect("a database can be made");
    let nothing = Schema::default();
    let context = ProofContext::default();
    let mut stage = Stage::open(&scratch, &nothing, &context).await.expect("nothing is built");
    let spelled = stage.spell(&declared, said, None, &nothing).await;
    stage.close().await.expect("it can be closed");
    scratch.drop().await.expect("it can be dropped");
    let spelled = spelled.unwrap_or_else(|why| panic!("{why}"));
    for (id, object) in &catalog.schema.objects {
        assert_eq!(spelled.objects[id].needs, object.needs, "{id}");
    }
}

/// Builds the same once more from what was read, and compares.
async fn rebuilt(script: &str) -> Catalog {
    let cluster = Cluster::shared();
    let original = cluster.database().await;
    original.psql(script);
    let catalog = read(&original).await;
    let copy = cluster.database().await;
    let mut conn = copy.connect().await;
    let settings = session::settings();
    sqlx::raw_sql(AssertSqlSafe(settings)).execute(&mut conn).await.expect("they can be set");
    let context = RenderContext::default();
    for statement in build(&catalog.schema, &context) {
        let path = session::search_path(&["public"], false);
        sqlx::raw_sql(AssertSqlSafe(path)).execute(&mut conn).await.expect("it can be set");
        if let Err(why) = execute(&mut conn, std::slice::from_ref(&statement)).await {
            panic!("{why}");
        }
    }
    spelled(&original, &catalog).await;
    let again = read(&copy).await;
    equal("what was made again", &again.schema, &catalog.schema)
        .unwrap_or_else(|why| panic!("{why}"));
    let second = diff(&again.schema, &catalog.schema, &Answers::default());
    assert_eq!(second.map_err(|why| why.to_string()), Ok(Vec::new()));
    if pg_dump(&original.url) != pg_dump(&copy.url) {
        let (one, two) = (pg_dump_fixed(&original.url).await, pg_dump_fixed(&copy.url).await);
        let lines = |a: &str, b: &str| -> Vec<String> {
            let b: std::collections::BTreeSet<&str> = b.lines().collect();
            a.lines().filter(|line| !b.contains(line)).map(str::to_owned).collect()
        };
        assert_eq!((lines(&one, &two), lines(&two, &one)), (Vec::new(), Vec::new()));
    }
    catalog
}
