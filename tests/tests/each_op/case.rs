use matrx_core::dialect::postgres::introspect::Selection;
use matrx_core::dialect::postgres::render::{RenderContext, build};
use matrx_core::diff::{Answers, change, diff};
use matrx_core::name::QName;
use matrx_core::schema::{Column, ColumnValue, EnumType, PrimaryKey, Schema, Table};
use matrx_tests::live::{self, equal, execute, rendered, spelled};
use matrx_tests::{Cluster, Database, pg_dump, pg_dump_fixed};
use sqlx::PgConnection;

/// A name that needs every kind of care.
pub(crate) const WEIRD: &str = "weird \"name\n*/";

/// One kind of change: what is there before, and what is done to it.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) before: fn(&mut Schema),
    pub(crate) change: fn(&mut Schema),
    pub(crate) answers: Answers,
    /// Rows that are there before.
    pub(crate) rows: &'static str,
    /// A query, and what it answers before, after up, and after down.
    pub(crate) query: Option<(&'static str, [&'static str; 3])>,
}

pub(crate) fn case(name: &'static str, before: fn(&mut Schema), change: fn(&mut Schema)) -> Case {
    Case { name, before, change, answers: Answers::default(), rows: "", query: None }
}

/// What every case begins with: two tables and an enum type, one of each with a hostile name.
pub(crate) fn base() -> Schema {
    let mut schema = Schema::default();
    for name in ["users", WEIRD] {
        let mut table = Table::new(name);
        let mut id = Column::new("id", "bigint");
        id.nullable = false;
        table.columns = vec![
            id,
            Column::new("email", "text"),
            Column::new("type", "integer"),
            Column::new(WEIRD, "character varying(20)"),
        ];
        table.primary_key = Some(PrimaryKey {
            name: format!("{name} pk"),
            columns: vec!["id".to_owned()],
            ..PrimaryKey::default()
        });
        schema.tables.insert(table.name.clone(), table);
    }
    let values = vec!["draft".to_owned(), "it's\\".to_owned()];
    let status = EnumType { name: "Status".into(), values, comment: None };
    schema.enums.insert(status.name.clone(), status);
    schema
}

pub(crate) fn users(schema: &mut Schema) -> &mut Table {
    table(schema, "users")
}

pub(crate) fn table<'a>(schema: &'a mut Schema, name: &str) -> &'a mut Table {
    schema.tables.get_mut(&QName::from(name)).expect("the base has it")
}

pub(crate) fn column<'a>(schema: &'a mut Schema, name: &str) -> &'a mut Column {
    users(schema).column_mut(name).expect("the base has it")
}

pub(crate) fn default(schema: &mut Schema, name: &str, text: &str) {
    column(schema, name).value = ColumnValue::Default(text.into());
}

pub(crate) fn nothing(_: &mut Schema) {}

/// Runs the cases, and reports all that fail.
pub(crate) async fn check(cases: Vec<Case>) {
    let mut failures = Vec::new();
    for case in cases {
        let name = case.name;
        if let Err(why) = run(case).await {
            failures.push(format!("== {name}\n{why}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

async fn run(case: Case) -> Result<(), String> {
    let cluster = Cluster::shared();
    let mut old = base();
    (case.before)(&mut old);
    let mut new = old.clone();
    (case.change)(&mut new);

    let database = cluster.database().await;
    let mut conn = database.connect().await;
    execute(&mut conn, &build(&old, &context())).await?;
    let live = read(&mut conn).await?;
    let old = spelled(&mut conn, &old, &Schema::default()).await?;
    equal("what was built, read back", &live, &old)?;
    let new = spelled(&mut conn, &new, &live).await?;
    let before = pg_dump(&database.url);
    if !case.rows.is_empty() {
        database.psql(case.rows);
    }
    answer(&case, &database, 0)?;

    let change = change(&live, &new, &case.answers).map_err(|why| why.to_string())?;
    if change.up.is_empty() {
        return Err("the diff finds nothing".to_owned());
    }
    execute(&mut conn, &rendered(&change.up)).await.map_err(|why| format!("up: {why}"))?;
    answer(&case, &database, 1)?;
    let after = read(&mut conn).await?;
    equal("after up", &after, &new)?;
    let second = diff(&after, &new, &Answers::default()).map_err(|why| why.to_string())?;
    if !second.is_empty() {
        return Err(format!("the second diff is not empty: {second:?}"));
    }
    let direct = cluster.database().await;
    let mut other = direct.connect().await;
    execute(&mut other, &build(&new, &context())).await?;
    same_dump("after up", &database, &pg_dump(&direct.url), &direct).await?;

    execute(&mut conn, &rendered(&change.down)).await.map_err(|why| format!("down: {why}"))?;
    answer(&case, &database, 2)?;
    if pg_dump(&database.url) != before {
        let origin = cluster.database().await;
        let mut third = origin.connect().await;
        execute(&mut third, &build(&old, &context())).await?;
        same_dump("after down", &database, &before, &origin).await?;
    }
    Ok(())
}

fn context() -> RenderContext {
    RenderContext::default()
}

async fn read(conn: &mut PgConnection) -> Result<Schema, String> {
    let mut what = Selection::default();
    what.schemas.push("other".to_owned());
    live::read(conn, &what).await
}

/// The dumps are equal, at once or after one more load and dump of both.
async fn same_dump(
    when: &str,
    database: &Database,
    expected: &str,
    other: &Database,
) -> Result<(), String> {
    if pg_dump(&database.url) == expected {
        return Ok(());
    }
    let (one, two) = (pg_dump_fixed(&database.url).await, pg_dump_fixed(&other.url).await);
    if one == two { Ok(()) } else { Err(format!("{when}:\n{one}\n--- expected\n{two}")) }
}

fn answer(case: &Case, database: &Database, at: usize) -> Result<(), String> {
    let Some((query, answers)) = &case.query else { return Ok(()) };
    let found = database.psql(query);
    let (found, expected) = (found.trim(), answers[at]);
    if found == expected { Ok(()) } else { Err(format!("{query}: {found}, not {expected}")) }
}
