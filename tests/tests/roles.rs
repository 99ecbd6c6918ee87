//! Roles and settings that get in the way: what they may not reach, and what is missing.

use matrx_core::migration::{
    LinkedUp, MigrationSet, Steps, collation, column, grant, policy, table,
};
use matrx_core::run::{Migrator, Problem, RollbackTo};
use matrx_tests::{Cluster, Database, ledger, pg_dump};

fn set(ups: &[LinkedUp]) -> MigrationSet {
    MigrationSet::new(ups, &[]).expect("the set is sound")
}

fn ledger_set() -> MigrationSet {
    ledger::set().expect("the set is sound")
}

fn as_role(database: &Database, role: &str, settings: &str) -> sqlx::postgres::PgConnectOptions {
    let role = format!("{role}_{}", database.name);
    database.psql(&format!(
        "CREATE ROLE {role} LOGIN PASSWORD 'x'; GRANT ALL ON DATABASE {} TO {role}; {}",
        database.name,
        settings.replace("$role", &role)
    ));
    database.options.clone().username(&role).password("x")
}

#[tokio::test]
async fn hostile_settings_of_the_role_do_not_reach_a_run() {
    let database = Cluster::shared().database().await;
    let options = as_role(
        &database,
        "hostile",
        "GRANT ALL ON SCHEMA public TO $role; CREATE SCHEMA trap AUTHORIZATION $role;
         CREATE FUNCTION trap.pg_advisory_lock(bigint) RETURNS void LANGUAGE sql AS 'SELECT 1 / 0';
         CREATE FUNCTION trap.pg_try_advisory_lock(bigint) RETURNS boolean LANGUAGE sql AS 'SELECT 1 / 0 = 0';
         CREATE FUNCTION trap.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS 'SELECT to_timestamp(1 / 0)';
         ALTER ROLE $role SET search_path TO trap, pg_catalog;
         ALTER ROLE $role SET statement_timeout TO '60ms';
         ALTER ROLE $role SET lock_timeout TO '1ms';
         ALTER ROLE $role SET default_transaction_isolation TO 'serializable';
         ALTER ROLE $role SET standard_conforming_strings TO off;
         ALTER ROLE $role SET lc_messages TO 'C';
         ALTER ROLE $role SET idle_in_transaction_session_timeout TO '1ms';
         ALTER ROLE $role SET DateStyle TO 'German';",
    );
    fn slow(m: &mut Steps) {
        m.sql("SELECT pg_sleep(0.2)");
        m.sql("SET search_path TO trap; SET statement_timeout TO '1ms'; SET ROLE NONE");
    }
    fn after(m: &mut Steps) {
        m.create_table(table("made").column(column("a", "text").default("'\\'::text")));
        m.sql("INSERT INTO made DEFAULT VALUES");
    }
    let ups = [
        ledger::up("hostile::m0001_slow", &[], slow),
        ledger::up("hostile::m0002_after", &["0001_slow"], after),
    ];
    let report = Migrator::new(set(&ups)).run_on(options).await.expect("it applies");
    assert_eq!(report.applied.len(), 2);
    assert_eq!(database.psql("SELECT a FROM public.made"), "\\\n");
    assert_eq!(database.psql("SELECT count(*) FROM public._matrx_migrations"), "2\n");
}

#[tokio::test]
async fn every_right_that_is_missing_is_named_before_anything_runs() {
    let database = Cluster::shared().database().await;
    Migrator::new(ledger_set())
        .target("0003")
        .run_on(database.options.clone())
        .await
        .expect("it applies");
    fn more(m: &mut Steps) {
        m.create_schema("extra");
        m.create_table(table("fresh").column(column("a", "int")));
        m.add_column("entries", column("b", "int"));
        m.add_column("accounts", column("b", "int"));
        m.add_enum_value("state", "later");
    }
    let ups = [ledger::up("other::m0001_more", &[], more)];
    let options = as_role(
        &database,
        "weak",
        "REVOKE ALL ON DATABASE CURRENT_DB FROM $role"
            .replace("CURRENT_DB", &database.name)
            .as_str(),
    );
    database.psql(&format!(
        "GRANT CONNECT ON DATABASE {} TO PUBLIC;
         GRANT SELECT ON _matrx_migrations, _matrx_migration_log TO PUBLIC",
        database.name
    ));
    let before = pg_dump(&database.url);
    let error = Migrator::new(set(&ups)).run_on(options).await.expect_err("it may not");
    let Problem::Privileges { missing, .. } = error.problem() else { panic!("{error}") };
    for wanted in [
        "CREATE on database",
        "CREATE on schema public",
        "ownership of table public.accounts",
        "ownership of table public.entries",
        "ownership of type public.state",
        "INSERT, UPDATE and DELETE on the history",
    ] {
        assert!(missing.iter().any(|right| right.starts_with(wanted)), "{wanted}: {error}");
    }
    assert_eq!(missing.len(), 6);
    assert_eq!(pg_dump(&database.url), before);
}

#[tokio::test]
async fn a_role_that_may_only_add_to_the_log_is_told_before_anything_runs() {
    fn made(m: &mut Steps) {
        m.create_table(table("made").column(column("a", "int")));
    }
    let database = Cluster::shared().database().await;
    let ups = [ledger::up("x::m0001_made", &[], made)];
    let nothing = [ledger::up("y::m0001_nothing", &[], |_| {})];
    Migrator::new(set(&nothing)).run_on(database.options.clone()).await.expect("it applies");
    let options = as_role(
        &database,
        "adding",
        "GRANT ALL ON SCHEMA public TO $role; GRANT ALL ON _matrx_migrations TO $role;
         GRANT SELECT, INSERT ON _matrx_migration_log TO $role",
    );
    let error = Migrator::new(set(&ups)).run_on(options).await.expect_err("it may not");
    let Problem::Privileges { missing, .. } = error.problem() else { panic!("{error}") };
    assert!(missing[0].starts_with("INSERT, UPDATE and DELETE on the history"), "{error}");
}

#[tokio::test]
async fn a_server_that_takes_no_writes_is_refused_but_can_be_asked() {
    let database = Cluster::shared().database().await;
    let options =
        as_role(&database, "reader", "ALTER ROLE $role SET default_transaction_read_only TO on");
    let migrator = Migrator::new(ledger_set());
    let error = migrator.run_on(options.clone()).await.expect_err("it is read only");
    assert_eq!(error.code(), "read-only");
    let status = migrator.status(options).await.expect("it can be asked");
    assert!(!status.history && status.migrations.iter().all(|migration| migration.is_pending()));
    let nothing = migrator.rollback(database.options.clone(), &RollbackTo::Zero).await;
    assert!(nothing.expect("there is nothing to roll back").applied.is_empty());
    assert_eq!(database.psql("SELECT count(*) FROM pg_class WHERE relname LIKE '%matrx%'"), "0\n");
}

#[tokio::test]
async fn what_the_server_does_not_know_is_named_before_anything_runs() {
    let database = Cluster::shared().database().await;
    fn later(m: &mut Steps) {
        m.create_table(table("fresh").column(column("a", "int")));
        m.create(
            collation("builtin").sql("CREATE COLLATION builtin (provider = builtin, locale = 'C')"),
        );
        m.create(
            collation("ruled")
                .sql("CREATE COLLATION ruled (provider = icu, locale = 'de', rules = '&a < b')"),
        );
    }
    let before = pg_dump(&database.url);
    let ups = [ledger::up("other::m0001_later", &[], later)];
    let migrator = Migrator::new(set(&ups));
    let error = migrator.run_on(database.options.clone()).await.expect_err("it is too old");
    let Problem::TooOld { major, missing } = error.problem() else { panic!("{error}") };
    assert!(*major < 17, "this test needs a server that does not know the provider builtin");
    assert!(
        missing
            .contains(&"the provider builtin of collation builtin needs PostgreSQL 17".to_owned())
    );
    assert_eq!(pg_dump(&database.url), before);
}

#[tokio::test]
async fn a_role_that_is_missing_is_named_before_anything_runs() {
    let database = Cluster::shared().database().await;
    fn later(m: &mut Steps) {
        m.create_table(table("fresh").column(column("a", "int")));
        m.create(
            policy("own", "fresh")
                .sql("CREATE POLICY own ON fresh TO \"nobody's\", PUBLIC\n    USING ((a > 0))"),
        );
        m.create(grant("neither", "fresh").sql("GRANT SELECT ON TABLE fresh TO neither"));
    }
    let before = pg_dump(&database.url);
    let ups = [ledger::up("other::m0001_later", &[], later)];
    let error = Migrator::new(set(&ups)).run_on(database.options.clone()).await;
    let error = error.expect_err("there are no such roles");
    let Problem::NoRoles { missing } = error.problem() else { panic!("{error}") };
    assert_eq!(missing, &["neither", "\"nobody's\""]);
    assert_eq!(error.code(), "missing-role");
    assert_eq!(pg_dump(&database.url), before);
}
