//! All cases, several at once.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use matrx_core::schema::ObjectKind;
use tokio::sync::Semaphore;

use super::collection::{Collection, collections, entries};
use super::run::{Seen, run};
use super::{Case, Section};
use crate::cluster::{Cluster, Programs};
use crate::dump::pg_dump_raw;

/// What is to be done.
#[derive(Clone, Debug, Default)]
pub struct Suite {
    /// Only cases whose id contains this.
    pub only: Option<String>,
    /// Write the sections `operations` and `hazards` of what passes otherwise, instead of comparing.
    pub overwrite: bool,
}

/// What came out.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many cases ran.
    pub ran: usize,
    /// Those that the server is too old or too new for.
    pub other_servers: Vec<String>,
    /// What is wrong, a text a case.
    pub failures: Vec<String>,
    /// The variants of `Op` that occurred.
    pub variants: BTreeSet<String>,
    /// The kinds of object that occurred.
    pub objects: BTreeSet<ObjectKind>,
}

/// What every cluster has beside its databases: roles for policies and grants, a tablespace.
const PREPARATION: [&str; 3] = [
    "CREATE ROLE matrx_reader",
    "CREATE ROLE matrx_writer",
    "COPY (SELECT 1) TO PROGRAM 'cat >/dev/null; mkdir fast_tablespace'",
];

impl Suite {
    /// Runs the cases on the server of this process.
    ///
    /// # Panics
    ///
    /// Where there is no server, or the files cannot be read.
    pub async fn run(&self) -> Report {
        let mut files = collections();
        let major = server_major();
        prepare().await;
        let mut report = Report::default();
        let room = Arc::new(Semaphore::new(4));
        let mut running = Vec::new();
        for (file, collection) in files.iter().enumerate() {
            for (at, case) in collection.cases.iter().enumerate() {
                if self.only.as_ref().is_some_and(|part| !case.id.contains(part)) {
                    continue;
                }
                match case.runs_on(major) {
                    Ok(true) => {}
                    Ok(false) => {
                        report.other_servers.push(case.id.clone());
                        continue;
                    }
                    Err(why) => {
                        report.failures.push(why);
                        continue;
                    }
                }
                let (case, room) = (case.clone(), Arc::clone(&room));
                let task = tokio::spawn(async move {
                    let _room = room.acquire_owned().await.expect("the room is never closed");
                    run(&case).await
                });
                running.push((file, at, task));
            }
        }
        let mut changed = BTreeSet::new();
        for (file, at, task) in running {
            report.ran += 1;
            let id = files[file].cases[at].id.clone();
            let mut wrong = |why: String| report.failures.push(format!("== {id}\n{why}"));
            match task.await {
                Err(why) => wrong(format!("it panics: {why}")),
                Ok((seen, result)) => {
                    report.variants.extend(seen.variants.clone());
                    report.objects.extend(seen.objects.iter().copied());
                    let case = &mut files[file].cases[at];
                    match (result, self.overwrite) {
                        (Err(why), _) => wrong(why),
                        (Ok(()), false) => {
                            if let Err(why) = expected(case, &seen) {
                                wrong(why);
                            }
                        }
                        (Ok(()), true) => {
                            if expected(case, &seen).is_err() {
                                write(case, &seen);
                                changed.insert(file);
                            }
                        }
                    }
                }
            }
        }
        for file in changed {
            let collection: &Collection = &files[file];
            collection.write();
        }
        report
    }
}

/// Builds each structure of `*.sql` in a folder out of nothing, and takes it back; what is wrong, by file.
///
/// # Panics
///
/// Where there is no server, or the folder cannot be read.
pub async fn there_and_back(folder: &Path, loaded_from: &[(&str, u32)]) -> Vec<String> {
    let mut failures = Vec::new();
    let mut ran = 0;
    for path in entries(folder) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_none_or(|it| it != "sql") {
            continue;
        }
        let from =
            loaded_from.iter().find(|(other, _)| *other == name).map_or(0, |(_, from)| *from);
        if server_major() < from {
            println!("{name}: not on this server");
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a file of the folder can be read");
        let case = Case::of_structure(name.clone(), structure_of(&text).await);
        let (seen, result) = run(&case).await;
        let changes = seen.operations.unwrap_or_default().lines().count();
        ran += 1;
        match result {
            Ok(()) => println!("{name}: {changes} changes there and back"),
            Err(why) => failures.push(format!("== {name}\n{why}")),
        }
    }
    assert!(ran > 0, "{}: there is no file *.sql", folder.display());
    failures
}

/// What a script for psql leaves in a database: commands that can be sent at once, without owners and privileges.
async fn structure_of(script: &str) -> String {
    let database = Cluster::shared().database().await;
    database.psql(script);
    let dump = pg_dump_raw(&database.url, &[]);
    database.drop_from(Cluster::shared()).await;
    let commands = dump.lines().filter(|line| {
        !line.starts_with("\\restrict")
            && !line.starts_with("\\unrestrict")
            && *line != "CREATE SCHEMA public;"
            // A newer pg_dump says what only newer servers know.
            && !line.starts_with("SET transaction_timeout")
    });
    commands.flat_map(|line| [line, "\n"]).collect()
}

/// The operations and hazards are those that the file says.
fn expected(case: &Case, seen: &Seen) -> Result<(), String> {
    let both = [
        (Section::Operations, seen.operations.as_deref()),
        (Section::Hazards, seen.hazards.as_deref()),
    ];
    for (section, found) in both {
        if case.text(section) != found {
            return Err(format!(
                "{} in the file:\n{}\n  found:\n{}\n\
                 (MATRX_ACCEPTANCE=overwrite writes what is found; look at it before you commit)",
                section.word(),
                case.text(section).unwrap_or("(none)"),
                found.unwrap_or("(none)")
            ));
        }
    }
    Ok(())
}

fn write(case: &mut Case, seen: &Seen) {
    case.set(Section::Operations, seen.operations.clone());
    case.set(Section::Hazards, seen.hazards.clone());
}

fn server_major() -> u32 {
    let output =
        Programs::find().command("postgres").arg("--version").output().expect("postgres runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let version = text.split_whitespace().nth(2).unwrap_or_default();
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_else(|why| panic!("{text}: {why}"))
}

async fn prepare() {
    let cluster = Cluster::shared();
    for statement in PREPARATION {
        cluster.admin(statement).await;
    }
    let folder = cluster.socket_folder().join("data/fast_tablespace");
    cluster.admin(&format!("CREATE TABLESPACE fast LOCATION '{}'", folder.display())).await;
}
