use std::borrow::Borrow;
use std::fmt;
use std::marker::PhantomData;

use sqlx::{Acquire, PgExecutor, Postgres};

use super::send::Statement;
use super::values::Values;
use super::{Answer, Argument, Binder, HasKey, HasUpsertKey, List, Managed, Writable, insert};

/// What can be done with the rows of every model: the struct that `#[model(manager)]` makes derefs to it.
pub struct Manager<M>(PhantomData<fn() -> M>);

impl<M> fmt::Debug for Manager<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Manager")
    }
}

impl<M: Managed> Manager<M> {
    #[doc(hidden)]
    pub const NEW: Self = Self(PhantomData);

    /// The row with this primary key; a key of several columns is a tuple.
    pub fn get<'e>(
        &self,
        executor: impl PgExecutor<'e> + 'e,
        key: impl Argument<M::Key>,
    ) -> Answer<'e, Option<M>>
    where
        M: HasKey,
    {
        Statement::fixed(&M::prepared().text().get, bound(&key)).optional(executor)
    }

    /// Whether there is a row with this primary key.
    pub fn exists<'e>(
        &self,
        executor: impl PgExecutor<'e> + 'e,
        key: impl Argument<M::Key>,
    ) -> Answer<'e, bool>
    where
        M: HasKey,
    {
        Statement::fixed(&M::prepared().text().exists, bound(&key)).value(executor)
    }

    /// All rows, to be narrowed: `Users.list().filter(…).order(…).after(…).limit(…).fetch(&pool)`.
    pub fn list<'v>(&self) -> List<'v, M> {
        List::all()
    }

    /// How many rows there are; those that a condition holds of are counted by
    /// [`List::count`].
    pub fn count<'e>(&self, executor: impl PgExecutor<'e> + 'e) -> Answer<'e, i64> {
        self.list().count(executor)
    }

    /// Inserts a row and returns it as the server has it.
    pub fn insert<'e>(
        &self,
        executor: impl PgExecutor<'e> + 'e,
        row: impl Borrow<M::New>,
    ) -> Answer<'e, M>
    where
        M: Writable,
    {
        insert::one::<M>(row.borrow(), None).one(executor)
    }

    /// Inserts rows, all or none, and returns them in their order as the server has them. What has more
    /// than 65,535 values is several statements in a transaction.
    pub fn insert_many<'e>(
        &self,
        executor: impl Acquire<'e, Database = Postgres> + Send + 'e,
        rows: impl IntoIterator<Item = impl Borrow<M::New>>,
    ) -> Answer<'e, Vec<M>>
    where
        M: Writable,
    {
        insert::many::<M>(executor, rows)
    }

    /// Inserts a row, or updates the one that has its key: the primary key or, where the server gives that,
    /// the only unique one. What is left to a default stays as it is where the row is there.
    pub fn upsert<'e>(
        &self,
        executor: impl PgExecutor<'e> + 'e,
        row: impl Borrow<M::New>,
    ) -> Answer<'e, M>
    where
        M: HasUpsertKey + Writable,
    {
        insert::one::<M>(row.borrow(), Some(M::COLUMNS)).one(executor)
    }

    /// Sets every column of the row with this record's primary key, except the key, and returns the row as
    /// the server has it; `None` where there is no such row.
    pub fn update<'e>(
        &self,
        executor: impl PgExecutor<'e> + 'e,
        row: impl Borrow<M>,
    ) -> Answer<'e, Option<M>>
    where
        M: HasKey + Writable,
    {
        update(row.borrow()).optional(executor)
    }

    /// Removes the row with this primary key; `false` where there is none.
    pub fn delete<'e>(
        &self,
        executor: impl PgExecutor<'e> + 'e,
        key: impl Argument<M::Key>,
    ) -> Answer<'e, bool>
    where
        M: HasKey + Writable,
    {
        let rows = Statement::fixed(&M::prepared().text().delete, bound(&key)).affected(executor);
        Box::pin(async move { Ok(rows.await? > 0) })
    }
}

/// The row with these values in the columns of a unique key.
pub fn find_by<'e, M: Managed, K>(
    columns: &[&str],
    executor: impl PgExecutor<'e> + 'e,
    key: impl Argument<K>,
) -> Answer<'e, Option<M>> {
    let text = M::prepared().text();
    let places: Vec<usize> = columns.iter().filter_map(|name| text.place(name)).collect();
    let (select, table, is_key) = (&text.select, &text.table, text.matches(&places));
    let sql = format!("SELECT {select} FROM {table} WHERE {is_key}");
    Statement::new(sql, bound(&key)).optional(executor)
}

fn bound<K>(key: &impl Argument<K>) -> Binder {
    let mut binder = Binder::default();
    binder.bind(key);
    binder
}

fn update<M: Managed>(row: &M) -> Statement {
    let text = M::prepared().text();
    let is_key = |place: &usize| text.key.contains(place);
    let wanted: Vec<bool> = text
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| column.settable || is_key(&place))
        .collect();
    let mut binder = Binder::default();
    let mut values = Values::new(&mut binder, &wanted);
    row.bind(&mut values);
    let slots = values.into_slots();
    let (mut sets, mut conditions) = (Vec::new(), Vec::new());
    for (place, column, number) in text.given(&slots) {
        if is_key(&place) {
            conditions.push(format!("{} = {}", column.sql, column.operand(number)));
        } else {
            sets.push(format!("{} = ${number}", column.sql));
        }
    }
    let (table, select, is_key) = (&text.table, &text.select, conditions.join(" AND "));
    let sql = if sets.is_empty() {
        // The key is all there is: nothing can change.
        format!("SELECT {select} FROM {table} WHERE {is_key}")
    } else {
        let sets = sets.join(", ");
        format!("UPDATE {table} SET {sets} WHERE {is_key} RETURNING {select}")
    };
    Statement::new(sql, binder)
}
