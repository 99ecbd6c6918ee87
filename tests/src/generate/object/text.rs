//! Plans → objects, with the text in the names of the tables around them.

#![expect(clippy::wildcard_enum_match_arm, reason = "each function writes a few kinds of plan")]

use std::collections::{BTreeMap, BTreeSet};

use matrx_core::name::{Ident, QName};
use matrx_core::schema::{
    ColumnValue, Object, ObjectId, ObjectKind, Reference, Schema, SettingKey,
};

use super::plan::{Plan, What};

/// The types and values that a domain is made of.
const BASES: &[(&str, &str)] =
    &[("integer", "7"), ("text", "'x'::text"), ("bigint", "0"), ("character varying(40)", "'y'")];
const ATTRIBUTES: &[&str] =
    &["street text", "\"No\" integer", "since date", "\"a b\" numeric(8,2)"];
const SUBTYPES: &[&str] = &["integer", "date", "text"];
/// What CREATE OR REPLACE cannot change.
const ARGUMENTS: &[&str] = &["a", "\"The value\"", "b"];

/// The objects of the plans; without those whose tables or columns are not there.
pub(in crate::generate) fn written(schema: &Schema, plans: &[Plan]) -> BTreeMap<ObjectId, Object> {
    let mut objects: BTreeMap<ObjectId, Object> = BTreeMap::new();
    for plan in plans {
        let space = plan.name.schema.as_ref();
        if space.is_some_and(|space| !schema.namespaces.contains(space)) {
            continue;
        }
        if let Some(object) = one(schema, &objects, plan) {
            objects.insert(object.id.clone(), object);
        }
    }
    objects
}

fn one(schema: &Schema, there: &BTreeMap<ObjectId, Object>, plan: &Plan) -> Option<Object> {
    let mut object = match &plan.what {
        What::View { .. } => view(schema, there, plan)?,
        What::Counter { .. } | What::OfRow { .. } | What::OfEnum { .. } => over(schema, plan)?,
        What::Trigger { .. }
        | What::Rule { .. }
        | What::Policy { .. }
        | What::Publication { .. }
        | What::Statistics { .. } => on_table(schema, there, plan)?,
        What::Extension
        | What::Collation(_)
        | What::Domain { .. }
        | What::Composite(_)
        | What::Range(_)
        | What::Sequence(_) => leaned_on(plan),
        What::Number { .. }
        | What::Word(_)
        | What::TriggerFunction(_)
        | What::Procedure(_)
        | What::Aggregate(_) => routine(plan),
    };
    if object.id.kind != ObjectKind::Extension {
        object.comment.clone_from(&plan.comment);
    }
    Some(object)
}

fn made(id: ObjectId, definition: Vec<String>) -> Object {
    Object::new(id, definition)
}

/// Types, sequences and the like.
fn leaned_on(plan: &Plan) -> Object {
    let name = &plan.name;
    let id = |kind| ObjectId::new(kind, name.clone());
    match &plan.what {
        What::Extension => {
            let create = "CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public".to_owned();
            made(ObjectId::new(ObjectKind::Extension, "citext"), vec![create])
        }
        What::Collation(which) => {
            let from = ["C", "POSIX"][which % 2];
            made(
                id(ObjectKind::Collation),
                vec![format!("CREATE COLLATION {name} FROM \"{from}\"")],
            )
        }
        What::Domain { base, default, checks } => {
            let (base, value) = BASES[base % BASES.len()];
            let mut definition = vec![format!("CREATE DOMAIN {name} AS {base}")];
            if *default {
                definition.push(format!("ALTER DOMAIN {name} SET DEFAULT {value}"));
            }
            for (bit, own) in ["filled", "\"It's\""].iter().enumerate() {
                if checks & (1 << bit) != 0 {
                    definition.push(format!(
                        "ALTER DOMAIN {name} ADD CONSTRAINT {own} CHECK ((VALUE IS NOT NULL))"
                    ));
                }
            }
            made(id(ObjectKind::Domain), definition)
        }
        What::Composite(attributes) => {
            let lines: Vec<&str> =
                attributes.iter().map(|at| ATTRIBUTES[at % ATTRIBUTES.len()]).collect();
            let create = format!("CREATE TYPE {name} AS (\n    {}\n)", lines.join(",\n    "));
            made(id(ObjectKind::CompositeType), vec![create])
        }
        What::Range(of) => {
            let of = SUBTYPES[of % SUBTYPES.len()];
            let create = format!("CREATE TYPE {name} AS RANGE (\n    subtype = {of}\n)");
            made(id(ObjectKind::RangeType), vec![create])
        }
        what => {
            let which = if let What::Sequence(which) = what { *which } else { 0 };
            let options = [
                "AS bigint INCREMENT BY 1 NO MINVALUE NO MAXVALUE START WITH 1 CACHE 1 NO CYCLE",
                "AS bigint INCREMENT BY 5 NO MINVALUE NO MAXVALUE START WITH 10 CACHE 1 NO CYCLE",
                "AS integer INCREMENT BY 1 NO MINVALUE MAXVALUE 9000 START WITH 1 CACHE 7 CYCLE",
            ][which % 3];
            made(id(ObjectKind::Sequence), vec![format!("CREATE SEQUENCE {name} {options}")])
        }
    }
}

fn routine(plan: &Plan) -> Object {
    let name = &plan.name;
    let (kind, signature, shape, create) = match &plan.what {
        What::Number { argument, body } => {
            let argument = ARGUMENTS[argument % ARGUMENTS.len()];
            let is_check = name.name.ends_with("fine");
            let (returns, body) = match (is_check, body % 2) {
                (true, 0) => ("boolean", "SELECT $1 > 3"),
                (true, _) => ("boolean", "SELECT\n\t$1 <> length('it''s') -- a \"comment\"\n"),
                (false, 0) => ("integer", "SELECT 2 * $1"),
                (false, _) => ("integer", "SELECT $1 + $1"),
            };
            let create = format!(
                "CREATE FUNCTION {name}({argument} integer) RETURNS {returns}\n LANGUAGE sql\n \
                 IMMUTABLE\nAS $function$ {body} $function$"
            );
            (ObjectKind::Function, "(integer)", format!("{argument} integer -> {returns}"), create)
        }
        What::TriggerFunction(body) => {
            let body = ["RETURN NEW;", "RAISE NOTICE 'x';\n  RETURN NULL;"][body % 2];
            let create = format!(
                "CREATE FUNCTION {name}() RETURNS trigger\n LANGUAGE plpgsql\nAS $function$\nBEGIN\n  \
                 {body}\nEND\n$function$"
            );
            (ObjectKind::Function, "()", " -> trigger".to_owned(), create)
        }
        What::Procedure(body) => {
            let create = format!(
                "CREATE PROCEDURE {name}(IN a integer)\n LANGUAGE sql\nAS $procedure$ SELECT {body} \
                 $procedure$"
            );
            (ObjectKind::Procedure, "(integer)", "IN a integer ->".to_owned(), create)
        }
        What::Aggregate(start) => {
            let create = format!(
                "CREATE AGGREGATE {name}(integer) (\n    SFUNC = int4pl,\n    STYPE = integer,\n    \
                 INITCOND = '{start}'\n)"
            );
            (ObjectKind::Aggregate, "(integer)", String::new(), create)
        }
        other => {
            let body = if let What::Word(body) = other { *body } else { 0 };
            let create = format!(
                "CREATE FUNCTION {name}() RETURNS text\n LANGUAGE sql\nAS $function$ SELECT 'w{body}' \
                 $function$"
            );
            (ObjectKind::Function, "()", " -> text".to_owned(), create)
        }
    };
    Object { shape, ..made(ObjectId::with_signature(kind, name.clone(), signature), vec![create]) }
}

/// Which columns of a relation are there, and of what type.
fn columns_of(
    schema: &Schema,
    there: &BTreeMap<ObjectId, Object>,
    relation: &QName,
) -> Option<Vec<(String, String)>> {
    if let Some(table) = schema.tables.get(relation) {
        return Some(table.columns.iter().map(|c| (c.name.clone(), c.ty.name.clone())).collect());
    }
    let object = there.values().find(|o| o.id.is_relation() && o.id.name == *relation)?;
    let columns = object.shape.split('\0').filter_map(|column| column.split_once('\u{1}'));
    Some(columns.map(|(name, ty)| (name.to_owned(), ty.to_owned())).collect())
}

/// The object behind a name that is no table.
fn found<'a>(
    there: &'a BTreeMap<ObjectId, Object>,
    name: &QName,
    fits: fn(&ObjectId) -> bool,
) -> Option<&'a ObjectId> {
    there.keys().find(|id| id.name == *name && fits(id))
}

fn needed(
    schema: &Schema,
    there: &BTreeMap<ObjectId, Object>,
    relation: &QName,
    columns: &[String],
) -> BTreeSet<Reference> {
    if schema.tables.contains_key(relation) {
        let column = |name: &String| Reference::Column(relation.clone(), name.clone());
        return columns.iter().map(column).collect();
    }
    let view = found(there, relation, ObjectId::is_relation);
    view.into_iter().map(|id| Reference::Object(id.clone())).collect()
}

fn view(schema: &Schema, there: &BTreeMap<ObjectId, Object>, plan: &Plan) -> Option<Object> {
    let What::View { on, columns, filter, call, stored, index } = &plan.what else { return None };
    let known = columns_of(schema, there, on)?;
    let columns: Vec<&(String, String)> =
        columns.iter().filter_map(|name| known.iter().find(|(own, _)| own == name)).collect();
    let (first, _) = columns.first()?;
    let name = &plan.name;
    let names: Vec<String> = columns.iter().map(|(name, _)| name.clone()).collect();
    let mut needs = needed(schema, there, on, &names);
    let mut list: Vec<String> = names.iter().map(|name| format!("x.{}", Ident(name))).collect();
    let mut shape: Vec<String> =
        columns.iter().map(|(name, ty)| format!("{name}\u{1}{ty}")).collect();
    let function =
        call.as_ref().and_then(|name| found(there, name, |id| id.signature == "(integer)"));
    if let Some(id) = function {
        list.push(format!("{}(3) AS called", id.name));
        shape.push("called\u{1}integer".to_owned());
        needs.insert(Reference::Object(id.clone()));
    }
    let kind = if *stored { ObjectKind::MaterializedView } else { ObjectKind::View };
    let filter =
        if *filter { format!("\n  WHERE x.{} IS NOT NULL", Ident(first)) } else { String::new() };
    let create = format!(
        "CREATE {} {name} AS\n SELECT {}\n   FROM {on} x{filter}",
        kind.sql(),
        list.join(",\n    ")
    );
    let mut definition = vec![create];
    if *stored && *index && columns.first().is_some_and(|(_, ty)| ty != "json") {
        let own = format!("{} idx", name.name);
        definition.push(format!(
            "CREATE INDEX {} ON {name} USING btree ({})",
            Ident(&own),
            Ident(first)
        ));
    }
    Some(Object {
        shape: shape.join("\0"),
        needs,
        ..made(ObjectId::new(kind, name.clone()), definition)
    })
}

/// Functions over tables and enums.
fn over(schema: &Schema, plan: &Plan) -> Option<Object> {
    let name = &plan.name;
    let (signature, shape, create, need) = match &plan.what {
        What::Counter { table, column, body } => {
            schema.tables.get(table)?.column(column)?;
            let create = format!(
                "CREATE FUNCTION {name}() RETURNS bigint\n LANGUAGE sql\n STABLE\nBEGIN ATOMIC\n SELECT \
                 (count(x.{}) + {body}) AS count\n   FROM {table} x;\nEND",
                Ident(column)
            );
            let need = Reference::Column(table.clone(), column.clone());
            ("()".to_owned(), " -> bigint".to_owned(), create, need)
        }
        What::OfRow { table, body } => {
            schema.tables.get(table)?;
            let create = format!(
                "CREATE FUNCTION {name}({table}) RETURNS integer\n LANGUAGE sql\nAS $function$ SELECT \
                 {body} $function$"
            );
            let need = Reference::Table(table.clone());
            (format!("({table})"), format!("{table} -> integer"), create, need)
        }
        What::OfEnum { ty, body } => {
            schema.enums.get(ty)?;
            let create = format!(
                "CREATE FUNCTION {name}({ty}) RETURNS integer\n LANGUAGE sql\nAS $function$ SELECT \
                 {body} $function$"
            );
            (format!("({ty})"), format!("{ty} -> integer"), create, Reference::Enum(ty.clone()))
        }
        _ => return None,
    };
    let id = ObjectId::with_signature(ObjectKind::Function, name.clone(), signature);
    Some(Object { shape, needs: [need].into(), ..made(id, vec![create]) })
}

fn on_table(schema: &Schema, there: &BTreeMap<ObjectId, Object>, plan: &Plan) -> Option<Object> {
    let name = &plan.name;
    let own = Ident(&name.name);
    match &plan.what {
        What::Trigger { table, function, how } => {
            schema.tables.get(table)?;
            let function = found(there, function, |id| id.kind == ObjectKind::Function)?;
            let when = ["BEFORE INSERT", "AFTER UPDATE OR DELETE"][how % 2];
            let mut definition = vec![format!(
                "CREATE TRIGGER {own} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {}()",
                function.name
            )];
            if how % 3 == 2 {
                definition.push(format!("ALTER TABLE {table} DISABLE TRIGGER {own}"));
            }
            let needs = [Reference::Object(function.clone())].into();
            let id = ObjectId::on(ObjectKind::Trigger, &name.name, table.clone());
            Some(Object { needs, ..made(id, definition) })
        }
        What::Rule { table, how } => {
            let is_view = found(there, table, |id| id.kind == ObjectKind::View);
            if !schema.tables.contains_key(table) && is_view.is_none() {
                return None;
            }
            let event = ["DELETE", "UPDATE"][how % 2];
            let create =
                format!("CREATE RULE {own} AS\n    ON {event} TO {table} DO INSTEAD NOTHING");
            let id = ObjectId::on(ObjectKind::Rule, &name.name, table.clone());
            let needs = is_view.into_iter().map(|id| Reference::Object(id.clone())).collect();
            Some(Object { needs, ..made(id, vec![create]) })
        }
        What::Policy { table, column, how } => {
            schema.tables.get(table)?.column(column)?;
            let to = ["ALL", "SELECT"][how % 2];
            let create = format!(
                "CREATE POLICY {own} ON {table} AS PERMISSIVE FOR {to} TO PUBLIC USING (({} IS NOT NULL))",
                Ident(column)
            );
            let needs = [Reference::Column(table.clone(), column.clone())].into();
            let id = ObjectId::on(ObjectKind::Policy, &name.name, table.clone());
            Some(Object { needs, ..made(id, vec![create]) })
        }
        What::Publication { table, column, other, how } => {
            publication(schema, &name.name, [table, other], column, *how)
        }
        What::Statistics { table, columns } => {
            let found = schema.tables.get(table)?;
            let fits = |name: &&String| found.column(name).is_some_and(|c| c.ty.name != "json");
            let columns: Vec<String> = columns.iter().filter(fits).cloned().collect();
            if columns.len() < 2 {
                return None;
            }
            let list: Vec<String> = columns.iter().map(|name| Ident(name).to_string()).collect();
            let create =
                format!("CREATE STATISTICS {name} (ndistinct) ON {} FROM {table}", list.join(", "));
            let needs = needed(schema, there, table, &columns);
            let id = ObjectId::new(ObjectKind::Statistics, name.clone());
            Some(Object { needs, ..made(id, vec![create]) })
        }
        _ => None,
    }
}

/// Two tables, or one of them, or one column of the first.
fn publication(
    schema: &Schema,
    name: &str,
    [table, other]: [&QName; 2],
    column: &str,
    how: usize,
) -> Option<Object> {
    let published = |table: &QName| {
        let found = schema.tables.get(table)?;
        // The changes of an unlogged table are written nowhere.
        (!found.settings.contains_key(&SettingKey::Unlogged)).then_some(found)
    };
    let generated = matches!(published(table)?.column(column)?.value, ColumnValue::Generated(_));
    let mut needs = BTreeSet::from([Reference::Table(table.clone())]);
    let mut members = BTreeMap::from([((table.schema.as_ref(), &table.name), table.to_string())]);
    if how.is_multiple_of(2) && !generated {
        members.values_mut().for_each(|text| text.push_str(&format!(" ({})", Ident(column))));
        needs.insert(Reference::Column(table.clone(), column.to_owned()));
    }
    if how.is_multiple_of(3) && other != table && published(other).is_some() {
        members.insert((other.schema.as_ref(), &other.name), other.to_string());
        needs.insert(Reference::Table(other.clone()));
    }
    let members: Vec<String> = members.into_values().collect();
    let options = if how < 4 { "" } else { "\n    WITH (publish = 'insert, update')" };
    let create = format!(
        "CREATE PUBLICATION {} FOR TABLE\n    {}{options}",
        Ident(name),
        members.join(",\n    ")
    );
    let object = made(ObjectId::new(ObjectKind::Publication, name), vec![create]);
    Some(Object { needs, ..object })
}
