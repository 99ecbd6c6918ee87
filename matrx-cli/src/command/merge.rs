//! `merge`: the migrations of two branches, after `git merge`. Nothing is built and no database is asked.

use serde_json::{Value, json};

use super::makemigrations::recovery;
use super::workspace::files;
use crate::arguments::Merge;
use crate::config::Project;
use crate::failure::Failure;
use crate::output::Output;
use crate::project::Folder;

/// Runs it.
pub(crate) fn merge(arguments: &Merge, project: &Project, output: &Output) -> Result<(), Failure> {
    let folder = Folder::open(&project.migrations).map_err(|error| files(&error))?;
    let claim = folder.claim().map_err(|error| files(&error))?;
    if let Some(recovered) = &claim.recovered {
        recovery(recovered, output);
    }
    let merged = claim.merge(arguments.message.as_deref()).map_err(|error| files(&error))?;
    for (from, to) in &merged.renumbered {
        output
            .line(format!("{from} is {to} now; a database that has it knows it by its former id"));
    }
    if let Some(id) = &merged.written {
        output.line(format!("{id} joins {}", merged.joined.join(" and ")));
    }
    for file in &merged.resolved {
        output.line(format!("{file} has the lines of both branches"));
    }
    let changed = !merged.resolved.is_empty() || merged.written.is_some();
    if changed || !merged.renumbered.is_empty() {
        output.line(
            "now `makemigrations` writes schema.lock again, and says what the branches leave open",
        );
    } else {
        output.line(
            "nothing to merge: each migration has a number of its own, and there is one head",
        );
    }
    let renumbered: Vec<Value> =
        merged.renumbered.iter().map(|(from, to)| json!({ "from": from, "to": to })).collect();
    output.document(json!({
        "resolved": merged.resolved,
        "renumbered": renumbered,
        "joined": merged.joined,
        "written": merged.written,
    }));
    Ok(())
}
