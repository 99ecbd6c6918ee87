//! Many tables: the first migration with its proof, applying it, and `check` without a change.

use std::process::Command;

use matrx_tests::{Cluster, Database, Programs};

use crate::measure::{Run, median, ratio, run, seconds};
use crate::project::Project;
use crate::table::Table;

/// The queries that every comparison with a live database must make.
const FLOOR: &str = include_str!("catalog_floor.sql");

/// How often each is run; what counts is the run of the middle.
const TURNS: usize = 5;

/// Measures, each beside what PostgreSQL's own programs take in the same run.
pub(crate) fn measure(project: &Project, count: usize, profiles: &[String], report: &mut Table) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime can be made");
    let database = || runtime.block_on(Cluster::shared().database());
    let drop_database =
        |database: Database| runtime.block_on(database.drop_from(Cluster::shared()));
    for profile in profiles {
        // The program that knows no migration yet writes the first one, more than once.
        project.clear_migrations();
        project.build_matrx(profile);
        let live = database();
        let made = (0..TURNS).map(|_| {
            project.clear_migrations();
            run(&mut project.matrx(profile, &live.url, &["makemigrations", "--name", "initial"]))
        });
        let made = median(made.collect());
        let built = project.build_matrx(profile);
        let (up, down) =
            (sql(project, profile, &live, &[]), sql(project, profile, &live, &["--down"]));
        project.write("up.sql", &up);
        project.write("down.sql", &down);
        drop_database(live);

        let (mut applied, mut ups, mut rounds) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..TURNS {
            let live = database();
            applied.push(run(&mut project.matrx(profile, &live.url, &["migrate"])));
            drop_database(live);
            let other = database();
            let up = psql(&other, project, &["-1", "-f", "up.sql"]);
            let down = psql(&other, project, &["-f", "down.sql"]);
            let again = psql(&other, project, &["-1", "-f", "up.sql"]);
            rounds.push(Run { time: up.time + down.time + again.time, ..again });
            ups.push(up);
            drop_database(other);
        }
        let (applied, up, round) = (median(applied), median(ups), median(rounds));
        report.row([
            format!("{profile}: makemigrations, {count} tables, proved"),
            show(&made),
            format!("{} psql up, down, up", seconds(round.time)),
            ratio(made.time, round.time),
            "1.30".to_owned(),
        ]);
        report.row([
            format!("{profile}: migrate, {count} tables"),
            show(&applied),
            format!("{} psql -1 -f", seconds(up.time)),
            ratio(applied.time, up.time),
            "1.30".to_owned(),
        ]);
        let live = database();
        run(&mut project.matrx(profile, &live.url, &["migrate"]));
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..TURNS {
            ours.push(run(&mut project.matrx(profile, &live.url, &["check"])));
            theirs
                .push(run(Programs::find().command("pg_dump").arg("--schema-only").arg(&live.url)));
        }
        let (ours, theirs) = (median(ours), median(theirs));
        report.row([
            format!("{profile}: check, {count} tables, no change"),
            show(&ours),
            format!("{} pg_dump --schema-only", seconds(theirs.time)),
            ratio(ours.time, theirs.time),
            "1.00, 150 MiB".to_owned(),
        ]);
        let (mut ours, mut floors) = (Vec::new(), Vec::new());
        for _ in 0..TURNS {
            // no statistics: a database that was loaded just now has none
            let fresh = runtime.block_on(Cluster::shared().clone_of(&live.name));
            project.write("floor.sql", FLOOR);
            let written = project.path("inspected");
            if written.exists() {
                std::fs::remove_dir_all(&written).expect("what was written can be removed");
            }
            let output = written.to_string_lossy().into_owned();
            let inspect = ["inspect", "--output", &output];
            ours.push(run(&mut project.matrx(profile, &fresh.url, &inspect)));
            floors.push(psql(&fresh, project, &["-o", "/dev/null", "-f", "floor.sql"]));
            drop_database(fresh);
        }
        let (ours, floor) = (median(ours), median(floors));
        report.row([
            format!("{profile}: inspect, {count} tables, all files written"),
            show(&ours),
            format!("{} the least that must be read", seconds(floor.time)),
            ratio(ours.time, floor.time),
            "4.00".to_owned(),
        ]);
        println!(
            "{profile}: building the library with its first migration took {}",
            seconds(built.time)
        );
    }
}

fn show(run: &Run) -> String {
    let memory = run.memory.map(|memory| format!(", {memory} MiB")).unwrap_or_default();
    format!("{}{memory}", seconds(run.time))
}

fn sql(project: &Project, profile: &str, database: &Database, more: &[&str]) -> String {
    let arguments: Vec<&str> = ["sql"].iter().chain(more).copied().collect();
    run(&mut project.matrx(profile, &database.url, &arguments)).output
}

fn psql(database: &Database, project: &Project, arguments: &[&str]) -> Run {
    let mut command: Command = Programs::find().command("psql");
    command.args(["-qX", "-v", "ON_ERROR_STOP=1"]).args(arguments).arg(&database.url);
    run(command.current_dir(project.path("")))
}
