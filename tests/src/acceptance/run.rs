//! One case on a real server.

use std::collections::BTreeSet;

use matrx_core::dialect::postgres::introspect::{Catalog, OnRequest, Selection, introspect};
use matrx_core::dialect::postgres::render::{RenderContext, statements};
use matrx_core::dialect::postgres::session;
use matrx_core::diff::{Answers, Change, change, diff};
use matrx_core::op::{Op, hazards};
use matrx_core::schema::ObjectKind;
use matrx_core::statement::Statement;
use sqlx::{Connection as _, PgConnection};

use super::answers::answers;
use super::rows::{Side, Survivors, answer};
use super::structure::{SequenceNames, dump, loaded, same};
use super::{Case, Section};
use crate::cluster::{Cluster, Database};
use crate::live;
use crate::split::split;

/// What was seen of a case, as far as it got.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// The changes as the section `operations` has them.
    pub(super) operations: Option<String>,
    /// The hazards as the section `hazards` has them.
    pub(super) hazards: Option<String>,
    /// The variants of `Op` on both ways.
    pub(super) variants: BTreeSet<String>,
    /// The kinds of object on both sides.
    pub(super) objects: BTreeSet<ObjectKind>,
}

/// The two databases of a case.
struct Sides {
    old: Database,
    new: Database,
}

/// Runs a case; its databases are gone afterwards.
pub(super) async fn run(case: &Case) -> (Seen, Result<(), String>) {
    let cluster = Cluster::shared();
    let sides = Sides { old: cluster.database().await, new: cluster.database().await };
    let mut seen = Seen::default();
    let result = check(case, &sides, &mut seen).await;
    sides.old.drop_from(cluster).await;
    sides.new.drop_from(cluster).await;
    (seen, result)
}

async fn check(case: &Case, sides: &Sides, seen: &mut Seen) -> Result<(), String> {
    let mut conn = build(case, &sides.old, Section::Old).await?;
    let mut other = build(case, &sides.new, Section::New).await?;
    let selection = selection(case, &mut [&mut conn, &mut other]).await?;
    let (old, new) = (read(&mut conn, &selection).await?, read(&mut other, &selection).await?);
    not_covered(case, &old, &new)?;
    seen.objects =
        old.schema.objects.keys().chain(new.schema.objects.keys()).map(|id| id.kind).collect();
    let answers = answers(&case.lines(Section::Answers), &old.schema, &new.schema)?;
    let before = dump(&sides.old.url)?;
    script(&mut conn, case.text(Section::Rows).unwrap_or_default())
        .await
        .map_err(|why| format!("rows: {why}"))?;

    let change = match (change(&old.schema, &new.schema, &answers), case.text(Section::Refused)) {
        (Ok(change), None) => change,
        (Ok(change), Some(expected)) => {
            return Err(format!("not refused ({expected}):\n{}", described(&change.up)));
        }
        (Err(why), Some(expected)) if why.to_string().contains(expected) => return Ok(()),
        (Err(why), expected) => {
            let expected = expected.unwrap_or("nothing");
            return Err(format!("refused: {why}\n  expected: {expected}"));
        }
    };
    note(&change, seen);
    let names = sequence_names(&change.up);
    let context =
        RenderContext { default_schema: "public".to_owned(), server_major: old.server.major };
    let rendered = |ops: &[Op]| -> Vec<Statement> {
        ops.iter().flat_map(|op| statements(op, &context)).collect()
    };
    let (up, down) = (rendered(&change.up), rendered(&change.down));
    let fail = |when: &str, why: String, run: &[Statement]| {
        let texts: Vec<&str> = run.iter().map(|statement| statement.sql.as_str()).collect();
        format!("{when}: {why}\n-- what was run\n{};", texts.join(";\n"))
    };

    let survivors = Survivors::find(&mut conn, &mut other, &answers).await?;
    let rows = survivors.rows(&mut conn, Side::Old).await?;
    let kept = answer_all(&mut conn, case, Section::Keeps).await?;
    let same_rows = |when: &str, found: &_| {
        if *found == rows { Ok(()) } else { Err(format!("{when}: {found:?}, before: {rows:?}")) }
    };

    script(&mut conn, &session::settings()).await?;
    let ran = execute(&mut conn, &up).await;
    if let Some(expected) = case.text(Section::Fails) {
        let Err(why) = ran else { return Err(fail("up", "it does not fail".to_owned(), &up)) };
        if !why.contains(expected) {
            return Err(fail("up", format!("it fails with {why}"), &up));
        }
        same_rows("after the failure", &survivors.rows(&mut conn, Side::Old).await?)?;
        return same(&dump(&sides.old.url)?, &before, names)
            .await
            .map_err(|why| fail("up", why, &up));
    }
    ran.map_err(|why| fail("up", why, &[]))?;
    let after = read(&mut conn, &selection).await?;
    // What differs is told by pg_dump best.
    let (found, direct) = (dump(&sides.old.url)?, dump(&sides.new.url)?);
    same(&found, &direct, names).await.map_err(|why| fail("after up", why, &up))?;
    nothing_left((&after, &found), (&new, &direct), &selection)
        .await
        .map_err(|why| fail("the second diff", why, &up))?;
    same_rows("rows after up", &survivors.rows(&mut conn, Side::New).await?)
        .map_err(|why| fail("up", why, &up))?;
    all_true(&mut conn, case, Section::AfterUp).await.map_err(|why| fail("up", why, &up))?;
    same_answers(&mut conn, case, &kept, "after up").await.map_err(|why| fail("up", why, &up))?;

    execute(&mut conn, &down).await.map_err(|why| fail("down", why, &[]))?;
    let back = read(&mut conn, &selection).await?;
    let found = dump(&sides.old.url)?;
    match (same(&found, &before, names).await, case.text(Section::Differs)) {
        (Ok(()), None) => {}
        (Err(why), Some(told)) if why.lines().skip(1).eq(told.lines()) => {}
        (Err(why), _) => return Err(fail("after down", why, &down)),
        (Ok(()), Some(_)) => return Err(fail("after down", "nothing differs".to_owned(), &down)),
    }
    nothing_left((&back, &found), (&old, &before), &selection)
        .await
        .map_err(|why| fail("the diff after down", why, &down))?;
    same_rows("rows after down", &survivors.rows(&mut conn, Side::Old).await?)
        .map_err(|why| fail("down", why, &down))?;
    all_true(&mut conn, case, Section::AfterDown).await.map_err(|why| fail("down", why, &down))?;
    same_answers(&mut conn, case, &kept, "after down").await
}

/// A connection to the database, in which the side's script has run.
async fn build(case: &Case, database: &Database, side: Section) -> Result<PgConnection, String> {
    let mut conn =
        PgConnection::connect_with(&database.options).await.map_err(|why| why.to_string())?;
    script(&mut conn, &case.script(side)).await.map_err(|why| format!("{}: {why}", side.word()))?;
    Ok(conn)
}

/// Runs what a migration runs, under the search path that it has.
async fn execute(conn: &mut PgConnection, statements: &[Statement]) -> Result<(), String> {
    let path = format!("{};\n", session::search_path(&["public"], false));
    script(conn, &path).await?;
    let ran = live::execute_between(conn, statements, &path).await;
    ran.map_err(|why| why.replace(&path, ""))
}

async fn script(conn: &mut PgConnection, text: &str) -> Result<(), String> {
    sqlx::raw_sql(sqlx::AssertSqlSafe(text.to_owned()))
        .execute(conn)
        .await
        .map(|_| ())
        .map_err(|why| why.to_string())
}

/// Every schema that either side has.
async fn selection(case: &Case, sides: &mut [&mut PgConnection]) -> Result<Selection, String> {
    let query = "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname NOT LIKE 'pg\\_%' \
                 AND nspname NOT IN ('information_schema', 'public')";
    let mut names = BTreeSet::new();
    for conn in sides {
        names.extend(answer(conn, query).await?);
    }
    let privileges = match case.text(Section::OnRequest) {
        Some("privileges") => true,
        None => false,
        Some(other) => return Err(format!("nothing is read on request that is called {other:?}")),
    };
    Ok(Selection {
        schemas: names.into_iter().collect(),
        on_request: OnRequest { publications: true, privileges },
        ..Selection::default()
    })
}

async fn read(conn: &mut PgConnection, what: &Selection) -> Result<Catalog, String> {
    introspect(conn, what).await.map_err(|why| format!("introspection: {why}"))
}

fn not_covered(case: &Case, old: &Catalog, new: &Catalog) -> Result<(), String> {
    if case.is_of_structure() {
        return Ok(());
    }
    let all = old.not_covered.iter().chain(&new.not_covered);
    // What is not asked for is not missed.
    let missed = all.filter(|thing| thing.kind.on_request().is_none());
    let found: BTreeSet<String> = missed.map(ToString::to_string).collect();
    let expected: BTreeSet<String> =
        case.lines(Section::NotCovered).into_iter().map(str::to_owned).collect();
    if found == expected { Ok(()) } else { Err(format!("not covered: {found:?}")) }
}

fn sequence_names(ops: &[Op]) -> SequenceNames {
    let renames = |op: &Op| matches!(op, Op::RenameTable { .. } | Op::RenameColumn { .. });
    if ops.iter().any(renames) { SequenceNames::PutAside } else { SequenceNames::Compared }
}

fn note(change: &Change, seen: &mut Seen) {
    seen.operations = Some(described(&change.up));
    let mut codes: Vec<&str> = Vec::new();
    for hazard in hazards(&change.up).iter().flatten() {
        if !codes.contains(&hazard.id) {
            codes.push(hazard.id);
        }
    }
    seen.hazards = (!codes.is_empty()).then(|| codes.join(" "));
    for op in change.up.iter().chain(&change.down) {
        let text = format!("{op:?}");
        let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
        seen.variants.insert(text[..end].to_owned());
    }
}

fn described(ops: &[Op]) -> String {
    let lines: Vec<String> =
        ops.iter().map(|op| op.describe().replace('\\', "\\\\").replace('\n', "\\n")).collect();
    if lines.is_empty() { "nothing".to_owned() } else { lines.join("\n") }
}

/// A diff of the two finds nothing, at once or after both dumps have been loaded once more.
async fn nothing_left(
    found: (&Catalog, &str),
    expected: (&Catalog, &str),
    what: &Selection,
) -> Result<(), String> {
    if differences(found.0, expected.0).is_ok() {
        return Ok(());
    }
    differences(&reread(found.1, what).await?, &reread(expected.1, what).await?)
}

async fn reread(raw: &str, what: &Selection) -> Result<Catalog, String> {
    let database = loaded(raw).await?;
    let read = read(&mut database.connect().await, what).await;
    database.drop_from(Cluster::shared()).await;
    read
}

fn differences(found: &Catalog, expected: &Catalog) -> Result<(), String> {
    // A name that a rename has left.
    let mut left = found.schema.clone();
    left.forget_unsaid(&expected.schema);
    let second = diff(&left, &expected.schema, &Answers::default())
        .map_err(|why| format!("there is a question: {why}"))?;
    if second.is_empty() { Ok(()) } else { Err(described(&second)) }
}

async fn answer_all(
    conn: &mut PgConnection,
    case: &Case,
    section: Section,
) -> Result<Vec<(String, Vec<String>)>, String> {
    let mut answers = Vec::new();
    for query in split(case.text(section).unwrap_or_default(), ';') {
        let found = answer(conn, &query).await?;
        answers.push((query, found));
    }
    Ok(answers)
}

async fn same_answers(
    conn: &mut PgConnection,
    case: &Case,
    before: &[(String, Vec<String>)],
    when: &str,
) -> Result<(), String> {
    let now = answer_all(conn, case, Section::Keeps).await?;
    for ((query, before), (_, now)) in before.iter().zip(&now) {
        if before != now {
            return Err(format!("{query} {when}: {now:?}, before: {before:?}"));
        }
    }
    Ok(())
}

async fn all_true(conn: &mut PgConnection, case: &Case, section: Section) -> Result<(), String> {
    for (query, found) in answer_all(conn, case, section).await? {
        if found.is_empty() || found.iter().any(|row| row.split('|').any(|value| value != "t")) {
            return Err(format!("{} {query}: {found:?}", section.word()));
        }
    }
    Ok(())
}
