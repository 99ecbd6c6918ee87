//! What PostgreSQL does with a column's values when its type changes, as far as the types' names
//! tell: which change needs USING, which rewrites the table, which can lose data.
//! <https://www.postgresql.org/docs/15/typeconv.html>, `pg_cast`.

use crate::name::Ident;
use crate::schema::ColumnType;

/// A type's name without its modifier: `numeric(10,2)` → `numeric`, `(10,2)`.
fn split(name: &str) -> (String, Option<String>) {
    match (name.find('('), name.find(')')) {
        (Some(open), Some(close)) if open < close => {
            let base = format!("{}{}", &name[..open], &name[close + 1..]);
            (base, Some(name[open + 1..close].to_owned()))
        }
        _ => (name.to_owned(), None),
    }
}

/// The types from which PostgreSQL converts by itself in `ALTER COLUMN … TYPE`: the assignment and
/// implicit casts of `pg_cast` between built-in types. Every type can be assigned to a text type.
const ASSIGNABLE: &[(&str, &[&str])] = &[
    ("smallint", &["integer", "bigint", "numeric", "real", "double precision"]),
    ("integer", &["smallint", "bigint", "numeric", "real", "double precision"]),
    ("bigint", &["smallint", "integer", "numeric", "real", "double precision"]),
    ("numeric", &["smallint", "integer", "bigint", "real", "double precision", "money"]),
    ("real", &["smallint", "integer", "bigint", "numeric", "double precision"]),
    ("double precision", &["smallint", "integer", "bigint", "numeric", "real"]),
    ("date", &["timestamp without time zone", "timestamp with time zone"]),
    (
        "timestamp without time zone",
        &["timestamp with time zone", "date", "time without time zone"],
    ),
    (
        "timestamp with time zone",
        &["timestamp without time zone", "date", "time without time zone", "time with time zone"],
    ),
    ("time without time zone", &["time with time zone", "interval"]),
    ("time with time zone", &["time without time zone"]),
    ("interval", &["time without time zone"]),
    ("json", &["jsonb"]),
    ("jsonb", &["json"]),
    ("cidr", &["inet"]),
    ("inet", &["cidr"]),
    ("macaddr", &["macaddr8"]),
    ("macaddr8", &["macaddr"]),
    ("bit", &["bit varying"]),
    ("bit varying", &["bit"]),
];

const TEXTS: &[&str] = &["text", "character varying", "character", "name", "\"char\""];

/// Whether `ALTER COLUMN … TYPE` needs no USING.
pub(crate) fn is_assignable(from: &ColumnType, to: &ColumnType) -> bool {
    let ((from, _), (to, _)) = (split(&from.name), split(&to.name));
    let (from_element, from_array) = super::expression::element_type(&from);
    let (to_element, to_array) = super::expression::element_type(&to);
    if from_array != to_array {
        return !to_array && TEXTS.contains(&to_element);
    }
    from_element == to_element
        || TEXTS.contains(&to_element)
        || ASSIGNABLE
            .iter()
            .any(|(source, targets)| *source == from_element && targets.contains(&to_element))
}

/// The USING that a change of type needs, or `None` where PostgreSQL converts by itself. Two types
/// that know nothing of each other go through text.
pub(crate) fn using(column: &str, from: &ColumnType, to: &ColumnType) -> Option<String> {
    (!is_assignable(from, to)).then(|| cast(&Ident(column).to_string(), from, to))
}

fn cast(value: &str, from: &ColumnType, to: &ColumnType) -> String {
    let ((base, _), (target, _)) = (split(&from.name), split(&to.name));
    let (from_element, from_array) = super::expression::element_type(&base);
    let (to_element, to_array) = super::expression::element_type(&target);
    let (from_text, to_text) = (TEXTS.contains(&from_element), TEXTS.contains(&to_element));
    let number = |ty: &str| {
        matches!(ty, "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision")
    };
    let to_name = &to.name;
    let through_text = format!("{value}::text::{to_name}");
    // A list of the one value, and back; what is in a text may be a list already.
    if to_array && !from_array && !from_text {
        let (element, _) = super::expression::element_type(to_name);
        let one = cast(value, from, &ColumnType::new(element));
        return format!("CASE WHEN {value} IS DISTINCT FROM NULL THEN ARRAY[{one}] END");
    }
    if from_array && !to_array && !to_text {
        let one = cast(&format!("{value}[1]"), &ColumnType::new(from_element), to);
        // Several values fail there.
        return format!("CASE WHEN cardinality({value}) < 2 THEN {one} ELSE {through_text} END");
    }
    let by_text = from_text && (!from_array || to_array);
    let by_json = base == "jsonb" && (number(&target) || target == "boolean");
    let by_number = number(from_element) && number(to_element);
    if by_text || by_json || by_number || is_assignable(from, to) {
        format!("{value}::{to_name}")
    } else if (base == "boolean" && number(&target)) || (number(&base) && target == "boolean") {
        format!("{value}::integer::{to_name}").replace("::integer::integer", "::integer")
    } else {
        through_text
    }
}

/// What a change of type does to the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Conversion {
    /// The rows stay as they are; only the catalogue changes.
    CatalogueOnly,
    /// The table is written anew; no value is lost.
    Rewrite,
    /// The table is written anew or checked, and values may not fit or lose a part of themselves.
    Narrowing,
}

pub(crate) fn conversion(from: &ColumnType, to: &ColumnType) -> Conversion {
    let ((from_base, from_mod), (to_base, to_mod)) = (split(&from.name), split(&to.name));
    let one = |m: &Option<String>| m.as_deref().and_then(|m| m.trim().parse::<u32>().ok());
    if from.collation != to.collation && from.name == to.name {
        return Conversion::CatalogueOnly;
    }
    if from_base == to_base {
        return match (from_base.as_str(), &from_mod, &to_mod) {
            (_, a, b) if a == b => Conversion::CatalogueOnly,
            ("character", Some(_), Some(_)) if one(&from_mod) < one(&to_mod) => Conversion::Rewrite,
            (_, Some(_), None) => Conversion::CatalogueOnly,
            ("numeric", Some(a), Some(b)) => numeric(a, b),
            ("bit" | "bit[]", _, _) => Conversion::Narrowing,
            (_, Some(_), Some(_)) if one(&from_mod) < one(&to_mod) => Conversion::CatalogueOnly,
            _ => Conversion::Narrowing,
        };
    }
    let widening: &[(&str, &[&str])] = &[
        ("smallint", &["integer", "bigint", "numeric", "real", "double precision"]),
        ("integer", &["bigint", "numeric", "double precision"]),
        ("bigint", &["numeric"]),
        ("real", &["double precision"]),
        ("date", &["timestamp without time zone", "timestamp with time zone"]),
        ("timestamp without time zone", &["timestamp with time zone"]),
        ("timestamp with time zone", &["timestamp without time zone"]),
        ("json", &["jsonb"]),
        ("jsonb", &["json"]),
        ("macaddr", &["macaddr8"]),
    ];
    match (from_base.as_str(), to_base.as_str(), &to_mod) {
        ("character varying", "text", None) | ("text", "character varying", None) => {
            Conversion::CatalogueOnly
        }
        ("cidr", "inet", None) | ("bit", "bit varying", None) => Conversion::CatalogueOnly,
        (_, "text" | "character varying", None) => Conversion::Rewrite,
        (a, b, None) if widening.iter().any(|(s, t)| *s == a && t.contains(&b)) => {
            Conversion::Rewrite
        }
        _ => Conversion::Narrowing,
    }
}

/// `numeric(a)` → `numeric(b)`: more digits at the same scale need no rewrite.
fn numeric(from: &str, to: &str) -> Conversion {
    let parse = |m: &str| {
        let mut parts = m.split(',').map(|p| p.trim().parse::<i32>().unwrap_or(0));
        (parts.next().unwrap_or(0), parts.next().unwrap_or(0))
    };
    let ((p1, s1), (p2, s2)) = (parse(from), parse(to));
    if s1 == s2 && p2 >= p1 {
        Conversion::CatalogueOnly
    } else if s2 >= s1 && p2 - s2 >= p1 - s1 {
        Conversion::Rewrite
    } else {
        Conversion::Narrowing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conversions_follow_pg_cast() {
        let ty = ColumnType::new;
        for (from, to, needs, conversion_is) in [
            ("text", "integer", Some("a::integer"), Conversion::Narrowing),
            ("integer", "bigint", None, Conversion::Rewrite),
            ("bigint", "integer", None, Conversion::Narrowing),
            ("integer", "text", None, Conversion::Rewrite),
            ("character varying(10)", "character varying(20)", None, Conversion::CatalogueOnly),
            ("character varying(20)", "character varying(10)", None, Conversion::Narrowing),
            ("character varying(20)", "text", None, Conversion::CatalogueOnly),
            ("numeric(5,2)", "numeric(8,2)", None, Conversion::CatalogueOnly),
            ("numeric(5,2)", "numeric(8,4)", None, Conversion::Rewrite),
            ("numeric(5,2)", "numeric(5,3)", None, Conversion::Narrowing),
            ("numeric(5,2)", "numeric", None, Conversion::CatalogueOnly),
            ("boolean", "integer", Some("a::integer"), Conversion::Narrowing),
            ("boolean", "bigint", Some("a::integer::bigint"), Conversion::Narrowing),
            ("mood", "other", Some("a::text::other"), Conversion::Narrowing),
            ("integer[]", "bigint[]", None, Conversion::Narrowing),
            ("text[]", "integer[]", Some("a::integer[]"), Conversion::Narrowing),
            (
                "date",
                "timestamp(0) without time zone[]",
                Some(
                    "CASE WHEN a IS DISTINCT FROM NULL THEN ARRAY[a::timestamp(0) without time zone] END",
                ),
                Conversion::Narrowing,
            ),
            (
                "numeric(5,2)[]",
                "integer",
                Some("CASE WHEN cardinality(a) < 2 THEN a[1]::integer ELSE a::text::integer END"),
                Conversion::Narrowing,
            ),
            (
                "timestamp(3) with time zone",
                "timestamp(6) with time zone",
                None,
                Conversion::CatalogueOnly,
            ),
        ] {
            assert_eq!(using("a", &ty(from), &ty(to)).as_deref(), needs, "{from} → {to}");
            assert_eq!(conversion(&ty(from), &ty(to)), conversion_is, "{from} → {to}");
        }
    }
}
