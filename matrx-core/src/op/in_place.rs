//! How an object's definition becomes another one without the object going away. Works on the texts
//! of both: each is as introspection prints it, so its beginnings and lines are known. Any other text
//! has no such way, and the object is made anew.

use super::{privilege, publication};
use crate::schema::{Object, ObjectKind};

/// Whether `was` becomes `to` in place.
pub(crate) fn is_in_place(was: &Object, to: &Object) -> bool {
    let kind = to.id.kind;
    let same_shape = !kind.has_or_replace()
        || (!was.shape.is_empty()
            && to.shape.strip_prefix(was.shape.as_str()).is_some_and(|rest| {
                // New columns of a view may come at the end.
                rest.is_empty() || (kind == ObjectKind::View && rest.starts_with('\n'))
            }));
    (same_shape || was.definition.first() == to.definition.first()) && in_place(was, to).is_some()
}

/// Whether a domain gets a check or NOT NULL, for which the server looks at the values that there are.
pub(crate) fn restricts(was: &Object, to: &Object) -> bool {
    let added = |part: &&String| !was.definition.contains(part);
    let looks = |part: &String| {
        let rest = part.strip_prefix("ALTER DOMAIN ")?;
        let tail = &rest[name_end(rest)?..];
        Some(tail == " SET NOT NULL" || tail.starts_with(" ADD CONSTRAINT "))
    };
    to.definition.iter().filter(added).any(|part| looks(part) == Some(true))
}

/// The commands that turn `was` into `to` in place, or none where the object must be dropped and
/// made again. For a view or a function, that its columns or arguments allow it is taken for granted.
pub fn in_place(was: &Object, to: &Object) -> Option<Vec<String>> {
    if matches!(to.id.kind, ObjectKind::Grant | ObjectKind::DefaultPrivileges) {
        return privilege::in_place(was, to);
    }
    let (was_first, was_rest) = was.definition.split_first()?;
    let (to_first, to_rest) = to.definition.split_first()?;
    let mut commands = Vec::new();
    for part in was_rest.iter().rev().filter(|part| !to_rest.contains(part)) {
        commands.push(undo(part)?);
    }
    if was_first != to_first {
        commands.extend(first(to, was_first, to_first)?);
    }
    commands.extend(to_rest.iter().filter(|part| !was_rest.contains(part)).cloned());
    Some(commands)
}

/// The first command, which made the object.
fn first(to: &Object, old: &str, new: &str) -> Option<Vec<String>> {
    match to.id.kind {
        ObjectKind::Function | ObjectKind::Procedure | ObjectKind::View => {
            Some(vec![or_replace(new)?])
        }
        ObjectKind::Sequence => {
            let options = new.strip_prefix("CREATE SEQUENCE ")?;
            Some(vec![format!("ALTER SEQUENCE {options}")])
        }
        ObjectKind::CompositeType => attributes(old, new),
        ObjectKind::Extension => {
            let (old, _) = old.rsplit_once(" WITH SCHEMA ")?;
            let (new, schema) = new.rsplit_once(" WITH SCHEMA ")?;
            let name = new.strip_prefix("CREATE EXTENSION IF NOT EXISTS ")?;
            (old == new).then(|| vec![format!("ALTER EXTENSION {name} SET SCHEMA {schema}")])
        }
        ObjectKind::Publication => publication::in_place(old, new),
        ObjectKind::Collation
        | ObjectKind::Domain
        | ObjectKind::RangeType
        | ObjectKind::Aggregate
        | ObjectKind::Operator
        | ObjectKind::Cast
        | ObjectKind::OperatorFamily
        | ObjectKind::OperatorClass
        | ObjectKind::Conversion
        | ObjectKind::Language
        | ObjectKind::AccessMethod
        | ObjectKind::Transform
        | ObjectKind::TextSearchParser
        | ObjectKind::TextSearchTemplate
        | ObjectKind::TextSearchDictionary
        | ObjectKind::TextSearchConfiguration
        | ObjectKind::ForeignDataWrapper
        | ObjectKind::Server
        | ObjectKind::ForeignTable
        | ObjectKind::MaterializedView
        | ObjectKind::Statistics
        | ObjectKind::Rule
        | ObjectKind::Trigger
        | ObjectKind::Policy
        | ObjectKind::EventTrigger
        | ObjectKind::Grant
        | ObjectKind::DefaultPrivileges => None,
    }
}

/// The same command where the object is there already.
pub(crate) fn or_replace(create: &str) -> Option<String> {
    Some(format!("CREATE OR REPLACE {}", create.strip_prefix("CREATE ")?))
}

/// The changes of a composite type's attributes, of which there is one a line. What stays must stand
/// first and in its order, for an attribute can only be added at the end.
fn attributes(old: &str, new: &str) -> Option<Vec<String>> {
    let (name, old) = parts(old)?;
    let (_, new) = parts(new)?;
    let find = |list: &[(String, String)], name: &str| {
        list.iter().find(|(other, _)| other == name).map(|(_, ty)| ty.clone())
    };
    let kept: Vec<&String> =
        old.iter().map(|(n, _)| n).filter(|n| find(&new, n).is_some()).collect();
    if !new.iter().map(|(name, _)| name).take(kept.len()).eq(kept.iter().copied()) {
        return None;
    }
    let alter = |action: String| format!("ALTER TYPE {name} {action}");
    let mut commands = Vec::new();
    for (attribute, ty) in &old {
        match find(&new, attribute) {
            None => commands.push(alter(format!("DROP ATTRIBUTE {attribute}"))),
            Some(to) if to != *ty => {
                commands.push(alter(format!("ALTER ATTRIBUTE {attribute} TYPE {to}")));
            }
            Some(_) => {}
        }
    }
    for (attribute, ty) in &new[kept.len()..] {
        commands.push(alter(format!("ADD ATTRIBUTE {attribute} {ty}")));
    }
    Some(commands)
}

/// The attributes of a composite type, each with its type.
pub(crate) fn attributes_of(composite: &Object) -> Option<Vec<(String, String)>> {
    parts(composite.definition.first()?).map(|(_, attributes)| attributes)
}

/// `CREATE TYPE name AS (`, a line each attribute, `)` → the name, and each attribute with its type.
fn parts(create: &str) -> Option<(String, Vec<(String, String)>)> {
    let rest = create.strip_prefix("CREATE TYPE ")?;
    let (name, body) = rest.split_once(" AS (\n")?;
    let body = body.strip_suffix("\n)")?;
    let attributes = body.split(",\n").map(|line| {
        let line = line.trim_start();
        let end = identifier(line)?;
        Some((line[..end].to_owned(), line[end..].trim_start().to_owned()))
    });
    Some((name.to_owned(), attributes.collect::<Option<Vec<_>>>()?))
}

/// Where the identifier ends that a text begins with.
fn identifier(text: &str) -> Option<usize> {
    let Some(quoted) = text.strip_prefix('"') else {
        return text.find([' ', '.']);
    };
    let mut rest = quoted;
    loop {
        let at = rest.find('"')?;
        rest = &rest[at + 1..];
        match rest.strip_prefix('"') {
            Some(after) => rest = after,
            None => return Some(text.len() - rest.len()),
        }
    }
}

/// The same where a name may be all of the text.
pub(super) fn identifier_end(text: &str) -> usize {
    identifier(text).unwrap_or(text.len())
}

/// The end of a name that may have a schema, or be all of the text.
pub(super) fn name_end_or_all(text: &str) -> usize {
    let first = identifier_end(text);
    match text[first..].strip_prefix('.') {
        Some(rest) => first + 1 + identifier_end(rest),
        None => first,
    }
}

/// The end of a name that may have a schema.
fn name_end(text: &str) -> Option<usize> {
    let first = identifier(text)?;
    match text[first..].strip_prefix('.') {
        Some(rest) => Some(first + 1 + identifier(rest)?),
        None => Some(first),
    }
}

/// What takes back a command that stands behind a CREATE.
fn undo(part: &str) -> Option<String> {
    if let Some(rest) = part.strip_prefix("COMMENT ON ") {
        // The text is a literal at the end, and the name may hold anything.
        let (object, _) = rest.split_once(" IS '").or_else(|| rest.split_once(" IS E'"))?;
        return Some(format!("COMMENT ON {object} IS NULL"));
    }
    for create in ["CREATE INDEX ", "CREATE UNIQUE INDEX "] {
        if let Some(rest) = part.strip_prefix(create) {
            let name = &rest[..identifier(rest)?];
            // An index stands in the schema of what it is on.
            let on = rest[name.len()..].strip_prefix(" ON ")?;
            let on = on.strip_prefix("ONLY ").unwrap_or(on);
            let on = &on[..name_end(on)?];
            let schema = identifier(on).filter(|end| *end < on.len()).map(|end| &on[..end]);
            return Some(match schema {
                Some(schema) => format!("DROP INDEX {schema}.{name}"),
                None => format!("DROP INDEX {name}"),
            });
        }
    }
    for (alter, action, back) in [
        ("ALTER DOMAIN ", " ADD CONSTRAINT ", " DROP CONSTRAINT "),
        ("ALTER TEXT SEARCH CONFIGURATION ", " ADD MAPPING FOR ", " DROP MAPPING FOR "),
    ] {
        if let Some(rest) = part.strip_prefix(alter) {
            let (name, tail) = rest.split_at(name_end(rest)?);
            if let Some(tail) = tail.strip_prefix(action) {
                let what = &tail[..identifier(tail)?];
                return Some(format!("{alter}{name}{back}{what}"));
            }
        }
    }
    if let Some(rest) = part.strip_prefix("ALTER DOMAIN ") {
        let (name, tail) = rest.split_at(name_end(rest)?);
        if tail.starts_with(" SET DEFAULT ") {
            return Some(format!("ALTER DOMAIN {name} DROP DEFAULT"));
        }
        return (tail == " SET NOT NULL").then(|| format!("ALTER DOMAIN {name} DROP NOT NULL"));
    }
    if let Some(sequence) = part.strip_suffix(" SET UNLOGGED") {
        return sequence.starts_with("ALTER SEQUENCE ").then(|| format!("{sequence} SET LOGGED"));
    }
    if let Some(rest) = part.strip_prefix("ALTER SEQUENCE ") {
        let (name, tail) = rest.split_at(name_end(rest)?);
        let is_owned = tail.starts_with(" OWNED BY ");
        return is_owned.then(|| format!("ALTER SEQUENCE {name} OWNED BY NONE"));
    }
    if let Some(rest) = part.strip_prefix("ALTER VIEW ") {
        let (name, tail) = rest.split_at(name_end(rest)?);
        let tail = tail.strip_prefix(" ALTER COLUMN ")?;
        let (column, tail) = tail.split_at(identifier(tail)?);
        return tail
            .starts_with(" SET DEFAULT ")
            .then(|| format!("ALTER VIEW {name} ALTER COLUMN {column} DROP DEFAULT"));
    }
    if let Some(rest) = part.strip_prefix("ALTER TABLE ") {
        let (name, tail) = rest.split_at(name_end(rest)?);
        for what in ["TRIGGER", "RULE"] {
            for how in ["DISABLE", "ENABLE ALWAYS", "ENABLE REPLICA"] {
                if let Some(own) = tail.strip_prefix(&format!(" {how} {what} ")) {
                    return Some(format!("ALTER TABLE {name} ENABLE {what} {own}"));
                }
            }
        }
    }
    if let Some(rest) = part.strip_prefix("ALTER EVENT TRIGGER ") {
        let (name, _) = rest.split_once(' ')?;
        return Some(format!("ALTER EVENT TRIGGER {name} ENABLE"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::ObjectId;

    fn object(kind: ObjectKind, shape: &str, definition: &[&str]) -> Object {
        let definition = definition.iter().map(|part| (*part).to_owned()).collect();
        let object = Object::new(ObjectId::new(kind, "o"), definition);
        Object { shape: shape.to_owned(), ..object }
    }

    #[test]
    fn what_can_stay_is_altered() {
        let way = |kind, was: (&str, &[&str]), to: (&str, &[&str])| {
            let (was, to) = (object(kind, was.0, was.1), object(kind, to.0, to.1));
            is_in_place(&was, &to).then(|| in_place(&was, &to)).flatten()
        };
        let view = ObjectKind::View;
        assert_eq!(
            way(
                view,
                ("a integer", &["CREATE VIEW o AS\n SELECT 1"]),
                ("a integer\nb text", &["CREATE VIEW o AS\n SELECT 2"])
            ),
            Some(vec!["CREATE OR REPLACE VIEW o AS\n SELECT 2".to_owned()])
        );
        assert_eq!(
            way(view, ("a integer", &["CREATE VIEW o"]), ("a integer[]", &["CREATE VIEW o x"])),
            None
        );
        assert_eq!(
            way(
                ObjectKind::Domain,
                (
                    "",
                    &[
                        "CREATE DOMAIN o AS text",
                        "ALTER DOMAIN o ADD CONSTRAINT \"a \"\" b\" CHECK (VALUE <> '')"
                    ]
                ),
                ("", &["CREATE DOMAIN o AS text", "ALTER DOMAIN o SET DEFAULT ''::text"]),
            ),
            Some(vec![
                "ALTER DOMAIN o DROP CONSTRAINT \"a \"\" b\"".to_owned(),
                "ALTER DOMAIN o SET DEFAULT ''::text".to_owned(),
            ])
        );
        assert_eq!(
            way(
                ObjectKind::CompositeType,
                (
                    "",
                    &[
                        "CREATE TYPE s.o AS (\n    a integer,\n    b numeric(10,2),\n    \"c c\" text\n)"
                    ]
                ),
                ("", &["CREATE TYPE s.o AS (\n    a bigint,\n    \"c c\" text,\n    d date\n)"]),
            ),
            Some(vec![
                "ALTER TYPE s.o ALTER ATTRIBUTE a TYPE bigint".to_owned(),
                "ALTER TYPE s.o DROP ATTRIBUTE b".to_owned(),
                "ALTER TYPE s.o ADD ATTRIBUTE d date".to_owned(),
            ])
        );
        assert_eq!(
            way(
                ObjectKind::MaterializedView,
                (
                    "",
                    &[
                        "CREATE MATERIALIZED VIEW s.o AS\n SELECT 1",
                        "CREATE INDEX i ON s.o USING btree (a)"
                    ]
                ),
                ("", &["CREATE MATERIALIZED VIEW s.o AS\n SELECT 1"]),
            ),
            Some(vec!["DROP INDEX s.i".to_owned()])
        );
        assert_eq!(
            way(ObjectKind::Trigger, ("", &["CREATE TRIGGER o a"]), ("", &["CREATE TRIGGER o b"])),
            None
        );
    }
}
