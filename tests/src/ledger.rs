//! A small set of migrations in which everything that a run can do comes up: the tests of the runner
//! apply it, kill it and apply it again. The rows of `ledger` count how often each data step ran.

use std::time::{Duration, Instant};

use matrx_core::migration::{
    GraphError, LinkedDown, LinkedUp, MigrationDb, MigrationSet, Result, Steps, column, enum_type,
    foreign_key, identity_by_default, index, table, unique,
};

use crate::{Database, pg_dump};

/// What a run of them leaves, as one text: the structure, how often each data step ran, and whatever
/// is half done.
pub fn end_state(database: &Database) -> String {
    settle(database);
    let rows = database.psql(&format!(
        "SELECT what, count(*) FROM ledger GROUP BY what ORDER BY what;
         SELECT state, count(*) FROM accounts GROUP BY state ORDER BY state;
         SELECT count(*), sum(amount) FROM entries;
         {TRACES}"
    ));
    format!("{}\n{rows}", pg_dump(&database.url))
}

/// The history and what a run must not leave behind.
pub fn traces(database: &Database) -> String {
    settle(database);
    database.psql(TRACES)
}

/// Waits until the server has ended the sessions of runs: a process that has said goodbye, or was
/// killed, is gone before its session is. Two seconds are what a run may leave one for.
fn settle(database: &Database) {
    let begun = Instant::now();
    let sessions = "SELECT count(*) FROM pg_stat_activity
        WHERE application_name LIKE 'matrx/%' AND datname = current_database()";
    while database.psql(sessions) != "0\n" {
        assert!(begun.elapsed() < Duration::from_secs(2), "a session of a run is left");
    }
}

const TRACES: &str = "SELECT module, name, state, steps_done = steps, step_running
      FROM _matrx_migrations ORDER BY name;
    SELECT 'invalid', count(*) FROM pg_index WHERE NOT indisvalid;
    SELECT 'locks', count(*) FROM pg_locks WHERE locktype = 'advisory'
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database());";

/// The migrations, in order.
pub const UPS: &[LinkedUp] = &[
    up("ledger::m0001_initial", &[], initial),
    up("ledger::m0002_fill", &["0001_initial"], fill),
    up("ledger::m0003_indexes", &["0002_fill"], indexes),
    up("ledger::m0004_states", &["0003_indexes"], states),
    up("ledger::m0005_archive", &["0004_states"], archive),
];

/// Their ways back; the others have one derived.
pub const DOWNS: &[LinkedDown] = &[LinkedDown {
    module_path: "ledger::m0004_states",
    file: "src/ledger/m0004_states.rs",
    down: states_down,
}];

/// A migration of these tests: its checksum is made of its name.
pub const fn up(
    module_path: &'static str,
    depends_on: &'static [&'static str],
    up: fn(&mut Steps),
) -> LinkedUp {
    LinkedUp {
        module_path,
        file: module_path,
        depends_on,
        formerly: &[],
        checksum: module_path,
        up,
    }
}

/// The set of all of them.
///
/// # Errors
///
/// Never, as they are written.
pub fn set() -> std::result::Result<MigrationSet, GraphError> {
    MigrationSet::new(UPS, DOWNS)
}

fn initial(m: &mut Steps) {
    m.create_enum(enum_type("state", &["open", "done"]));
    m.create_table(
        table("accounts")
            .column(column("id", "bigint").not_null().identity(identity_by_default()))
            .column(column("name", "text").not_null())
            .column(column("state", "public.state").not_null().default("'open'::public.state"))
            .primary_key("accounts_pkey", &["id"])
            .unique(unique("accounts_name_key", &["name"])),
    );
    m.create_table(
        table("entries")
            .column(column("id", "bigint").not_null().identity(identity_by_default()))
            .column(column("account", "bigint").not_null())
            .column(column("amount", "numeric(12,2)").not_null())
            .column(column("note", "text"))
            .primary_key("entries_pkey", &["id"])
            .check("entries_amount_check", "amount <> 0"),
    );
    m.create_table(table("ledger").column(column("what", "text").not_null()));
    m.add_foreign_key(
        "entries",
        foreign_key("entries_account_fkey", &["account"]).references("accounts", &["id"]),
    );
}

fn fill(m: &mut Steps) {
    m.sql(
        "INSERT INTO accounts (id, name) SELECT n, 'a' || n FROM generate_series(1, 200) n;
         INSERT INTO ledger VALUES ('fill')",
    )
    .down("DELETE FROM entries; DELETE FROM accounts; DELETE FROM ledger WHERE what = 'fill'");
    m.run(entries).down(nothing);
}

async fn entries(db: &mut MigrationDb) -> Result {
    use sqlx::Executor as _;
    db.connection()
        .execute(
            "INSERT INTO entries (account, amount, note)
             SELECT id, id, 'n' || id FROM accounts WHERE name LIKE 'a%'",
        )
        .await?;
    db.connection().execute("INSERT INTO ledger VALUES ('entries')").await?;
    Ok(())
}

async fn nothing(_db: &mut MigrationDb) -> Result {
    Ok(())
}

fn indexes(m: &mut Steps) {
    m.create_index(index("entries_account_idx").on("entries").column("account").concurrently());
    m.create_index(
        index("entries_note_idx")
            .on("entries")
            .unique()
            .expression("lower(note)")
            .filter("amount > 0::numeric")
            .concurrently(),
    );
}

fn states(m: &mut Steps) {
    m.add_column("accounts", column("closed", "timestamp with time zone"));
    m.add_enum_value("state", "closed").after("done");
    m.sql("UPDATE accounts SET state = 'closed', closed = now() WHERE id % 7 = 0");
    m.sql("INSERT INTO ledger VALUES ('states')");
    m.create_index(
        index("accounts_closed_idx").on("accounts").column("closed").desc().concurrently(),
    );
    m.sql(
        "CREATE FUNCTION closed_accounts() RETURNS bigint LANGUAGE sql STABLE
           AS $$ SELECT count(*) FROM accounts WHERE state = 'closed'; $$",
    );
}

fn states_down(m: &mut Steps) {
    m.sql("DROP FUNCTION closed_accounts()");
    m.drop_index("accounts_closed_idx").concurrently();
    m.sql("ALTER TABLE accounts ALTER COLUMN state DROP DEFAULT");
    m.sql("ALTER TABLE accounts ALTER COLUMN state TYPE text");
    m.sql("DROP TYPE state; CREATE TYPE state AS ENUM ('open', 'done')");
    m.sql(
        "ALTER TABLE accounts ALTER COLUMN state TYPE state
         USING (CASE state WHEN 'closed' THEN 'done' ELSE state END)::state",
    );
    m.sql("ALTER TABLE accounts ALTER COLUMN state SET DEFAULT 'open'");
    m.drop_column("accounts", "closed");
    m.sql("DELETE FROM ledger WHERE what = 'states'");
}

fn archive(m: &mut Steps) {
    m.create_table(
        table("archive")
            .column(column("id", "bigint").not_null())
            .column(column("at", "timestamp with time zone").not_null().default("now()"))
            .primary_key("archive_pkey", &["id"]),
    );
    m.create_index(index("archive_at_idx").on("archive").column("at"));
}
