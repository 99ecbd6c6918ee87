//! `ensure-version`: the history tables, before the first migration.

use serde_json::json;

use super::database::{Answer, on_database};
use crate::arguments::Connection;
use crate::config::Project;
use crate::failure::Failure;
use crate::output::Output;

/// Runs it.
pub(crate) async fn ensure_version(
    connection: &Connection,
    project: &Project,
    output: &Output,
) -> Result<(), Failure> {
    let ensure = on_database(project, connection, async |migrator, options| {
        migrator.ensure_table(options).await
    });
    let Answer { value: created, database } = ensure.await?;
    output.line(if created {
        format!("the history tables were made on {database}")
    } else {
        format!("the history tables are there on {database}")
    });
    output.document(json!({ "created": created }));
    Ok(())
}
