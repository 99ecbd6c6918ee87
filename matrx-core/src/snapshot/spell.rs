use sqlx::postgres::{PgConnectOptions, PgConnection};

use super::{Origin, Snapshot, SnapshotError};
use crate::dialect::postgres::normalise::{self, Context, Objects};
use crate::dialect::postgres::proof::{ProofContext, ProofError, Stage};
use crate::dialect::postgres::render::RenderContext;
use crate::dialect::postgres::scratch::{Environment, Scratch};
use crate::lock::Lock;
use crate::schema::Schema;

/// Who knows how a server spells what models say, beside the database itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spelling<'a> {
    /// `schema.lock`: what it answers need not be asked.
    pub lock: Option<&'a Lock>,
    /// A server on which a scratch database may be made, for views, functions and the like that neither
    /// the lock nor the database has in the same words. It should be of the database's version.
    pub scratch: Option<&'a PgConnectOptions>,
}

impl Snapshot {
    /// The models as the server of `database` spells them, so that they can be compared with it; of their tables, those
    /// that were read there; of publications and privileges too. The connection is one to that database, and not in a transaction.
    pub async fn spelled(
        &self,
        conn: &mut PgConnection,
        database: &Self,
        by: &Spelling<'_>,
    ) -> Result<Self, SnapshotError> {
        let Origin::Database { server_major, what } = &database.origin else {
            return Err(SnapshotError::NoDatabase);
        };
        let mut declared = self.schema.clone();
        declared.tables.retain(|name, _| what.includes(name));
        declared
            .objects
            .retain(|id, _| id.relation.as_ref().is_none_or(|name| what.includes(name)));
        declared.objects.retain(|id, _| what.on_request.reads(id.kind));
        let live = &database.schema;
        let context =
            Context { default_schema: what.default_schema.clone(), server_major: *server_major };
        let said = normalise::objects(&declared, by.lock, live, &context);
        let schema = if said.open.is_empty() {
            let spelled = normalise::normalise(conn, &declared, by.lock, live, &context).await?;
            Schema { objects: said.objects, ..spelled }
        } else if let Some(server) = by.scratch {
            let render = RenderContext {
                default_schema: what.default_schema.clone(),
                server_major: *server_major,
            };
            let environment = Environment::read(conn, live).await?;
            let environment = environment.without(&declared.objects);
            let context = ProofContext { render, environment };
            Bench { server, context, declared: &declared, lock: by.lock, live }.spell(said).await?
        } else {
            return Err(SnapshotError::NotSpelled(said.open.into_iter().collect()));
        };
        Ok(Self {
            schema,
            origin: Origin::Spelled { server_major: *server_major },
            unmanaged: self.unmanaged.clone(),
            not_covered: Vec::new(),
        })
    }
}

/// A scratch database for one spelling: it goes whatever happens.
struct Bench<'a> {
    server: &'a PgConnectOptions,
    context: ProofContext,
    declared: &'a Schema,
    lock: Option<&'a Lock>,
    live: &'a Schema,
}

impl Bench<'_> {
    async fn spell(&self, said: Objects) -> Result<Schema, SnapshotError> {
        let scratch = Scratch::create(self.server).await?;
        let spelled = self.spell_on(&scratch, said).await;
        let dropped = scratch.drop().await;
        let spelled = spelled?;
        dropped?;
        Ok(spelled)
    }

    async fn spell_on(&self, scratch: &Scratch, said: Objects) -> Result<Schema, ProofError> {
        let mut stage = Stage::open(scratch, &Schema::default(), &self.context).await?;
        let spelled = stage.spell(self.declared, said, self.lock, self.live).await;
        let closed = stage.close().await;
        let spelled = spelled?;
        closed?;
        Ok(spelled)
    }
}
