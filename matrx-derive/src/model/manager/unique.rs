//! The unique keys that a row is found by: constraints, and indexes without a condition, over columns of
//! the struct's own fields.

use super::super::ast::{Column, ColumnRef, Deferral, Key, Model, PrimaryKey};
use super::{MOST_COLUMNS, is_insertable};
use crate::mistakes::Mistakes;

pub(super) struct Unique<'a> {
    pub(super) columns: Vec<&'a Column>,
    /// Whether ON CONFLICT can name it: a constraint that is checked at once, of values that an INSERT
    /// gives.
    pub(super) resolves: bool,
}

impl Unique<'_> {
    /// `tenant_and_slug`
    pub(super) fn name(&self) -> String {
        let fields: Vec<&str> = self.columns.iter().map(|column| column.field.as_str()).collect();
        fields.join("_and_")
    }
}

pub(super) fn uniques(model: &Model) -> Vec<Unique<'_>> {
    let constraints = model.uniques.iter().map(|unique| {
        let immediate = matches!(unique.deferral, Deferral::NotDeferrable);
        (unique.columns.iter().collect(), immediate && !unique.without_overlaps)
    });
    let indexes = model.indexes.iter().filter(|index| index.unique && index.predicate.is_none());
    let indexes = indexes.filter_map(|index| {
        let columns = index.keys.iter().map(|key| match &key.key {
            Key::Column(column) => Some(column),
            Key::Expression(_) => None,
        });
        Some((columns.collect::<Option<Vec<_>>>()?, true))
    });
    let mut found: Vec<Unique<'_>> = Vec::new();
    for (columns, immediate) in constraints.chain(indexes) {
        let Some(columns) = own(model, columns) else { continue };
        let resolves = immediate && columns.iter().all(|column| is_insertable(column));
        let same = |other: &&mut Unique<'_>| names(&other.columns) == names(&columns);
        match found.iter_mut().find(same) {
            Some(other) => other.resolves |= resolves,
            None if columns.len() <= MOST_COLUMNS => found.push(Unique { columns, resolves }),
            None => {}
        }
    }
    found
}

pub(super) fn primary_key(model: &Model) -> Option<Vec<&Column>> {
    let columns = own(model, model.primary_key.as_ref()?.columns.iter().collect())?;
    (columns.len() <= MOST_COLUMNS).then_some(columns)
}

/// The columns of `upsert`: the primary key or, where the server gives that, the only unique key.
pub(super) fn of_upsert(model: &Model) -> Option<Vec<&Column>> {
    let immediate = |key: &&PrimaryKey| {
        matches!(key.deferral, Deferral::NotDeferrable) && !key.without_overlaps
    };
    if let Some(key) = model.primary_key.as_ref().filter(immediate).and(primary_key(model))
        && key.iter().all(|column| is_insertable(column))
    {
        return Some(key);
    }
    let mut uniques = uniques(model).into_iter().filter(|unique| unique.resolves);
    let only = uniques.next()?;
    uniques.next().is_none().then_some(only.columns)
}

pub(super) fn check(model: &Model, mistakes: &mut Mistakes) {
    let uniques = uniques(model);
    for (at, unique) in uniques.iter().enumerate() {
        if uniques[..at].iter().any(|before| before.name() == unique.name()) {
            mistakes.at(
                &model.ident,
                format!(
                    "two unique keys make the method `find_by_{}` of the manager",
                    unique.name()
                ),
            );
        }
    }
}

/// `None` where one of them is an embedded struct's, whose type is not to be seen from here.
fn own<'a>(model: &'a Model, columns: Vec<&ColumnRef>) -> Option<Vec<&'a Column>> {
    let find = |part: &ColumnRef| model.columns.iter().find(|column| column.name == part.name);
    columns.into_iter().map(find).collect()
}

fn names<'a>(columns: &[&'a Column]) -> Vec<&'a str> {
    columns.iter().map(|column| column.name.as_str()).collect()
}
