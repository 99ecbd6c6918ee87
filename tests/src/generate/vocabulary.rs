//! What PostgreSQL 15 accepts, spelled as it prints it.

use matrx_core::name::{Ident, Literal, QName};
use matrx_core::schema::{Column, ColumnValue, ObjectKind, Schema};

use super::object;
use super::random::Random;

/// Names for tables, types, constraints and indexes; some must be quoted, one is 63 bytes long.
pub(super) const NAMES: &[&str] = &[
    "users",
    "posts",
    "tags",
    "comments",
    "orders",
    "user",
    "Order",
    "a b",
    "weird \"name\n*/",
    "naïve",
    "x'y",
    "back\\slash",
    "tab\tbed",
    "_private",
    "select",
    "a_rather_long_name_that_goes_up_to_the_very_limit_of_63_bytes_o",
];

/// Names for columns.
pub(super) const COLUMNS: &[&str] = &[
    "id",
    "name",
    "email",
    "age",
    "type",
    "created_at",
    "Count",
    "a b",
    "order",
    "quo\"te",
    "ünï",
    "per'cent",
    "line\nbreak",
    "parent_id",
    "value",
    "*/",
];

/// Values of enums.
pub(super) const VALUES: &[&str] = &[
    "draft",
    "published",
    "it's",
    "with \"quotes\"",
    "with, comma",
    "ÄÖ",
    "back\\slash",
    "null",
    "A",
    "b c",
    "{}",
];

/// Comments.
pub(super) const COMMENTS: &[&str] =
    &["plain", "it's */ the end", "two\nlines", "/* nested -- \"quoted\" \\ $$", "ünïcode ✓"];

/// The built-in types, with a value for a default of each, as PostgreSQL prints it.
const TYPES: &[(&str, &[&str])] = &[
    ("bigint", &["0", "42"]),
    ("integer", &["0", "7"]),
    ("smallint", &["1"]),
    ("text", &["'x'::text", "'it''s'::text"]),
    ("character varying(50)", &["'x'::character varying"]),
    ("character varying(80)", &["'x'::character varying"]),
    ("character varying", &["'x'::character varying"]),
    ("boolean", &["true", "false"]),
    ("numeric(10,2)", &["0", "1.5"]),
    ("numeric(12,2)", &["0"]),
    ("numeric", &["0"]),
    ("double precision", &["0"]),
    ("date", &["CURRENT_DATE"]),
    ("timestamp with time zone", &["now()"]),
    ("timestamp without time zone", &["now()"]),
    ("uuid", &["gen_random_uuid()"]),
    ("jsonb", &["'{}'::jsonb"]),
    ("json", &["'{}'::json"]),
    ("bytea", &[]),
    ("interval", &["'01:00:00'::interval"]),
    ("inet", &["'127.0.0.1'::inet"]),
    ("text[]", &["'{}'::text[]", "'{a,b}'::text[]"]),
    ("integer[]", &["'{}'::integer[]"]),
];

pub(super) const INTEGERS: &[&str] = &["bigint", "integer", "smallint"];

/// Any type: built-in, or an enum of the schema, or an array of one.
pub(super) fn any_type(random: &mut Random, schema: &Schema) -> String {
    let enums: Vec<&QName> = schema.enums.keys().collect();
    if !enums.is_empty() && random.chance(35) {
        let name = random.one(&enums);
        return if random.chance(25) { format!("{name}[]") } else { name.to_string() };
    }
    let made = object::types(schema);
    if !made.is_empty() && random.chance(30) {
        return random.one(&made);
    }
    // Integers are needed often: for keys and what references them.
    if random.chance(30) {
        return random.one(INTEGERS).to_owned();
    }
    random.one(TYPES).0.to_owned()
}

/// The enum that a type is, with whether it is an array.
pub(super) fn enum_of<'a>(schema: &'a Schema, ty: &str) -> Option<(&'a QName, bool)> {
    let element = ty.trim_end_matches("[]");
    let name = schema.enums.keys().find(|name| name.to_string() == element)?;
    Some((name, element.len() != ty.len()))
}

/// A default for a type.
pub(super) fn default(random: &mut Random, schema: &Schema, ty: &str) -> Option<String> {
    if let Some((name, array)) = enum_of(schema, ty) {
        if array {
            let plain =
                |value: &&String| value.chars().all(char::is_alphabetic) && *value != "null";
            let values: Vec<&String> = schema.enums[name].values.iter().filter(plain).collect();
            return Some(match random.pick(&values) {
                Some(value) if random.chance(50) => {
                    format!("{}::{name}[]", Literal(&format!("{{{value}}}")))
                }
                _ => format!("'{{}}'::{name}[]"),
            });
        }
        let value = random.pick(&schema.enums[name].values)?;
        return Some(format!("{}::{name}", Literal(value)));
    }
    let of_integer = INTEGERS[..2].contains(&ty);
    if of_integer && random.chance(60) {
        if let Some(name) = object::any(random, schema, ObjectKind::Sequence, "") {
            return Some(format!("nextval({}::regclass)", Literal(&name.to_string())));
        }
        if let Some(name) = object::any(random, schema, ObjectKind::Function, "twice") {
            return Some(format!("{name}(4)"));
        }
    }
    if ty == "text"
        && random.chance(60)
        && let Some(name) = object::any(random, schema, ObjectKind::Function, "word")
    {
        return Some(format!("{name}()"));
    }
    let (_, defaults) = TYPES.iter().find(|(name, _)| *name == ty)?;
    random.pick(defaults).map(|text| (*text).to_owned())
}

/// Whether a btree can hold the type.
pub(super) fn is_ordered(ty: &str) -> bool {
    ty != "json"
}

fn is_text(ty: &str) -> bool {
    ty == "text" || ty.starts_with("character varying") && !ty.ends_with("[]")
}

/// Whether the type has a collation.
pub(super) fn is_collatable(ty: &str) -> bool {
    is_text(ty)
}

/// The column as a text in an expression, with the cast that PostgreSQL puts there.
fn as_text(column: &Column) -> String {
    let name = Ident(&column.name);
    if column.ty.name == "text" { name.to_string() } else { format!("({name})::text") }
}

/// A condition over a column.
pub(super) fn condition(random: &mut Random, schema: &Schema, column: &Column) -> String {
    let name = Ident(&column.name);
    let ty = column.ty.name.as_str();
    if random.chance(30) {
        return format!("({name} IS NOT NULL)");
    }
    if let Some((ty, false)) = enum_of(schema, ty)
        && let Some(value) = random.pick(&schema.enums[ty].values)
    {
        return format!("({name} <> {}::{ty})", Literal(value));
    }
    if ty == "integer"
        && random.chance(60)
        && let Some(function) = object::any(random, schema, ObjectKind::Function, "is fine")
    {
        return format!("{function}({name})");
    }
    match ty {
        "bigint" | "integer" | "smallint" => format!("({name} > {})", random.below(9)),
        _ if ty.starts_with("numeric") => format!("({name} > (0)::numeric)"),
        "double precision" => format!("({name} > (0)::double precision)"),
        "date" => format!("({name} > '2000-01-01'::date)"),
        _ if is_text(ty) && random.chance(50) => format!("({} <> ''::text)", as_text(column)),
        _ if is_text(ty) => format!("(length({}) > 0)", as_text(column)),
        _ => format!("({name} IS NOT NULL)"),
    }
}

/// The key of an expression index.
pub(super) fn index_expression(
    random: &mut Random,
    schema: &Schema,
    column: &Column,
) -> Option<String> {
    let name = Ident(&column.name);
    if let Some(function) = called(random, schema, column) {
        return Some(format!("{function}({name})"));
    }
    match column.ty.name.as_str() {
        "bigint" | "integer" | "smallint" => Some(format!("abs({name})")),
        ty if is_text(ty) => {
            let function = random.one(&["lower", "upper", "length"]);
            Some(format!("{function}({})", as_text(column)))
        }
        _ => None,
    }
}

/// A function of the schema that takes the column and returns a number.
fn called(random: &mut Random, schema: &Schema, column: &Column) -> Option<QName> {
    let fits = column.ty.name == "integer" && random.chance(60);
    fits.then(|| object::any(random, schema, ObjectKind::Function, "twice")).flatten()
}

/// A generated column's type and expression, from another column.
pub(super) fn generated(
    random: &mut Random,
    schema: &Schema,
    from: &Column,
) -> Option<(String, String)> {
    if matches!(from.value, ColumnValue::Generated(_) | ColumnValue::Virtual(_)) {
        return None;
    }
    let name = Ident(&from.name);
    if let Some(function) = called(random, schema, from) {
        return Some(("integer".to_owned(), format!("{function}({name})")));
    }
    match from.ty.name.as_str() {
        ty @ ("bigint" | "integer") => {
            Some((ty.to_owned(), format!("({name} + {})", 1 + random.below(3))))
        }
        ty if is_text(ty) && random.chance(50) => {
            Some(("text".to_owned(), format!("lower({})", as_text(from))))
        }
        ty if is_text(ty) => Some(("integer".to_owned(), format!("length({})", as_text(from)))),
        _ => None,
    }
}
