//! A declared schema → the same in the catalogue's spelling. The server is the normaliser.
//!
//! Only what neither the live database nor the lock answers is asked: it is created, without rows
//! and without foreign keys, in a scratch schema inside a transaction, read back by the queries that
//! read everything else, and rolled back. No table of the user's is touched or locked. Where the
//! role may not create a schema, the temporary one serves.

mod ask;
mod lenient;
mod objects;
mod scratch_schema;
mod slot;
mod tidy;

use std::collections::BTreeMap;
use std::fmt;

use sqlx::postgres::PgConnection;

use super::{DbError, sql};
use crate::lock::Lock;
use crate::name::Ident;
use crate::schema::Schema;
pub use lenient::{lenient, same_server};
pub use objects::{Objects, objects};
use slot::{Slot, Value};

/// How often a text is put to the server again until it stays the same.
///
/// PostgreSQL does not always print an expression back as it reads it: a few (CHECK of a varchar
/// column with IN) change once more when they are read a second time.
const ROUNDS: usize = 4;

/// A declared text that only a server could spell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// What it belongs to: `check c of users`.
    pub object: String,
    /// The declared text.
    pub text: String,
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.object, self.text)
    }
}

/// The declared schema in the spelling of this server.
///
/// `known` answers where its texts are the declared ones and its server had the same major version;
/// `live` answers where the declared text is the catalogue's own. The connection must not be in a
/// transaction.
pub async fn normalise(
    conn: &mut PgConnection,
    declared: &Schema,
    known: Option<&Lock>,
    live: &Schema,
    context: &Context,
) -> Result<Schema, DbError> {
    let mut schema = tidy::tidy(declared, &context.default_schema);
    let known = known.filter(|lock| lock.server_major == Some(context.server_major));
    let lock = known.map(|lock| tidy::tidy(&lock.declared, &context.default_schema));
    let mut sources = vec![(live, live)];
    if let (Some(lock), Some(known)) = (&lock, known) {
        sources.push((lock, &known.catalog));
    }
    let open = answer(&mut schema, &sources);
    if open.is_empty() {
        return Ok(schema);
    }
    sql::execute(conn, "beginning to ask for spellings", "BEGIN").await?;
    let asked = ask_until_stable(conn, schema, open, live, context).await;
    let ended = sql::execute(conn, "ending the scratch transaction", "ROLLBACK").await;
    let schema = asked?;
    ended?;
    Ok(schema)
}

/// What spelling depends on beside the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// The schema of names that carry none.
    pub default_schema: String,
    /// The server's major version.
    pub server_major: u32,
}

/// The declared schema in the lock's spelling, and what the lock does not answer. Pure.
pub fn offline(declared: &Schema, lock: &Lock, default_schema: &str) -> (Schema, Vec<Unknown>) {
    let mut schema = tidy::tidy(declared, default_schema);
    let spelled = tidy::tidy(&lock.declared, default_schema);
    // The lock's own catalogue text, written into a model, is right as well.
    let sources = [(&spelled, &lock.catalog), (&lock.catalog, &lock.catalog)];
    let open = answer(&mut schema, &sources);
    let said = objects::answer(declared, &sources);
    let of_objects = said.open.iter().filter_map(|id| said.objects.get(id)).map(objects::unknown);
    let unknown = open
        .iter()
        .map(|slot| Unknown {
            object: slot.to_string(),
            text: slot.get(&schema).map(|value| value.text()).unwrap_or_default(),
        })
        .chain(of_objects)
        .collect();
    schema.objects = said.objects;
    (schema, unknown)
}

/// Takes over every spelling that one of the sources, pairs of declared and catalogue, knows, and
/// returns what stays open.
fn answer(schema: &mut Schema, sources: &[(&Schema, &Schema)]) -> Vec<Slot> {
    let mut open = Vec::new();
    for slot in slot::all(schema) {
        let known = sources.iter().find_map(|(declared, catalog)| {
            let same =
                slot.get(schema) == slot.get(declared) && slot.same_context(schema, declared);
            if same { slot.get(catalog) } else { None }
        });
        match known {
            Some(value) => slot.set(schema, value),
            None => open.push(slot),
        }
    }
    open
}

/// Puts the open texts to the server, and what it changed again, until nothing changes any more.
/// Where the live database has one of a text's spellings, that is the one.
async fn ask_until_stable(
    conn: &mut PgConnection,
    mut schema: Schema,
    mut open: Vec<Slot>,
    live: &Schema,
    context: &Context,
) -> Result<Schema, DbError> {
    let scratch = scratch_schema::ScratchSchema::create(conn, &schema, live, context).await?;
    let mut spellings: BTreeMap<Slot, Vec<Value>> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let answers = ask::ask(conn, &schema, &open, &scratch).await?;
        open.clear();
        for (slot, value) in answers {
            spellings.entry(slot.clone()).or_default().push(value.clone());
            if slot.get(&schema).as_ref() != Some(&value) {
                slot.set(&mut schema, value);
                open.push(slot);
            }
        }
        if open.is_empty() {
            break;
        }
    }
    for (slot, spellings) in spellings {
        if let Some(value) = slot.get(live)
            && spellings.contains(&value)
            && slot.same_context(&schema, live)
        {
            slot.set(&mut schema, value);
        }
    }
    Ok(schema)
}

/// For messages.
fn of_table(kind: &str, name: &str, table: &crate::name::QName) -> String {
    format!("{kind} {} of {table}", Ident(name))
}

#[cfg(test)]
mod tests;
