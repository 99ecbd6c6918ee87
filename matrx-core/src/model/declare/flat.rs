use super::Scope;
use crate::model::{
    Body, Check, Column, Exclude, ForeignKey, Index, Key, Model, ModelError, PrimaryKey, Unique,
};
use crate::name::{Ident, QName};

/// A model with the columns of its embedded structs in their places.
pub(super) struct Flat {
    pub(super) model: &'static Model,
    pub(super) path: String,
    pub(super) table: QName,
    pub(super) columns: Vec<FlatColumn>,
    pub(super) primary_key: Option<PrimaryKey>,
    pub(super) uniques: Vec<Unique>,
    pub(super) checks: Vec<Check>,
    pub(super) excludes: Vec<Exclude>,
    pub(super) foreign_keys: Vec<ForeignKey>,
    pub(super) indexes: Vec<Index>,
}

/// A column, and the embedded struct that it came from.
pub(super) struct FlatColumn {
    pub(super) column: Column,
    pub(super) embedded: Option<&'static str>,
}

impl Flat {
    /// `None` where nothing sensible can be said about the model, with the reason in `errors`.
    pub(super) fn of(
        model: &'static Model,
        scope: Scope<'_>,
        errors: &mut Vec<ModelError>,
    ) -> Option<Self> {
        let mut flat = Self {
            model,
            path: model.path(),
            table: scope.qname(model.table),
            columns: Vec::new(),
            primary_key: None,
            uniques: Vec::new(),
            checks: Vec::new(),
            excludes: Vec::new(),
            foreign_keys: Vec::new(),
            indexes: Vec::new(),
        };
        flat.add(&model.body, None, errors);
        // The columns of a partition are declared with its parent.
        let says = |word| model.settings.iter().any(|setting| setting.word == word);
        if says("partition_of") {
            return Some(flat);
        }
        let inherits = says("inherits");
        // A struct without fields that names its table is a table without columns.
        if flat.columns.is_empty() && !inherits && !model.body.embedded.is_empty() {
            errors.push(ModelError::NoColumns { model: flat.path });
            return None;
        }
        let before = errors.len();
        flat.check_columns(errors);
        // What it has from its parents is known when those are.
        if !inherits {
            flat.check_items(
                &|column| flat.columns.iter().any(|own| own.column.name == column),
                errors,
            );
        }
        (errors.len() == before).then_some(flat)
    }

    fn add(
        &mut self,
        body: &'static Body,
        embedded: Option<&'static str>,
        errors: &mut Vec<ModelError>,
    ) {
        let mut inner = body.embedded.iter().peekable();
        for at in 0..=body.columns.len() {
            while let Some(next) = inner.next_if(|next| next.at <= at) {
                // what is embedded twice over belongs to the outermost: that is what the model names
                self.add(next.body, embedded.or(Some(next.rust_name)), errors);
            }
            if let Some(column) = body.columns.get(at) {
                self.columns.push(FlatColumn { column: *column, embedded });
            }
        }
        if let Some(key) = body.primary_key
            && let Some(first) = self.primary_key.replace(key)
        {
            errors.push(ModelError::TwoPrimaryKeys {
                model: self.path.clone(),
                first: first.columns.join(", "),
                second: key.columns.join(", "),
            });
        }
        let from =
            (self.uniques.len(), self.checks.len(), self.foreign_keys.len(), self.indexes.len());
        self.uniques.extend(body.uniques);
        self.checks.extend(body.checks);
        let excludes = self.excludes.len();
        self.excludes.extend(body.excludes);
        self.foreign_keys.extend(body.foreign_keys);
        self.indexes.extend(body.indexes);
        if embedded.is_some() {
            // the model's own attributes do not say them, so the check at compile time knows none of
            // them
            self.uniques[from.0..].iter_mut().for_each(|item| item.declaration = "");
            self.checks[from.1..].iter_mut().for_each(|item| item.declaration = "");
            self.excludes[excludes..].iter_mut().for_each(|item| item.declaration = "");
            self.foreign_keys[from.2..].iter_mut().for_each(|item| item.declaration = "");
            self.indexes[from.3..].iter_mut().for_each(|item| item.declaration = "");
        }
    }

    fn check_columns(&self, errors: &mut Vec<ModelError>) {
        for (at, FlatColumn { column, .. }) in self.columns.iter().enumerate() {
            let name = column.name;
            if self.columns[..at].iter().any(|other| other.column.name == name) {
                errors.push(ModelError::DuplicateColumn {
                    model: self.path.clone(),
                    column: Ident(name).to_string(),
                });
            }
            if let Some(former) = column.renamed_from
                && self.columns.iter().any(|other| other.column.name == former)
            {
                errors.push(ModelError::FormerNameInUse {
                    model: self.path.clone(),
                    object: format!("column {}", Ident(name)),
                    former: Ident(former).to_string(),
                });
            }
        }
    }

    /// Whether its keys and indexes name columns that the table has.
    pub(super) fn check_items(
        &self,
        has_column: &dyn Fn(&str) -> bool,
        errors: &mut Vec<ModelError>,
    ) {
        let mut check = |item: &str, columns: &[&str]| {
            for column in columns {
                if !has_column(column) {
                    errors.push(ModelError::UnknownColumn {
                        model: self.path.clone(),
                        item: item.to_owned(),
                        column: Ident(column).to_string(),
                    });
                }
            }
        };
        if let Some(key) = self.primary_key {
            check("the primary key", key.columns);
            check("the primary key", key.include);
        }
        for unique in &self.uniques {
            check("a unique constraint", unique.columns);
            check("a unique constraint", unique.include);
        }
        for key in &self.foreign_keys {
            check("a foreign key", key.columns);
            check("a foreign key", key.set_columns);
        }
        for index in &self.indexes {
            check("an index", index.include);
            for key in index.keys {
                match key.key {
                    Key::Column(column) => check("an index", &[column]),
                    Key::Expression(_) => {}
                }
            }
        }
    }
}
