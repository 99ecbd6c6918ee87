//! `edit`: the file of a migration in the user's editor.

use std::path::Path;
use std::process::{Command, ExitStatus};

use matrx_core::migration::Migration;
use serde_json::json;

use super::named::place;
use super::workspace::linked_migrations;
use crate::arguments::Edit;
use crate::config::Project;
use crate::failure::Failure;
use crate::output::Output;
use crate::project::file_name;

/// Runs it.
pub(crate) fn edit(arguments: &Edit, project: &Project, output: &Output) -> Result<(), Failure> {
    let set = linked_migrations()?;
    let all = set.in_order();
    let migration = match &arguments.name {
        Some(name) => &all[place(all, name)?],
        None => all.last().ok_or_else(|| {
            Failure::usage(
                "unknown-migration",
                "there is no migration; `makemigrations` writes one",
            )
        })?,
    };
    let path = project.migrations.join(file_name(&migration.id));
    let shown = Project::shown(&path);
    let before = read(&path, migration)?;
    let Some(editor) = ["VISUAL", "EDITOR"].iter().find_map(std::env::var_os) else {
        let text = format!("neither VISUAL nor EDITOR is set; set one, or open {shown} yourself");
        return Err(Failure::usage("no-editor", text));
    };
    let named = editor.to_string_lossy().into_owned();
    let failed = |reason: String| {
        Failure::usage("editor-failed", format!("the editor {named} failed: {reason}"))
    };
    let ended = open(&editor, &path).map_err(|error| failed(error.to_string()))?;
    if !ended.success() {
        return Err(failed(ended.to_string()));
    }
    let changed = read(&path, migration)? != before;
    if changed {
        output.line(format!(
            "{shown} was changed; a database that has it applied refuses to run until `repair --restamp {}`",
            migration.id
        ));
    } else {
        output.line(format!("{shown} is as it was"));
    }
    output.document(json!({ "id": migration.id, "file": shown, "changed": changed }));
    Ok(())
}

fn read(path: &Path, migration: &Migration) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| {
        let shown = Project::shown(path);
        let text = format!("{shown}, the file of {}, cannot be read: {error}", migration.key());
        Failure::usage("file-unreadable", text)
    })
}

/// As git does it: the variable may hold words of its own, so a shell reads it.
#[cfg(unix)]
fn open(editor: &std::ffi::OsStr, path: &Path) -> std::io::Result<ExitStatus> {
    let mut script = editor.to_owned();
    script.push(" \"$1\"");
    Command::new("sh").arg("-c").arg(script).arg("edit").arg(path).status()
}

#[cfg(not(unix))]
fn open(editor: &std::ffi::OsStr, path: &Path) -> std::io::Result<ExitStatus> {
    Command::new(editor).arg(path).status()
}
