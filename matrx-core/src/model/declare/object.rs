use super::super::{ModelError, SqlObject};
use super::{Declared, Scope};
use crate::migration::split_commands;
use crate::name::Ident;
use crate::schema::{Home, Object, ObjectId, ObjectKind};

/// The objects that are said as SQL.
pub(super) fn declare(
    objects: &[&'static SqlObject],
    scope: Scope<'_>,
    declared: &mut Declared,
    errors: &mut Vec<ModelError>,
) {
    for object in objects {
        let mut id = identity(object, scope);
        let path = format!("{}:{}", object.module, object.line);
        let mut commands: Vec<String> =
            split_commands(object.sql).into_iter().map(str::to_owned).collect();
        if id.kind == ObjectKind::Extension {
            // It has no schema itself; what it makes has.
            let schema = id.name.schema.take();
            if commands.is_empty() {
                let schema = schema.as_deref().unwrap_or(scope.default_schema);
                commands.push(format!(
                    "CREATE EXTENSION IF NOT EXISTS {} WITH SCHEMA {}",
                    Ident(&id.name.name),
                    Ident(schema)
                ));
            }
        }
        if commands.is_empty() {
            errors.push(ModelError::ObjectWithoutSql { object: id.to_string(), path });
            continue;
        }
        let made =
            Object { comment: object.comment.map(str::to_owned), ..Object::new(id, commands) };
        let id = made.id.clone();
        declared.crates.entry(object.crate_name.to_owned()).or_default();
        declared.declarations.objects.insert(id.clone(), object.declaration.to_owned());
        declared.object_crate.insert(id.clone(), object.crate_name.to_owned());
        if let Some(schema) = id.schema().filter(|_| id.kind.home() == Home::Schema) {
            declared.schema.namespaces.insert(schema.to_owned());
        }
        if declared.schema.objects.insert(id.clone(), made).is_some() {
            errors.push(ModelError::DuplicateObject { object: id.to_string(), path });
        }
    }
}

fn identity(object: &SqlObject, scope: Scope<'_>) -> ObjectId {
    let name = scope.qname(object.name);
    let signature = if matches!(object.kind, ObjectKind::Function | ObjectKind::Procedure) {
        arguments(object.signature, scope)
    } else if object.kind == ObjectKind::Operator {
        format!(" {}", arguments(object.signature.trim(), scope))
    } else {
        object.signature.to_owned()
    };
    let relation = object.relation.map(|relation| scope.qname(relation));
    ObjectId { kind: object.kind, name, signature, relation }
}

/// The types of arguments as the server spells them.
fn arguments(signature: &str, scope: Scope<'_>) -> String {
    let inner = signature.trim().trim_start_matches('(').trim_end_matches(')');
    if inner.trim().is_empty() {
        return "()".to_owned();
    }
    let mut types = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                types.push(&inner[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    types.push(&inner[start..]);
    let types: Vec<String> = types.into_iter().map(|ty| scope.type_name(ty.trim())).collect();
    format!("({})", types.join(", "))
}
