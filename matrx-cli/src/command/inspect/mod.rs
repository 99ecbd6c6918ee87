//! `inspect`: the database → the models' files. It looks at no model and no migration, so it works before
//! there are any.

mod report;
mod settings;

use std::collections::BTreeSet;
use std::path::PathBuf;

use matrx_core::dialect::postgres::introspect::{self, Catalog, Glob, Selection};
use sqlx::Connection as _;

use self::settings::Settings;
use super::left_out;
use super::makemigrations::database;
use super::migrate;
use crate::arguments::{Inspect, Migrate, Selecting, Writing};
use crate::config::Project;
use crate::database::Target;
use crate::failure::Failure;
use crate::models::{self, Change, Plan, Present};
use crate::output::Output;
use crate::source::model::{self, Models};
use crate::stop::Stop;

/// Runs it.
pub(crate) async fn inspect(
    arguments: &Inspect,
    project: &Project,
    output: &Output,
) -> Result<(), Failure> {
    let Inspect { connection, selecting, writing, check } = arguments;
    let url = connection.database_url.as_deref();
    let done = regenerate(project, url, selecting, writing, *check).await?;
    done.tell(project, output);
    if *check && !done.changes.is_empty() { Err(Failure::Findings) } else { Ok(()) }
}

/// `migrate`, then the models again.
pub(crate) async fn migrate_and_rebuild(
    arguments: &Migrate,
    project: &Project,
    output: &Output,
    stop: &Stop,
) -> Result<(), Failure> {
    // what stands in the way of the second half is told before the first one
    let settings = Settings::new(project, &arguments.writing)?;
    models::plan(&settings.folder, &std::collections::BTreeMap::new(), true)
        .map_err(|error| settings.io(&error))?;
    migrate::migrate(arguments, project, output, stop).await?;
    let url = arguments.connection.database_url.as_deref();
    let work = regenerate(project, url, &arguments.selecting, &arguments.writing, false);
    stop.or(work).await?.tell(project, output);
    Ok(())
}

/// What a regeneration did, or would do.
pub(crate) struct Regenerated {
    /// The files that are, or would be, changed.
    pub(crate) changes: Vec<(PathBuf, &'static str)>,
    /// How many are as they should be.
    pub(crate) unchanged: usize,
    /// What the models do not say of the database, a line each.
    pub(crate) not_covered: Vec<String>,
    /// Schemas that were not looked at, with the number of their relations.
    pub(crate) not_looked_at: Vec<(String, u64)>,
    /// What somebody should know.
    pub(crate) warnings: Vec<String>,
    /// The features of sqlx that the models need.
    pub(crate) features: BTreeSet<&'static str>,
    folder: PathBuf,
    check: bool,
}

/// Reads the database and writes the files that differ, all or none.
pub(crate) async fn regenerate(
    project: &Project,
    url: Option<&str>,
    selecting: &Selecting,
    writing: &Writing,
    check: bool,
) -> Result<Regenerated, Failure> {
    let settings = Settings::new(project, writing)?;
    let target = Target::find(project, url, None)?;
    let looked = look(project, &target, selecting, writing, &settings).await;
    let closed = target.close();
    let (catalog, not_looked_at) = looked?;
    closed?;
    let models = model::print(&catalog.schema, settings.options)
        .map_err(|error| Failure::usage("source", error.to_string()))?;
    let Models { files, features, left_out } = models;
    let plan = models::plan(&settings.folder, &files, writing.overwrite)
        .map_err(|error| settings.io(&error))?;
    refuse(&plan)?;
    if !check {
        models::write(&plan).map_err(|error| settings.io(&error))?;
    }
    let changes = plan.changes.iter().map(|(path, change)| (path.clone(), word(change))).collect();
    let not_covered = left_out::lines(&catalog.not_covered).into_iter().chain(left_out).collect();
    Ok(Regenerated {
        changes,
        unchanged: plan.unchanged,
        not_covered,
        not_looked_at,
        warnings: catalog.warnings.iter().map(ToString::to_string).collect(),
        features,
        folder: settings.folder,
        check,
    })
}

fn word(change: &Change) -> &'static str {
    match change {
        Change::Create(_) => "created",
        Change::Replace(_) => "changed",
        Change::Remove => "removed",
    }
}

/// The structure, and the schemas that were not looked at.
async fn look(
    project: &Project,
    target: &Target,
    selecting: &Selecting,
    writing: &Writing,
    settings: &Settings,
) -> Result<(Catalog, Vec<(String, u64)>), Failure> {
    let mut conn = target.connect().await?;
    let all = introspect::schemas(&mut conn).await.map_err(|error| database(&error))?;
    let written = &settings.present.schemas;
    let every = all.iter().map(|(name, _)| name);
    let every = every.filter(|name| writing.all_schemas || written.contains(*name));
    let named = project.config.schemas.iter().chain(&selecting.schema);
    let schemas: BTreeSet<String> = named.chain(every).cloned().collect();
    let known = |name: &String| all.iter().any(|(there, _)| there == name);
    if let Some(missing) = selecting.schema.iter().find(|name| !known(name)) {
        return Err(Failure::usage(
            "no-schema",
            format!("there is no schema {missing} in {}", target.shown()),
        ));
    }
    let globs = |configured: &[String], typed: &[String]| {
        let names = if typed.is_empty() { configured } else { typed };
        names.iter().map(Glob::new).collect()
    };
    let what = Selection {
        default_schema: project.default_schema().to_owned(),
        schemas: schemas.iter().cloned().collect(),
        include: globs(&project.config.include_tables, &selecting.include_tables),
        exclude: globs(&project.config.exclude_tables, &selecting.exclude_tables),
        on_request: settings.on_request,
    };
    if !writing.overwrite {
        none_is_left_out(&settings.present, &what)?;
    }
    let catalog =
        introspect::introspect(&mut conn, &what).await.map_err(|error| database(&error))?;
    conn.close().await.map_err(|error| {
        Failure::database("db-connection", format!("closing the connection: {error}"))
    })?;
    let others = all.into_iter().filter(|(name, count)| {
        *count > 0 && name != project.default_schema() && !schemas.contains(name)
    });
    Ok((catalog, others.collect()))
}

/// A table that is not looked at is not gone: its model is not taken out.
fn none_is_left_out(present: &Present, what: &Selection) -> Result<(), Failure> {
    let out = present.tables.iter().filter(|(table, _)| !what.includes(table));
    let lines: Vec<String> =
        out.map(|(table, path)| format!("{} has {table}", Project::shown(path))).collect();
    if lines.is_empty() {
        return Ok(());
    }
    Err(Failure::answer(
        "not-looked-at",
        "nothing was written, because models of tables that are left out by name would be removed; leave no \
         names out, or --overwrite removes them",
        lines,
    ))
}

/// Nothing is written where somebody's work would be lost.
fn refuse(plan: &Plan) -> Result<(), Failure> {
    if plan.refused.is_empty() {
        return Ok(());
    }
    let lines = plan
        .refused
        .iter()
        .map(|(path, why)| format!("{} {}", Project::shown(path), why.text()))
        .collect();
    Err(Failure::answer(
        "would-overwrite",
        "nothing was written, because it would replace what others wrote; --overwrite does so, \
         --output writes elsewhere",
        lines,
    ))
}
