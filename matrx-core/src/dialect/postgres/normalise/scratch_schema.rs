use std::collections::{BTreeMap, BTreeSet};

use sqlx::Row;
use sqlx::postgres::PgConnection;

use super::Context;
use crate::dialect::postgres::error::NO_RIGHT;
use crate::dialect::postgres::expression::with_names;
use crate::dialect::postgres::{DbError, introspect, session, sql};
use crate::name::{Ident, Literal, QName};
use crate::schema::Schema;

/// Where the declared objects are made: a schema that no transaction but ours ever sees.
pub(super) struct ScratchSchema {
    /// The name to create in.
    pub(super) name: String,
    /// The name in the catalogue: another one where the temporary schema serves.
    pub(super) catalog_name: String,
    /// The user's own schema, searched after the scratch one.
    pub(super) default_schema: String,
    /// Enum types of other schemas that are not in the database as declared, under names that are
    /// unique: (the declared name, the name here).
    aliases: Vec<(String, String)>,
    /// The types of the default schema, whether they were made here or are there.
    types: BTreeSet<String>,
}

const TEMPORARY: &str = "pg_temp";

impl ScratchSchema {
    /// Makes the schema, and the enum types that the database does not have as declared. The
    /// transaction has begun.
    pub(super) async fn create(
        conn: &mut PgConnection,
        declared: &Schema,
        live: &Schema,
        context: &Context,
    ) -> Result<Self, DbError> {
        let doing = "making a scratch schema";
        let server = introspect::server(conn).await?;
        let mut scratch = Self {
            name: TEMPORARY.to_owned(),
            catalog_name: String::new(),
            default_schema: context.default_schema.clone(),
            aliases: Vec::new(),
            types: types(declared, live, context),
        };
        if server.may_create_schemas {
            // No two sessions have the same process id, so none waits for another.
            scratch.name = format!("_matrx_scratch_{}", one(conn, doing, BACKEND).await?);
            let create = format!("CREATE SCHEMA {}", Ident(&scratch.name));
            sql::execute(conn, doing, &create).await?;
        }
        let path = session::search_path(&[&scratch.name, &scratch.default_schema], true);
        sql::execute(conn, doing, &format!("{};{path}", session::LOCAL_SETTINGS)).await?;
        scratch.enums(conn, declared, live).await.map_err(|error| {
            let refused = error.sqlstate() == Some(NO_RIGHT);
            if refused && !server.may_create_schemas {
                DbError::Privilege {
                    role: Ident(&server.role).to_string(),
                    action: format!("create schemas or temporary tables in {}", server.database),
                    remedy: format!(
                        "GRANT CREATE ON DATABASE {} TO {}",
                        Ident(&server.database),
                        Ident(&server.role)
                    ),
                }
            } else {
                error
            }
        })?;
        scratch.catalog_name = if server.may_create_schemas {
            scratch.name.clone()
        } else {
            // The temporary schema exists once something is in it.
            sql::execute(conn, doing, "CREATE TABLE pg_temp._matrx_first ()").await?;
            one(conn, doing, MY_TEMPORARY).await?
        };
        Ok(scratch)
    }

    async fn enums(
        &mut self,
        conn: &mut PgConnection,
        declared: &Schema,
        live: &Schema,
    ) -> Result<(), DbError> {
        let mut made = Vec::new();
        for (number, (name, ty)) in declared.enums.iter().enumerate() {
            if live.enums.get(name).is_some_and(|there| there.values == ty.values) {
                continue;
            }
            let here = match &name.schema {
                None => name.name.clone(),
                Some(_) => {
                    let alias = format!("_matrx_enum_{number}");
                    self.aliases.push((name.to_string(), alias.clone()));
                    alias
                }
            };
            let values: Vec<String> =
                ty.values.iter().map(|value| Literal(value).to_string()).collect();
            made.push(format!(
                "CREATE TYPE {} AS ENUM ({})",
                self.qualified(&here),
                values.join(", ")
            ));
        }
        if made.is_empty() {
            return Ok(());
        }
        sql::execute(conn, "making the declared enum types", &made.join(";")).await
    }

    /// A name in the scratch schema.
    pub(super) fn qualified(&self, name: &str) -> String {
        format!("{}.{}", Ident(&self.name), Ident(name))
    }

    /// A declared text as it can be read here.
    pub(super) fn enter(&self, text: &str) -> String {
        if self.aliases.is_empty() {
            return text.to_owned();
        }
        with_names(text, |name| {
            self.aliases.iter().find(|(declared, _)| declared == name).map(|(_, here)| here.clone())
        })
    }

    /// A text of the catalogue as it would stand in the user's own schema.
    pub(super) fn leave(&self, text: &str) -> String {
        with_names(text, |name| {
            let bare = name
                .strip_prefix(&self.catalog_name)
                .or_else(|| name.strip_prefix(&self.name))
                .and_then(|rest| rest.strip_prefix('.'));
            let alias = bare.unwrap_or(name);
            if let Some((declared, _)) = self.aliases.iter().find(|(_, here)| here == alias) {
                return Some(declared.clone());
            }
            bare.map(|bare| format!("{}.{bare}", Ident(&self.default_schema)))
        })
    }

    /// A collation or operator class, named as introspection of the user's schema names it.
    pub(super) fn leave_name(&self, name: QName) -> QName {
        match name.schema {
            Some(schema) if schema == self.default_schema => QName::new(name.name),
            schema => QName { schema, name: name.name },
        }
    }

    /// Names for the declared tables, each its own where that is free: the text of a whole-row
    /// reference holds it.
    pub(super) fn table_names<'a>(
        &self,
        tables: impl Iterator<Item = &'a QName>,
    ) -> BTreeMap<QName, String> {
        let mut names: BTreeMap<QName, String> = BTreeMap::new();
        for (number, table) in tables.enumerate() {
            // A table is a type as well, so it may not have the name of another one: texts would
            // mean the table's rows.
            let taken =
                self.types.contains(&table.name) || names.values().any(|name| *name == table.name);
            let name = if taken { format!("matrx table {number}") } else { table.name.clone() };
            names.insert(table.clone(), name);
        }
        names
    }
}

/// The types that texts name without a schema.
fn types(declared: &Schema, live: &Schema, context: &Context) -> BTreeSet<String> {
    let objects = |schema: &Schema| -> Vec<QName> {
        let types = schema.objects.keys().filter(|id| id.is_type());
        types.map(|id| id.name.clone()).collect()
    };
    let enums = declared.enums.keys().chain(live.enums.keys()).cloned();
    let all = enums.chain(objects(declared)).chain(objects(live));
    all.filter(|name| name.schema.as_ref().is_none_or(|own| *own == context.default_schema))
        .map(|name| name.name)
        .collect()
}

const BACKEND: &str = "SELECT pg_catalog.pg_backend_pid()::pg_catalog.text";
const MY_TEMPORARY: &str = "SELECT n.nspname::pg_catalog.text FROM pg_catalog.pg_namespace n \
                            WHERE n.oid = pg_catalog.pg_my_temp_schema()";

async fn one(conn: &mut PgConnection, doing: &str, query: &str) -> Result<String, DbError> {
    let rows = sql::fetch(conn, doing, query).await?;
    match rows.first() {
        Some(row) => {
            row.try_get(0).map_err(|source| DbError::Answer { doing: doing.to_owned(), source })
        }
        None => Err(DbError::Unexpected {
            doing: doing.to_owned(),
            what: "the server gave no answer".to_owned(),
        }),
    }
}
