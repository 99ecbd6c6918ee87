use std::fmt;

use sqlx::PgExecutor;

use super::page::{self, Key};
use super::send::{Statement, records};
use super::text::Text;
use super::values::Values;
use super::{Answer, Binder, Condition, HasKey, Managed, Order};

/// Rows of a model: those that all conditions hold of, in an order, from a row on.
///
/// The order always ends with the primary key, in the direction of the column before it, so that no two
/// rows tie and a page never shows a row twice or leaves one out.
#[must_use = "nothing is read before `fetch`, `first`, `count` or `exists`"]
pub struct List<'v, M> {
    conditions: Vec<Condition<'v, M>>,
    order: Vec<Order<M>>,
    after: Option<&'v M>,
    limit: Option<i64>,
}

impl<M> fmt::Debug for List<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("List")
            .field("conditions", &self.conditions)
            .field("order", &self.order)
            .field("is_page", &self.after.is_some())
            .field("limit", &self.limit)
            .finish()
    }
}

impl<'v, M: Managed> List<'v, M> {
    pub(super) fn all() -> Self {
        Self { conditions: Vec::new(), order: Vec::new(), after: None, limit: None }
    }

    /// Only rows that this holds of, and all conditions before.
    pub fn filter(mut self, condition: Condition<'v, M>) -> Self {
        self.conditions.push(condition);
        self
    }

    /// By this column; said again, by that one where the first has the same value.
    pub fn order(mut self, by: Order<M>) -> Self {
        self.order.push(by);
        self
    }

    /// At most so many rows.
    pub fn limit(mut self, rows: u32) -> Self {
        self.limit = Some(i64::from(rows));
        self
    }

    /// Only rows that come after this one in the order: the next page after the last row of this one.
    pub fn after(mut self, row: &'v M) -> Self
    where
        M: HasKey,
    {
        self.after = Some(row);
        self
    }

    /// The rows.
    pub fn fetch<'e>(self, executor: impl PgExecutor<'e> + 'e) -> Answer<'e, Vec<M>> {
        let rows = self.select().all(executor);
        Box::pin(async move { records(&rows.await?) })
    }

    /// The first of the rows.
    pub fn first<'e>(mut self, executor: impl PgExecutor<'e> + 'e) -> Answer<'e, Option<M>> {
        self.limit = Some(self.limit.map_or(1, |limit| limit.min(1)));
        self.select().optional(executor)
    }

    /// How many rows the conditions hold of, on all pages.
    pub fn count<'e>(self, executor: impl PgExecutor<'e> + 'e) -> Answer<'e, i64> {
        self.of_all("SELECT count(*) FROM", "").value(executor)
    }

    /// Whether there is a row that the conditions hold of, on any page.
    pub fn exists<'e>(self, executor: impl PgExecutor<'e> + 'e) -> Answer<'e, bool> {
        self.of_all("SELECT EXISTS (SELECT 1 FROM", ")").value(executor)
    }

    fn of_all(self, begin: &str, end: &str) -> Statement {
        let text = M::prepared().text();
        let mut binder = Binder::default();
        let filter = filter(self.conditions, None, text, &mut binder);
        Statement::new(format!("{begin} {}{filter}{end}", text.table), binder)
    }

    fn select(self) -> Statement {
        let text = M::prepared().text();
        let mut binder = Binder::default();
        let keys = keys(&self.order, text);
        let after = self.after.map(|row| {
            let wanted: Vec<bool> = (0..text.columns.len())
                .map(|place| keys.iter().any(|key| key.place == place))
                .collect();
            let mut values = Values::new(&mut binder, &wanted);
            row.bind(&mut values);
            page::after(text, &keys, &values.into_slots())
        });
        let filter = filter(self.conditions, after, text, &mut binder);
        let mut sql = format!("SELECT {} FROM {} AS t{filter}", text.select, text.table);
        if !keys.is_empty() {
            sql.push_str(&format!(" ORDER BY {}", page::order_by(text, &keys)));
        }
        if let Some(limit) = self.limit {
            let number = binder.push(limit);
            sql.push_str(&format!(" LIMIT ${number}"));
        }
        Statement::new(sql, binder)
    }
}

/// What was asked for, then what is missing of the primary key.
fn keys<M>(order: &[Order<M>], text: &Text) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    let descending = order.last().is_some_and(|last| last.descending);
    let asked = order
        .iter()
        .filter_map(|by| Some(Key { place: text.place(by.name)?, descending: by.descending }));
    let of_key = text.key.iter().map(|place| Key { place: *place, descending });
    for key in asked.chain(of_key) {
        if !keys.iter().any(|before| before.place == key.place) {
            keys.push(key);
        }
    }
    keys
}

fn filter<M: Managed>(
    conditions: Vec<Condition<'_, M>>,
    after: Option<String>,
    text: &Text,
    binder: &mut Binder,
) -> String {
    let all: Vec<String> = after
        .into_iter()
        .chain(conditions.into_iter().filter_map(|condition| condition.sql(text, binder)))
        .collect();
    if all.is_empty() { String::new() } else { format!(" WHERE {}", all.join(" AND ")) }
}
