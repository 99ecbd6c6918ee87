//! Two branches of migrations in one program: what is apart is applied, what gets in each other's way is
//! named, and what a migration joins is applied in the order of the ids.

use matrx_core::migration::{LinkedUp, MigrationSet, Steps, column, index, table};
use matrx_core::run::Migrator;
use matrx_tests::{Cluster, Database, ledger};

fn orders(m: &mut Steps) {
    m.create_table(table("orders").column(column("total", "integer")));
}

fn add_note(m: &mut Steps) {
    m.add_column("orders", column("note", "text"));
}

fn wider(m: &mut Steps) {
    m.alter_column("orders", "total").type_("bigint");
}

fn narrower(m: &mut Steps) {
    m.alter_column("orders", "total").type_("numeric");
}

fn drop_total(m: &mut Steps) {
    m.drop_column("orders", "total");
}

fn by_total(m: &mut Steps) {
    m.create_index(index("orders_total_idx").on("orders").column("total"));
}

fn nothing(_m: &mut Steps) {}

const BASE: &[&str] = &["0001_orders"];

fn migrator(ups: &[LinkedUp]) -> Migrator {
    Migrator::new(MigrationSet::new(ups, &[]).expect("the set is sound"))
}

fn columns(database: &Database) -> String {
    database.psql(
        "SELECT string_agg(attname || ' ' || atttypid::regtype, ', ' ORDER BY attname)
           FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attnum > 0 AND NOT attisdropped",
    )
}

#[tokio::test]
async fn two_heads_that_touch_different_things_are_both_applied() {
    let database = Cluster::shared().database().await;
    let ups = [
        ledger::up("app::m0001_orders", &[], orders),
        ledger::up("app::m0002_note", BASE, add_note),
        ledger::up("app::m0002_wider", BASE, wider),
    ];
    let report = migrator(&ups).run_on(database.options.clone()).await.expect("both apply");
    assert_eq!(report.applied.len(), 3);
    assert_eq!(columns(&database), "note text, total bigint\n");
    let status = migrator(&ups).status(database.options.clone()).await.expect("the status");
    assert_eq!(status.current().len(), 2);
}

#[tokio::test]
async fn two_heads_that_get_in_each_others_way_are_refused_and_named() {
    for (one, other, expected) in [
        (
            wider as fn(&mut Steps),
            narrower as fn(&mut Steps),
            "app::0002_one and app::0002_other both alter orders.total",
        ),
        (
            drop_total,
            by_total,
            "app::0002_one takes away orders.total, which app::0002_other needs",
        ),
        (
            by_total,
            drop_total,
            "app::0002_other takes away orders.total, which app::0002_one needs",
        ),
        (orders, add_note, "app::0002_one and app::0002_other both alter orders.note"),
    ] {
        let database = Cluster::shared().database().await;
        let ups = [
            ledger::up("app::m0001_orders", &[], orders),
            ledger::up("app::m0002_one", BASE, one),
            ledger::up("app::m0002_other", BASE, other),
        ];
        let error = migrator(&ups).run_on(database.options.clone()).await.expect_err("refused");
        assert_eq!(error.code(), "branch-conflict");
        assert!(error.to_string().contains(expected), "{error}");
        assert_eq!(database.psql("SELECT to_regclass('_matrx_migrations') IS NULL"), "t\n");
        // As far as the branches part, nothing is in the way.
        let report = migrator(&ups).target("0001").run_on(database.options.clone()).await;
        assert_eq!(report.expect("the first applies").applied.len(), 1);
        let error = migrator(&ups).run_on(database.options.clone()).await.expect_err("refused");
        assert_eq!(error.code(), "branch-conflict");
    }
}

#[tokio::test]
async fn what_a_migration_joins_is_applied_in_the_order_of_the_ids() {
    let database = Cluster::shared().database().await;
    let ups = [
        ledger::up("app::m0001_orders", &[], orders),
        ledger::up("app::m0002_one", BASE, wider),
        ledger::up("app::m0002_other", BASE, narrower),
        ledger::up("app::m0003_join", &["0002_one", "0002_other"], nothing),
    ];
    let report = migrator(&ups).run_on(database.options.clone()).await.expect("all apply");
    assert_eq!(report.applied.len(), 4);
    assert_eq!(columns(&database), "total numeric\n");
}

#[tokio::test]
async fn migrations_of_two_crates_are_no_branches() {
    let database = Cluster::shared().database().await;
    let ups = [
        ledger::up("app::m0001_orders", &[], orders),
        ledger::up("app::m0002_wider", BASE, wider),
        ledger::up("other::m0001_narrower", &["app::0002_wider"], narrower),
    ];
    migrator(&ups).run_on(database.options.clone()).await.expect("all apply");
    assert_eq!(columns(&database), "total numeric\n");
}
