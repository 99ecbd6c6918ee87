//! Names of constraints and indexes that no attribute gives, as PostgreSQL would choose them.

use std::collections::BTreeMap;

use super::flat::Flat;
use crate::model::ModelError;
use crate::name::{MAX_NAME_BYTES, QName, derived_name};

/// The names that are taken.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Tables and indexes, the indexes of keys included, share one name space per schema.
    relations: BTreeMap<QName, String>,
    /// Constraints need only be unique in their table, but PostgreSQL looks at the whole schema where it
    /// chooses a name itself (`ChooseConstraintName` in `src/backend/catalog/pg_constraint.c`).
    constraints: BTreeMap<QName, Vec<QName>>,
}

/// What a name is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A constraint with an index of the same name.
    Key,
    /// A constraint.
    Constraint,
    /// An index.
    Index,
}

impl Names {
    /// Takes the names that a model gives itself, before any is derived.
    pub(super) fn reserve(&mut self, model: &Flat, errors: &mut Vec<ModelError>) {
        let table = &model.table;
        check_name(&table.name, &format!("the table of model `{}`", model.path), errors);
        self.take_relation(table.clone(), format!("the table of model `{}`", model.path), errors);
        let columns = model.columns.iter().map(|column| column.column.name);
        for column in columns {
            check_name(column, &format!("a column of model `{}`", model.path), errors);
        }
        let keys = model.primary_key.iter().map(|key| key.name);
        let excludes = model.excludes.iter().map(|exclude| exclude.name);
        let keys = keys.chain(model.uniques.iter().map(|unique| unique.name)).chain(excludes);
        for name in keys.flatten() {
            self.take(table, name, Kind::Key, &model.path, errors);
        }
        let constraints = model.checks.iter().map(|check| check.name);
        let foreign_keys = model.foreign_keys.iter().map(|key| key.name);
        for name in constraints.chain(foreign_keys).flatten() {
            self.take(table, name, Kind::Constraint, &model.path, errors);
        }
        for name in model.indexes.iter().filter_map(|index| index.name) {
            self.take(table, name, Kind::Index, &model.path, errors);
        }
    }

    /// The given name, or else `table_columns_label`, with a number where that is taken.
    pub(super) fn choose(
        &mut self,
        table: &QName,
        given: Option<&str>,
        columns: &[&str],
        label: &str,
        kind: Kind,
    ) -> String {
        if let Some(name) = given {
            return name.to_owned();
        }
        let mut number = 0_usize;
        loop {
            let label = if number == 0 { label.to_owned() } else { format!("{label}{number}") };
            let name = derived_name(&table.name, columns, &label);
            let full = table.sibling(name.as_str());
            let free = match kind {
                Kind::Key => {
                    !self.relations.contains_key(&full) && !self.constraints.contains_key(&full)
                }
                Kind::Constraint => !self.constraints.contains_key(&full),
                Kind::Index => !self.relations.contains_key(&full),
            };
            if free {
                if kind != Kind::Index {
                    self.constraints.insert(full.clone(), vec![table.clone()]);
                }
                if kind != Kind::Constraint {
                    self.relations.insert(full, String::new());
                }
                return name;
            }
            number += 1;
        }
    }

    fn take(
        &mut self,
        table: &QName,
        name: &str,
        kind: Kind,
        model: &str,
        errors: &mut Vec<ModelError>,
    ) {
        let what = match kind {
            Kind::Key => "a key",
            Kind::Constraint => "a constraint",
            Kind::Index => "an index",
        };
        let owner = format!("{what} of model `{model}`");
        check_name(name, &owner, errors);
        let full = table.sibling(name);
        if kind != Kind::Index {
            let tables = self.constraints.entry(full.clone()).or_default();
            if tables.contains(table) {
                errors.push(ModelError::NameTaken {
                    name: full.to_string(),
                    first: owner.clone(),
                    second: "another of its constraints".to_owned(),
                });
                return;
            }
            tables.push(table.clone());
        }
        if kind != Kind::Constraint {
            self.take_relation(full, owner, errors);
        }
    }

    fn take_relation(&mut self, name: QName, owner: String, errors: &mut Vec<ModelError>) {
        if let Some(first) = self.relations.get(&name) {
            errors.push(ModelError::NameTaken {
                name: name.to_string(),
                first: first.clone(),
                second: owner,
            });
        } else {
            self.relations.insert(name, owner);
        }
    }
}

pub(super) fn check_name(name: &str, owner: &str, errors: &mut Vec<ModelError>) {
    let owner = owner.to_owned();
    if name.is_empty() || name.contains('\0') {
        errors.push(ModelError::BadName { owner });
    } else if name.len() > MAX_NAME_BYTES {
        errors.push(ModelError::NameTooLong { name: name.to_owned(), owner, bytes: name.len() });
    }
}
