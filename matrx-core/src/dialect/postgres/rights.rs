//! The rights and roles that comparing and proving need, all asked for at once.

use std::collections::BTreeSet;

use sqlx::Row;
use sqlx::postgres::PgConnection;

use super::{DbError, sql};
use crate::name::{Ident, Literal, QName};

/// What a comparison wants to do on the server.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The tables that are read, each with its schema: those of the history.
    pub read: &'a [QName],
    /// Whether a scratch database is made on this server.
    pub scratch_database: bool,
}

/// The rights that the role of this connection lacks for it, each as one phrase that names what
/// grants it, in a stable order. One query; nothing is changed.
///
/// # Errors
///
/// If the connection fails.
pub async fn missing(conn: &mut PgConnection, wanted: Wanted<'_>) -> Result<Vec<String>, DbError> {
    let doing = "looking at the role's rights";
    let mut queries = vec![SPELL.to_owned()];
    if wanted.scratch_database {
        queries.push(CREATEDB.to_owned());
    }
    for table in wanted.read {
        let schema = table.schema.as_deref().unwrap_or("public");
        let filter =
            format!("n.nspname OPERATOR(pg_catalog.=) {}::pg_catalog.name", Literal(schema));
        let relation = format!("{}.{}", Ident(schema), Ident(&table.name));
        let both = filter.clone()
            + &format!(
                " AND c.relname OPERATOR(pg_catalog.=) {}::pg_catalog.name",
                Literal(&table.name)
            );
        queries.push(format!(
            "SELECT {} FROM pg_catalog.pg_namespace n WHERE {filter} \
             AND NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE')",
            Literal(&format!("USAGE on schema {}", Ident(schema)))
        ));
        queries.push(format!(
            "SELECT {} FROM pg_catalog.pg_class c \
             JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace \
             WHERE {both} AND NOT pg_catalog.has_table_privilege(c.oid, 'SELECT')",
            Literal(&format!("SELECT on {relation}"))
        ));
    }
    let rows = sql::fetch(conn, doing, &format!("{} ORDER BY 1", queries.join(" UNION "))).await?;
    let answer = |source| DbError::Answer { doing: doing.to_owned(), source };
    rows.iter().map(|row| row.try_get(0).map_err(answer)).collect()
}

/// Those of the roles that this server lacks, as SQL names them.
///
/// # Errors
///
/// If the connection fails.
pub async fn missing_roles(
    conn: &mut PgConnection,
    roles: &BTreeSet<String>,
) -> Result<Vec<String>, DbError> {
    let doing = "looking for roles";
    let Some(query) = missing_roles_query(roles) else { return Ok(Vec::new()) };
    let rows = sql::fetch(conn, doing, &query).await?;
    let answer = |source| DbError::Answer { doing: doing.to_owned(), source };
    rows.iter().map(|row| row.try_get(0).map_err(answer)).collect()
}

/// Makes roles that may do nothing, on a server that is thrown away afterwards.
///
/// # Errors
///
/// If the server refuses, or the connection fails.
pub async fn make_roles(conn: &mut PgConnection, roles: &BTreeSet<String>) -> Result<(), DbError> {
    for role in missing_roles(conn, roles).await? {
        sql::execute(conn, "making roles to try with", &format!("CREATE ROLE {role}")).await?;
    }
    Ok(())
}

/// The query for it; none where there is nothing to ask.
pub(crate) fn missing_roles_query(roles: &BTreeSet<String>) -> Option<String> {
    let names: Vec<String> = roles.iter().map(|role| format!("({})", Literal(role))).collect();
    (!names.is_empty()).then(|| {
        format!(
            "SELECT pg_catalog.quote_ident(v.name) FROM (VALUES {}) AS v (name) \
              WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles r \
                                 WHERE r.rolname::pg_catalog.text OPERATOR(pg_catalog.=) v.name) \
              ORDER BY v.name",
            names.join(", ")
        )
    })
}

/// The server spells the models in a schema of its own, or in the temporary one.
const SPELL: &str = "\
SELECT pg_catalog.format('CREATE or TEMPORARY on database %I', pg_catalog.current_database()) \
 WHERE NOT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE, TEMPORARY')";

const CREATEDB: &str = "\
SELECT pg_catalog.format('CREATEDB (ALTER ROLE %I CREATEDB, or another server by --scratch-url)', \
       current_user) \
  FROM pg_catalog.pg_roles r \
 WHERE r.rolname OPERATOR(pg_catalog.=) current_user AND NOT (r.rolcreatedb OR r.rolsuper)";
