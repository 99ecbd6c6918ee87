use std::collections::BTreeMap;
use std::fmt;

use sqlx::Row;
use sqlx::postgres::PgConnection;

use crate::dialect::postgres::{DbError, session, sql};
use crate::plan::is_leaned_on;
use crate::schema::{Object, ObjectId, ObjectKind, Schema};

/// What the tables of a database may depend on and the models may not say: schemas, extensions,
/// sequences, composite types, domains, functions. Without it their structure cannot be built
/// elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// Extensions, and the command that makes each.
    commands: Vec<(String, String)>,
    /// The types, functions and the like on which tables may lean, in an order that mostly works.
    objects: Vec<Object>,
}

/// Something that could not be made in the scratch database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// What it is: `function public.f`.
    pub object: String,
    /// The server's reason.
    pub reason: String,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.object, self.reason)
    }
}

impl Environment {
    /// Reads it from a database. The connection must not be in a transaction.
    pub async fn read(conn: &mut PgConnection, live: &Schema) -> Result<Self, DbError> {
        let doing = "reading what the tables depend on";
        sql::execute(conn, doing, "BEGIN READ ONLY").await?;
        let read = Self::read_here(conn, live, doing).await;
        let ended = sql::execute(conn, doing, "ROLLBACK").await;
        let environment = read?;
        ended?;
        Ok(environment)
    }

    async fn read_here(
        conn: &mut PgConnection,
        live: &Schema,
        doing: &str,
    ) -> Result<Self, DbError> {
        // Under an empty path every name is printed in full.
        let settings = format!("{};SET LOCAL search_path = ''", session::LOCAL_SETTINGS);
        sql::execute(conn, doing, &settings).await?;
        let mut commands = Vec::new();
        for row in sql::fetch(conn, doing, include_str!("environment.sql")).await? {
            let pair = row.try_get(0).and_then(|object| Ok((object, row.try_get(1)?)));
            let pair =
                pair.map_err(|source| DbError::Answer { doing: doing.to_owned(), source })?;
            commands.push(pair);
        }
        let objects = live.objects.values().filter(|object| is_leaned_on(object.id.kind));
        let objects =
            objects.filter(|object| object.id.kind != ObjectKind::Extension).cloned().collect();
        Ok(Self { commands, objects })
    }

    /// Without these objects, which are made otherwise.
    pub fn without(&self, objects: &BTreeMap<ObjectId, Object>) -> Self {
        let mut rest = self.clone();
        rest.objects.retain(|object| !objects.contains_key(&object.id));
        rest
    }

    /// Whether nothing must be made.
    pub(crate) fn is_empty(&self) -> bool {
        self.commands.is_empty() && self.objects.is_empty()
    }

    /// Makes it in another database, as far as that goes, and returns the rest. What depends on
    /// something that comes later is tried again while that helps.
    pub async fn make(
        &self,
        conn: &mut PgConnection,
        default_schema: &str,
    ) -> Result<Vec<Missing>, DbError> {
        let mut missing = attempt(conn, &self.commands).await?;
        // The extensions' schemas are known from here on.
        let path = session::search_path(&[default_schema], false);
        sql::execute(conn, "preparing the scratch database", &path).await?;
        missing.extend(attempt(conn, &self.pairs()).await?);
        Ok(missing)
    }

    /// The same again, for what needs the tables: functions over their rows.
    pub async fn make_missing(
        &self,
        conn: &mut PgConnection,
        missing: &[Missing],
    ) -> Result<Vec<Missing>, DbError> {
        let mut pairs = self.commands.clone();
        pairs.extend(self.pairs());
        pairs.retain(|(object, _)| missing.iter().any(|one| one.object == *object));
        attempt(conn, &pairs).await
    }

    fn pairs(&self) -> Vec<(String, String)> {
        let pair = |object: &Object| (object.id.to_string(), object.definition.join(";\n"));
        self.objects.iter().map(pair).collect()
    }
}

/// Makes what can be made, and returns the rest. What depends on something that comes later is tried
/// again while that helps.
pub(crate) async fn attempt(
    conn: &mut PgConnection,
    pairs: &[(String, String)],
) -> Result<Vec<Missing>, DbError> {
    let mut open: Vec<&(String, String)> = pairs.iter().collect();
    loop {
        let before = open.len();
        let mut missing = Vec::new();
        let mut failed = Vec::new();
        for pair in open {
            let (object, command) = pair;
            match sql::execute(conn, object, command).await {
                Ok(()) => {}
                Err(DbError::Refused { error, .. }) => {
                    let reason = error.to_string();
                    missing.push(Missing { object: object.clone(), reason });
                    failed.push(pair);
                }
                Err(other) => return Err(other),
            }
        }
        if failed.is_empty() || failed.len() == before {
            return Ok(missing);
        }
        open = failed;
    }
}
