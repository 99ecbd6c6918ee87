//! What a foreign key may reference.

use std::collections::BTreeSet;

use super::flat::Flat;
use crate::model::ModelError;
use crate::schema::{ForeignKey, Schema, Table};

/// Each foreign key between models has as many columns as it references, and those are a key there. Of
/// a table without a model nothing is known here; the server says it.
pub(super) fn check(models: &[Flat], schema: &Schema, errors: &mut Vec<ModelError>) {
    for model in models {
        let Some(table) = schema.tables.get(&model.table) else { continue };
        for key in table.foreign_keys.values() {
            if key.columns.len() != key.referenced_columns.len() {
                errors.push(ModelError::ColumnCount {
                    model: model.path.clone(),
                    name: key.name.clone(),
                    own: key.columns.len(),
                    referenced: key.referenced_columns.len(),
                });
                continue;
            }
            let target = models.iter().find(|target| target.table == key.references);
            let target =
                target.and_then(|target| Some((target, schema.tables.get(&target.table)?)));
            if let Some((target, table)) = target
                && !target.model.unmanaged
                && !is_key(table, key)
            {
                errors.push(ModelError::NotAKey {
                    model: model.path.clone(),
                    name: key.name.clone(),
                    columns: key.referenced_columns.join(", "),
                    table: key.references.clone(),
                    target: target.path.clone(),
                });
            }
        }
    }
}

/// In any order, as PostgreSQL has it; a unique index without a predicate or an expression serves too.
fn is_key(table: &Table, key: &ForeignKey) -> bool {
    let wanted: BTreeSet<&str> = key.referenced_columns.iter().map(String::as_str).collect();
    let same = |columns: &[String]| {
        columns.len() == key.referenced_columns.len()
            && columns.iter().map(String::as_str).collect::<BTreeSet<_>>() == wanted
    };
    let by_index = table.indexes.values().any(|index| {
        let columns: Option<Vec<String>> = index
            .columns
            .iter()
            .map(|column| match &column.key {
                crate::schema::IndexKey::Column(name) => Some(name.clone()),
                crate::schema::IndexKey::Expression(_) => None,
            })
            .collect();
        index.unique && index.predicate.is_none() && columns.is_some_and(|columns| same(&columns))
    });
    by_index
        || table.primary_key.as_ref().is_some_and(|key| same(&key.columns))
        || table.uniques.values().any(|unique| same(&unique.columns))
}
