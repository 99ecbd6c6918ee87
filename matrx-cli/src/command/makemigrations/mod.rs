//! `makemigrations`: the difference between the database and the models, as a Rust source file that
//! has been proved.

mod answers;
mod bench;
mod consent;
mod draft;
pub(crate) mod drift;
mod path;
mod rights;
mod sides;

use std::collections::BTreeSet;

use matrx_core::dialect::postgres::introspect::Selection;
use matrx_core::dialect::postgres::{normalise, version};
use matrx_core::diff::{Change, ChangeError, change};
use matrx_core::migration::{Migration, Step};
use matrx_core::name::Ident;
use matrx_core::op::Op;
use matrx_core::run::{State, Status};
use matrx_core::schema::Schema;
use serde_json::{Value, json};

use self::answers::Answering;
use self::bench::Bench;
pub(crate) use self::bench::database;
use self::sides::Sides;
use super::ownership::{self, Foreign};
use super::workspace::{LOCK_FILE, Workspace, all_linked, files, managed, selected, selection};
use super::{change as changes, migrate, progress};
use crate::arguments::{CreateEmpty, From, Makemigrations};
use crate::config::Project;
use crate::database::Target;
use crate::failure::Failure;
use crate::output::{Ask, Output, asker};
use crate::project::{Claim, Folder, NewMigration, Recovered};
use crate::stop::Stop;

/// Runs it.
pub(crate) async fn makemigrations(
    arguments: &Makemigrations,
    project: &Project,
    output: &Output,
    stop: &Stop,
) -> Result<(), Failure> {
    let folder = Folder::open(&project.migrations).map_err(|error| files(&error))?;
    let writes = !arguments.check && !arguments.dry_run;
    let claim = writes.then(|| folder.claim()).transpose().map_err(|error| files(&error))?;
    if let Some(recovered) = claim.as_ref().and_then(|claim| claim.recovered.as_ref()) {
        recovery(recovered, output);
    }
    let work = Workspace::open(project, output)?;
    let what = selection(project, &arguments.selecting, &work.declared, &work.lock.lock);
    let claim = claim.as_ref();
    let mut run = Run { arguments, project, work: &work, what: &what, claim, output };
    if arguments.empty {
        return run.empty();
    }
    all_linked(&work.lock.lock, &work.declared, &arguments.answers.removed_crate)?;
    if arguments.offline {
        return run.offline();
    }
    let connection = &arguments.connection;
    let url = connection.database_url.as_deref();
    let target = Target::find(project, url, arguments.scratch_url.as_deref())?;
    let mut bench = Bench::new(&target);
    let made = stop.or(run.against(&target, &mut bench)).await;
    // The scratch database goes in any case; the first failure is the one that is told.
    let cleared = bench.clear().await;
    let made = match made {
        Err(failure) => Err(rights::told_whole(failure, project, &target).await),
        Ok(()) => Ok(()),
    };
    let closed = target.close();
    made.and(cleared).and(closed)
}

/// Runs `create_empty`.
pub(crate) async fn create_empty(
    arguments: &CreateEmpty,
    project: &Project,
    output: &Output,
    stop: &Stop,
) -> Result<(), Failure> {
    let make = Makemigrations {
        name: arguments.name.clone(),
        dry_run: arguments.dry_run,
        empty: true,
        ..Makemigrations::default()
    };
    makemigrations(&make, project, output, stop).await
}

/// Tells what an earlier run had left half written.
pub(super) fn recovery(recovered: &Recovered, output: &Output) {
    match recovered {
        Recovered::Completed(names) => {
            output
                .note(format!("completed what an interrupted run had begun: {}", names.join(", ")));
        }
        Recovered::Undone => output.note("undid what an interrupted run had begun"),
    }
}

/// Refuses what the server's version does not know, before anything is tried on it.
fn known_to(major: u32, ops: &[Op]) -> Result<(), Failure> {
    let missing = version::missing(ops, major);
    if missing.is_empty() {
        return Ok(());
    }
    let text =
        format!("this server is PostgreSQL {major}, which does not know what the models need");
    Err(Failure::database("server-too-old", text)
        .with(missing.iter().map(ToString::to_string).collect()))
}

struct Run<'a> {
    arguments: &'a Makemigrations,
    project: &'a Project,
    work: &'a Workspace,
    what: &'a Selection,
    /// The right to write; none where nothing is to be written.
    claim: Option<&'a Claim<'a>>,
    output: &'a Output,
}

/// What became of the comparison.
struct Found {
    change: Change,
    /// The models in the server's spelling.
    new: Schema,
    server_major: Option<u32>,
    /// What could not be proved, for the head of the file.
    notes: Vec<String>,
}

impl Found {
    /// Leaves the schemas that were `there` before this migration out of its way back.
    fn keep(&mut self, there: &BTreeSet<String>) {
        for op in &self.change.up {
            if let Op::CreateSchema { name } = op
                && there.contains(name)
            {
                let dropped = Op::DropSchema { name: name.clone() };
                self.change.down.retain(|op| *op != dropped);
                let name = Ident(name);
                self.notes.push(format!("schema {name} was there before: the way back leaves it"));
            }
        }
    }
}

impl Run<'_> {
    /// A migration without changes, to be filled by hand.
    fn empty(&mut self) -> Result<(), Failure> {
        let name = self.arguments.title().unwrap_or("manual");
        let id = draft::id(self.work, Some(name), &[])?;
        let file = draft::file(self.work, id, &[], &[], Vec::new())?;
        let mut lock = self.work.lock.lock.clone();
        lock.head = Some(file.id.clone());
        self.finish(&file, Some(lock.to_text()), &[])
    }

    /// Against schema.lock: no server, and no proof.
    fn offline(&mut self) -> Result<(), Failure> {
        let lock = &self.work.lock.lock;
        let declared = selected(&managed(&self.work.declared), self.what);
        let (new, unknown) = normalise::offline(&declared, lock, &self.what.default_schema);
        let old = selected(&lock.catalog, self.what);
        let mut ask = asker_for(self.output);
        let change = self.change(&old, &new, ask.as_mut())?;
        self.consent(&change, &[], ask.as_mut())?;
        let mut notes = vec!["not proved: made offline, from schema.lock alone".to_owned()];
        notes.extend(unknown.iter().map(|text| format!("not proved: no server spelled {text}")));
        // Texts that no server spelled cannot be compared with a server's.
        let server_major = lock.server_major.filter(|_| unknown.is_empty());
        self.conclude(Found { change, new, server_major, notes })
    }

    /// Against a database.
    async fn against(&mut self, target: &Target, bench: &mut Bench<'_>) -> Result<(), Failure> {
        let migrator = migrate::migrator(self.project)?;
        // A connection of its own first tells a wrong address from a broken history.
        let status = migrator.status(target.options().clone()).await;
        let status = status.map_err(|error| progress::failure(&error, target.shown()))?;
        let pending = self.pending(&status)?;
        let mut sides =
            sides::read(self.work, self.what, &pending, target, bench, self.output).await?;
        let mut ask = asker_for(self.output);
        let begun = self.work.head().is_some();
        if !begun && let Some(old) = taken_over(&sides.old, &sides.new, &sides.live) {
            sides.old = old;
            sides.drift.clear();
        }
        let from = self.arguments.from;
        let believed = drift::believed(&sides.drift, begun, from, self.output, ask.as_mut())?;
        if believed == From::Lock && !sides.drift.is_empty() {
            sides.old = selected(&self.work.made(), self.what);
            sides.staged = None;
        }
        let change = self.change(&sides.old, &sides.new, ask.as_mut())?;
        known_to(sides.context.render.server_major, &change.up)?;
        let declared = &self.work.declared;
        let swept = ownership::swept(
            &change.up,
            sides.staged.as_ref().unwrap_or(&sides.live),
            &[&self.work.made(), &declared.schema],
            &declared.unmanaged,
        );
        let goes: Vec<String> = swept.iter().map(ToString::to_string).collect();
        for thing in sides.foreign.iter().filter(|thing| !goes.contains(thing)) {
            self.output.note(format!("not ours, left alone: {thing}"));
        }
        self.consent(&change, &swept, ask.as_mut())?;
        if !swept.is_empty() {
            // The way back does not make them again, so the proof goes without them.
            sides.staged = None;
        }
        let note = |thing| {
            format!("dropped with its column or table, and not made again by the way back: {thing}")
        };
        let mut found = Found {
            change,
            new: sides.new.clone(),
            server_major: Some(sides.context.render.server_major),
            notes: swept.iter().map(note).collect(),
        };
        let only_looks = self.arguments.check;
        if !found.change.up.is_empty() && !only_looks {
            self.prove(&sides, bench, &mut found).await?;
        }
        found.keep(&sides.live.namespaces);
        self.conclude(found)
    }

    /// The migrations that the database does not have.
    fn pending(&self, status: &Status) -> Result<Vec<&Migration>, Failure> {
        if let Some(entry) = status.missing.first() {
            return Err(Failure::usage(
                "missing-migration",
                format!(
                    "the database has {}, which is not in this project; restore its file and its \
                     `mod` line",
                    entry.key.id
                ),
            ));
        }
        let half = |state| matches!(state, State::Applying | State::Reverting);
        for migration in &status.migrations {
            if let Some(entry) = migration.entry.as_ref().filter(|entry| half(entry.state)) {
                return Err(Failure::answer(
                    "half-applied",
                    format!("{} is applied in part; run `migrate` to finish it", entry.key.id),
                    Vec::new(),
                ));
            }
            if migration.edited {
                let id = &migration.key.id;
                self.output.note(format!("warning: {id} was edited after it was applied"));
            }
        }
        let is_pending = |migration: &&Migration| {
            let key = migration.key();
            status.migrations.iter().any(|status| status.key == key && status.is_pending())
        };
        Ok(self.work.set.in_order().iter().filter(is_pending).collect())
    }

    /// The difference, with every question answered.
    fn change(&self, old: &Schema, new: &Schema, ask: &mut dyn Ask) -> Result<Change, Failure> {
        let typed = &self.arguments.answers;
        let declared = &self.work.declared;
        let default_schema = &self.what.default_schema;
        let mut answering =
            Answering::new(typed, declared.renames.clone(), old, new, default_schema)?;
        loop {
            match change(old, new, &answering.answers) {
                Ok(change) => return Ok(change),
                Err(ChangeError::Questions(questions)) => answering.answer(questions, ask)?,
                Err(ChangeError::Cycle(cycle)) => {
                    return Err(Failure::usage("cycle", cycle.to_string()));
                }
                Err(ChangeError::TypeInUse(in_use)) => {
                    return Err(Failure::usage("type-in-use", in_use.to_string()));
                }
            }
        }
    }

    /// Asks before anything is written that loses data, or what is not ours.
    fn consent(
        &self,
        change: &Change,
        swept: &[Foreign],
        ask: &mut dyn Ask,
    ) -> Result<(), Failure> {
        if self.arguments.check || self.arguments.dry_run {
            return Ok(());
        }
        let (lock, declared) = (&self.work.lock.lock, &self.work.declared);
        let allowed = self.arguments.answers.allow_destructive;
        consent::consent(&change.up, swept, lock, declared, allowed, ask)
    }

    /// Tries the change on a scratch database; what the server says there is what the lock keeps.
    async fn prove(
        &self,
        sides: &Sides,
        bench: &mut Bench<'_>,
        found: &mut Found,
    ) -> Result<(), Failure> {
        let before = match &sides.staged {
            Some(staged) => staged.clone(),
            None => {
                let ours = [&sides.old, &found.new];
                let support = ownership::support(&ours, &sides.live, &self.work.declared.schema);
                ownership::with(&sides.old, &support)
            }
        };
        let mut expected = before.clone();
        for op in &found.change.up {
            op.apply(&mut expected).map_err(|error| {
                Failure::usage("apply", format!("{} does not apply: {error}", op.describe()))
            })?;
        }
        let steps = |ops: &[Op]| ops.iter().cloned().map(Step::Op).collect::<Vec<_>>();
        let (up, down) = (steps(&found.change.up), steps(&found.change.down));
        if sides.staged.is_none() {
            bench.restart().await?;
            bench.open(&before, &sides.context).await?;
        }
        let Some(stage) = bench.stage() else {
            return Err(Failure::usage("no-scratch", "there is no scratch database to prove on"));
        };
        let proof = stage.prove(&up, Some(&down), &expected).await;
        let proof = proof.map_err(|error| bench::proof(&error))?;
        found.notes.extend(proof.not_proved.iter().map(|what| format!("not proved: {what}")));
        if bench.is_elsewhere() {
            // Another version may spell the same otherwise: the server's own spelling stays.
            let note =
                "proved on an embedded PostgreSQL, because the role may not create a database";
            found.notes.push(note.to_owned());
            return Ok(());
        }
        let none = BTreeSet::new();
        found.new = ownership::divide(&proof.after, &[&found.new], &none).owned;
        Ok(())
    }

    /// Says what was found, and writes it where that is wanted.
    fn conclude(&self, found: Found) -> Result<(), Failure> {
        let Found { change, new, server_major, notes } = found;
        let head = self.work.head().map(|migration| migration.id.clone());
        if change.up.is_empty() {
            let lock = draft::lock(self.work, self.what, head, server_major, new);
            return self.unchanged(&lock.to_text());
        }
        let name = self.arguments.title();
        let id = draft::id(self.work, name, &change.up)?;
        for line in changes::lines(&change.up) {
            self.output.line(line);
        }
        for note in &notes {
            self.output.note(note);
        }
        if self.arguments.check {
            self.output
                .document(json!({ "changes": changes::documents(&change.up), "written": null }));
            self.output.line("a migration is missing; `makemigrations` writes it");
            return Err(Failure::Findings);
        }
        let file = draft::file(self.work, id, &change.up, &change.down, notes)?;
        let lock = draft::lock(self.work, self.what, Some(file.id.clone()), server_major, new);
        self.finish(&file, Some(lock.to_text()), &change.up)
    }

    /// No difference; the lock is written anew where it is not what it should be.
    fn unchanged(&self, lock: &str) -> Result<(), Failure> {
        let stale = self.work.lock.text.as_deref() != Some(lock);
        self.output.line("nothing to do: no changes detected");
        let claim = self.claim.filter(|_| stale);
        if let Some(claim) = claim {
            claim.write_lock(lock).map_err(|error| files(&error))?;
            let path = Project::shown(&self.project.migrations.join(LOCK_FILE));
            self.output.line(format!("brought {path} up to date"));
        }
        self.output.document(json!({
            "changes": [],
            "written": if claim.is_some() { json!([LOCK_FILE]) } else { Value::Null },
        }));
        Ok(())
    }

    /// Prints or writes the file.
    fn finish(&self, file: &draft::File, lock: Option<String>, up: &[Op]) -> Result<(), Failure> {
        let Some(claim) = self.claim else {
            self.output.block(&file.text);
            self.output.document(json!({
                "changes": changes::documents(up),
                "id": file.id,
                "source": file.text,
                "written": null,
            }));
            return Ok(());
        };
        let new = NewMigration { id: file.id.clone(), source: file.text.clone(), lock };
        let path = claim.write(&new).map_err(|error| files(&error))?;
        let shown = Project::shown(&path);
        self.output.line(format!("wrote {shown}"));
        self.output.line("next: cargo run --bin matrx-cli migrate");
        self.output.document(json!({
            "changes": changes::documents(up),
            "id": file.id,
            "written": [shown, "mod.rs", LOCK_FILE],
        }));
        Ok(())
    }
}

/// The structure of a database that is what the models say while there is no migration yet, its schemas
/// included: somebody takes it over.
fn taken_over(old: &Schema, new: &Schema, live: &Schema) -> Option<Schema> {
    let mut old = old.clone();
    old.namespaces = live.namespaces.intersection(&new.namespaces).cloned().collect();
    old.namespace_comments.clone_from(&live.namespace_comments);
    old.namespace_comments.retain(|name, _| new.namespace_comments.contains_key(name));
    drift::between(&old, new).is_empty().then_some(old)
}

fn asker_for(output: &Output) -> Box<dyn Ask> {
    asker(output.format() == crate::output::Format::Text)
}
