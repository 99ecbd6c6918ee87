//! Names of database objects, and the one place where a name or a literal becomes SQL.

use std::fmt;

/// The name of an object that lives in a schema (table, index, enum type).
///
/// `schema: None` is the default schema of a run (`public` unless configured), so that one set of
/// migrations can serve several schemas. Introspection maps the default schema to `None`; a name
/// is therefore equal to another exactly if both mean the same object.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QName {
    /// The schema, or `None` for the default schema of the run.
    pub schema: Option<String>,
    /// The name as PostgreSQL stores it, without quotes.
    pub name: String,
}

/// How the name of a thing begins that stands aside for a moment while names change places.
pub const TEMPORARY: &str = "_matrx_tmp_";

impl QName {
    /// A name in the default schema.
    pub fn new(name: impl Into<String>) -> Self {
        Self { schema: None, name: name.into() }
    }

    /// A name in a named schema.
    pub fn in_schema(schema: impl Into<String>, name: impl Into<String>) -> Self {
        Self { schema: Some(schema.into()), name: name.into() }
    }

    /// Another name in the same schema.
    pub fn sibling(&self, name: impl Into<String>) -> Self {
        Self { schema: self.schema.clone(), name: name.into() }
    }
}

impl From<&str> for QName {
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}

impl From<(&str, &str)> for QName {
    fn from((schema, name): (&str, &str)) -> Self {
        Self::in_schema(schema, name)
    }
}

impl From<&QName> for QName {
    fn from(name: &QName) -> Self {
        name.clone()
    }
}

/// For people, as they would write it in SQL: `users`, `auth.users`, `"odd name"`.
impl fmt::Display for QName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(schema) = &self.schema {
            write!(f, "{}.", Ident(schema))?;
        }
        write!(f, "{}", Ident(&self.name))
    }
}

/// One identifier as SQL text: quoted where it must be (upper case, odd characters, a key word).
///
/// The only way by which a name gets into an SQL statement. Injective: two different names never
/// print alike (<https://www.postgresql.org/docs/15/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS>).
#[derive(Clone, Copy, Debug)]
pub struct Ident<'a>(pub &'a str);

impl fmt::Display for Ident<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_plain(self.0) {
            return f.write_str(self.0);
        }
        Quoted(self.0).fmt(f)
    }
}

/// One identifier in quotes, whether it needs them or not: for readers that know more words than
/// PostgreSQL does.
#[derive(Clone, Copy, Debug)]
pub struct Quoted<'a>(pub &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0.replace('"', "\"\""))
    }
}

/// One string literal as SQL text, independent of `standard_conforming_strings`.
///
/// The only way by which a text value gets into an SQL statement.
#[derive(Clone, Copy, Debug)]
pub struct Literal<'a>(pub &'a str);

impl fmt::Display for Literal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = self.0.replace('\'', "''");
        if quoted.contains('\\') {
            write!(f, "E'{}'", quoted.replace('\\', "\\\\"))
        } else {
            write!(f, "'{quoted}'")
        }
    }
}

/// PostgreSQL's limit for a name, in bytes: `NAMEDATALEN - 1`.
pub const MAX_NAME_BYTES: usize = 63;

/// The name that PostgreSQL itself gives a constraint or an index of `table`: `table_columns_label`,
/// each part shortened, at a character's border, until the whole fits in 63 bytes (`makeObjectName`
/// in PostgreSQL's `src/backend/commands/indexcmds.c`).
///
/// Takes the table's name, the columns' names and the label (`key`, `pkey`, `fkey`, `check`, `idx`).
/// Unlike PostgreSQL it does not look for names that are taken: the caller appends a number.
pub fn derived_name(table: &str, columns: &[&str], label: &str) -> String {
    let columns = columns.join("_");
    let separators = if columns.is_empty() { 1 } else { 2 };
    let room = MAX_NAME_BYTES - label.len() - separators;
    let (mut first, mut second) = (table.len(), columns.len());
    while first + second > room {
        if first > second {
            first -= 1;
        } else {
            second -= 1;
        }
    }
    let first = &table[..table.floor_char_boundary(first)];
    let second = &columns[..columns.floor_char_boundary(second)];
    if second.is_empty() { format!("{first}_{label}") } else { format!("{first}_{second}_{label}") }
}

fn is_plain(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_lowercase() || b == b'_')
        && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && KEYWORDS.binary_search(&name).is_err()
}

/// PostgreSQL's key words that are not plain names everywhere: every category but `unreserved` in
/// `src/include/parser/kwlist.h` of versions 13 to 18, sorted.
const KEYWORDS: &[&str] = &[
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "between",
    "bigint",
    "binary",
    "bit",
    "boolean",
    "both",
    "case",
    "cast",
    "char",
    "character",
    "check",
    "coalesce",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "dec",
    "decimal",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "exists",
    "extract",
    "false",
    "fetch",
    "float",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "greatest",
    "group",
    "grouping",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "inout",
    "int",
    "integer",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "join",
    "json",
    "json_array",
    "json_arrayagg",
    "json_exists",
    "json_object",
    "json_objectagg",
    "json_query",
    "json_scalar",
    "json_serialize",
    "json_table",
    "json_value",
    "lateral",
    "leading",
    "least",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "merge_action",
    "national",
    "natural",
    "nchar",
    "none",
    "normalize",
    "not",
    "notnull",
    "null",
    "nullif",
    "numeric",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "out",
    "outer",
    "overlaps",
    "overlay",
    "placing",
    "position",
    "precision",
    "primary",
    "real",
    "references",
    "returning",
    "right",
    "row",
    "select",
    "session_user",
    "setof",
    "similar",
    "smallint",
    "some",
    "substring",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "trailing",
    "treat",
    "trim",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "values",
    "varchar",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
    "xmlattributes",
    "xmlconcat",
    "xmlelement",
    "xmlexists",
    "xmlforest",
    "xmlnamespaces",
    "xmlparse",
    "xmlpi",
    "xmlroot",
    "xmlserialize",
    "xmltable",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted_for_the_binary_search() {
        assert!(KEYWORDS.is_sorted());
    }

    #[test]
    fn identifiers_are_quoted_where_they_must_be() {
        for (name, sql) in [
            ("users", "users"),
            ("Users", "\"Users\""),
            ("select", "\"select\""),
            ("type", "type"),
            ("1st", "\"1st\""),
            ("a\"b", "\"a\"\"b\""),
            ("", "\"\""),
            ("ö", "\"ö\""),
        ] {
            assert_eq!(Ident(name).to_string(), sql);
        }
    }

    #[test]
    fn literals_are_escaped() {
        for (text, sql) in [("it's", "'it''s'"), ("a\\b", "E'a\\\\b'"), ("", "''")] {
            assert_eq!(Literal(text).to_string(), sql);
        }
    }

    #[test]
    fn derived_names_fit_and_follow_postgresql() {
        assert_eq!(derived_name("users", &["email"], "key"), "users_email_key");
        assert_eq!(derived_name("users", &[], "pkey"), "users_pkey");
        let long = derived_name(&"ä".repeat(40), &[&"b".repeat(60)], "idx");
        assert!(long.len() <= MAX_NAME_BYTES && long.ends_with("_idx"));
    }
}
