//! Applying one migration of many tables, without a command line around it: what the runner itself adds to
//! the server's work.

use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use matrx_core::migration::{
    MigrationSet, Steps, column, foreign_key, identity_by_default, index, table, unique,
};
use matrx_core::run::{Direction, Migrator, PlannedWork};
use matrx_tests::{Cluster, Programs, ledger};

use crate::measure::{ratio, run, seconds};
use crate::table::Table;

/// A migration is a plain function, so the number of its tables stands here.
static COUNT: AtomicUsize = AtomicUsize::new(0);

/// Runs the migration and `psql -1 -f` in turns, and reports the middle of each.
pub(crate) fn measure(count: usize, report: &mut Table) {
    COUNT.store(count, Ordering::Relaxed);
    // As the command line has it: one thread, so that an answer wakes nobody but the run.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime can be made");
    let up = [ledger::up("wide::m0001_initial", &[], tables)];
    let set = MigrationSet::new(&up, &[]).expect("the set is sound");
    let migrator = Migrator::new(set.clone());
    let plan = migrator.plan(&set.in_order()[0], Direction::Up, 15).expect("it has an up");
    let statements = plan.steps.len();
    let script: String = plan
        .steps
        .iter()
        .map(|step| match &step.work {
            PlannedWork::Sql(sql) => format!("{sql};\n"),
            PlannedWork::Code(name) => panic!("there is no code {name}"),
        })
        .collect();
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("up.sql");
    std::fs::write(&file, script).expect("a file can be written");
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        let database = runtime.block_on(Cluster::shared().database());
        let begun = Instant::now();
        runtime.block_on(migrator.run_on(database.options.clone())).expect("it applies");
        ours.push(begun.elapsed());
        runtime.block_on(database.drop_from(Cluster::shared()));

        let database = runtime.block_on(Cluster::shared().database());
        let mut command: Command = Programs::find().command("psql");
        command.args(["-qX", "-v", "ON_ERROR_STOP=1", "-1", "-f"]).arg(&file).arg(&database.url);
        theirs.push(run(&mut command).time);
        runtime.block_on(database.drop_from(Cluster::shared()));
    }
    let (ours, theirs) = (middle(ours), middle(theirs));
    report.row([
        format!("the runner alone: {count} tables, {statements} statements"),
        seconds(ours),
        format!("{} psql -1 -f", seconds(theirs)),
        ratio(ours, theirs),
        "1.30".to_owned(),
    ]);
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.swap_remove(times.len() / 2)
}

/// Tables of 12 columns with what a model usually brings along.
fn tables(m: &mut Steps) {
    let count = COUNT.load(Ordering::Relaxed);
    for n in 0..count {
        let name = format!("wide_{n:04}");
        m.create_table(
            table(&*name)
                .column(column("id", "bigint").not_null().identity(identity_by_default()))
                .column(column("name", "text").not_null())
                .column(column("code", "character varying(255)").not_null())
                .column(column("quantity", "integer").not_null())
                .column(column("total", "bigint").not_null())
                .column(column("active", "boolean").not_null().default("true"))
                .column(
                    column("created_at", "timestamp with time zone").not_null().default("now()"),
                )
                .column(column("price", "numeric(10,2)").not_null())
                .column(column("payload", "jsonb"))
                .column(column("token", "uuid").not_null())
                .column(column("due_on", "date"))
                .column(column("parent_id", "bigint"))
                .primary_key(&format!("{name}_pkey"), &["id"])
                .unique(unique(&format!("{name}_code_key"), &["code"])),
        );
        m.create_index(index(&format!("{name}_created_idx")).on(&*name).column("created_at"));
    }
    for n in 1..count {
        let (name, parent) = (format!("wide_{n:04}"), format!("wide_{:04}", n - 1));
        m.add_foreign_key(
            &*name,
            foreign_key(&format!("{name}_parent_fk"), &["parent_id"]).references(&*parent, &["id"]),
        );
    }
}
