//! What models and migrations cost at compile time, in a dev build without incremental compilation.

use std::time::Duration;

use matrx_tests::workspace_root;

use crate::generate;
use crate::measure::{Run, median};
use crate::project::Project;
use crate::table::Table;

const REPEATS: usize = 5;

/// Measures 1 and 101 of each; the difference is the cost of 100.
pub(crate) fn measure(report: &mut Table) {
    let models = [1, 101].map(|count| {
        let project = Project::new(&format!("bench_models_{count}"), &generate::models(count));
        // With a lock, as in a project at work; the benchmark of many tables leaves one.
        let lock = workspace_root().join("target/bench/bench_tables/src/migrations/schema.lock");
        if let Ok(lock) = std::fs::read_to_string(lock) {
            project.write("src/migrations/schema.lock", &lock);
        }
        build(&project)
    });
    row(report, "compile time per model of 12 columns", &models);
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
    row(report, "compile time per migration of a table and an index", &migrations);
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

fn row(report: &mut Table, work: &str, runs: &[Run; 2]) {
    let each: Duration = runs[1].time.saturating_sub(runs[0].time) / 100;
    report.row([
        work.to_owned(),
        format!("{:.1} ms", each.as_secs_f64() * 1000.0),
        format!("1: {:.2} s, 101: {:.2} s", runs[0].time.as_secs_f64(), runs[1].time.as_secs_f64()),
        String::new(),
        "10 ms".to_owned(),
    ]);
}
