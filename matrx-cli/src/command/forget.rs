//! `forget`: a migration counts as not applied, and nothing that it did is taken back.

use serde_json::json;

use super::database::{Answer, on_database};
use crate::arguments::Forget;
use crate::config::Project;
use crate::failure::Failure;
use crate::output::Output;

/// Runs it.
pub(crate) async fn forget(
    arguments: &Forget,
    project: &Project,
    output: &Output,
) -> Result<(), Failure> {
    let forget = on_database(project, &arguments.connection, async |migrator, options| {
        migrator.unrecord(options, &arguments.name).await
    });
    let Answer { value: key, database } = forget.await?;
    output.line(format!(
        "the record of {} is gone from {database}; what the migration did is still there",
        key.id
    ));
    output.document(json!({ "forgotten": key.id, "crate": key.krate }));
    Ok(())
}
