//! Makes the history tables, and looks whether the ones that are there can be trusted.

use sqlx::Row;

use super::{History, LOG_TABLE, MIGRATIONS_TABLE};
use crate::name::{Ident, Literal};
use crate::run::server_error::ServerError;
use crate::run::session::{Access, Session};

/// The format that this version writes; it stands in the comment of the table.
const FORMAT: u32 = 1;
const MARK: &str = "matrx history, format ";

/// What stands under the names of the history.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Neither table is there; `schema` says whether their schema is.
    Absent { schema: bool },
    /// Both are there and sound.
    Sound,
    /// They were written by a later version of matrx, which says why.
    Newer(String),
    /// They are there, and the role lacks these rights on them.
    Closed(Vec<String>),
    /// They cannot be trusted or used, for this reason.
    Unsound(String),
}

/// Looks at the history tables. One query; writes nothing.
pub(crate) async fn shape(session: &mut Session, history: &History) -> Result<Shape, ServerError> {
    // A table that someone else made under our name could run his triggers with our rights, or
    // show us what he likes (the class of CVE-2024-7348); for a superuser every role is "his own",
    // so membership counts for the others only.
    let rights = match session.access {
        Access::Read => "'SELECT'",
        Access::Write => "'SELECT', 'INSERT', 'UPDATE', 'DELETE'",
    };
    let rows = session
        .query(format!(
            "SELECT CAST(c.relname AS text), CAST(c.relkind AS text), \
               pg_get_userbyid(c.relowner)::text, \
               CASE WHEN me.rolsuper THEN c.relowner = me.oid OR o.rolsuper \
                      OR c.relowner = n.nspowner OR c.relowner = d.datdba \
                    ELSE pg_has_role(c.relowner, 'USAGE') OR o.rolsuper \
                      OR c.relowner = n.nspowner OR c.relowner = d.datdba END, \
               c.relrowsecurity, c.relhasrules, \
               EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal), \
               obj_description(c.oid, 'pg_class'), \
               has_table_privilege(c.oid, 'SELECT'), \
               array_to_string(ARRAY(SELECT p FROM unnest(ARRAY[{rights}]) AS p \
                 WHERE NOT has_table_privilege(c.oid, p)), ', ') \
             FROM pg_namespace n \
             CROSS JOIN pg_database d \
             CROSS JOIN pg_roles me \
             LEFT JOIN pg_class c ON c.relnamespace = n.oid \
               AND c.relname IN ('{MIGRATIONS_TABLE}', '{LOG_TABLE}') \
             LEFT JOIN pg_roles o ON o.oid = c.relowner \
             WHERE n.nspname = {} AND d.datname = current_database() \
               AND me.rolname = current_user \
             ORDER BY 1",
            Literal(&history.schema)
        ))
        .await?;
    if rows.is_empty() {
        return Ok(Shape::Absent { schema: false });
    }
    let mut found = Vec::new();
    let mut closed = Vec::new();
    let mut format = None;
    for row in &rows {
        let Some(name) = row.try_get::<Option<String>, _>(0)? else {
            continue;
        };
        let kind: String = row.try_get(1)?;
        let owner: String = row.try_get(2)?;
        let table = format!("{}.{name}", Ident(&history.schema));
        let problem = if kind != "r" {
            Some(format!("{table} is no plain table"))
        } else if !row.try_get::<bool, _>(3)? {
            Some(format!("{table} belongs to role {}", Ident(&owner)))
        } else if row.try_get(4)? {
            Some(format!("{table} has row level security"))
        } else if row.try_get(5)? {
            Some(format!("{table} has rules"))
        } else if row.try_get(6)? {
            Some(format!("{table} has triggers"))
        } else {
            None
        };
        if let Some(problem) = problem {
            return Ok(Shape::Unsound(problem));
        }
        if !row.try_get::<bool, _>(8)? {
            closed.push(format!("{} on {table}", row.try_get::<String, _>(9)?));
        }
        if name == MIGRATIONS_TABLE {
            format = row.try_get::<Option<String>, _>(7)?;
        }
        found.push(name);
    }
    if !closed.is_empty() {
        return Ok(Shape::Closed(closed));
    }
    Ok(match found.len() {
        0 => Shape::Absent { schema: true },
        1 => Shape::Unsound(format!(
            "of {} and {} only {} is there",
            history.table(),
            history.log(),
            found.concat()
        )),
        _ => match format.as_deref().and_then(|text| text.strip_prefix(MARK)) {
            None => Shape::Unsound(format!("{} was not made by matrx", history.table())),
            Some(number) => match number.parse::<u32>() {
                Ok(number) if number <= FORMAT => Shape::Sound,
                _ => Shape::Newer(format!("{} has format {number}", history.table())),
            },
        },
    })
}

/// Makes both tables, unless another runner makes them at this moment.
pub(crate) async fn create(
    session: &mut Session,
    history: &History,
    schema: bool,
) -> Result<(), ServerError> {
    let make_schema = if schema {
        String::new()
    } else {
        format!("CREATE SCHEMA IF NOT EXISTS {};", Ident(&history.schema))
    };
    let sql = format!(
        "BEGIN READ WRITE; {make_schema}
CREATE TABLE {table} (
    module text NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    message text NOT NULL,
    position bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('applied', 'applying', 'reverting')),
    steps_done integer NOT NULL,
    steps integer NOT NULL,
    step_running boolean NOT NULL,
    steps_hash text NOT NULL,
    run_id text NOT NULL,
    applied_at timestamp with time zone NOT NULL,
    duration_us bigint NOT NULL,
    PRIMARY KEY (module, name)
);
COMMENT ON TABLE {table} IS '{MARK}{FORMAT}';
CREATE TABLE {log} (
    seq bigint NOT NULL PRIMARY KEY,
    at timestamp with time zone NOT NULL,
    run_id text NOT NULL,
    action text NOT NULL,
    module text NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    role text NOT NULL,
    version text NOT NULL,
    duration_us bigint NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL
);
COMMENT ON TABLE {log} IS '{MARK}{FORMAT}';
COMMIT",
        table = history.table(),
        log = history.log(),
    );
    let Err(error) = session.query(sql).await else {
        return Ok(());
    };
    session.query("ROLLBACK".to_owned()).await?;
    // Two runners without the lock: the catalogue lets only one through. Which of its checks stops the
    // other (table, row type, unique index, schema, deadlock) is a matter of microseconds.
    if ["42P07", "42710", "23505", "42P06", "40P01"].iter().any(|code| error.is(code))
        && shape(session, history).await? == Shape::Sound
    {
        return Ok(());
    }
    Err(error)
}
