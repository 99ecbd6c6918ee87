//! `status`: where a database stands, on one screen. It never writes.

use matrx_core::run::{Entry, Holder, MigrationStatus, State, Status};
use serde_json::{Value, json};

use super::database::{Answer, on_database};
use crate::arguments::Connection;
use crate::config::Project;
use crate::failure::Failure;
use crate::output::{Output, moment};

/// Runs it.
pub(crate) async fn status(
    connection: &Connection,
    project: &Project,
    output: &Output,
) -> Result<(), Failure> {
    let ask = on_database(project, connection, async |migrator, options| {
        let status = migrator.status(options.clone()).await?;
        Ok((status, migrator.lock_holder(options).await?))
    });
    let Answer { value: (status, holder), database } = ask.await?;
    let path = Project::shown(&project.migrations);
    show(&status, holder.as_ref(), &path, &database, output);
    Ok(())
}

fn show(status: &Status, holder: Option<&Holder>, path: &str, database: &str, output: &Output) {
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
    let current: Vec<&str> =
        status.current().iter().map(|migration| migration.key.id.as_str()).collect();
    let (applied, pending) = (status.applied().count(), status.pending().count());
    if !status.migrations.is_empty() {
        output.line(format!("  {applied} applied, {pending} pending, in {path}"));
    }
    if !status.history {
        output.line("  no history yet: the first `migrate` makes it");
    }
    if let Some(holder) = holder {
        output.line(format!("  {holder} holds the lock; `unlock` ends it"));
    }
    let migrations: Vec<Value> = status.migrations.iter().map(document).collect();
    let keys = |entries: &[Entry]| -> Vec<String> {
        entries.iter().map(|entry| entry.key.to_string()).collect()
    };
    output.document(json!({
        "history": status.history,
        "path": path,
        "current": current,
        "applied": applied,
        "pending": pending,
        "migrations": migrations,
        "missing": keys(&status.missing),
        "not_linked": keys(&status.not_linked),
        "lock_holder": holder.map(ToString::to_string),
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
