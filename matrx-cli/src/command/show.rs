//! `show`: one migration, as far as its file tells. No database is needed.

use matrx_core::migration::{Migration, Step};
use matrx_core::op::Op;
use serde_json::{Value, json};

use super::change;
use super::named::place;
use super::workspace::linked_migrations;
use crate::arguments::Show;
use crate::failure::Failure;
use crate::output::Output;

/// Runs it.
pub(crate) fn show(arguments: &Show, output: &Output) -> Result<(), Failure> {
    let set = linked_migrations()?;
    let all = set.in_order();
    let migration = &all[place(all, &arguments.name)?];
    let key = migration.key();
    let next: Vec<String> = all
        .iter()
        .filter(|other| other.depends_on.contains(&key))
        .map(|other| name_from(migration, &other.krate, &other.id))
        .collect();
    let before: Vec<String> = migration
        .depends_on
        .iter()
        .map(|other| name_from(migration, &other.krate, &other.id))
        .collect();
    let steps = migration.up();
    output.line(format!("{} of crate {}", migration.id, migration.krate));
    let line = |what: &str, text: &str| {
        if !text.is_empty() {
            output.line(format!("  {what:<11} {text}"));
        }
    };
    line("file", &migration.file);
    line("depends on", &before.join(", "));
    line("followed by", &next.join(", "));
    line("formerly", &migration.formerly.join(", "));
    line("checksum", &migration.checksum);
    let (back, back_text) = way_back(migration);
    line("way back", &back_text);
    let does = lines(&steps);
    if does.is_empty() {
        line("does", "nothing");
    } else {
        line("does", ":");
    }
    for text in &does {
        output.line(format!("  {text}"));
    }
    output.document(json!({
        "id": migration.id,
        "crate": migration.krate,
        "file": migration.file,
        "depends_on": before,
        "followed_by": next,
        "formerly": migration.formerly,
        "checksum": migration.checksum,
        "way_back": back,
        "steps": documents(&steps),
    }));
    Ok(())
}

/// The id, with its crate where that is another one.
fn name_from(migration: &Migration, krate: &str, id: &str) -> String {
    if krate == migration.krate { id.to_owned() } else { format!("{krate}::{id}") }
}

fn way_back(migration: &Migration) -> (&'static str, String) {
    if migration.has_down() {
        return ("written", "written in the file".to_owned());
    }
    match migration.down() {
        Ok(_) => ("derived", "derived from the steps".to_owned()),
        Err(irreversible) => ("none", format!("none: {}", irreversible.cause)),
    }
}

/// The steps as lines: neighbouring changes are put together as `makemigrations` does it.
fn lines(steps: &[Step]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut ops: Vec<Op> = Vec::new();
    for step in steps {
        match step {
            Step::Op(op) => ops.push(op.clone()),
            Step::Sql(_) | Step::Code(_) => {
                lines.append(&mut change::lines(&std::mem::take(&mut ops)));
                lines.push(format!("  * {}", text(step)));
            }
        }
    }
    lines.append(&mut change::lines(&ops));
    lines
}

fn text(step: &Step) -> String {
    match step {
        Step::Op(op) => op.describe(),
        Step::Sql(step) => {
            let heads: Vec<&str> = step
                .commands()
                .iter()
                .map(|command| command.sql.lines().next().unwrap_or_default())
                .collect();
            format!("SQL: {}", heads.join("; "))
        }
        Step::Code(step) => format!("code: {}", step.name),
    }
}

fn documents(steps: &[Step]) -> Vec<Value> {
    let document = |step: &Step| {
        let kind = match step {
            Step::Op(_) => "operation",
            Step::Sql(_) => "sql",
            Step::Code(_) => "code",
        };
        json!({ "kind": kind, "text": text(step) })
    };
    steps.iter().map(document).collect()
}
