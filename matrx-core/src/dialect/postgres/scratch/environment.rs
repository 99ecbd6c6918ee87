use std::fmt;

use sqlx::Row;
use sqlx::postgres::PgConnection;

use crate::dialect::postgres::introspect::Selection;
use crate::dialect::postgres::{DbError, session, sql};
use crate::name::Literal;

/// What the tables of a database may depend on and the vocabulary cannot say: schemas, extensions,
/// sequences, composite types, domains, functions. Without it their structure cannot be built
/// elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// What is made, and the command that makes it, in an order that mostly works.
    commands: Vec<(String, String)>,
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
    pub async fn read(conn: &mut PgConnection, what: &Selection) -> Result<Self, DbError> {
        let doing = "reading what the tables depend on";
        sql::execute(conn, doing, "BEGIN READ ONLY").await?;
        let read = Self::read_here(conn, what, doing).await;
        let ended = sql::execute(conn, doing, "ROLLBACK").await;
        let environment = read?;
        ended?;
        Ok(environment)
    }

    async fn read_here(
        conn: &mut PgConnection,
        what: &Selection,
        doing: &str,
    ) -> Result<Self, DbError> {
        // Under an empty path every name is printed in full.
        let settings = format!("{};SET LOCAL search_path = ''", session::LOCAL_SETTINGS);
        sql::execute(conn, doing, &settings).await?;
        let names: Vec<String> =
            what.schema_names().into_iter().map(|name| Literal(name).to_string()).collect();
        let query = include_str!("environment.sql")
            .replace("{schemas}", &format!("ARRAY[{}]::pg_catalog.name[]", names.join(", ")));
        let mut commands = Vec::new();
        for row in sql::fetch(conn, doing, &query).await? {
            let pair = row.try_get(0).and_then(|object| Ok((object, row.try_get(1)?)));
            let pair =
                pair.map_err(|source| DbError::Answer { doing: doing.to_owned(), source })?;
            commands.push(pair);
        }
        Ok(Self { commands })
    }

    /// Makes it in another database, as far as that goes, and returns the rest. What depends on
    /// something that comes later is tried again while that helps.
    pub async fn make(&self, conn: &mut PgConnection) -> Result<Vec<Missing>, DbError> {
        let mut open: Vec<&(String, String)> = self.commands.iter().collect();
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

    /// The same again, for what needs the tables: functions over their rows.
    pub async fn make_missing(
        &self,
        conn: &mut PgConnection,
        missing: &[Missing],
    ) -> Result<Vec<Missing>, DbError> {
        let commands = self
            .commands
            .iter()
            .filter(|(object, _)| missing.iter().any(|one| one.object == *object))
            .cloned()
            .collect();
        Self { commands }.make(conn).await
    }
}
