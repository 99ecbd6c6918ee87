//! The difference as a file: its name, its text, and the lock that goes with it.

use matrx_core::lock::Lock;
use matrx_core::migration::MigrationSet;
use matrx_core::op::{self, Hazard, Op};

use crate::command::workspace::{Workspace, files};
use crate::failure::Failure;
use crate::project;
use crate::source::{Draft, DraftStep, print};

/// A migration that is ready to be written.
pub(super) struct File {
    /// `0002_add_email`
    pub(super) id: String,
    /// The source.
    pub(super) text: String,
}

/// The name: given, or that of the changes; the first migration is called `initial`.
pub(super) fn id(work: &Workspace, name: Option<&str>, ops: &[Op]) -> Result<String, Failure> {
    let number = work.folder.next_number().map_err(|error| files(&error))?;
    let name = match name {
        Some(name) => project::slug(name).ok_or_else(|| {
            Failure::usage("bad-name", "--name has none of the characters a-z, 0-9 and `_`")
        })?,
        None if number == 1 && !ops.is_empty() => "initial".to_owned(),
        None => op::slug(ops),
    };
    Ok(project::id(number, &name))
}

/// The file for these changes.
pub(super) fn file(
    work: &Workspace,
    id: String,
    up: &[Op],
    down: &[Op],
    notes: Vec<String>,
) -> Result<File, Failure> {
    let draft = Draft {
        title: title(&id, up),
        notes,
        depends_on: depends_on(&work.set, &work.krate),
        up: marked(up, |_| true),
        down: Some(marked(down, |hazard| !hazard.concerns_code())),
    };
    let text = print(&draft).map_err(|error| {
        Failure::usage("source", format!("the migration cannot be written as source: {error}"))
    })?;
    Ok(File { id, text })
}

/// The changes with those of their hazards that `matter`; what loses data says so first.
fn marked(ops: &[Op], matter: impl Fn(&Hazard) -> bool) -> Vec<DraftStep> {
    let mut steps = DraftStep::with_hazards(ops.to_vec(), matter);
    for step in &mut steps {
        if let Some(loss) = step.op.destructive() {
            step.notes.insert(0, format!("loses data: {}", loss.text));
        }
    }
    steps
}

/// Every migration that no other depends on, so that a fork is joined.
fn depends_on(set: &MigrationSet, krate: &str) -> Vec<String> {
    set.heads()
        .into_iter()
        .map(|head| if head.krate == krate { head.id.clone() } else { head.key().to_string() })
        .collect()
}

/// The first line of the file: what the migration is for, at most a line long.
fn title(id: &str, ops: &[Op]) -> String {
    /// A line of a file, without the comment's sign and the full stop.
    const WIDTH: usize = 100 - "//! .".len();
    let mut parts: Vec<String> = op::by_weight(ops).iter().map(|m| m.describe(ops)).collect();
    if parts.is_empty() {
        let (_, name) = id.split_once('_').unwrap_or(("", id));
        parts.push(name.replace('_', " "));
    }
    let said = |shown: usize| {
        let text = parts[..shown].join(", ");
        let rest = parts.len() - shown;
        if rest == 0 { text } else { format!("{text}, {rest} more") }
    };
    let fits = |text: &String| text.chars().count() <= WIDTH;
    let most = parts.len().min(3);
    let text = (1..=most).rev().map(said).find(fits).unwrap_or_else(|| shortened(&said(1), WIDTH));
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

fn shortened(text: &str, width: usize) -> String {
    let mut short: String = text.chars().take(width).collect();
    short.push('…');
    short
}

/// The lock after the migration `head`: what the models say, and how the server spells it.
pub(super) fn lock(
    work: &Workspace,
    what: &matrx_core::dialect::postgres::introspect::Selection,
    head: Option<String>,
    server_major: Option<u32>,
    catalog: matrx_core::schema::Schema,
) -> Lock {
    let old = &work.lock.lock;
    let declared = &work.declared;
    let mut lock = Lock {
        head,
        server_major,
        crates: declared.crates.clone(),
        table_crate: declared.table_crate.clone(),
        object_crate: declared.object_crate.clone(),
        declarations: declared.declarations.clone(),
        declared: crate::command::workspace::managed(declared),
        catalog,
    };
    lock.table_crate.retain(|table, _| !declared.unmanaged.contains(table));
    lock.declarations.tables.retain(|table, _| !declared.unmanaged.contains(table));
    // What the patterns leave out stays as it was.
    for table in lock.declared.tables.keys().cloned().collect::<Vec<_>>() {
        if !what.includes(&table) {
            lock.declared.tables.remove(&table);
            lock.table_crate.remove(&table);
            lock.declarations.tables.remove(&table);
        }
    }
    for (name, table) in old.declared.tables.iter().filter(|(name, _)| !what.includes(name)) {
        lock.declared.tables.insert(name.clone(), table.clone());
        if let Some(table) = old.catalog.tables.get(name) {
            lock.catalog.tables.insert(name.clone(), table.clone());
        }
        if let Some(krate) = old.table_crate.get(name) {
            lock.table_crate.insert(name.clone(), krate.clone());
        }
        if let Some(declaration) = old.declarations.tables.get(name) {
            lock.declarations.tables.insert(name.clone(), declaration.clone());
        }
    }
    // How an index is built is for the models to say: a server knows nothing of it.
    for (name, table) in &mut lock.catalog.tables {
        let declared = lock.declared.tables.get(name);
        for index in table.indexes.values_mut() {
            let said = declared.and_then(|table| table.indexes.get(&index.name));
            index.concurrently = said.is_some_and(|said| said.concurrently);
        }
    }
    lock
}

#[cfg(test)]
mod tests {
    use super::*;
    use matrx_core::schema::Table;

    #[test]
    fn a_title_is_one_line_of_what_fits() {
        let op = |name: &str| Op::CreateTable { table: Table::new(name) };
        let many: Vec<Op> = ["a", "b", "c", "d"].into_iter().map(op).collect();
        let long = "x".repeat(63);
        for (ops, expected) in [
            (vec![], "Move old rows".to_owned()),
            (many[..1].to_vec(), "Create table a".to_owned()),
            (many[..3].to_vec(), "Create table a, create table b, create table c".to_owned()),
            (many, "Create table a, create table b, create table c, 1 more".to_owned()),
            (vec![op(&long), op("b")], format!("Create table {long}, create table b")),
            (vec![op(&long), op(&long)], format!("Create table {long}, 1 more")),
            (vec![op(&long.repeat(2))], format!("Create table {}…", "x".repeat(82))),
        ] {
            let title = title("0007_move_old_rows", &ops);
            assert_eq!(title, expected);
            assert!(format!("//! {title}.").chars().count() <= 101, "{title}");
        }
    }
}
