use super::super::ModelError;
use super::flat::Flat;
use super::{Declared, Scope};
use crate::model::TypeSource;
use crate::name::QName;
use crate::schema::{Object, ObjectId, ObjectKind};

/// A model of a view: what its columns must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewModel {
    /// The view.
    pub view: QName,
    /// The struct's path, for messages.
    pub model: String,
    /// The columns that the struct has, each with its type.
    pub columns: Vec<(String, String)>,
}

impl ViewModel {
    /// What of the struct does not fit the view, a line each. `view` is as the server spells it.
    pub fn misfits(&self, view: &Object) -> Vec<String> {
        let found = view.columns();
        let mut lines = Vec::new();
        for (name, ty) in &self.columns {
            match found.iter().find(|(column, _)| column == name) {
                None => lines.push(format!("the view has no column {name}")),
                Some((_, is)) if is != ty => {
                    lines.push(format!(
                        "column {name} is {is} in the view, the field is {ty}; if the Rust type can hold it, add \
                         #[column(type = {is:?})]"
                    ));
                }
                Some(_) => {}
            }
        }
        lines
    }
}

/// The models of views, and the views that they declare themselves.
pub(super) fn declare(
    models: &[Flat],
    scope: Scope<'_>,
    declared: &mut Declared,
    errors: &mut Vec<ModelError>,
) {
    for flat in models {
        let Some(view) = flat.model.view else { continue };
        let columns = flat.columns.iter().map(|column| {
            let ty = match column.column.ty {
                TypeSource::Rust(info) => scope.type_name(sqlx::TypeInfo::name(&info())),
                TypeSource::Sql(text) => scope.type_name(text),
            };
            (column.column.name.to_owned(), ty)
        });
        declared.view_models.push(ViewModel {
            view: flat.table.clone(),
            model: flat.path.clone(),
            columns: columns.collect(),
        });
        declared.crates.entry(flat.model.crate_name.to_owned()).or_default();
        if view.query.is_empty() {
            continue;
        }
        let id = ObjectId::new(ObjectKind::View, &flat.table);
        let create = format!("CREATE VIEW {} AS\n{}", flat.table, view.query);
        let object = Object {
            comment: flat.model.comment.map(str::to_owned),
            ..Object::new(id.clone(), vec![create])
        };
        declared.schema.namespaces.extend(flat.table.schema.clone());
        declared.declarations.objects.insert(id.clone(), view.declaration.to_owned());
        declared.object_crate.insert(id.clone(), flat.model.crate_name.to_owned());
        if declared.schema.objects.insert(id.clone(), object).is_some() {
            let path = flat.path.clone();
            errors.push(ModelError::DuplicateObject { object: id.to_string(), path });
        }
    }
}
