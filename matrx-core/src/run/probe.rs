//! Looks whether a statement that ran outside of a transaction took effect.

use sqlx::Row;

use super::program::Unit;
use super::server_error::ServerError;
use super::session::Session;
use crate::dialect::postgres::render::{RenderContext, statements};
use crate::name::{Ident, Literal, QName};
use crate::op::Op;
use crate::schema::Index;
use crate::statement::{Mode, Probe};

/// What the catalogue says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// It took effect.
    Done,
    /// It did not.
    NotDone,
    /// It left an invalid index, under this name as SQL.
    Invalid(String),
    /// There is a valid index of the name, and it is another one.
    Other { index: Box<str>, found: Box<str>, wanted: Box<str> },
    /// The catalogue cannot tell.
    Unknown,
}

/// Asks the catalogue about one unit.
pub(crate) async fn look(
    session: &mut Session,
    unit: &Unit,
    default_schema: &str,
) -> Result<Found, ServerError> {
    let Mode::Alone(probe) = &unit.mode else {
        return Ok(Found::Unknown);
    };
    match probe {
        Probe::Repeatable => Ok(Found::NotDone),
        Probe::Unknown => Ok(Found::Unknown),
        Probe::IndexAbsent { schema, name } => {
            let schema = schema.as_deref().unwrap_or(default_schema);
            Ok(match index(session, schema, name).await? {
                Some(_) => Found::NotDone,
                None => Found::Done,
            })
        }
        Probe::IndexPresent { schema, name } => {
            let schema = schema.as_deref().unwrap_or(default_schema);
            let Some(index) = index(session, schema, name).await? else {
                return Ok(Found::NotDone);
            };
            let sql = format!("{}.{}", Ident(schema), Ident(name));
            if !index.valid {
                return Ok(Found::Invalid(sql));
            }
            let Some((table, wanted)) = &unit.builds else {
                return Ok(Found::Done);
            };
            let wanted = wanted_definition(session, table, wanted, default_schema).await;
            let table = table.schema.as_deref().unwrap_or(default_schema).to_owned()
                + "."
                + table.name.as_str();
            Ok(match wanted {
                // The definition cannot be had; the name and the validity must do.
                Err(_) => Found::Done,
                Ok(wanted) if wanted == index.definition && table == index.table => Found::Done,
                Ok(wanted) => Found::Other {
                    index: sql.into(),
                    found: format!("{} on {}", index.definition, index.table).into(),
                    wanted: format!("{wanted} on {table}").into(),
                },
            })
        }
    }
}

/// Drops an index that an interrupted build left behind.
pub(crate) async fn drop_invalid(session: &mut Session, index: &str) -> Result<(), ServerError> {
    session.send(&format!("DROP INDEX CONCURRENTLY IF EXISTS {index}")).await
}

struct Existing {
    valid: bool,
    table: String,
    definition: String,
}

/// The definition from the word USING on, with UNIQUE in front of it where it is.
fn definition_column(index: &str, table: &str) -> String {
    // pg_get_indexdef prints CREATE [UNIQUE] INDEX name ON [ONLY] schema.table USING …; what comes
    // before USING is cut off by its length, since names may contain anything.
    format!(
        "(SELECT CASE WHEN x.indisunique THEN 'UNIQUE ' ELSE '' END || \
           substr(pg_get_indexdef(x.indexrelid), length(format('CREATE %sINDEX %I ON %s%I.%I ', \
             CASE WHEN x.indisunique THEN 'UNIQUE ' ELSE '' END, {index}.relname, \
             CASE WHEN {table}.relkind = 'p' THEN 'ONLY ' ELSE '' END, \
             (SELECT CASE WHEN oid = pg_my_temp_schema() THEN 'pg_temp' ELSE nspname END \
                FROM pg_namespace WHERE oid = {table}.relnamespace), \
             {table}.relname)) + 1))"
    )
}

async fn index(
    session: &mut Session,
    schema: &str,
    name: &str,
) -> Result<Option<Existing>, ServerError> {
    let rows = session
        .query(format!(
            "SELECT x.indisvalid AND x.indisready, \
               (SELECT CAST(nspname AS text) FROM pg_namespace WHERE oid = t.relnamespace) \
                 || '.' || CAST(t.relname AS text), {} \
             FROM pg_class i \
             JOIN pg_namespace n ON n.oid = i.relnamespace \
             JOIN pg_index x ON x.indexrelid = i.oid \
             JOIN pg_class t ON t.oid = x.indrelid \
             WHERE n.nspname = {} AND i.relname = {}",
            definition_column("i", "t"),
            Literal(schema),
            Literal(name)
        ))
        .await?;
    rows.first()
        .map(|row| {
            Ok(Existing {
                valid: row.try_get(0)?,
                table: row.try_get(1)?,
                definition: row.try_get(2)?,
            })
        })
        .transpose()
}

/// How the server prints the index that a migration wants: it is made on an empty copy of the
/// table, in a transaction that is rolled back. The table itself is only read.
async fn wanted_definition(
    session: &mut Session,
    table: &QName,
    index: &Index,
    default_schema: &str,
) -> Result<String, ServerError> {
    let context = RenderContext {
        default_schema: default_schema.to_owned(),
        server_major: session.facts.major,
    };
    let copy = QName::in_schema("pg_temp", table.name.clone());
    let plain = Index { concurrently: false, ..index.clone() };
    let make = statements(&Op::CreateIndex { table: copy, index: plain }, &context);
    let make: Vec<String> = make.into_iter().map(|statement| statement.sql).collect();
    let source = table.schema.as_deref().unwrap_or(default_schema);
    let result = session
        .query(format!(
            "BEGIN READ WRITE; {}; CREATE TEMPORARY TABLE {name} (LIKE {}.{name}); {}; \
             SET LOCAL search_path TO pg_catalog, pg_temp; \
             SELECT {} FROM pg_class i JOIN pg_index x ON x.indexrelid = i.oid \
             JOIN pg_class t ON t.oid = x.indrelid \
             WHERE i.relnamespace = pg_my_temp_schema() AND i.relname = {}",
            session.user_path(),
            Ident(source),
            make.join("; "),
            definition_column("i", "t"),
            Literal(&index.name),
            name = Ident(&table.name),
        ))
        .await;
    session.query("ROLLBACK".to_owned()).await?;
    let rows = result?;
    // The first row is the search path.
    let row = rows.get(1).ok_or_else(|| ServerError::other("the index was not made"))?;
    Ok(row.try_get(0)?)
}
