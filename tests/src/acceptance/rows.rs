//! The rows that must still be there: of each table that both sides have, how many there are and what
//! is in the columns that both sides have.

use std::collections::BTreeMap;

use matrx_core::diff::{Answers, RemovedValue};
use matrx_core::name::{Ident, QName};
use matrx_core::schema::Rename;
use sqlx::{PgConnection, Row as _, ValueRef as _};

/// What is compared: the tables that both sides have.
pub(super) struct Survivors {
    tables: Vec<Pair>,
}

/// The names of one side.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

struct Pair {
    old: QName,
    new: QName,
    columns: Vec<(String, String, Compare)>,
}

/// What of a column's values must stay.
#[derive(Clone, Copy)]
enum Compare {
    /// All of it.
    Content,
    /// That there is one: the value itself is another after a change of its type.
    Presence,
}

struct Column {
    name: String,
    ty: String,
    is_generated: bool,
    is_enum: bool,
}

/// The columns of every table, by the catalogue itself. The type of a composite is all of its attributes.
const COLUMNS: &str = "
SELECT n.nspname::text, c.relname::text, a.attname::text,
       pg_catalog.format_type(a.atttypid, a.atttypmod) || coalesce((
         SELECT pg_catalog.string_agg(
                  x.attname || ' ' || pg_catalog.format_type(x.atttypid, x.atttypmod), ', ' ORDER BY x.attnum)
           FROM pg_catalog.pg_attribute x
          WHERE x.attrelid = t.typrelid AND x.attnum > 0 AND NOT x.attisdropped), ''),
       a.attgenerated <> '',
       t.typtype = 'e' OR e.typtype IS NOT DISTINCT FROM 'e'
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
 WHERE c.relkind IN ('r', 'p')
   AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
 ORDER BY 1, 2, a.attnum";

impl Survivors {
    /// What is there before and after, by the names and the answers.
    pub(super) async fn find(
        old: &mut PgConnection,
        new: &mut PgConnection,
        answers: &Answers,
    ) -> Result<Survivors, String> {
        let (old, new) = (tables(old).await?, tables(new).await?);
        let values_change = answers.renames.iter().any(|r| matches!(r, Rename::EnumValue { .. }))
            || answers
                .removed_values
                .values()
                .flat_map(BTreeMap::values)
                .any(|value| matches!(value, RemovedValue::MapTo(_)));
        let mut found = Vec::new();
        for (name, columns) in &old {
            let Some(present) = present_table(name, answers) else { continue };
            let Some(new_columns) = new.get(&present) else { continue };
            let mut pairs = Vec::new();
            for column in columns {
                let to = present_column(name, &present, &column.name, answers);
                let to = to.and_then(|to| new_columns.iter().find(|there| there.name == to));
                let Some(to) = to else { continue };
                if column.is_generated || to.is_generated {
                    continue;
                }
                let is_other = column.ty != to.ty || (values_change && to.is_enum);
                let compare = if is_other { Compare::Presence } else { Compare::Content };
                pairs.push((column.name.clone(), to.name.clone(), compare));
            }
            found.push(Pair { old: name.clone(), new: present, columns: pairs });
        }
        Ok(Survivors { tables: found })
    }

    /// The rows as they are now, sorted, by the old name of their table.
    pub(super) async fn rows(
        &self,
        conn: &mut PgConnection,
        side: Side,
    ) -> Result<BTreeMap<QName, Vec<String>>, String> {
        let mut found = BTreeMap::new();
        for pair in &self.tables {
            let columns: Vec<String> = pair
                .columns
                .iter()
                .map(|(old, new, compare)| {
                    let name = Ident(if side == Side::Old { old } else { new });
                    match compare {
                        Compare::Content => format!("t.{name}"),
                        Compare::Presence => format!("(t.{name} IS DISTINCT FROM NULL)"),
                    }
                })
                .collect();
            let table = if side == Side::Old { &pair.old } else { &pair.new };
            let schema = table.schema.as_deref().unwrap_or("public");
            let query = format!(
                "SELECT ROW({})::text FROM ONLY {}.{} t ORDER BY 1",
                columns.join(", "),
                Ident(schema),
                Ident(&table.name)
            );
            found.insert(pair.old.clone(), answer(conn, &query).await?);
        }
        Ok(found)
    }
}

/// The rows of a query as text, `|` between columns.
pub(super) async fn answer(conn: &mut PgConnection, query: &str) -> Result<Vec<String>, String> {
    let rows = sqlx::raw_sql(sqlx::AssertSqlSafe(query.to_owned()))
        .fetch_all(conn)
        .await
        .map_err(|why| format!("{query}: {why}"))?;
    let mut lines = Vec::new();
    for row in rows {
        let mut values = Vec::new();
        for at in 0..row.len() {
            let value = row.try_get_raw(at).map_err(|why| why.to_string())?;
            let text = if value.is_null() { Ok("NULL") } else { value.as_str() };
            values.push(text.map_err(|why| format!("{query}: {why}"))?.to_owned());
        }
        lines.push(values.join("|"));
    }
    Ok(lines)
}

async fn tables(conn: &mut PgConnection) -> Result<BTreeMap<QName, Vec<Column>>, String> {
    let rows = sqlx::query(COLUMNS).fetch_all(conn).await.map_err(|why| why.to_string())?;
    let mut tables: BTreeMap<QName, Vec<Column>> = BTreeMap::new();
    for row in rows {
        let (schema, table): (String, String) = (row.get(0), row.get(1));
        let name =
            if schema == "public" { QName::new(table) } else { QName::in_schema(schema, table) };
        tables.entry(name).or_default().push(Column {
            name: row.get(2),
            ty: row.get(3),
            is_generated: row.get(4),
            is_enum: row.get(5),
        });
    }
    Ok(tables)
}

/// The new name of a table that stays, as far as the answers tell.
fn present_table(name: &QName, answers: &Answers) -> Option<QName> {
    let renames = answers.renames.iter().filter_map(|rename| match rename {
        Rename::Table { from, to } => Some((from, to)),
        Rename::Schema { .. }
        | Rename::Column { .. }
        | Rename::Enum { .. }
        | Rename::EnumValue { .. } => None,
    });
    let renames: Vec<(&QName, &QName)> = renames.collect();
    if let Some((_, to)) = renames.iter().find(|(from, _)| *from == name) {
        return Some((*to).clone());
    }
    let schemas = answers.renames.iter().filter_map(|rename| match rename {
        Rename::Schema { from, to } => Some((from, to)),
        Rename::Table { .. }
        | Rename::Column { .. }
        | Rename::Enum { .. }
        | Rename::EnumValue { .. } => None,
    });
    let schema = match &name.schema {
        None => None,
        Some(schema) => Some(present(schema, schemas)?),
    };
    let name = QName { schema, name: name.name.clone() };
    renames.iter().all(|(_, to)| **to != name).then_some(name)
}

/// The new name of a column that stays.
fn present_column(old: &QName, new: &QName, name: &String, answers: &Answers) -> Option<String> {
    let renames = answers.renames.iter().filter_map(|rename| match rename {
        Rename::Column { table, from, to } if table == new || table == old => Some((from, to)),
        Rename::Schema { .. }
        | Rename::Table { .. }
        | Rename::Column { .. }
        | Rename::Enum { .. }
        | Rename::EnumValue { .. } => None,
    });
    present(name, renames)
}

/// What was renamed has its new name; what was not keeps its own, unless another one has taken it.
fn present<'a, T: Clone + PartialEq + 'a>(
    name: &T,
    renames: impl Iterator<Item = (&'a T, &'a T)>,
) -> Option<T> {
    let renames: Vec<(&T, &T)> = renames.collect();
    match renames.iter().find(|(from, _)| *from == name) {
        Some((_, to)) => Some((*to).clone()),
        None => renames.iter().all(|(_, to)| *to != name).then(|| name.clone()),
    }
}
