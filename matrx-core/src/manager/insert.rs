use std::borrow::Borrow;

use sqlx::{Acquire, PgConnection, PgExecutor, Postgres};

use super::send::{Statement, records};
use super::text::Text;
use super::values::{Slot, Values};
use super::{Answer, Binder, Fields, Managed};

/// How many arguments a statement can have: the protocol counts them in 16 bits.
const MOST_ARGUMENTS: usize = u16::MAX as usize;

/// INSERT of one row, with ON CONFLICT over these columns.
pub(super) fn one<M: Managed>(row: &M::New, conflict: Option<&[&str]>) -> Statement {
    let text = M::prepared().text();
    let mut binder = Binder::default();
    let slots = slots(text, row, &mut binder);
    let (columns, values): (Vec<&str>, Vec<String>) = text
        .given(&slots)
        .map(|(_, column, number)| (column.sql.as_str(), format!("${number}")))
        .unzip();
    let mut sql = format!("INSERT INTO {} ", text.table);
    if columns.is_empty() {
        sql.push_str("DEFAULT VALUES");
    } else {
        sql.push_str(&format!("({}) VALUES ({})", columns.join(", "), values.join(", ")));
    }
    if let Some(conflict) = conflict {
        sql.push_str(&on_conflict(text, &slots, conflict));
    }
    sql.push_str(&format!(" RETURNING {}", text.select));
    Statement::new(sql, binder)
}

/// INSERT … ON CONFLICT over the columns of a unique key.
pub fn upsert_by<'e, M: Managed>(
    columns: &[&str],
    executor: impl PgExecutor<'e> + 'e,
    row: impl Borrow<M::New>,
) -> Answer<'e, M> {
    one::<M>(row.borrow(), Some(columns)).one(executor)
}

/// Sets what was given, except keys. Something is always set: only then is the row returned.
fn on_conflict(text: &Text, slots: &[Slot], conflict: &[&str]) -> String {
    let key: Vec<&str> = text
        .columns
        .iter()
        .filter(|column| conflict.contains(&column.name))
        .map(|column| column.sql.as_str())
        .collect();
    let mut sets: Vec<&str> = text
        .given(slots)
        .filter(|(place, column, _)| !text.key.contains(place) && !conflict.contains(&column.name))
        .map(|(_, column, _)| column.sql.as_str())
        .collect();
    if sets.is_empty() {
        sets.extend(key.first());
    }
    let sets: Vec<String> = sets.iter().map(|sql| format!("{sql} = EXCLUDED.{sql}")).collect();
    format!(" ON CONFLICT ({}) DO UPDATE SET {}", key.join(", "), sets.join(", "))
}

/// As many rows a statement as it can have arguments for.
pub(super) fn many<'e, M: Managed>(
    executor: impl Acquire<'e, Database = Postgres> + Send + 'e,
    rows: impl IntoIterator<Item = impl Borrow<M::New>>,
) -> Answer<'e, Vec<M>> {
    let text = M::prepared().text();
    let mut statements = Vec::new();
    let (mut binder, mut tuples) = (Binder::default(), Vec::new());
    for row in rows {
        if binder.count() + text.columns.len() > MOST_ARGUMENTS {
            statements.push(of_tuples(text, &tuples, std::mem::take(&mut binder)));
            tuples.clear();
        }
        let slots = slots(text, row.borrow(), &mut binder);
        tuples.push(tuple(text, &slots));
    }
    if !tuples.is_empty() {
        statements.push(of_tuples(text, &tuples, binder));
    }
    Box::pin(async move {
        let mut inserted = Vec::new();
        if statements.len() > 1 {
            let mut transaction = executor.begin().await?;
            types(text, &mut transaction).await?;
            for statement in statements {
                inserted.extend(records(&statement.all(&mut *transaction).await?)?);
            }
            transaction.commit().await?;
        } else if let Some(statement) = statements.pop() {
            let mut connection = executor.acquire().await?;
            types(text, &mut connection).await?;
            inserted = records(&statement.all(&mut *connection).await?)?;
        }
        Ok(inserted)
    })
}

/// Lets sqlx look up the types of the columns now, in a statement that stays prepared: between the parts of one
/// that does not, the look-up would make the server forget it.
async fn types(text: &'static Text, connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    Statement::fixed(&text.types, Binder::default()).all(connection).await.map(|_| ())
}

fn slots(text: &Text, row: &impl Fields, binder: &mut Binder) -> Vec<Slot> {
    let wanted: Vec<bool> = text.columns.iter().map(|column| column.settable).collect();
    let mut values = Values::new(binder, &wanted);
    row.bind(&mut values);
    values.into_slots()
}

/// The columns that rows give a value or DEFAULT; without any, one that takes DEFAULT, since
/// DEFAULT VALUES makes one row only.
fn places(text: &Text) -> Vec<usize> {
    let settable: Vec<usize> =
        (0..text.columns.len()).filter(|place| text.columns[*place].settable).collect();
    if settable.is_empty() { vec![0] } else { settable }
}

fn tuple(text: &Text, slots: &[Slot]) -> String {
    let values: Vec<String> = places(text)
        .into_iter()
        .map(|place| match slots.get(place) {
            Some(Slot::Bound(number)) => format!("${number}"),
            Some(Slot::Default | Slot::Left) | None => "DEFAULT".to_owned(),
        })
        .collect();
    format!("({})", values.join(", "))
}

fn of_tuples(text: &Text, tuples: &[String], binder: Binder) -> Statement {
    let columns: Vec<&str> =
        places(text).into_iter().map(|place| text.columns[place].sql.as_str()).collect();
    let sql = format!(
        "INSERT INTO {} ({}) VALUES {} RETURNING {}",
        text.table,
        columns.join(", "),
        tuples.join(", "),
        text.select
    );
    Statement::new(sql, binder).once()
}
