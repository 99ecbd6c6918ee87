use std::collections::BTreeMap;

use super::names::check_name;
use super::{Declared, Scope};
use crate::model::{Enum, ModelError};
use crate::name::QName;
use crate::schema::EnumType;
use crate::schema::Rename;

pub(super) fn declare(
    enums: &[&'static Enum],
    scope: Scope<'_>,
    declared: &mut Declared,
    errors: &mut Vec<ModelError>,
) {
    let mut first_of: BTreeMap<QName, &Enum> = BTreeMap::new();
    for ty in enums {
        let name = scope.qname(ty.name);
        if let Some(first) = first_of.insert(name.clone(), ty) {
            errors.push(ModelError::DuplicateEnum { name, first: first.path(), second: ty.path() });
            continue;
        }
        check_name(&name.name, &format!("the type of enum `{}`", ty.path()), errors);
        for value in ty.values {
            // PostgreSQL takes an empty one
            if !value.is_empty() {
                check_name(value, &format!("a value of enum `{}`", ty.path()), errors);
            }
        }
        if let Some(former) = ty.renamed_from {
            declared.renames.push(Rename::Enum { from: name.sibling(former), to: name.clone() });
        }
        for (former, present) in ty.renamed_values {
            declared.renames.push(Rename::EnumValue {
                ty: name.clone(),
                from: (*former).to_owned(),
                to: (*present).to_owned(),
            });
        }
        declared.schema.namespaces.extend(name.schema.clone());
        declared.declarations.enums.insert(name.clone(), ty.declaration.to_owned());
        declared.schema.enums.insert(
            name.clone(),
            EnumType {
                name,
                values: ty.values.iter().map(|value| (*value).to_owned()).collect(),
                comment: ty.comment.map(str::to_owned),
            },
        );
    }
}
