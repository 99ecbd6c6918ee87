//! docs/coverage.md: what differs when a real database is built again from its models.

use std::collections::{BTreeMap, BTreeSet};

use matrx_tests::workspace_root;

/// The section with the rows.
const HEADING: &str = "## Real schemas";

/// A row: the schema, the object, and what is the matter with it.
type Row = (String, String, String);

/// Fails with the rows that are missing from the table or are in it in vain.
pub(crate) fn compare(name: &str, wanted: &str, built: &str) {
    let found: BTreeSet<Row> = differences(wanted, built)
        .into_iter()
        .map(|(object, matter)| (name.to_owned(), object, matter.to_owned()))
        .collect();
    let known: BTreeSet<Row> = rows().into_iter().filter(|(of, _, _)| of == name).collect();
    let show = |rows: &BTreeSet<Row>, others: &BTreeSet<Row>| {
        let lines = rows
            .difference(others)
            .map(|(of, object, matter)| format!("| {of} | {object} | {matter} |\n"));
        lines.collect::<String>()
    };
    let (missing, vain) = (show(&found, &known), show(&known, &found));
    assert!(
        missing.is_empty() && vain.is_empty(),
        "docs/coverage.md, {HEADING}\n--- rows that are missing\n{missing}--- rows that are not true\n{vain}\
         --- in the original only\n{}\n--- in the other only\n{}",
        only(wanted, built),
        only(built, wanted),
    );
}

/// Every row is of a schema that is tried.
pub(crate) fn rows_are_of(names: &[&str]) {
    for (schema, object, _) in rows() {
        assert!(names.contains(&schema.as_str()), "{schema}: {object}");
    }
}

fn rows() -> Vec<Row> {
    let path = workspace_root().join("docs/coverage.md");
    let text = std::fs::read_to_string(path).expect("docs/coverage.md is there");
    let section = text.split_once(HEADING).expect("the section is there").1;
    let lines = section.lines().skip(1).take_while(|line| !line.starts_with("## "));
    let cells = lines.filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let rows = cells.map(|line| line.split(" | ").map(str::to_owned).collect::<Vec<_>>());
    rows.filter_map(|row| <[String; 3]>::try_from(row).ok())
        .filter(|[schema, _, _]| schema != "schema")
        .map(|[schema, object, matter]| (schema, object, matter))
        .collect()
}

fn statements(dump: &str) -> BTreeSet<&str> {
    dump.split(";\n\n").map(str::trim).filter(|statement| !statement.is_empty()).collect()
}

fn only(one: &str, other: &str) -> String {
    let other = statements(other);
    let rest = statements(one).into_iter().filter(|statement| !other.contains(statement));
    rest.map(|statement| format!("{statement};\n")).collect()
}

/// What is only in one of the dumps, by object.
fn differences(wanted: &str, built: &str) -> BTreeMap<String, &'static str> {
    let (wanted, built) = (statements(wanted), statements(built));
    let missing: BTreeSet<String> = wanted.difference(&built).map(|text| object(text)).collect();
    let extra: BTreeSet<String> = built.difference(&wanted).map(|text| object(text)).collect();
    missing
        .union(&extra)
        .map(|object| {
            let matter = match (missing.contains(object), extra.contains(object)) {
                (true, false) => "missing",
                (false, true) => "there although it was not",
                (_, _) => "different",
            };
            (object.clone(), matter)
        })
        .collect()
}

/// The beginning of a statement, as far as it names what the statement is about.
fn object(statement: &str) -> String {
    let line = statement.split_whitespace().collect::<Vec<_>>().join(" ");
    let ends = [
        " AS ",
        " USING ",
        " RETURNS ",
        " (",
        " FROM ",
        " IS ",
        " WITH ",
        " SET DEFAULT ",
        " BEFORE ",
        " AFTER ",
        " FOR ",
        " FOREIGN KEY ",
        " PRIMARY KEY ",
        " UNIQUE ",
        " CHECK ",
        " EXCLUDE ",
        " START ",
        " OWNED BY ",
        " SET ",
        " DO ",
        " INSTEAD ",
    ];
    let end = ends.iter().filter_map(|end| line.find(end)).min().unwrap_or(line.len());
    line[..end].replace('|', "\\|")
}
