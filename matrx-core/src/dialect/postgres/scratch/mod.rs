//! A database of our own on the user's server, for what must not touch the user's: made, used,
//! dropped. At most one connection is open at any time; the embedded engine has no more.

mod environment;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{Connection, Row};

use super::{DbError, introspect, session, sql};
use crate::name::{Ident, Literal};
pub(super) use environment::attempt;
pub use environment::{Environment, Missing};

/// A scratch database.
#[derive(Clone)]
pub struct Scratch {
    /// The database from which it was made and will be dropped.
    origin: PgConnectOptions,
    options: PgConnectOptions,
    name: String,
}

/// How the names of scratch databases begin; the process id and the time follow.
const PREFIX: &str = "matrx_scratch_";

impl Scratch {
    /// Makes an empty database on the server of `origin`, with the encoding and the locale of that
    /// database. Scratch databases of this role that are older than a day were left behind by a run
    /// that was killed: they go.
    ///
    /// No connection is open when it returns.
    pub async fn create(origin: &PgConnectOptions) -> Result<Self, DbError> {
        let mut conn = connect(origin).await?;
        let made = make(&mut conn).await;
        let closed = close(conn).await;
        let name = made?;
        closed?;
        let options = origin.clone().database(&name);
        Ok(Self { origin: origin.clone(), options, name })
    }

    /// The database's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How to connect to it.
    pub fn options(&self) -> &PgConnectOptions {
        &self.options
    }

    /// A connection to it; close it before another one is opened.
    pub async fn connect(&self) -> Result<PgConnection, DbError> {
        connect(&self.options).await
    }

    /// Drops the database, and ends what is still connected to it: a pooler keeps the connections that it
    /// has lent.
    pub async fn drop(self) -> Result<(), DbError> {
        let mut conn = connect(&self.origin).await?;
        let dropped = drop_with_its_connections(&mut conn, &self.name).await;
        let closed = close(conn).await;
        dropped?;
        closed
    }
}

async fn make(conn: &mut PgConnection) -> Result<String, DbError> {
    let doing = "making a scratch database";
    let rows = sql::fetch(conn, doing, ABOUT).await?;
    let answer = |source| DbError::Answer { doing: doing.to_owned(), source };
    let row = rows.first().ok_or_else(|| DbError::Unexpected {
        doing: doing.to_owned(),
        what: "the server gave no answer".to_owned(),
    })?;
    let suffix: String = row.try_get(0).map_err(answer)?;
    let may: bool = row.try_get(1).map_err(answer)?;
    let encoding: String = row.try_get(2).map_err(answer)?;
    let collate: String = row.try_get(3).map_err(answer)?;
    let ctype: String = row.try_get(4).map_err(answer)?;
    if !may {
        let server = introspect::server(conn).await?;
        let role = Ident(&server.role).to_string();
        return Err(DbError::Privilege {
            remedy: format!("ALTER ROLE {role} CREATEDB, or name another server by --scratch-url"),
            action: "create a scratch database".to_owned(),
            role,
        });
    }
    for row in sql::fetch(conn, doing, LEFT_BEHIND).await? {
        let name: String = row.try_get(0).map_err(answer)?;
        // Somebody may be at work in it, or have dropped it: then it is not ours to worry about.
        let _in_use = sql::execute(conn, doing, &format!("DROP DATABASE {}", Ident(&name))).await;
    }
    let name = format!("{PREFIX}{suffix}");
    let create = format!(
        "CREATE DATABASE {} TEMPLATE template0 ENCODING {} LC_COLLATE {} LC_CTYPE {}",
        Ident(&name),
        Literal(&encoding),
        Literal(&collate),
        Literal(&ctype)
    );
    sql::execute(conn, doing, &create).await?;
    Ok(name)
}

/// A name of its own, whether the role may make databases, and what this one looks like.
const ABOUT: &str = "\
SELECT pg_catalog.pg_backend_pid()::pg_catalog.text OPERATOR(pg_catalog.||) '_'::pg_catalog.text
         OPERATOR(pg_catalog.||) pg_catalog.date_part('epoch', pg_catalog.clock_timestamp())::pg_catalog.int8::pg_catalog.text,
       (SELECT r.rolcreatedb OR r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user),
       pg_catalog.pg_encoding_to_char(d.encoding)::pg_catalog.text,
       d.datcollate::pg_catalog.text,
       d.datctype::pg_catalog.text
  FROM pg_catalog.pg_database d
 WHERE d.datname = pg_catalog.current_database()";

/// This role's scratch databases that are older than a day.
const LEFT_BEHIND: &str = "\
SELECT d.datname::pg_catalog.text
  FROM pg_catalog.pg_database d
  JOIN pg_catalog.pg_roles r ON r.oid = d.datdba
 WHERE r.rolname = current_user
   AND d.datname::pg_catalog.text OPERATOR(pg_catalog.~) '^matrx_scratch_[0-9]+_[0-9]+$'::pg_catalog.text
   AND pg_catalog.split_part(d.datname::pg_catalog.text, '_', 4)::pg_catalog.int8
       < pg_catalog.date_part('epoch', pg_catalog.clock_timestamp())::pg_catalog.int8
         - '86400'::pg_catalog.int8";

async fn connect(options: &PgConnectOptions) -> Result<PgConnection, DbError> {
    PgConnection::connect_with(&session::plain(options))
        .await
        .map_err(|error| DbError::new("connecting to the server", "", error))
}

pub(super) async fn close(conn: PgConnection) -> Result<(), DbError> {
    conn.close().await.map_err(|error| DbError::new("closing a connection", "", error))
}

/// A server process takes a moment to end after its connection is closed, and one that a pooler keeps does
/// not end at all: until then the database counts as in use (SQLSTATE 55006), and the server waits for seconds
/// before it says so. Nobody but us knows the database, so what is connected to it is ended.
async fn drop_with_its_connections(conn: &mut PgConnection, name: &str) -> Result<(), DbError> {
    let doing = "dropping the scratch database";
    let drop = format!("DROP DATABASE IF EXISTS {}", Ident(name));
    match sql::execute(conn, doing, &format!("{drop} WITH (FORCE)")).await {
        Ok(()) => Ok(()),
        // Who must not end them may find that they have ended.
        Err(_) => sql::execute(conn, doing, &drop).await,
    }
}
