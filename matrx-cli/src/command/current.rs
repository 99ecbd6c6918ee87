//! `current`: the last applied migration, or each of them where branches stand side by side.

use serde_json::json;

use super::database::{Answer, on_database};
use crate::arguments::Connection;
use crate::config::Project;
use crate::failure::Failure;
use crate::output::Output;

/// Runs it.
pub(crate) async fn current(
    connection: &Connection,
    project: &Project,
    output: &Output,
) -> Result<(), Failure> {
    let status =
        on_database(project, connection, async |migrator, options| migrator.status(options).await);
    let Answer { value: status, database } = status.await?;
    let current = status.current();
    for migration in &current {
        let last = status.migrations.last().is_some_and(|last| last.key == migration.key);
        let head = if last { "  (head)" } else { "" };
        output.line(format!("{}{head}", migration.key.id));
    }
    if current.is_empty() {
        output.line(format!("nothing is applied on {database}"));
    }
    let ids: Vec<&str> = current.iter().map(|migration| migration.key.id.as_str()).collect();
    output.document(json!({ "current": ids, "pending": status.pending().count() }));
    Ok(())
}
