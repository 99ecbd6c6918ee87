//! `verify`: are the files of the migrations, their list, the lock and the history of the database in order?
//! With `--roundtrip`, each migration is run up, down and up again on a scratch database.

mod roundtrip;

use matrx_core::run::{State, Status};
use serde_json::{Value, json};

use super::database::on_database;
use super::workspace::Workspace;
use crate::arguments::Verify;
use crate::config::Project;
use crate::failure::Failure;
use crate::output::Output;
use crate::stop::Stop;

/// Something that is not in order.
struct Finding {
    /// Which migration, or which file.
    what: String,
    /// What is wrong with it, and what mends it.
    text: String,
}

/// Runs it. Files without a `mod` line, lines without a file and a program that was built from other files
/// are refused before anything is compared.
pub(crate) async fn verify(
    arguments: &Verify,
    project: &Project,
    output: &Output,
    stop: &Stop,
) -> Result<(), Failure> {
    let work = Workspace::open(project, &Output::silent())?;
    let mut findings = Vec::new();
    if let Some(doubt) = &work.lock.doubt {
        let text = format!("{doubt}; `makemigrations` writes it again");
        findings.push(Finding { what: "schema.lock".to_owned(), text });
    }
    if !arguments.offline {
        let look = on_database(project, &arguments.connection, async |migrator, options| {
            migrator.status(options).await
        });
        of_history(&look.await?.value, &mut findings);
    }
    let mut tried = None;
    if arguments.roundtrip {
        let scratch = arguments.scratch_url.as_deref();
        let trip =
            roundtrip::roundtrip(project, &work, &arguments.connection, scratch, stop).await?;
        for id in &trip.one_way {
            output.note(format!("{id} has no way back: it was run up only"));
        }
        findings.extend(trip.findings);
        tried = Some((trip.tried, trip.one_way));
    }
    for finding in &findings {
        output.line(format!("! {}: {}", finding.what, finding.text));
    }
    let documents: Vec<Value> = findings
        .iter()
        .map(|finding| json!({ "what": finding.what, "finding": finding.text }))
        .collect();
    output.document(json!({
        "migrations": work.set.len(),
        "findings": documents,
        "roundtrip": tried.as_ref().map(|(tried, one_way)| json!({ "tried": tried, "one_way": one_way })),
    }));
    if !findings.is_empty() {
        return Err(Failure::Findings);
    }
    let count = work.set.len();
    let noun = if count == 1 { "migration is" } else { "migrations are" };
    let trip = if tried.is_some() { ", and ran up, down and up again" } else { "" };
    output.line(format!("{count} {noun} in order{trip}"));
    Ok(())
}

fn of_history(status: &Status, findings: &mut Vec<Finding>) {
    let mut found = |what: &str, text: &str| {
        findings.push(Finding { what: what.to_owned(), text: text.to_owned() });
    };
    for migration in &status.migrations {
        let id = &migration.key.id;
        if migration.edited {
            found(id, "was edited after it was applied; take the edit back, or see `repair`");
        }
        match migration.entry.as_ref().map(|entry| entry.state) {
            Some(State::Applying) => found(id, "is half applied; `migrate` goes on"),
            Some(State::Reverting) => found(id, "is half rolled back; `rollback` goes on"),
            Some(State::Applied) | None => {}
        }
    }
    for entry in &status.missing {
        found(&entry.key.id, "is applied, but its file is missing; restore it, or see `forget`");
    }
}
