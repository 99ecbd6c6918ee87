//! `check`: three questions, and exit code 1 for any difference. It never writes.
//!
//! 1. models ↔ migrations: does schema.lock, which is the state after the last migration, say what
//!    the models say? 2. migrations ↔ database: is every migration applied, unedited, and is the
//!    database what they made it? 3. models ↔ database: do the two agree? The first one needs no
//!    server.

use std::sync::Arc;

use matrx_core::dialect::postgres::introspect::{Catalog, Selection, introspect_covered};
use matrx_core::dialect::postgres::normalise::{self, Unknown};
use matrx_core::op::{Op, matters};
use matrx_core::run::{MigrationStatus, Status};
use matrx_core::schema::Schema;
use serde_json::{Value, json};
use sqlx::Connection as _;

use super::makemigrations::{database, drift};
use super::workspace::{Workspace, all_linked, managed, selected, selection};
use super::{change, migrate, ownership, progress};
use crate::arguments::Check;
use crate::config::Project;
use crate::database::Target;
use crate::failure::Failure;
use crate::output::Output;

/// Runs it. While the server answers, the first question is answered beside it.
pub(crate) async fn check(
    arguments: &Check,
    project: &Project,
    output: &Output,
) -> Result<(), Failure> {
    let work = Arc::new(Workspace::open(project, output)?);
    all_linked(&work.lock.lock, &work.declared, &[])?;
    let what = selection(project, &arguments.selecting, &work.declared, &work.lock.lock);
    let compared = tokio::task::spawn_blocking({
        let (work, what) = (Arc::clone(&work), what.clone());
        move || Compared::new(&work, &what)
    });
    let seen = if arguments.offline {
        None
    } else {
        let url = arguments.connection.database_url.as_deref();
        let target = Target::find(project, url, None)?;
        let seen = Seen::look(project, &what, &target).await;
        let closed = target.close();
        let seen = seen?;
        closed?;
        Some(seen)
    };
    let compared =
        compared.await.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()));
    let mut findings = Findings::default();
    findings.changes("models and migrations", &compared.differences);
    if let Some(doubt) = &work.lock.doubt {
        findings.line("models and migrations", Remedy::Makemigrations, doubt.clone());
    }
    if let Some(seen) = seen {
        seen.compare(&work, &what, compared.lock, compared.models, &mut findings);
    }
    let unspelled = compared.unknown.iter().map(|text| format!("no server spelled it yet: {text}"));
    findings.unknown.extend(unspelled);
    findings.tell(arguments.offline, output)
}

/// The first question, answered.
struct Compared {
    /// What is looked at of the lock.
    lock: Schema,
    /// The models, as far as the lock knows in the server's spelling.
    models: Schema,
    /// The texts that no server has spelled.
    unknown: Vec<Unknown>,
    differences: Vec<Op>,
}

impl Compared {
    fn new(work: &Workspace, what: &Selection) -> Self {
        let declared = selected(&managed(&work.declared), what);
        let (models, unknown) =
            normalise::offline(&declared, &work.lock.lock, &what.default_schema);
        let lock = selected(&work.lock.lock.catalog, what);
        let differences = drift::between(&lock, &models);
        Self { lock, models, unknown, differences }
    }
}

/// What the database showed.
struct Seen {
    status: Status,
    /// None where migrations are pending: the structure differs by them, and a list of that would
    /// say nothing new.
    catalog: Option<Catalog>,
}

impl Seen {
    /// Reads what the other two questions need.
    async fn look(project: &Project, what: &Selection, target: &Target) -> Result<Self, Failure> {
        let migrator = migrate::migrator(project)?;
        let status = migrator.status(target.options().clone()).await;
        let status = status.map_err(|error| progress::failure(&error, target.shown()))?;
        let is_behind =
            status.migrations.iter().any(MigrationStatus::is_pending) || !status.missing.is_empty();
        if is_behind {
            return Ok(Self { status, catalog: None });
        }
        let mut conn = target.connect().await?;
        let catalog =
            introspect_covered(&mut conn, what).await.map_err(|error| database(&error))?;
        conn.close().await.map_err(|error| {
            Failure::database("db-connection", format!("closing the connection: {error}"))
        })?;
        Ok(Self { status, catalog: Some(catalog) })
    }

    fn compare(
        self,
        work: &Workspace,
        what: &Selection,
        mut lock: Schema,
        mut models: Schema,
        findings: &mut Findings,
    ) {
        of_status(&self.status, findings);
        let Some(catalog) = self.catalog else { return };
        let known = [&work.lock.lock.catalog, &work.declared.schema];
        let owned = ownership::divide(&catalog.schema, &known, &work.declared.unmanaged).owned;
        if !normalise::same_server(&work.lock.lock, catalog.server.major) {
            // Another server's spelling: a text that differs may mean the same.
            let lenient = |of: &Schema| normalise::lenient(of, &owned, &what.default_schema);
            let (of_lock, unknown) = lenient(&lock);
            lock = of_lock;
            models = lenient(&models).0;
            findings.cannot_tell(&unknown, work.lock.lock.server_major, catalog.server.major);
        }
        if work.lock.is_known() {
            findings.changes(MIGRATIONS, &drift::drift(&lock, &owned));
        } else {
            findings.unknown.push(NOT_KNOWN.to_owned());
        }
        findings.changes("models and database", &drift::between(&owned, &models));
    }
}

/// What the history says.
fn of_status(status: &Status, findings: &mut Findings) {
    for migration in &status.migrations {
        let id = &migration.key.id;
        if migration.is_pending() {
            let text = format!("{id} is not applied; run `migrate`");
            findings.line(MIGRATIONS, Remedy::Migrate, text);
        }
        if migration.edited {
            let text = format!("{id} was edited after it was applied; take the edit back");
            findings.line(MIGRATIONS, Remedy::ByHand, text);
        }
    }
    for entry in &status.missing {
        let id = &entry.key.id;
        let text = format!("{id} is applied, but its file is missing; bring it back");
        findings.line(MIGRATIONS, Remedy::ByHand, text);
    }
}

/// The second question.
const MIGRATIONS: &str = "migrations and database";

/// What was found, by question.
#[derive(Default)]
struct Findings {
    found: Vec<Finding>,
    /// What could not be told, and why; no finding.
    unknown: Vec<String>,
}

/// What is not compared where the state after the migrations is not known.
const NOT_KNOWN: &str = "migrations and database: schema.lock cannot be believed, and the \
                         migrations have steps of SQL or code; `makemigrations` writes it again";

/// What takes a finding away.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Remedy {
    Makemigrations,
    Migrate,
    /// The finding says it.
    ByHand,
}

struct Finding {
    question: &'static str,
    remedy: Remedy,
    /// As a person reads it.
    line: String,
    /// The same without its sign.
    text: String,
}

impl Findings {
    fn line(&mut self, question: &'static str, remedy: Remedy, text: String) {
        self.found.push(Finding { question, remedy, line: format!("  ! {text}"), text });
    }

    fn changes(&mut self, question: &'static str, ops: &[Op]) {
        let matters = matters(ops);
        self.found.extend(change::lines(ops).into_iter().zip(matters).map(|(line, matter)| {
            Finding { question, remedy: Remedy::Makemigrations, line, text: matter.describe(ops) }
        }));
    }

    /// Texts that another server spelled, or none, and that differ from this one's.
    fn cannot_tell(&mut self, texts: &[Unknown], spelled_by: Option<u32>, here: u32) {
        let by =
            spelled_by.map_or_else(|| "no server".to_owned(), |major| format!("server {major}"));
        self.unknown.extend(
            texts.iter().map(|text| {
                format!("schema.lock was spelled by {by}, this is server {here}: {text}")
            }),
        );
    }

    fn tell(&self, offline: bool, output: &Output) -> Result<(), Failure> {
        let mut last = "";
        for finding in &self.found {
            if finding.question != last {
                output.line(format!("{} differ:", finding.question));
                last = finding.question;
            }
            output.line(&finding.line);
        }
        for text in &self.unknown {
            output.note(format!("cannot tell: {text}"));
        }
        let document =
            |finding: &Finding| json!({ "question": finding.question, "finding": finding.text });
        let documents: Vec<Value> = self.found.iter().map(document).collect();
        output.document(json!({
            "offline": offline,
            "findings": documents,
            "unknown": self.unknown,
        }));
        if !self.found.is_empty() {
            let helps = |remedy| self.found.iter().any(|finding| finding.remedy == remedy);
            if helps(Remedy::Makemigrations) {
                output.line("next: cargo run --bin matrx-cli makemigrations, then migrate");
            } else if helps(Remedy::Migrate) {
                output.line("next: cargo run --bin matrx-cli migrate");
            }
            return Err(Failure::Findings);
        }
        output.line(if offline {
            "models and migrations agree"
        } else {
            "models, migrations and database agree"
        });
        Ok(())
    }
}
