//! `repair`: what is wrong with the history, and the checksums of edited migrations recorded anew where
//! that is asked for.

use matrx_core::run::{MigrationStatus, State, Status};
use serde_json::{Value, json};

use super::database::{Answer, on_database};
use crate::arguments::Repair;
use crate::config::Project;
use crate::failure::Failure;
use crate::output::Output;

/// Runs it.
pub(crate) async fn repair(
    arguments: &Repair,
    project: &Project,
    output: &Output,
) -> Result<(), Failure> {
    let restamp = arguments.restamp_all || !arguments.restamp.is_empty();
    let work = on_database(project, &arguments.connection, async |migrator, options| {
        let restamped = if restamp {
            migrator.restamp(options.clone(), &arguments.restamp).await?
        } else {
            Vec::new()
        };
        Ok((restamped, migrator.status(options).await?))
    });
    let Answer { value: (restamped, status), database } = work.await?;
    for key in &restamped {
        output.line(format!("recorded the checksum that {} has now", key.id));
    }
    let left = findings(&status);
    for (id, wrong, mend) in &left {
        output.line(format!("! {id} {wrong}; {mend}"));
    }
    if left.is_empty() {
        output.line(format!("nothing is wrong with the history of {database}"));
    }
    let restamped: Vec<&str> = restamped.iter().map(|key| key.id.as_str()).collect();
    let findings: Vec<Value> = left
        .iter()
        .map(|(id, wrong, mend)| json!({ "id": id, "finding": wrong, "mend": mend }))
        .collect();
    output.document(json!({ "restamped": restamped, "findings": findings }));
    if left.is_empty() { Ok(()) } else { Err(Failure::Findings) }
}

/// What is wrong: with which migration, what, and what mends it.
fn findings(status: &Status) -> Vec<(String, String, String)> {
    let mut findings = Vec::new();
    for migration in &status.migrations {
        let id = &migration.key.id;
        if migration.edited {
            findings.push((
                id.clone(),
                "was edited after it was applied".to_owned(),
                format!("take the edit back, or `repair --restamp {id}` where it changes nothing"),
            ));
        }
        findings.extend(half(migration));
    }
    for entry in &status.missing {
        let id = &entry.key.id;
        findings.push((
            id.clone(),
            "is applied, but its file is missing".to_owned(),
            format!("restore the file and its `mod` line, or `forget {id}`"),
        ));
    }
    findings
}

/// A migration that stopped half way.
fn half(migration: &MigrationStatus) -> Option<(String, String, String)> {
    let entry = migration.entry.as_ref()?;
    let (done, steps) = (entry.steps_done, entry.steps);
    let (what, mend) = match entry.state {
        State::Applied => return None,
        State::Applying => {
            ("stopped", "`migrate` goes on, `stamp` counts the rest as done, by hand")
        }
        State::Reverting => ("was being rolled back and stopped", "`rollback` goes on"),
    };
    let id = migration.key.id.clone();
    Some((id, format!("{what} after step {done} of {steps}"), mend.to_owned()))
}
