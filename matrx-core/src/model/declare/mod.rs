//! The registered descriptors → a [`Schema`] in the models' spelling, or everything that is wrong.

mod enums;
mod flat;
mod inherit;
mod names;
mod object;
mod references;
mod table;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use self::flat::Flat;
use self::names::Names;
use super::{ModelError, ObjectName, Registry};
use crate::lock::Declarations;
use crate::name::QName;
use crate::schema::{ObjectId, Rename, Schema};
pub use view::ViewModel;

/// What the linked models declare.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// The structure, in the models' spelling; types that are built in as the server spells them.
    /// Tables in `unmanaged` stand here too, as targets of foreign keys.
    pub schema: Schema,
    /// What the derives printed, for `schema.lock`.
    pub declarations: Declarations,
    /// What the models say to be renamed.
    pub renames: Vec<Rename>,
    /// Tables that are never created or altered.
    pub unmanaged: BTreeSet<QName>,
    /// The packages with models, each with its enabled features.
    pub crates: BTreeMap<String, BTreeSet<String>>,
    /// The package that declares each table.
    pub table_crate: BTreeMap<QName, String>,
    /// The models of views.
    pub view_models: Vec<ViewModel>,
    /// The package that declares each object that is said as SQL.
    pub object_crate: BTreeMap<ObjectId, String>,
}

pub(super) fn declare(
    registry: &Registry,
    default_schema: &str,
) -> Result<Declared, Vec<ModelError>> {
    if registry.models().is_empty() && registry.enums().is_empty() && registry.objects().is_empty()
    {
        return Err(vec![ModelError::NoModels]);
    }
    let scope = Scope { default_schema };
    let mut errors = Vec::new();
    let mut declared = Declared::default();
    for krate in registry.crates() {
        let features = declared.crates.entry(krate.name.to_owned()).or_default();
        features.extend(krate.features.iter().map(|feature| (*feature).to_owned()));
    }
    enums::declare(registry.enums(), scope, &mut declared, &mut errors);

    let flat: Vec<Flat> =
        registry.models().iter().filter_map(|model| Flat::of(model, scope, &mut errors)).collect();
    let (views, flat): (Vec<Flat>, Vec<Flat>) =
        flat.into_iter().partition(|model| model.model.view.is_some());
    let mut names = Names::default();
    let mut first_of: BTreeMap<&QName, &Flat> = BTreeMap::new();
    for model in &flat {
        if let Some(first) = first_of.insert(&model.table, model) {
            errors.push(ModelError::DuplicateTable {
                table: model.table.clone(),
                first: first.path.clone(),
                second: model.path.clone(),
            });
        } else {
            names.reserve(model, &mut errors);
        }
    }
    for model in &flat {
        declared.crates.entry(model.model.crate_name.to_owned()).or_default();
        table::declare(model, scope, &mut names, &mut declared);
    }
    for namespace in registry.namespaces() {
        declared.crates.entry(namespace.crate_name.to_owned()).or_default();
        if namespace.name != default_schema {
            declared.schema.namespaces.insert(namespace.name.to_owned());
            let comment = namespace.comment.map(|text| (namespace.name.into(), text.into()));
            declared.schema.namespace_comments.extend(comment);
        }
    }
    view::declare(&views, scope, &mut declared, &mut errors);
    object::declare(registry.objects(), scope, &mut declared, &mut errors);
    for ty in registry.enums() {
        declared.crates.entry(ty.crate_name.to_owned()).or_default();
    }
    for model in &flat {
        let Some(former) = model.model.renamed_from.map(|former| model.table.sibling(former))
        else {
            continue;
        };
        if declared.schema.tables.contains_key(&former) {
            errors.push(ModelError::FormerNameInUse {
                model: model.path.clone(),
                object: format!("table {}", model.table),
                former: former.to_string(),
            });
        }
    }
    inherit::complete(&flat, &mut declared, &mut errors);
    references::check(&flat, &declared.schema, &mut errors);
    for model in &flat {
        let Some(table) = declared.schema.tables.get(&model.table) else { continue };
        for (key, value) in &table.settings {
            if let Some(index) = key.named_index(value).filter(|_| !table.has_subject(key, value)) {
                errors.push(ModelError::UnknownIndex {
                    model: model.path.clone(),
                    index: index.to_owned(),
                });
            }
        }
    }
    if errors.is_empty() {
        Ok(declared)
    } else {
        errors.sort();
        errors.dedup();
        Err(errors)
    }
}

/// What decides which names mean the same object.
#[derive(Clone, Copy, Debug)]
struct Scope<'a> {
    default_schema: &'a str,
}

impl Scope<'_> {
    fn qname(self, name: ObjectName) -> QName {
        match name.schema {
            Some(schema) if schema != self.default_schema => QName::in_schema(schema, name.name),
            Some(_) | None => QName::new(name.name),
        }
    }

    /// A type as the server spells it with the default schema first in the search path.
    fn type_name(self, text: &str) -> String {
        let name = crate::dialect::postgres::types::canonical(text);
        let prefix = format!("{}.", crate::name::Ident(self.default_schema));
        match name.strip_prefix(&prefix) {
            Some(rest) => rest.to_owned(),
            None => name,
        }
    }
}
