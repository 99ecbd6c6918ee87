//! What models and migrations cost at compile time, in a dev build without incremental compilation.

use std::time::Duration;

use matrx_tests::workspace_root;

use crate::generate::{self, With};
use crate::measure::{Run, median};
use crate::project::Project;
use crate::table::Table;

const REPEATS: usize = 5;

/// Measures 1 and 101 of each; the difference is the cost of 100.
pub(crate) fn measure(report: &mut Table) {
    let plain = models("bench_models", With::Nothing);
    row(report, "compile time per model of 12 columns", &plain, Duration::ZERO, 10);
    // What sqlx's own derive takes is not the manager's.
    let rows = each(&models("bench_rows", With::FromRow));
    let managed = models("bench_managers", With::Managers);
    row(report, "compile time per manager of such a model", &managed, rows, 30);
    let migrations = [1, 101].map(|count| {
        let name = format!("bench_migrations_{count}");
        let project = Project::new(&name, "//! Nothing but migrations.\n\npub mod migrations;\n");
        let mut index = "//! Migrations.\n\n".to_owned();
        for number in 1..=count {
            index.push_str(&format!("mod m{number:04}_small;\n"));
            project.write(
                &format!("src/migrations/m{number:04}_small.rs"),
                &generate::migration(number),
            );
        }
        project.write("src/migrations/mod.rs", &index);
        build(&project)
    });
    let work = "compile time per migration of a table and an index";
    row(report, work, &migrations, Duration::ZERO, 10);
}

fn models(name: &str, with: With) -> [Run; 2] {
    [1, 101].map(|count| {
        let project = Project::new(&format!("{name}_{count}"), &generate::models(count, with));
        // With a lock, as in a project at work; the benchmark of many tables leaves one.
        let lock = workspace_root().join("target/bench/bench_tables/src/migrations/schema.lock");
        if let Ok(lock) = std::fs::read_to_string(lock) {
            project.write("src/migrations/schema.lock", &lock);
        }
        build(&project)
    })
}

/// The dependencies are built first, so that only the library itself is measured.
fn build(project: &Project) -> Run {
    project.build(&["--lib"]);
    let library =
        std::fs::read_to_string(project.path("src/lib.rs")).expect("the library is there");
    let runs = (0..REPEATS).map(|repeat| {
        project.write("src/lib.rs", &format!("{library}\n// {repeat}\n"));
        project.build(&["--lib"])
    });
    median(runs.collect())
}

/// What each of 100 takes.
fn each(runs: &[Run; 2]) -> Duration {
    runs[1].time.saturating_sub(runs[0].time) / 100
}

fn row(report: &mut Table, work: &str, runs: &[Run; 2], without: Duration, limit: u32) {
    let each = each(runs).saturating_sub(without);
    report.row([
        work.to_owned(),
        format!("{:.1} ms", each.as_secs_f64() * 1000.0),
        format!("1: {:.2} s, 101: {:.2} s", runs[0].time.as_secs_f64(), runs[1].time.as_secs_f64()),
        String::new(),
        format!("{limit} ms"),
    ]);
}
