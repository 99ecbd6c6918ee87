use super::super::{ModelError, ObjectName, SqlObject};
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
    if let Some(on) = object.relation.filter(|_| object.kind.home() == Home::Privilege) {
        return privilege(object, on, scope);
    }
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

/// Who may do something is the name; `on` is what it is on, or who makes it and where.
fn privilege(object: &SqlObject, on: ObjectName, scope: Scope<'_>) -> ObjectId {
    let role = object.name.name;
    if object.kind == ObjectKind::DefaultPrivileges {
        let schema = on.schema.map(|schema| format!(" IN SCHEMA {}", Ident(schema)));
        let (maker, kind) = (Ident(on.name), object.signature);
        let scope = format!("FOR ROLE {maker}{} ON {kind}", schema.unwrap_or_default());
        return ObjectId::with_signature(object.kind, role, scope);
    }
    let (what, types) = match object.signature.split_once('(') {
        Some((what, types)) => (what, Some(types)),
        None => (object.signature, None),
    };
    let name = scope.qname(on);
    let target = match what {
        "" => return ObjectId::on(object.kind, role, name),
        "FUNCTION" | "PROCEDURE" | "TYPE" => name.to_string(),
        // A schema, a server and a wrapper are in no schema.
        _ => Ident(on.name).to_string(),
    };
    let types = types.map(|types| arguments(types, scope)).unwrap_or_default();
    ObjectId::with_signature(object.kind, role, format!("{what} {target}{types}"))
}

/// The types of arguments as the server spells them.
fn arguments(signature: &str, scope: Scope<'_>) -> String {
    let signature = signature.trim();
    let inner = signature.strip_prefix('(').unwrap_or(signature);
    let inner = inner.strip_suffix(')').unwrap_or(inner);
    if inner.trim().is_empty() {
        return "()".to_owned();
    }
    let mut types = Vec::new();
    let mut start = 0;
    for (at, c, depth) in outside_of_quotes(inner) {
        if c == ',' && depth == 0 {
            types.push(&inner[start..at]);
            start = at + 1;
        }
    }
    types.push(&inner[start..]);
    let types: Vec<String> =
        types.into_iter().map(|ty| unmodified(&scope.type_name(ty.trim()))).collect();
    format!("({})", types.join(", "))
}

/// The characters that no quotes are around, each with how many brackets are; a bracket is within itself.
fn outside_of_quotes(text: &str) -> impl Iterator<Item = (usize, char, usize)> {
    let (mut quoted, mut depth) = (false, 0usize);
    text.char_indices().filter_map(move |(at, c)| {
        if c == '"' {
            quoted = !quoted;
        }
        if quoted {
            return None;
        }
        if c == '(' {
            depth += 1;
        }
        let here = depth;
        if c == ')' {
            depth = depth.saturating_sub(1);
        }
        Some((at, c, here))
    })
}

/// `character(1)` → `character`: an argument has no modifier, whatever is written.
fn unmodified(ty: &str) -> String {
    let mut text = ty.to_owned();
    let within: Vec<(usize, char, usize)> = outside_of_quotes(ty).collect();
    let first = within.iter().find(|(_, c, _)| *c == '(');
    let last = within.iter().rev().find(|(_, c, _)| *c == ')');
    if let (Some((from, ..)), Some((to, ..))) = (first, last)
        && from < to
    {
        text.replace_range(from..=to, "");
    }
    if text == "bpchar" || text.starts_with("bpchar[") {
        text.replace_range(.."bpchar".len(), "character");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::unmodified;

    #[test]
    fn an_argument_has_no_modifier() {
        for (written, expected) in [
            ("character(1)", "character"),
            ("character(1)[]", "character[]"),
            ("bpchar", "character"),
            ("bpchar[]", "character[]"),
            ("numeric(10,2)", "numeric"),
            ("timestamp(3) with time zone", "timestamp with time zone"),
            ("\"char\"", "\"char\""),
            ("\"a, (b)\"[]", "\"a, (b)\"[]"),
            ("gis.\"Geo\"\"(\"(Point,4326)", "gis.\"Geo\"\"(\""),
            ("integer", "integer"),
        ] {
            assert_eq!(unmodified(written), expected);
        }
    }
}
