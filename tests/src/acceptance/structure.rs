//! Whether two databases have the same structure, by `pg_dump`.

use crate::cluster::{Cluster, Database, Programs, psql};
use crate::dump::normalised;

/// A database's structure with its grants, as `pg_dump` prints it.
pub(super) fn dump(url: &str) -> Result<String, String> {
    let output = Programs::find()
        .command("pg_dump")
        .args(["--schema-only", "--no-owner"])
        .arg(url)
        .output()
        .map_err(|why| format!("pg_dump: {why}"))?;
    if !output.status.success() {
        return Err(format!("pg_dump fails: {}", String::from_utf8_lossy(&output.stderr)));
    }
    String::from_utf8(output.stdout).map_err(|why| format!("pg_dump: {why}"))
}

/// What the names of identities' sequences are: PostgreSQL leaves them as they were when a table or a
/// column gets another one, and they are no part of what a model says that does not name them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SequenceNames {
    /// Nothing was renamed, so they must be the same.
    Compared,
    /// They are put aside.
    PutAside,
}

/// The dumps are of one structure, at once or after one more load and dump of both; if not, the
/// statements that only one of them has.
pub(super) async fn same(found: &str, expected: &str, names: SequenceNames) -> Result<(), String> {
    let comparable = |raw: &str| comparable(raw, names);
    if comparable(found) == comparable(expected) {
        return Ok(());
    }
    let (found, expected) = (again(found).await?, again(expected).await?);
    let (found, expected) = (comparable(&found), comparable(&expected));
    if found == expected { Ok(()) } else { Err(difference(&found, &expected)) }
}

/// Loads a dump into an empty database and dumps that: PostgreSQL does not always print an expression
/// back as it reads it.
async fn again(raw: &str) -> Result<String, String> {
    let fresh = loaded(raw).await?;
    let dump = dump(&fresh.url);
    fresh.drop_from(Cluster::shared()).await;
    dump
}

/// A new database with this structure.
pub(super) async fn loaded(raw: &str) -> Result<Database, String> {
    let fresh = Cluster::shared().database().await;
    // A dump creates the schema `public` only where it is not as it was made. A newer pg_dump sets
    // what an older server does not know.
    let script =
        raw.replace("CREATE SCHEMA public;", "").replace("SET transaction_timeout = 0;", "");
    let output = psql(&fresh.url, &script);
    if output.status.success() {
        return Ok(fresh);
    }
    fresh.drop_from(Cluster::shared()).await;
    Err(format!("the dump does not load: {}", String::from_utf8_lossy(&output.stderr)))
}

/// Without the names that are put aside, and without those of NOT NULL (since version 18), which PostgreSQL
/// leaves as they were and which are no part of what a model says.
fn comparable(raw: &str, names: SequenceNames) -> String {
    let dump = normalised(raw);
    if names == SequenceNames::Compared {
        return dump.split_inclusive('\n').map(without_name_of_not_null).collect();
    }
    let mut pieces = dump.split("    SEQUENCE NAME ");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        text.push_str(&piece[piece.find("\n    START WITH").unwrap_or(0)..]);
    }
    text.split_inclusive('\n').map(without_name_of_not_null).collect()
}

/// `a integer CONSTRAINT t_a_not_null NOT NULL` → `a integer NOT NULL`.
fn without_name_of_not_null(line: &str) -> String {
    let speaks = line.starts_with("    ") || line.starts_with("CREATE DOMAIN ");
    let named = line.split_once(" CONSTRAINT ").filter(|_| speaks);
    let Some((column, constraint)) = named else { return line.to_owned() };
    let name = match constraint.strip_prefix('"') {
        // A quote within the name is doubled.
        Some(quoted) => quoted.replace("\"\"", "__").find('"').map(|end| end + 2),
        None => constraint.find(' '),
    };
    match name.and_then(|end| constraint.get(end..)) {
        Some(rest) if rest.starts_with(" NOT NULL") => format!("{column}{rest}"),
        Some(_) | None => line.to_owned(),
    }
}

/// The statements that only one of two dumps has.
fn difference(found: &str, expected: &str) -> String {
    let statements =
        |dump: &str| -> Vec<String> { dump.split(";\n\n").map(str::to_owned).collect() };
    let (found, expected) = (statements(found), statements(expected));
    let only = |one: &[String], other: &[String], sign: &str| -> Vec<String> {
        let own = one.iter().filter(|statement| !other.contains(statement));
        own.map(|statement| format!("{sign} {}", statement.replace('\n', &format!("\n{sign} "))))
            .collect()
    };
    let mut lines = only(&expected, &found, "-");
    lines.extend(only(&found, &expected, "+"));
    format!("pg_dump sees a difference (- expected, + found):\n{}", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::without_name_of_not_null;

    #[test]
    fn only_the_name_of_a_not_null_is_put_aside() {
        for (line, expected) in [
            ("    a integer CONSTRAINT t_a_not_null NOT NULL,\n", "    a integer NOT NULL,\n"),
            ("    a text CONSTRAINT \"x \"\"y\" NOT NULL,\n", "    a text NOT NULL,\n"),
            (
                "CREATE DOMAIN d AS e CONSTRAINT d_not_null1 NOT NULL;\n",
                "CREATE DOMAIN d AS e NOT NULL;\n",
            ),
            ("    CONSTRAINT c CHECK ((a > 0)),\n", "    CONSTRAINT c CHECK ((a > 0)),\n"),
            (
                "    ADD CONSTRAINT c CHECK (NOT NULL),\n",
                "    ADD CONSTRAINT c CHECK (NOT NULL),\n",
            ),
        ] {
            assert_eq!(without_name_of_not_null(line), expected);
        }
    }
}
