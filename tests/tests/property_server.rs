//! Random pairs of schemas on a real server: build the old one, go to the new one, and back.
//!
//! 300 pairs by default; `MATRX_PROPERTY_CASES` asks for another number (1,000 every night), `MATRX_PROPERTY_SEED`
//! for another beginning. A failure names the seed of its pair; `MATRX_PROPERTY_FAILURES` is a file for all of them.

use matrx_core::dialect::postgres::introspect::{OnRequest, Selection};
use matrx_core::dialect::postgres::render::{RenderContext, build};
use matrx_core::diff::{Answers, change, diff};
use matrx_core::op::Op;
use matrx_core::schema::Schema;
use matrx_tests::generate::pair;
use matrx_tests::live::{self, equal, execute, rendered, spelled};
use matrx_tests::{Cluster, Database, pg_dump, pg_dump_fixed};
use sqlx::PgConnection;

/// How many pairs are compared by `pg_dump` too: one in this many.
const DUMPED: u64 = 20;
/// As many as there are processors to compare two databases at a time.
const WORKERS: u64 = 2;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn random_pairs_go_there_and_back() {
    let number = |name: &str, default: u64| {
        std::env::var(name).map_or(default, |text| text.parse().expect("it is a number"))
    };
    let cases = number("MATRX_PROPERTY_CASES", 300);
    let first = number("MATRX_PROPERTY_SEED", 1);
    let workers: Vec<_> = (0..WORKERS)
        .map(|worker| {
            tokio::spawn(async move {
                let mut failures = Vec::new();
                let databases = Databases {
                    database: Cluster::shared().database().await,
                    direct: Cluster::shared().database().await,
                };
                let mut changes = 0;
                for seed in (first..first + cases).filter(|seed| seed % WORKERS == worker) {
                    match run(&databases, seed).await {
                        Ok(count) => changes += count,
                        Err(why) => failures.push(format!("== seed {seed}\n{why}")),
                    }
                }
                (changes, failures)
            })
        })
        .collect();
    let (mut changes, mut failures) = (0, Vec::new());
    for worker in workers {
        let (more, failed) = worker.await.expect("a worker does not panic");
        changes += more;
        failures.extend(failed);
    }
    if let Ok(path) = std::env::var("MATRX_PROPERTY_FAILURES") {
        std::fs::write(path, failures.join("\n\n")).expect("the failures are written");
    }
    let shown = failures.iter().take(5).cloned().collect::<Vec<_>>().join("\n\n");
    assert!(failures.is_empty(), "{} of {cases} pairs fail\n{shown}", failures.len());
    assert!(changes as u64 > cases, "the pairs hardly differ: {changes} changes");
}

/// Where a pair goes there and back, and where its new side is built at once.
struct Databases {
    database: Database,
    direct: Database,
}

/// A database with this structure alone, and what the server makes of it.
async fn built(
    database: &Database,
    schema: &Schema,
    what: &Selection,
) -> Result<(PgConnection, Schema), String> {
    let mut conn = database.connect().await;
    empty(&mut conn).await?;
    execute(&mut conn, &build(schema, &RenderContext::default())).await?;
    let found = read(&mut conn, what).await?;
    Ok((conn, found))
}

/// One pair; the number of its changes.
async fn run(databases: &Databases, seed: u64) -> Result<usize, String> {
    let pair = pair(seed);
    let Databases { database, direct } = databases;
    let namespaces: Vec<String> =
        pair.old.namespaces.union(&pair.new.namespaces).cloned().collect();
    let on_request = OnRequest::ALL;
    let what = Selection { schemas: namespaces, on_request, ..Selection::default() };
    let (mut conn, live) =
        built(database, &pair.old, &what).await.map_err(|why| format!("build old: {why}"))?;
    let (other, new) =
        built(direct, &pair.new, &what).await.map_err(|why| format!("build new: {why}"))?;
    sqlx::Connection::close(other).await.map_err(|why| why.to_string())?;
    // The spelling of objects is found where they are made; that of all else beside them too.
    if live.objects.is_empty() && new.objects.is_empty() {
        equal("old", &live, &spelled(&mut conn, &pair.old, &live).await?)?;
        equal("new", &new, &spelled(&mut conn, &pair.new, &live).await?)?;
    }
    let dumped = seed.is_multiple_of(DUMPED);
    let before = if dumped { pg_dump(&database.url) } else { String::new() };

    let change = change(&live, &new, &pair.answers).map_err(|why| why.to_string())?;
    let told = |way: &str, ops: &[Op], why: String| {
        let list: Vec<String> = ops.iter().map(Op::describe).collect();
        format!("{way}: {why}\n{}", list.join("\n"))
    };
    execute(&mut conn, &rendered(&change.up)).await.map_err(|why| told("up", &change.up, why))?;
    let after = read(&mut conn, &what).await?;
    equal("after up", &after, &new).map_err(|why| told("up", &change.up, why))?;
    // A rename leaves the sequence of an identity its name, of which the models do not speak.
    let mut left = after.clone();
    left.forget_unsaid(&new);
    let second = diff(&left, &new, &Answers::default()).map_err(|why| why.to_string())?;
    if !second.is_empty() {
        return Err(told("second diff", &second, "it is not empty".to_owned()));
    }
    if dumped {
        let same = if pg_dump(&database.url) == pg_dump(&direct.url) {
            Ok(())
        } else {
            same_lines(&pg_dump_fixed(&database.url).await, &pg_dump_fixed(&direct.url).await)
        };
        same.map_err(|why| told("up", &change.up, why))?;
    }
    execute(&mut conn, &rendered(&change.down))
        .await
        .map_err(|why| told("down", &change.down, why))?;
    let back = read(&mut conn, &what).await?;
    equal("after down", &back, &live).map_err(|why| told("down", &change.down, why))?;
    if dumped && pg_dump(&database.url) != before {
        let (other, _) = built(direct, &pair.old, &what).await?;
        sqlx::Connection::close(other).await.map_err(|why| why.to_string())?;
        let same =
            same_lines(&pg_dump_fixed(&database.url).await, &pg_dump_fixed(&direct.url).await);
        same.map_err(|why| told("down", &change.down, why))?;
    }
    Ok(change.up.len())
}

/// Two dumps are equal; if not, the lines that only one of them has.
fn same_lines(found: &str, expected: &str) -> Result<(), String> {
    let (found, expected) = (&without_sequence_names(found), &without_sequence_names(expected));
    if found == expected {
        return Ok(());
    }
    let only = |one: &str, other: &str, sign: &str| -> Vec<String> {
        let lines = one.lines().filter(|line| !other.lines().any(|there| there == *line));
        lines.map(|line| format!("{sign}{line}")).collect()
    };
    let mut lines = only(found, expected, "+");
    lines.extend(only(expected, found, "-"));
    Err(format!("pg_dump sees a difference\n{}", lines.join("\n")))
}

/// PostgreSQL leaves the sequence of an identity column its name when the column or the table gets
/// another one; the name is no part of what a model says.
fn without_sequence_names(dump: &str) -> String {
    let mut pieces = dump.split("    SEQUENCE NAME ");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        text.push_str(&piece[piece.find("\n    START WITH").unwrap_or(0)..]);
    }
    text
}

/// The database as it was made; much faster than a new one.
async fn empty(conn: &mut PgConnection) -> Result<(), String> {
    let script = "DO $$ DECLARE one name; BEGIN
        FOR one IN SELECT nspname FROM pg_namespace
                    WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' LOOP
            EXECUTE format('DROP SCHEMA %I CASCADE', one);
        END LOOP;
        FOR one IN SELECT pubname FROM pg_publication LOOP
            EXECUTE format('DROP PUBLICATION %I', one);
        END LOOP;
        CREATE SCHEMA public;
        COMMENT ON SCHEMA public IS 'standard public schema';
        ALTER SCHEMA public OWNER TO pg_database_owner;
        GRANT USAGE ON SCHEMA public TO PUBLIC;
        END $$";
    let quiet = sqlx::raw_sql("SET client_min_messages = warning").execute(&mut *conn).await;
    quiet.map_err(|why| why.to_string())?;
    sqlx::raw_sql(script).execute(conn).await.map(|_| ()).map_err(|why| why.to_string())
}

async fn read(conn: &mut PgConnection, what: &Selection) -> Result<Schema, String> {
    let mut schema = live::read(conn, what).await?;
    schema.namespaces.remove("public");
    Ok(schema)
}
