use std::collections::BTreeSet;

use sqlx::postgres::PgConnection;

use super::trial::build_by_trial;
use super::{Direction, Proof, ProofContext, ProofError, batch, difference};
use crate::dialect::postgres::introspect::{self, Selection};
use crate::dialect::postgres::normalise::{self, Objects};
use crate::dialect::postgres::render;
use crate::dialect::postgres::scratch::{self, Missing, Scratch};
use crate::dialect::postgres::{DbError, session, sql};
use crate::lock::Lock;
use crate::migration::{MigrationDb, Step};
use crate::name::Ident;
use crate::op::Op;
use crate::schema::{Home, Object, ObjectId, Schema};
use crate::statement::{Mode, Probe, Statement};

/// A scratch database with a structure on it, to which steps can be applied.
pub struct Stage {
    db: MigrationDb,
    context: ProofContext,
    what: Selection,
    server: introspect::ServerFacts,
    missing: Vec<Missing>,
    not_proved: Vec<String>,
    /// What the environment made: it is no part of the structure.
    aside: BTreeSet<ObjectId>,
    /// The privileges that are declared: others come with what is made, where there are default
    /// privileges, and are no part of the structure.
    privileges: BTreeSet<ObjectId>,
    /// The objects that steps have made or changed: the server's spelling of their texts is new.
    made: BTreeSet<ObjectId>,
    empty: bool,
}

impl Stage {
    /// Connects to the scratch database, which must be empty, and builds `before` on it.
    pub async fn open(
        scratch: &Scratch,
        before: &Schema,
        context: &ProofContext,
    ) -> Result<Self, ProofError> {
        let mut conn = scratch.connect().await?;
        match Self::prepare(&mut conn, before, context).await {
            Ok(Prepared { server, missing, what, aside }) => Ok(Self {
                db: MigrationDb::new(conn),
                context: context.clone(),
                what,
                server,
                missing,
                not_proved: Vec::new(),
                aside,
                privileges: privileges_of(before),
                made: BTreeSet::new(),
                empty: *before == Schema::default(),
            }),
            Err(error) => {
                // The first error is the one that matters.
                let _closed = scratch::close(conn).await;
                Err(error)
            }
        }
    }

    async fn prepare(
        conn: &mut PgConnection,
        before: &Schema,
        context: &ProofContext,
    ) -> Result<Prepared, ProofError> {
        let doing = "preparing the scratch database";
        let default = &context.render.default_schema;
        let mut own = String::new();
        for schema in before.namespaces.iter().chain([default]) {
            own.push_str(&format!("CREATE SCHEMA IF NOT EXISTS {};", Ident(schema)));
        }
        // Nothing here must survive a power cut.
        let fast = "SET synchronous_commit = off";
        let settings = session::settings();
        sql::execute(conn, doing, &format!("{settings};{fast};{own}")).await?;
        let environment = context.environment.without(&before.objects);
        let missing = environment.make(conn, default).await?;
        let server = introspect::server(conn).await?;
        let statements: Vec<(String, Statement)> = render::build(before, &context.render)
            .into_iter()
            .map(|statement| ("the present structure".to_owned(), statement))
            .collect();
        let built = batch::run(conn, &statements, server.lock_capacity).await;
        if let Err((_, source)) = built {
            return Err(ProofError::Rebuild { source, missing });
        }
        let missing = environment.make_missing(conn, &missing).await?;
        let mut what = Selection::schema(context.render.default_schema.clone());
        what.schemas = before.namespaces.iter().cloned().collect();
        what.on_request.add(before);
        let mut aside = BTreeSet::new();
        if !environment.is_empty() {
            let found = introspect::introspect_covered(conn, &what).await?.schema.objects;
            aside.extend(found.into_keys().filter(|id| !before.objects.contains_key(id)));
        }
        Ok(Prepared { server, missing, what, aside })
    }

    /// The connection, for whoever must ask this database something.
    pub fn connection(&mut self) -> &mut PgConnection {
        self.db.connection()
    }

    /// Applies steps, and says which one fails. Code that is not marked for a proof is left out and
    /// remembered.
    pub async fn apply(&mut self, direction: Direction, steps: &[Step]) -> Result<(), ProofError> {
        self.empty = false;
        let mut waiting: Vec<(String, Statement)> = Vec::new();
        for step in steps {
            match step {
                Step::Op(op) => {
                    self.see(op);
                    let statements = render::followed(op, &self.context.render);
                    waiting
                        .extend(statements.into_iter().map(|statement| (op.describe(), statement)));
                }
                Step::Sql(sql) => {
                    waiting.extend(sql.commands().into_iter().map(|command| {
                        let mode = if command.alone {
                            Mode::Alone(Probe::Unknown)
                        } else {
                            Mode::Transactional
                        };
                        let statement = Statement { mode, ..Statement::transactional(command.sql) };
                        (step.describe(), statement)
                    }));
                }
                Step::Code(code) if code.in_proof => {
                    self.flush(direction, &mut waiting).await?;
                    code.run(&mut self.db).await.map_err(|error| ProofError::Step {
                        direction,
                        step: step.describe(),
                        error: error.to_string().into(),
                    })?;
                }
                Step::Code(_) => {
                    let text = step.describe();
                    if !self.not_proved.contains(&text) {
                        self.not_proved.push(text);
                    }
                }
            }
        }
        self.flush(direction, &mut waiting).await
    }

    async fn flush(
        &mut self,
        direction: Direction,
        waiting: &mut Vec<(String, Statement)>,
    ) -> Result<(), ProofError> {
        let statements = std::mem::take(waiting);
        let doing = "setting the search path of the scratch database";
        let path = session::search_path(&[&self.context.render.default_schema], false);
        sql::execute(self.db.connection(), doing, &path).await?;
        batch::run(self.db.connection(), &statements, self.server.lock_capacity).await.map_err(
            |(step, error)| {
                // the step is named once
                let error = match error {
                    DbError::Refused { error, .. } => error.to_string().into(),
                    error @ (DbError::Connection { .. }
                    | DbError::Answer { .. }
                    | DbError::Unexpected { .. }
                    | DbError::Privilege { .. }) => Box::new(error).into(),
                };
                ProofError::Step { direction, step, error }
            },
        )
    }

    /// Schemas that a step makes, or moves a table to, are read from now on.
    fn see(&mut self, op: &Op) {
        if let Op::CreateObject { object } | Op::ReplaceObject { to: object, was: _ } = op {
            self.made.insert(object.id.clone());
            if object.id.kind.home() == Home::Privilege {
                self.privileges.insert(object.id.clone());
            }
        }
        let schema = if let Op::CreateSchema { name } = op {
            Some(name.clone())
        } else if let Op::MoveTable { from: _, to } = op {
            to.clone()
        } else {
            None
        };
        self.look_into(&schema);
    }

    /// These schemas are read from now on.
    fn look_into<'a>(&mut self, namespaces: impl IntoIterator<Item = &'a String>) {
        for namespace in namespaces {
            if !self.what.schemas.contains(namespace) {
                self.what.schemas.push(namespace.clone());
            }
        }
    }

    /// Lets the server spell a declared structure: it is made here, object by object as far as each
    /// has what it needs, and read back. `said` is what is known of its objects; the others get the
    /// server's spelling. The database is used up by that.
    pub async fn spell(
        &mut self,
        declared: &Schema,
        said: Objects,
        known: Option<&Lock>,
        live: &Schema,
    ) -> Result<Schema, ProofError> {
        self.look_into(&declared.namespaces);
        self.what.on_request.add(declared);
        self.empty = false;
        let render = self.context.render.clone();
        let conn = self.db.connection();
        build_by_trial(conn, declared, &render).await?;
        let context = normalise::Context {
            default_schema: render.default_schema.clone(),
            server_major: self.server.major,
        };
        let found = introspect::introspect_covered(conn, &self.what).await?.schema;
        // What stands here as it was declared needs no question, nor does what the live database has.
        let mut near = found.clone();
        near.tables.extend(live.tables.clone());
        let mut spelled = normalise::normalise(conn, declared, known, &near, &context).await?;
        let Objects { mut objects, open } = said;
        for id in open {
            let Some(object) = objects.get_mut(&id) else { continue };
            let Some(found) = found.objects.get(&id) else {
                return Err(match id.kind.home() {
                    Home::Privilege => ProofError::NothingGranted { id },
                    Home::Database | Home::Schema | Home::Relation => ProofError::NotMade { id },
                });
            };
            let comment = object.comment.take();
            *object = Object { comment, ..found.clone() };
        }
        spelled.objects = objects;
        Ok(spelled)
    }

    /// The structure as it is now.
    pub async fn read(&mut self) -> Result<Schema, DbError> {
        if self.empty {
            return Ok(Schema::default());
        }
        let mut found =
            introspect::introspect_covered(self.db.connection(), &self.what).await?.schema;
        found.objects.retain(|id, _| {
            let is_known = id.kind.home() != Home::Privilege || self.privileges.contains(id);
            is_known && !self.aside.contains(id)
        });
        Ok(found)
    }

    /// Up, compare, down, compare, up again.
    ///
    /// `expected` may spell its expressions as they were declared: where a text differs, the server
    /// is asked whether it is the same.
    pub async fn prove(
        &mut self,
        up: &[Step],
        down: Option<&[Step]>,
        expected: &Schema,
    ) -> Result<Proof, ProofError> {
        self.look_into(&expected.namespaces);
        self.what.on_request.add(expected);
        self.privileges.extend(privileges_of(expected));
        let start = self.read().await?;
        self.apply(Direction::Up, up).await?;
        let after = self.read().await?;
        self.compare(Direction::Up, &after, expected).await?;
        if let Some(down) = down {
            self.apply(Direction::Down, down).await?;
            let back = self.read().await?;
            self.compare(Direction::Down, &back, &start).await?;
            self.apply(Direction::UpAgain, up).await?;
        }
        let mut not_proved = self.not_proved.clone();
        not_proved.extend(self.missing.iter().map(|missing| missing.to_string()));
        Ok(Proof { after, not_proved })
    }

    async fn compare(
        &mut self,
        direction: Direction,
        found: &Schema,
        expected: &Schema,
    ) -> Result<(), ProofError> {
        let mut expected = expected.clone();
        for id in &self.made {
            if let (Some(found), Some(expected)) =
                (found.objects.get(id), expected.objects.get_mut(id))
            {
                // It was made from this very text.
                expected.definition.clone_from(&found.definition);
            }
        }
        let expected = &expected;
        if difference::differences(found, expected).is_empty() {
            return Ok(());
        }
        let context = normalise::Context {
            default_schema: self.context.render.default_schema.clone(),
            server_major: self.server.major,
        };
        let conn = self.db.connection();
        let spelled = normalise::normalise(conn, expected, None, found, &context).await?;
        let differences = difference::differences(found, &spelled);
        if differences.is_empty() {
            return Ok(());
        }
        Err(ProofError::Differs { direction, differences })
    }

    /// Closes the connection.
    pub async fn close(self) -> Result<(), DbError> {
        scratch::close(self.db.into_connection()).await
    }
}

fn privileges_of(schema: &Schema) -> BTreeSet<ObjectId> {
    let ids = schema.objects.keys().filter(|id| id.kind.home() == Home::Privilege);
    ids.cloned().collect()
}

/// A scratch database that is ready.
struct Prepared {
    server: introspect::ServerFacts,
    missing: Vec<Missing>,
    what: Selection,
    aside: BTreeSet<ObjectId>,
}
