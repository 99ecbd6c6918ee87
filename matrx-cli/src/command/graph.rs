//! `heads` and `branches`: how the migrations of the files hang together. No database is needed.

use std::collections::BTreeMap;

use matrx_core::migration::{Migration, MigrationKey};
use serde_json::{Value, json};

use super::workspace::linked_migrations;
use crate::failure::Failure;
use crate::output::Output;

/// Runs `heads`.
pub(crate) fn heads(output: &Output) -> Result<(), Failure> {
    let set = linked_migrations()?;
    let heads = set.heads();
    for head in &heads {
        output.line(&head.id);
    }
    if heads.is_empty() {
        output.line("no migrations; `makemigrations` writes the first one");
    }
    let heads: Vec<Value> =
        heads.iter().map(|head| json!({ "id": head.id, "crate": head.krate })).collect();
    output.document(json!({ "heads": heads }));
    Ok(())
}

/// Runs `branches`.
pub(crate) fn branches(output: &Output) -> Result<(), Failure> {
    let set = linked_migrations()?;
    let mut after: BTreeMap<&MigrationKey, Vec<&Migration>> = BTreeMap::new();
    for migration in set.in_order() {
        for before in &migration.depends_on {
            if before.krate == migration.krate {
                after.entry(before).or_default().push(migration);
            }
        }
    }
    let ids = |migrations: &[&Migration]| -> Vec<String> {
        migrations.iter().map(|migration| migration.id.clone()).collect()
    };
    let mut forks = Vec::new();
    let mut merges = Vec::new();
    for migration in set.in_order() {
        if let Some(next) = after.get(&migration.key()).filter(|next| next.len() > 1) {
            output.line(format!("{} → {}", migration.id, ids(next).join(", ")));
            forks.push(json!({ "id": migration.id, "crate": migration.krate, "next": ids(next) }));
        }
        let own = migration.depends_on.iter().filter(|before| before.krate == migration.krate);
        let before: Vec<&str> = own.map(|before| before.id.as_str()).collect();
        if before.len() > 1 {
            output.line(format!("{} ← {}", migration.id, before.join(", ")));
            let krate = &migration.krate;
            merges.push(json!({ "id": migration.id, "crate": krate, "before": before }));
        }
    }
    if forks.is_empty() && merges.is_empty() {
        output.line("no branches: each migration follows one other");
    }
    output.document(json!({ "forks": forks, "merges": merges }));
    Ok(())
}
