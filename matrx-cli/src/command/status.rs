//! `status` and `history`: where a database stands, and how it came there. They never write.

use matrx_core::run::{LogEntry, MigrationStatus, State, Status};
use serde_json::{Value, json};

use super::migrate::migrator;
use super::progress;
use crate::arguments::{Connection, History};
use crate::config::Project;
use crate::database::Target;
use crate::failure::Failure;
use crate::output::{Output, moment, span};

/// Runs `status`.
pub(crate) async fn status(
    arguments: &Connection,
    project: &Project,
    output: &Output,
) -> Result<(), Failure> {
    let migrator = migrator(project)?;
    let target = Target::find(project, arguments.database_url.as_deref(), None)?;
    let status = migrator.status(target.options().clone()).await;
    let shown = target.shown().to_owned();
    let closed = target.close();
    let status = status.map_err(|error| progress::failure(&error, &shown))?;
    closed?;
    show(&status, &shown, output);
    Ok(())
}

fn show(status: &Status, database: &str, output: &Output) {
    output.line(format!("on {database}:"));
    if status.migrations.is_empty() {
        output.line("  no migrations; `makemigrations` writes the first one");
    }
    for migration in &status.migrations {
        output.line(format!("  {}", text(migration)));
    }
    for entry in &status.missing {
        output.line(format!("  ! {} is applied, but its file is missing", entry.key.id));
    }
    for entry in &status.not_linked {
        output.line(format!("  ? {} is of a crate that is not linked", entry.key));
    }
    let migrations: Vec<Value> = status.migrations.iter().map(document).collect();
    let keys = |entries: &[matrx_core::run::Entry]| -> Vec<String> {
        entries.iter().map(|entry| entry.key.to_string()).collect()
    };
    output.document(json!({
        "history": status.history,
        "migrations": migrations,
        "missing": keys(&status.missing),
        "not_linked": keys(&status.not_linked),
    }));
}

fn text(migration: &MigrationStatus) -> String {
    let id = &migration.key.id;
    let mut text = match &migration.entry {
        None => format!("[ ] {id}"),
        Some(entry) => match entry.state {
            State::Applied => format!("[x] {id}  {}", moment(entry.applied_at)),
            State::Applying => format!(
                "[~] {id}  stopped after step {} of {}; `migrate` goes on",
                entry.steps_done, entry.steps
            ),
            State::Reverting => format!(
                "[~] {id}  its rollback stopped after step {} of {}; `rollback` goes on",
                entry.steps_done, entry.steps
            ),
        },
    };
    if migration.edited {
        text.push_str("  edited after it was applied");
    }
    if migration.out_of_order {
        text.push_str("  older than what is applied");
    }
    text
}

fn document(migration: &MigrationStatus) -> Value {
    let entry = migration.entry.as_ref();
    json!({
        "id": migration.key.id,
        "crate": migration.key.krate,
        "file": migration.file,
        "state": entry.map_or("pending", |entry| state(entry.state)),
        "applied_at": entry.map(|entry| moment(entry.applied_at)),
        "edited": migration.edited,
        "out_of_order": migration.out_of_order,
    })
}

fn state(state: State) -> &'static str {
    match state {
        State::Applied => "applied",
        State::Applying => "applying",
        State::Reverting => "reverting",
    }
}

/// Runs `history`.
pub(crate) async fn history(
    arguments: &History,
    project: &Project,
    output: &Output,
) -> Result<(), Failure> {
    let migrator = migrator(project)?;
    let target = Target::find(project, arguments.connection.database_url.as_deref(), None)?;
    let log = migrator.history(target.options().clone()).await;
    let shown = target.shown().to_owned();
    let closed = target.close();
    let log = log.map_err(|error| progress::failure(&error, &shown))?;
    closed?;
    let limit = usize::try_from(arguments.limit).unwrap_or(usize::MAX);
    let latest: Vec<&LogEntry> = log.iter().rev().take(limit).collect();
    if log.is_empty() {
        output.line("nothing has been run on this database");
    }
    for entry in &latest {
        let changed = if entry.intact { "" } else { "  ! this row was changed afterwards" };
        output.line(format!(
            "{:>4}  {}  {:<8}  {}  {} by {}{changed}",
            entry.seq,
            moment(entry.at),
            entry.action,
            entry.key.id,
            span(entry.duration),
            entry.role,
        ));
    }
    let entries: Vec<Value> = latest
        .iter()
        .map(|entry| {
            json!({
                "seq": entry.seq,
                "at": moment(entry.at),
                "run": entry.run_id,
                "action": entry.action,
                "id": entry.key.id,
                "crate": entry.key.krate,
                "role": entry.role,
                "version": entry.version,
                "milliseconds": u64::try_from(entry.duration.as_millis()).unwrap_or(u64::MAX),
                "intact": entry.intact,
            })
        })
        .collect();
    output.document(json!({ "entries": entries, "total": log.len() }));
    Ok(())
}
