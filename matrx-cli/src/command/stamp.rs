//! `stamp`: migrations count as applied, and nothing of them runs.

use matrx_core::run::MigrateTo;
use serde_json::json;

use super::database::{Answer, on_database};
use crate::arguments::Stamp;
use crate::config::Project;
use crate::failure::Failure;
use crate::output::Output;

/// Runs it.
pub(crate) async fn stamp(
    arguments: &Stamp,
    project: &Project,
    output: &Output,
) -> Result<(), Failure> {
    let to = arguments.target.as_deref().map(MigrateTo::from).unwrap_or_default();
    let stamp = on_database(project, &arguments.connection, async |migrator, options| {
        let migrator = if arguments.allow_missing { migrator.allow_missing() } else { migrator };
        migrator.target(to).stamp(options).await
    });
    let Answer { value: recorded, database } = stamp.await?;
    for key in &recorded {
        output.line(format!("recorded {} as applied", key.id));
    }
    if recorded.is_empty() {
        output.line(format!("nothing to record on {database}: all of it is applied"));
    } else {
        output.line(format!("nothing of it was run on {database}"));
    }
    let recorded: Vec<&str> = recorded.iter().map(|key| key.id.as_str()).collect();
    output.document(json!({ "recorded": recorded }));
    Ok(())
}
