//! `pg_dump` as the tests' oracle: what a database's structure is, by somebody else's reading.

use crate::cluster::{Cluster, Programs, psql};
use crate::split::split;

/// The structure of a database in a form that can be compared.
///
/// # Panics
///
/// With `pg_dump`'s message where it fails.
pub fn pg_dump(url: &str) -> String {
    normalised(&pg_dump_raw(url, &[]))
}

/// The same after one more load and dump: PostgreSQL does not always print an expression back as it
/// reads it, so two databases with the same structure may differ in a first dump.
///
/// # Panics
///
/// Where the dump cannot be loaded.
pub async fn pg_dump_fixed(url: &str) -> String {
    pg_dump_fixed_with(url, &[]).await
}

/// The same of what these arguments of `pg_dump` leave.
///
/// # Panics
///
/// Where the dump cannot be loaded.
pub async fn pg_dump_fixed_with(url: &str, arguments: &[&str]) -> String {
    let raw = pg_dump_raw(url, arguments);
    let fresh = Cluster::shared().database().await;
    // A dump creates the schema `public` only where it is not as it was made.
    let output = psql(&fresh.url, &raw.replace("CREATE SCHEMA public;", ""));
    assert!(
        output.status.success(),
        "the dump does not load: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let dump = pg_dump(&fresh.url);
    fresh.drop_from(Cluster::shared()).await;
    dump
}

/// What `pg_dump --schema-only` prints, with these arguments added.
///
/// # Panics
///
/// With `pg_dump`'s message where it fails.
pub fn pg_dump_raw(url: &str, arguments: &[&str]) -> String {
    let output = Programs::find()
        .command("pg_dump")
        .args(["--schema-only", "--no-owner", "--no-privileges"])
        .args(arguments)
        .arg(url)
        .output()
        .expect("pg_dump can be run");
    assert!(output.status.success(), "pg_dump failed: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the database is UTF-8")
}

/// A dump without comments and session settings, with its statements sorted, and the columns and
/// constraints within each `CREATE TABLE` too: their order is not part of the structure.
pub fn normalised(dump: &str) -> String {
    let commands: String = dump
        .lines()
        .filter(|line| !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict"))
        .flat_map(|line| [line, "\n"])
        .collect();
    let mut statements: Vec<String> = split(&commands, ';')
        .into_iter()
        .filter(|statement| !is_setting(statement))
        .map(|statement| sort_columns(&statement))
        .collect();
    statements.sort();
    statements.iter().flat_map(|statement| [statement.as_str(), ";\n\n"]).collect()
}

fn is_setting(statement: &str) -> bool {
    statement.starts_with("SET ") || statement.starts_with("SELECT pg_catalog.set_config(")
}

fn sort_columns(statement: &str) -> String {
    // Statistics name the columns as they stand in the table.
    if statement.starts_with("CREATE STATISTICS ")
        && let Some((head, tail)) = statement.rsplit_once(" FROM ")
        && let Some((head, list)) = head.rsplit_once(" ON ")
    {
        let mut columns = split(list, ',');
        columns.sort();
        return format!("{head} ON {} FROM {tail}", columns.join(", "));
    }
    let body = statement
        .starts_with("CREATE TABLE ")
        .then(|| statement.find(" (\n"))
        .flatten()
        .zip(statement.rfind("\n)"));
    let Some((open, close)) = body else { return statement.to_owned() };
    if open + 3 > close {
        return statement.to_owned();
    }
    let mut items = split(&statement[open + 3..close], ',');
    items.sort();
    format!("{} (\n    {}{}", &statement[..open], items.join(",\n    "), &statement[close..])
}

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn settings_comments_and_orders_are_put_aside() {
        let first = "--\n-- a comment; with\n--\n\n\\restrict abc\nSET x = 1;\n\
                     CREATE TABLE public.t (\n    b text DEFAULT 'x,y'::text,\n    a numeric(10,2)\n);\n\
                     CREATE INDEX i ON public.t USING btree (a);\n\\unrestrict abc\n";
        let second = "CREATE INDEX i ON public.t USING btree (a);\n\
                      CREATE TABLE public.t (\n    a numeric(10,2),\n    b text DEFAULT 'x,y'::text\n);\n";
        assert_eq!(normalised(first), normalised(second));
        let statistics =
            |list: &str| normalised(&format!("CREATE STATISTICS s ON {list} FROM t;\n"));
        assert_eq!(statistics("a, \"b, c\""), statistics("\"b, c\", a"));
        assert!(
            normalised(first).contains("    a numeric(10,2),\n    b text DEFAULT 'x,y'::text\n)")
        );
    }

    #[test]
    fn a_difference_is_kept() {
        let table = |column: &str| {
            normalised(&format!("CREATE TABLE t (\n    a text,\n    {column}\n);\n"))
        };
        assert_ne!(table("b text"), table("b text NOT NULL"));
        assert_ne!(table("b text DEFAULT '--x'"), table("b text DEFAULT '--y'"));
    }
}
