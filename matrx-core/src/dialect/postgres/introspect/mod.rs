//! The catalogue of a live database → [`Catalog`]: a fixed number of set-based queries, whatever
//! the number of tables.
//!
//! It reads `pg_catalog` alone, never a table or a function of the user's, and decides by columns of
//! the catalogue, never by the text of a message.

mod build;
mod catalog;
mod glob;
mod not_covered;
mod object;
mod query;
mod record;
mod setting;

use sqlx::postgres::PgConnection;

pub use catalog::{Catalog, OnRequest, Selection, ServerFacts, Warning};
pub use glob::Glob;
pub use not_covered::{NotCovered, NotCoveredKind, OnRequestKind};

use super::{DbError, session, sql};
use query::Queries;
use record::Records;

/// Reads the structure of what is selected, in a read-only transaction of its own.
///
/// The connection must not be in a transaction; [`read`] is for that.
pub async fn introspect(conn: &mut PgConnection, what: &Selection) -> Result<Catalog, DbError> {
    begin(conn).await?;
    let read = read(conn, what).await;
    end(conn, read).await
}

/// The same without what the vocabulary cannot say: `not_covered` is empty. A third of the work is
/// saved where nobody asks for it.
pub async fn introspect_covered(
    conn: &mut PgConnection,
    what: &Selection,
) -> Result<Catalog, DbError> {
    begin(conn).await?;
    let read = covered(conn, what, &[&what.default_schema]).await;
    let read = read.and_then(|(_, server, records)| build::catalog(what, server, records, vec![]));
    end(conn, read).await
}

async fn begin(conn: &mut PgConnection) -> Result<(), DbError> {
    let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    sql::execute(conn, "beginning to read the catalogue", begin).await
}

async fn end(conn: &mut PgConnection, read: Result<Catalog, DbError>) -> Result<Catalog, DbError> {
    let end = if read.is_ok() { "COMMIT" } else { "ROLLBACK" };
    let ended = sql::execute(conn, "reading the catalogue", end).await;
    let catalog = read?;
    ended?;
    Ok(catalog)
}

/// The same inside of a transaction. Session settings, the search path among them, are ours until
/// it ends.
pub async fn read(conn: &mut PgConnection, what: &Selection) -> Result<Catalog, DbError> {
    let path: Vec<&str> = vec![&what.default_schema];
    read_along(conn, what, &path).await
}

/// The same with another search path: what the server prints depends on it.
pub(super) async fn read_along(
    conn: &mut PgConnection,
    what: &Selection,
    path: &[&str],
) -> Result<Catalog, DbError> {
    let (queries, server, records) = covered(conn, what, path).await?;
    let not_covered = queries.fetch(conn, "reading the other objects", NOT_COVERED).await?;
    build::catalog(what, server, records, not_covered)
}

/// What the vocabulary can say.
async fn covered(
    conn: &mut PgConnection,
    what: &Selection,
    path: &[&str],
) -> Result<(Queries, ServerFacts, Records), DbError> {
    let settings = format!("{};{}", session::LOCAL_SETTINGS, session::search_path(path, true));
    sql::execute(conn, "preparing to read the catalogue", &settings).await?;
    let server = server(conn).await?;
    let queries = Queries::new(what, &server);
    let objects: Vec<record::ObjectRecord> = queries
        .fetch(conn, "reading views, functions and the like", &object::query(what.on_request))
        .await?;
    // Most databases of tables alone have none, and then nothing depends on anything.
    let dependencies = if objects.is_empty() {
        Vec::new()
    } else {
        queries.fetch(conn, "reading dependencies", object::DEPENDENCIES).await?
    };
    let records = Records {
        namespaces: queries.fetch(conn, "reading the schemas", NAMESPACES).await?,
        enums: queries.fetch(conn, "reading the enum types", ENUMS).await?,
        tables: queries.fetch(conn, "reading the tables", TABLES).await?,
        columns: queries.fetch(conn, "reading the columns", COLUMNS).await?,
        sequences: queries.fetch(conn, "reading the sequences", SEQUENCES).await?,
        constraints: queries.fetch(conn, "reading the constraints", CONSTRAINTS).await?,
        indexes: queries.fetch(conn, "reading the indexes", INDEXES).await?,
        settings: queries.fetch(conn, "reading the settings", SETTINGS).await?,
        objects,
        dependencies,
    };
    Ok((queries, server, records))
}

/// What the server is, and what the role may do.
pub async fn server(conn: &mut PgConnection) -> Result<ServerFacts, DbError> {
    let doing = "asking the server what it is";
    let mut rows = record::decode(doing, &sql::fetch(conn, doing, SERVER).await?)?;
    rows.pop().ok_or_else(|| DbError::Unexpected {
        doing: doing.to_owned(),
        what: "the server gave no answer".to_owned(),
    })
}

/// The names of all schemas that are neither PostgreSQL's own nor an extension's, each with the number
/// of its relations.
pub async fn schemas(conn: &mut PgConnection) -> Result<Vec<(String, u64)>, DbError> {
    let doing = "reading the schemas";
    let rows = sql::fetch(conn, doing, SCHEMAS).await?;
    let records: Vec<record::SchemaRecord> = record::decode(doing, &rows)?;
    let count = |relations: i64| u64::try_from(relations).unwrap_or(0);
    Ok(records.into_iter().map(|record| (record.name, count(record.relations))).collect())
}

const SCHEMAS: &str = include_str!("schemas.sql");
const SERVER: &str = include_str!("server.sql");
const NAMESPACES: &str = include_str!("namespaces.sql");
const ENUMS: &str = include_str!("enums.sql");
const TABLES: &str = include_str!("tables.sql");
const COLUMNS: &str = include_str!("columns.sql");
const SEQUENCES: &str = include_str!("sequences.sql");
const CONSTRAINTS: &str = include_str!("constraints.sql");
const INDEXES: &str = include_str!("indexes.sql");
const SETTINGS: &str = include_str!("settings.sql");
const NOT_COVERED: &str = include_str!("not_covered.sql");
