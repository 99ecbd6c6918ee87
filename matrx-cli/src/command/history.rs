//! `history`: what was run on a database, the latest first. It never writes.

use matrx_core::run::LogEntry;
use serde_json::{Value, json};

use super::database::on_database;
use crate::arguments::History;
use crate::config::Project;
use crate::failure::Failure;
use crate::output::{Output, moment, span};

/// Runs it.
pub(crate) async fn history(
    arguments: &History,
    project: &Project,
    output: &Output,
) -> Result<(), Failure> {
    let read = on_database(project, &arguments.connection, async |migrator, options| {
        migrator.history(options).await
    });
    let log = read.await?.value;
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
