//! Looks, before the first step, whether the run can do what it is about to do.

use std::collections::BTreeSet;

use sqlx::Row;

use super::course::Course;
use super::needs::{Need, needs};
use super::problem::{Problem, while_doing};
use crate::dialect::postgres::{rights, version};
use crate::migration::Step;
use crate::name::{Literal, QName};
use crate::op::roles;

impl Course<'_> {
    /// Refuses a server that takes no writes.
    pub(crate) fn check_writable(&self) -> Result<(), Problem> {
        let facts = &self.session.facts;
        let reason = if facts.in_recovery {
            "the server is a standby"
        } else if facts.read_only {
            "default_transaction_read_only is on for this role or database"
        } else {
            return Ok(());
        };
        Err(Problem::ReadOnly { database: facts.database.clone(), reason })
    }

    /// Refuses what the server's version does not know, all at once.
    pub(crate) fn check_version<'s>(
        &self,
        steps: impl Iterator<Item = &'s Step>,
    ) -> Result<(), Problem> {
        let major = self.session.facts.major;
        let ops = steps.filter_map(|step| match step {
            Step::Op(op) => Some(op),
            Step::Sql(_) | Step::Code(_) => None,
        });
        let missing = version::missing(ops, major);
        if missing.is_empty() {
            return Ok(());
        }
        let missing = missing.iter().map(ToString::to_string).collect();
        Err(Problem::TooOld { major, missing })
    }

    /// Refuses to begin where roles that the steps speak of are not there. One query, or none.
    pub(crate) async fn check_roles<'s>(
        &mut self,
        steps: impl Iterator<Item = &'s Step>,
    ) -> Result<(), Problem> {
        let ops = steps.filter_map(|step| match step {
            Step::Op(op) => Some(op),
            Step::Sql(_) | Step::Code(_) => None,
        });
        let Some(query) = rights::missing_roles_query(&roles(ops)) else { return Ok(()) };
        let doing = while_doing("looking for roles");
        let rows = self.session.query(query).await.map_err(doing)?;
        let missing = rows
            .iter()
            .map(|row| row.try_get(0))
            .collect::<Result<Vec<String>, _>>()
            .map_err(|error| Problem::Server { doing: "reading roles", error: error.into() })?;
        if missing.is_empty() { Ok(()) } else { Err(Problem::NoRoles { missing }) }
    }

    /// Names every right that the role lacks, all at once. One query, however many steps.
    ///
    /// Objects that an earlier step makes are the role's own by then, so only what is there now is
    /// looked at. What SQL and code need is not known.
    pub(crate) async fn check_privileges<'s>(
        &mut self,
        steps: impl Iterator<Item = &'s Step>,
        history_is_there: bool,
    ) -> Result<(), Problem> {
        let mut wanted = BTreeSet::new();
        for step in steps {
            match step {
                Step::Op(op) => needs(op, &mut wanted),
                Step::Sql(_) | Step::Code(_) => {}
            }
        }
        let mut sql = self.history_query(history_is_there);
        let default = &self.settings.default_schema;
        let list = |pick: &dyn Fn(&Need) -> Option<(String, String)>| {
            wanted
                .iter()
                .filter_map(pick)
                .map(|(schema, name)| format!("({}, {})", Literal(&schema), Literal(&name)))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let of = |name: &QName| {
            (name.schema.clone().unwrap_or_else(|| default.clone()), name.name.clone())
        };
        let schemas = list(&|need| match need {
            Need::CreateIn(schema) => {
                Some((schema.clone().unwrap_or_else(|| default.clone()), String::new()))
            }
            Need::CreateSchemas
            | Need::OwnSchema(_)
            | Need::OwnTable(_)
            | Need::OwnType(_)
            | Need::Reference(_) => None,
        });
        let own_schemas = list(&|need| match need {
            Need::OwnSchema(schema) => Some((schema.clone(), String::new())),
            Need::CreateSchemas
            | Need::CreateIn(_)
            | Need::OwnTable(_)
            | Need::OwnType(_)
            | Need::Reference(_) => None,
        });
        let tables = list(&|need| match need {
            Need::OwnTable(table) => Some(of(table)),
            Need::CreateSchemas
            | Need::CreateIn(_)
            | Need::OwnSchema(_)
            | Need::OwnType(_)
            | Need::Reference(_) => None,
        });
        let types = list(&|need| match need {
            Need::OwnType(ty) => Some(of(ty)),
            Need::CreateSchemas
            | Need::CreateIn(_)
            | Need::OwnSchema(_)
            | Need::OwnTable(_)
            | Need::Reference(_) => None,
        });
        let references = list(&|need| match need {
            Need::Reference(table) => Some(of(table)),
            Need::CreateSchemas
            | Need::CreateIn(_)
            | Need::OwnSchema(_)
            | Need::OwnTable(_)
            | Need::OwnType(_) => None,
        });
        if wanted.contains(&Need::CreateSchemas) {
            sql.push(CREATE_ON_DATABASE.to_owned());
        }
        for (values, query) in [
            (schemas, CREATE_ON_SCHEMA),
            (own_schemas, OWN_SCHEMA),
            (tables, OWN_TABLE),
            (types, OWN_TYPE),
            (references, REFERENCES),
        ] {
            if !values.is_empty() {
                sql.push(query.replace("$values", &values));
            }
        }
        let sql = format!("{} ORDER BY 1", sql.join(" UNION "));
        let doing = while_doing("looking at the role's rights");
        let rows = self.session.query(sql).await.map_err(doing)?;
        let missing =
            rows.iter().map(|row| row.try_get(0)).collect::<Result<Vec<String>, _>>().map_err(
                |error| Problem::Server { doing: "reading rights", error: error.into() },
            )?;
        if missing.is_empty() {
            return Ok(());
        }
        Err(self.lacks(missing))
    }

    /// The role lacks these rights.
    pub(crate) fn lacks(&self, missing: Vec<String>) -> Problem {
        Problem::Privileges { role: self.session.facts.role.clone(), missing }
    }

    fn history_query(&self, is_there: bool) -> Vec<String> {
        let schema = Literal(&self.history.schema);
        if is_there {
            let (table, log) = (self.history.table(), self.history.log());
            return vec![format!(
                "SELECT 'INSERT, UPDATE and DELETE on the history in schema ' || {schema} \
                 WHERE NOT (has_table_privilege({}, 'INSERT') \
                   AND has_table_privilege({}, 'UPDATE') AND has_table_privilege({}, 'DELETE') \
                   AND has_table_privilege({}, 'INSERT') AND has_table_privilege({}, 'UPDATE'))",
                Literal(&table),
                Literal(&table),
                Literal(&table),
                Literal(&log),
                // LOCK TABLE asks for it: rows are only added, one after another.
                Literal(&log),
            )];
        }
        vec![
            CREATE_ON_SCHEMA.replace("$values", &format!("({schema}, '')")),
            format!(
                "{CREATE_ON_DATABASE} AND NOT EXISTS \
                 (SELECT 1 FROM pg_namespace WHERE nspname = {schema})"
            ),
        ]
    }
}

const CREATE_ON_DATABASE: &str = "SELECT format('CREATE on database %I', current_database()) \
     WHERE NOT has_database_privilege(current_database(), 'CREATE')";

const CREATE_ON_SCHEMA: &str = "SELECT format('CREATE on schema %I', n.nspname) \
     FROM (VALUES $values) AS v (schema, name) JOIN pg_namespace n ON n.nspname = v.schema \
     WHERE NOT has_schema_privilege(n.oid, 'CREATE')";

const OWN_SCHEMA: &str = "SELECT format('ownership of schema %I', n.nspname) \
     FROM (VALUES $values) AS v (schema, name) JOIN pg_namespace n ON n.nspname = v.schema \
     WHERE NOT pg_has_role(n.nspowner, 'USAGE')";

const OWN_TABLE: &str = "SELECT format('ownership of table %I.%I', n.nspname, c.relname) \
     FROM (VALUES $values) AS v (schema, name) JOIN pg_namespace n ON n.nspname = v.schema \
     JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = v.name \
     WHERE NOT pg_has_role(c.relowner, 'USAGE')";

const OWN_TYPE: &str = "SELECT format('ownership of type %I.%I', n.nspname, t.typname) \
     FROM (VALUES $values) AS v (schema, name) JOIN pg_namespace n ON n.nspname = v.schema \
     JOIN pg_type t ON t.typnamespace = n.oid AND t.typname = v.name \
     WHERE NOT pg_has_role(t.typowner, 'USAGE')";

const REFERENCES: &str = "SELECT format('REFERENCES on table %I.%I', n.nspname, c.relname) \
     FROM (VALUES $values) AS v (schema, name) JOIN pg_namespace n ON n.nspname = v.schema \
     JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = v.name \
     WHERE NOT has_table_privilege(c.oid, 'REFERENCES')";
