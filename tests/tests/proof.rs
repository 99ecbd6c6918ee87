//! Normalising and proving on a real server: nothing of the user's is touched, what is wrong is
//! named, and nothing is left behind.

use matrx_core::dialect::postgres::introspect::{Selection, introspect};
use matrx_core::dialect::postgres::normalise::{Context, normalise};
use matrx_core::dialect::postgres::proof::{Proof, ProofContext, ProofError, differences, prove};
use matrx_core::dialect::postgres::scratch::{Environment, Scratch};
use matrx_core::migration::{SqlStep, Step};
use matrx_core::op::Op;
use matrx_core::plan;
use matrx_core::schema::{
    Check, Column, ColumnValue, EnumType, Index, IndexColumn, IndexKey, Object, ObjectId,
    ObjectKind, Schema, Table,
};
use matrx_tests::{Cluster, Database, Settings};
use sqlx::{Connection as _, PgConnection};

fn declared() -> Schema {
    let mut schema = Schema::default();
    schema.namespaces.insert("auth".to_owned());
    for (name, value) in [("mood", "sad"), ("Other", "it's")] {
        let ty = EnumType {
            name: if name == "mood" { ("auth", name).into() } else { name.into() },
            values: vec![value.to_owned()],
            comment: None,
        };
        schema.enums.insert(ty.name.clone(), ty);
    }
    let mut table = Table::new("users");
    let with_default = |name: &str, ty: &str, text: &str| Column {
        value: ColumnValue::Default(text.into()),
        ..Column::new(name, ty)
    };
    table.columns = vec![
        with_default("email", "VARCHAR(20)", "'x'"),
        with_default("mood", "auth.mood", "'sad'::auth.mood"),
        with_default("other", "\"Other\"[]", "'{it''s}'"),
        with_default("at", "TIMESTAMPTZ", "NOW()"),
    ];
    let check = Check::new("c", "email IN ('a', 'b') OR mood = 'sad'");
    table.checks.insert(check.name.clone(), check);
    let index = Index {
        columns: vec![IndexColumn::new(IndexKey::Expression("LOWER(email)".into()))],
        predicate: Some("mood = 'sad'".into()),
        ..Index::new("i")
    };
    table.indexes.insert(index.name.clone(), index);
    schema.tables.insert(table.name.clone(), table);
    schema
}

fn context() -> Context {
    Context { default_schema: "public".to_owned(), server_major: 15 }
}

fn create(schema: &Schema) -> Vec<Step> {
    let mut ops: Vec<Op> =
        schema.namespaces.iter().map(|name| Op::CreateSchema { name: name.clone() }).collect();
    ops.extend(schema.enums.values().map(|ty| Op::CreateEnum { ty: ty.clone() }));
    for table in schema.tables.values() {
        let mut bare = table.clone();
        let indexes = std::mem::take(&mut bare.indexes);
        ops.push(Op::CreateTable { table: bare });
        let create = |index| Op::CreateIndex { table: table.name.clone(), index };
        ops.extend(indexes.into_values().map(create));
    }
    ops.into_iter().map(Step::Op).collect()
}

fn back(up: &[Step]) -> Vec<Step> {
    let ops: Vec<Op> = up
        .iter()
        .filter_map(|step| if let Step::Op(op) = step { Some(op.clone()) } else { None })
        .collect();
    plan::down(&ops).expect("all have a way back").into_iter().map(Step::Op).collect()
}

async fn proved(
    database: &Database,
    before: &Schema,
    up: &[Step],
    down: Option<&[Step]>,
    expected: &Schema,
    context: &ProofContext,
) -> Result<Proof, ProofError> {
    let scratch = Scratch::create(&database.options).await.expect("a superuser may create one");
    let name = scratch.name().to_owned();
    let result = prove(&scratch, before, up, down, expected, context).await;
    scratch.drop().await.expect("nobody is connected to it");
    let left = database.psql(&format!("SELECT 1 FROM pg_database WHERE datname = '{name}'"));
    assert_eq!(left, "");
    result
}

/// A pooler keeps the connections that it has lent.
#[tokio::test]
async fn a_scratch_database_goes_with_who_is_connected_to_it() {
    let database = Cluster::shared().database().await;
    let scratch = Scratch::create(&database.options).await.expect("a superuser may create one");
    let name = scratch.name().to_owned();
    let held = scratch.connect().await.expect("it is there");
    let began = std::time::Instant::now();
    scratch.drop().await.expect("nobody keeps it");
    assert!(began.elapsed() < std::time::Duration::from_secs(4), "{:?}", began.elapsed());
    let left = database.psql(&format!("SELECT 1 FROM pg_database WHERE datname = '{name}'"));
    assert_eq!(left, "");
    drop(held);
}

#[tokio::test]
async fn the_server_spells_without_touching_the_users_tables() {
    let database = Cluster::shared().database().await;
    database.psql("CREATE TABLE users (email text); CREATE SCHEMA auth;");
    // Whoever waits for this lock would wait for ever.
    let mut holder = database.connect().await;
    sqlx::raw_sql("BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE")
        .execute(&mut holder)
        .await
        .expect("nobody else is here");
    let mut conn = database.connect().await;
    sqlx::raw_sql("SET lock_timeout = '2s'").execute(&mut conn).await.expect("a setting");
    let spelled = normalise(&mut conn, &declared(), None, &Schema::default(), &context())
        .await
        .expect("no lock is needed");
    let users = &spelled.tables[&"users".into()];
    let default = |name: &str| {
        let value = &users.column(name).expect("it is there").value;
        let ColumnValue::Default(text) = value else { panic!("{value:?}") };
        text.0.clone()
    };
    assert_eq!(default("email"), "'x'::character varying");
    assert_eq!(default("mood"), "'sad'::auth.mood");
    assert_eq!(default("other"), "'{it''s}'::\"Other\"[]");
    assert_eq!(default("at"), "now()");
    assert_eq!(
        users.indexes["i"].predicate.as_ref().map(|text| text.0.as_str()),
        Some("(mood = 'sad'::auth.mood)")
    );
    let left = database.psql("SELECT nspname FROM pg_namespace WHERE nspname LIKE '\\_matrx%'");
    assert_eq!(left, "");
}

/// A table is a type as well: beside a type of its name it stands in another schema.
#[tokio::test]
async fn a_table_with_the_name_of_a_type_elsewhere_is_spelled() {
    let database = Cluster::shared().database().await;
    database.psql(
        "CREATE TYPE mood AS ENUM ('sad'); CREATE DOMAIN grade AS text; CREATE SCHEMA auth;
         CREATE TABLE auth.mood (m mood); CREATE TABLE auth.grade (g grade);",
    );
    let mut conn = database.connect().await;
    let what = Selection { schemas: vec!["auth".to_owned()], ..Selection::default() };
    let live = introspect(&mut conn, &what).await.expect("it is read").schema;
    let mut declared = live.clone();
    for (name, text) in [("mood", "m = 'sad'::mood"), ("grade", "g <> 'x'::grade")] {
        let check = Check::new("c", text);
        let table = declared.tables.get_mut(&("auth", name).into()).expect("it is there");
        table.checks.insert(check.name.clone(), check);
    }
    let spelled =
        normalise(&mut conn, &declared, None, &live, &context()).await.expect("they are types");
    let check = |name: &str| &spelled.tables[&("auth", name).into()].checks["c"].expression.0;
    assert_eq!(check("mood"), "(m = 'sad'::mood)");
    assert_eq!(check("grade"), "((g)::text <> (('x'::text)::grade)::text)");
}

#[tokio::test]
async fn a_role_that_may_not_create_a_schema_gets_the_same_spelling() {
    let cluster = Cluster::shared();
    let database = cluster.database().await;
    database.psql("CREATE ROLE plain_speller LOGIN;");
    let mut conn = database.connect().await;
    let live = Schema::default();
    let spelled =
        normalise(&mut conn, &declared(), None, &live, &context()).await.expect("a superuser may");
    let options = database.options.clone().username("plain_speller");
    let mut plain = PgConnection::connect_with(&options).await.expect("the role may connect");
    let other = normalise(&mut plain, &declared(), None, &live, &context())
        .await
        .expect("the temporary schema serves");
    assert_eq!(differences(&other, &spelled), Vec::<String>::new());
    let refused = Scratch::create(&options).await.err().expect("it may not create databases");
    assert!(refused.to_string().contains("ALTER ROLE plain_speller CREATEDB"), "{refused}");
}

#[tokio::test]
async fn a_wrong_text_is_named() {
    let database = Cluster::shared().database().await;
    let mut schema = declared();
    let users = schema.tables.get_mut(&"users".into()).expect("it is there");
    users.checks.get_mut("c").expect("it is there").expression = "nonsense(email)".into();
    let mut conn = database.connect().await;
    let error = normalise(&mut conn, &schema, None, &Schema::default(), &context())
        .await
        .expect_err("there is no such function");
    assert_eq!(error.sqlstate(), Some("42883"));
    assert!(error.to_string().starts_with("check c of users: "), "{error}");
    // The connection is fit for use again.
    let catalog =
        introspect(&mut conn, &Selection::default()).await.expect("no transaction is open");
    assert_eq!(catalog.schema, Schema::default());
}

#[tokio::test]
async fn a_migration_is_proved_up_down_and_up() {
    let database = Cluster::shared().database().await;
    let up = create(&declared());
    let down = back(&up);
    let expected = declared();
    let proof = proved(
        &database,
        &Schema::default(),
        &up,
        Some(&down),
        &expected,
        &ProofContext::default(),
    )
    .await
    .expect("it does what it says");
    let users = &proof.after.tables[&"users".into()];
    assert_eq!(users.column("at").expect("it is there").ty.name, "timestamp with time zone");
    assert_eq!(proof.not_proved, Vec::<String>::new());
    // From the structure that is there now, with an index built concurrently.
    let index = Index {
        columns: vec![IndexColumn::new(IndexKey::Column("at".to_owned()))],
        concurrently: true,
        ..Index::new("later")
    };
    let up = [Step::Op(Op::CreateIndex { table: "users".into(), index: index.clone() })];
    let mut expected = proof.after.clone();
    let users = expected.tables.get_mut(&"users".into()).expect("it is there");
    users.indexes.insert(index.name.clone(), index);
    let down = back(&up);
    proved(&database, &proof.after, &up, Some(&down), &expected, &ProofContext::default())
        .await
        .expect("it does what it says");
}

#[tokio::test]
async fn what_is_wrong_with_a_migration_is_named() {
    let database = Cluster::shared().database().await;
    let schema = declared();
    let context = ProofContext::default();
    let up = create(&schema);
    let empty = Schema::default();
    let error = proved(&database, &empty, &up, Some(&[]), &schema, &context).await;
    let error = error.expect_err("down does nothing").to_string();
    assert!(error.starts_with("down does not lead where it should: "), "{error}");
    assert!(error.contains("table users is left over"), "{error}");

    let error = proved(&database, &empty, &up, None, &empty, &context).await;
    let error = error.expect_err("more than expected").to_string();
    assert!(error.contains("up does not lead where it should"), "{error}");

    let broken = [Step::Sql(SqlStep::new("CREATE TABLE ok (); CREATE TABLE bad (a nonsense)"))];
    let error = proved(&database, &empty, &broken, None, &empty, &context).await;
    let error = error.expect_err("there is no such type").to_string();
    assert!(error.starts_with("up: sql CREATE TABLE ok"), "{error}");
    assert!(error.contains("42704"), "{error}");
}

#[tokio::test]
async fn what_tables_depend_on_is_made_first() {
    let database = Cluster::shared().database().await;
    database.psql(
        "CREATE EXTENSION citext;
         CREATE FUNCTION code() RETURNS text LANGUAGE sql AS 'SELECT ''x''';
         CREATE DOMAIN positive AS integer DEFAULT 1 CHECK (VALUE > 0);
         CREATE TYPE pair AS (a integer, b positive);
         CREATE TABLE users (id serial PRIMARY KEY, name citext DEFAULT code(), n positive, p pair);
         CREATE FUNCTION of_user(users) RETURNS text LANGUAGE sql AS 'SELECT $1.name::text';",
    );
    let mut conn = database.connect().await;
    let what = Selection::default();
    let before = introspect(&mut conn, &what).await.expect("it can be read").schema;
    let environment = Environment::read(&mut conn, &before).await.expect("it can be read");
    let context = ProofContext { environment, ..ProofContext::default() };
    let proof = proved(&database, &before, &[], Some(&[]), &before, &context).await;
    let proof = proof.expect("all that it needs is there");
    assert_eq!(differences(&proof.after, &before), Vec::<String>::new());
    assert_eq!(proof.not_proved, Vec::<String>::new());
    // What is said beside the tables brings all of it along.
    proved(&database, &before, &[], None, &before, &ProofContext::default())
        .await
        .expect("nothing else is needed");
    let tables = Schema { objects: Default::default(), ..before };
    let bare = proved(&database, &tables, &[], None, &tables, &ProofContext::default()).await;
    let error = bare.expect_err("the types are missing").to_string();
    assert!(error.starts_with("the present structure cannot be rebuilt"), "{error}");
}

#[tokio::test]
async fn more_tables_than_the_lock_table_holds() {
    let settings =
        Settings::default().with("max_locks_per_transaction", "10").with("max_connections", "20");
    let cluster = Cluster::start(&settings);
    let database = cluster.database().await;
    let mut schema = Schema::default();
    for number in 0..400 {
        let mut table = Table::new(format!("t{number}").as_str());
        for column in 0..6 {
            let value = ColumnValue::Default("now()".into());
            let name = format!("c{column}");
            table.columns.push(Column { value, ..Column::new(name, "timestamptz") });
        }
        let columns = vec![IndexColumn::new(IndexKey::Column("c1".to_owned()))];
        let index = Index { columns, ..Index::new(format!("i{number}")) };
        table.indexes.insert(index.name.clone(), index);
        schema.tables.insert(table.name.clone(), table);
    }
    let up = create(&schema);
    let down = back(&up);
    proved(&database, &Schema::default(), &up, Some(&down), &schema, &ProofContext::default())
        .await
        .expect("no message takes more locks than there are");
}

/// What is made gets what default privileges say; that is no part of what the migration says.
#[tokio::test]
async fn default_privileges_are_no_difference_of_what_is_made() {
    let database = Cluster::shared().database().await;
    let owner = database.psql("SELECT current_user");
    let scope = format!("FOR ROLE {} ON TABLES", owner.trim());
    let grant = "GRANT SELECT ON TABLES TO pg_monitor";
    let definition = vec![format!("ALTER DEFAULT PRIVILEGES FOR ROLE {} {grant}", owner.trim())];
    let id = ObjectId::with_signature(ObjectKind::DefaultPrivileges, "pg_monitor", scope);
    let mut before = Schema::default();
    before.objects.insert(id.clone(), Object::new(id, definition));
    let mut table = Table::new("t");
    table.columns.push(Column::new("a", "integer"));
    let mut expected = before.clone();
    expected.tables.insert(table.name.clone(), table.clone());
    let up = [Step::Op(Op::CreateTable { table })];
    let down = [Step::Op(Op::DropTable { name: "t".into(), was: None })];
    let context = ProofContext::default();
    let scratch = Scratch::create(&database.options).await.expect("it can be made");
    let proof = prove(&scratch, &before, &up, Some(&down), &expected, &context).await;
    // Declared, it is one.
    let grant = ObjectId::on(ObjectKind::Grant, "pg_monitor", "t");
    let definition = vec!["GRANT INSERT ON TABLE t TO pg_monitor".to_owned()];
    expected.objects.insert(grant.clone(), Object::new(grant, definition));
    scratch.drop().await.expect("it can be dropped");
    let proof = proof.unwrap_or_else(|why| panic!("{why}"));
    assert_eq!(
        differences(&proof.after, &Schema { objects: before.objects, ..expected.clone() }),
        Vec::<String>::new()
    );
    let scratch = Scratch::create(&database.options).await.expect("it can be made");
    let proof = prove(&scratch, &Schema::default(), &up, None, &expected, &context).await;
    scratch.drop().await.expect("it can be dropped");
    let why = proof.expect_err("nothing is granted there");
    assert!(why.to_string().contains("grant on t to pg_monitor"), "{why}");
}
