//! How long things take, beside what PostgreSQL's own programs need for the same in the same run.
//!
//! `cargo run --release -p matrx-tests --bin bench [--tables N] [--profile debug|release] [apply|tables|compile]`

mod apply;
mod compile;
mod generate;
mod measure;
mod project;
mod table;
mod tables;

use project::Project;
use table::Table;

fn main() {
    let mut count = 1000;
    // A user runs a dev build, an operator a release build.
    let mut profiles = vec!["debug".to_owned(), "release".to_owned()];
    let mut parts = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--tables" => {
                let text = arguments.next().expect("--tables wants a number");
                count = text.parse().expect("--tables wants a number");
            }
            "--profile" => {
                profiles = vec![arguments.next().expect("--profile wants debug or release")];
            }
            "apply" | "tables" | "compile" => parts.push(argument),
            other => panic!("unknown argument {other}"),
        }
    }
    let all = parts.is_empty();
    let mut report = Table::new(&["work", "matrx", "beside", "ratio", "limit"]);
    if all || parts.contains(&"apply".to_owned()) {
        apply::measure(count, &mut report);
    }
    if all || parts.contains(&"tables".to_owned()) {
        let project =
            Project::new("bench_tables", &generate::models(count, generate::With::Nothing));
        tables::measure(&project, count, &profiles, &mut report);
    }
    if all || parts.contains(&"compile".to_owned()) {
        compile::measure(&mut report);
    }
    println!("\n{}", report.text());
}
