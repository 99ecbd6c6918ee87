//! The two sides of the difference: the database as it will be when all migrations are applied, and
//! the models, both as the server spells them.

use matrx_core::dialect::postgres::introspect::{OnRequest, Selection, introspect};
use matrx_core::dialect::postgres::normalise::{self, Context};
use matrx_core::dialect::postgres::proof::{Direction, ProofContext};
use matrx_core::dialect::postgres::render::RenderContext;
use matrx_core::dialect::postgres::rights;
use matrx_core::dialect::postgres::scratch::Environment;
use matrx_core::migration::{Migration, Step};
use matrx_core::model::ViewModel;
use matrx_core::op::{Op, roles_of};
use matrx_core::schema::{ObjectId, ObjectKind, Schema};
use sqlx::{Connection as _, PgConnection};

use super::bench::{Bench, database, proof};
use super::drift;
use crate::command::left_out;
use crate::command::ownership::{self, Divided};
use crate::command::workspace::{Workspace, managed, selected};
use crate::database::Target;
use crate::failure::Failure;
use crate::output::Output;

/// Both sides, and what a proof needs.
pub(super) struct Sides {
    /// What is ours of the database, with the pending migrations applied.
    pub(super) old: Schema,
    /// The models.
    pub(super) new: Schema,
    /// What somebody did to the database beside the migrations.
    pub(super) drift: Vec<Op>,
    /// What is not ours, for people.
    pub(super) foreign: Vec<String>,
    /// What the scratch database holds before the proof, where it is open already.
    pub(super) staged: Option<Schema>,
    /// The whole database, where nothing is staged.
    pub(super) live: Schema,
    /// For the proof.
    pub(super) context: ProofContext,
}

/// Reads the database and lets it spell the models.
pub(super) async fn read(
    work: &Workspace,
    what: &Selection,
    pending: &[&Migration],
    target: &Target,
    bench: &mut Bench<'_>,
    output: &Output,
) -> Result<Sides, Failure> {
    let lock = &work.lock.lock;
    let mut conn = target.connect().await?;
    let catalog = introspect(&mut conn, what).await.map_err(|error| database(&error))?;
    for warning in &catalog.warnings {
        output.note(format!("warning: {warning}"));
    }
    let spelling =
        Context { default_schema: what.default_schema.clone(), server_major: catalog.server.major };
    let live = catalog.schema;
    let environment = Environment::read(&mut conn, &live).await;
    let environment = environment.map_err(|error| database(&error))?;
    let declared = selected(&managed(&work.declared), what);
    let roles = roles_of(&declared);
    let missing = rights::missing_roles(&mut conn, &roles).await;
    no_role_is_missing(missing.map_err(|error| database(&error))?)?;
    bench.with_roles(roles);
    let known = work.lock.doubt.is_none().then_some(lock);
    let context = ProofContext {
        render: RenderContext {
            default_schema: what.default_schema.clone(),
            server_major: catalog.server.major,
        },
        environment,
    };
    let said = normalise::objects(&declared, known, &live, &spelling);
    let new_here = |id: &ObjectId| !live.objects.contains_key(id);
    let new = if said.open.is_empty() && !said.objects.keys().any(new_here) {
        let spelled = normalise::normalise(&mut conn, &declared, known, &live, &spelling).await;
        Schema { objects: said.objects, ..spelled.map_err(|error| database(&error))? }
    } else {
        // An object may lean on any other, so all of them are made, in a database of their own.
        conn.close().await.map_err(closing)?;
        let alone = ProofContext {
            environment: context.environment.without(&declared.objects),
            ..context.clone()
        };
        let stage = bench.open(&Schema::default(), &alone).await?;
        let spelled = stage.spell(&declared, said, known, &live).await;
        let spelled = spelled.map_err(|error| proof(&error))?;
        bench.restart().await?;
        conn = target.connect().await?;
        spelled
    };
    let made = work.made();
    let before = selected(&made, what);
    let divide = |whole: &Schema| {
        ownership::divide(whole, &[&made, &work.declared.schema], &work.declared.unmanaged)
    };
    fit(&work.declared.view_models, &new, &live)?;
    if pending.is_empty() {
        let Divided { owned: old, foreign } = divide(&live);
        let drift = drifted(&mut conn, work, &before, &old, &spelling, output).await?;
        conn.close().await.map_err(closing)?;
        let foreign = listed(&foreign, &catalog.not_covered, work);
        return Ok(Sides { old, new, drift, foreign, staged: None, live, context });
    }
    conn.close().await.map_err(closing)?;
    // What others publish and grant is not needed, and may take a right that this role lacks.
    let mut needed = live.clone();
    needed.objects.retain(|id, _| {
        let known = [&made, &work.declared.schema];
        OnRequest::default().reads(id.kind)
            || known.iter().any(|schema| schema.objects.contains_key(id))
    });
    let stage = bench.open(&needed, &context).await?;
    for migration in pending {
        let steps: Vec<Step> = migration.up();
        stage.apply(Direction::Pending, &steps).await.map_err(|error| proof(&error))?;
    }
    let whole = stage.read().await.map_err(|error| database(&error))?;
    let Divided { owned: old, foreign } = divide(&whole);
    let drift = drifted(stage.connection(), work, &before, &old, &spelling, output).await?;
    let foreign = listed(&foreign, &catalog.not_covered, work);
    Ok(Sides { old, new, drift, foreign, staged: Some(whole), live, context })
}

/// The drift. Where texts differ, the server is asked how it spells what the lock says: the lock may
/// come from a server of another version, or from no server at all.
async fn drifted(
    conn: &mut PgConnection,
    work: &Workspace,
    lock: &Schema,
    old: &Schema,
    spelling: &Context,
    output: &Output,
) -> Result<Vec<Op>, Failure> {
    if !work.lock.is_known() {
        output.note(
            "not checked: whether somebody changed the database beside the migrations, because \
             schema.lock cannot be believed and the migrations have steps of SQL or code",
        );
        return Ok(Vec::new());
    }
    let first = drift::drift(lock, old);
    if first.is_empty() {
        return Ok(first);
    }
    let mut declared = match work.lock.doubt {
        None if work.head().is_none() => Schema::default(),
        None => work.lock.lock.declared.clone(),
        Some(_) => lock.clone(),
    };
    declared.tables.retain(|name, _| lock.tables.contains_key(name));
    // Their texts are the lock's: another server's would have to make them first.
    declared.objects.clone_from(&lock.objects);
    match normalise::normalise(conn, &declared, None, old, spelling).await {
        Ok(spelled) => Ok(drift::drift(&spelled, old)),
        // What the lock says may lean on what is gone; then the first answer is the answer.
        Err(_) => Ok(first),
    }
}

/// Refuses what speaks of roles that this server does not have.
fn no_role_is_missing(missing: Vec<String>) -> Result<(), Failure> {
    if missing.is_empty() {
        return Ok(());
    }
    let text = "this server lacks roles of which the models speak; roles belong to the whole server, so no \
                migration makes them";
    let lines = missing.iter().map(|role| format!("missing: CREATE ROLE {role}")).collect();
    Err(Failure::database("missing-role", text).with(lines))
}

/// Refuses models of views that do not have the views' columns.
fn fit(models: &[ViewModel], new: &Schema, live: &Schema) -> Result<(), Failure> {
    let mut lines = Vec::new();
    for model in models {
        let kinds = [ObjectKind::View, ObjectKind::MaterializedView, ObjectKind::ForeignTable];
        let mut ids = kinds.into_iter().map(|kind| ObjectId::new(kind, &model.view));
        let view = ids.find_map(|id| new.objects.get(&id).or_else(|| live.objects.get(&id)));
        let found = match view {
            Some(view) => model.misfits(view),
            None => {
                vec!["there is no such view; declare it by view!, or give its query".to_owned()]
            }
        };
        lines.extend(found.into_iter().map(|text| format!("{}: {text}", model.model)));
    }
    if lines.is_empty() {
        return Ok(());
    }
    Err(Failure::usage("view-model", "models of views do not fit their views").with(lines))
}

/// What is not ours, a line each.
fn listed(
    foreign: &[ownership::Foreign],
    not_covered: &[matrx_core::dialect::postgres::introspect::NotCovered],
    work: &Workspace,
) -> Vec<String> {
    let unmanaged = |thing: &&ownership::Foreign| match thing {
        ownership::Foreign::Table(name) => !work.declared.unmanaged.contains(name),
        ownership::Foreign::Enum(_)
        | ownership::Foreign::Partitions(..)
        | ownership::Foreign::Column(..)
        | ownership::Foreign::Index(..)
        | ownership::Foreign::Constraint(..) => true,
        ownership::Foreign::Object(id) => !left_out::is_privilege(id.kind),
    };
    let objects = foreign.iter().filter_map(|thing| match thing {
        ownership::Foreign::Object(id) => Some(id),
        ownership::Foreign::Partitions(..)
        | ownership::Foreign::Table(_)
        | ownership::Foreign::Enum(_)
        | ownership::Foreign::Column(..)
        | ownership::Foreign::Index(..)
        | ownership::Foreign::Constraint(..) => None,
    });
    foreign
        .iter()
        .filter(unmanaged)
        .map(ToString::to_string)
        .chain(left_out::privileges_of_others(objects))
        .chain(left_out::lines(not_covered))
        .collect()
}

fn closing(error: sqlx::Error) -> Failure {
    Failure::database("db-connection", format!("closing the connection: {error}"))
}
