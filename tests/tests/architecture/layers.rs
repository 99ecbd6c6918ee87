//! Who may know whom, and who may touch the world.

use crate::source::{Line, assert_none, lines};

/// From the bottom up. A module knows those of lower rows, and those of its own row.
const LAYERS: [&[&str]; 6] = [
    &["name"],
    &["schema"],
    &["op", "statement", "lock"],
    &["diff", "plan", "model", "migration"],
    &["dialect"],
    &["run", "snapshot", "manager"],
];

/// What has no I/O, no clock, no environment, and nothing asynchronous.
const PURE: [&str; 9] = [
    "matrx-core/src/name.rs",
    "matrx-core/src/schema",
    "matrx-core/src/op",
    "matrx-core/src/statement.rs",
    "matrx-core/src/diff",
    "matrx-core/src/plan",
    "matrx-core/src/lock",
    "matrx-core/src/dialect/postgres/render",
    "matrx-cli/src/source",
];

fn rank(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

#[test]
fn a_layer_knows_only_those_below_it() {
    let upward = lines(&["matrx-core/src"]).into_iter().filter(|line| {
        let inside = line.file.trim_start_matches("matrx-core/src/");
        let own = inside.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        let Some(own) = rank(own) else { return false };
        line.text.split("crate::").skip(1).any(|path| {
            // Spelling a type as PostgreSQL does is a pure function, and models need it.
            let pure = path.starts_with("dialect::postgres::types");
            let module: String =
                path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            !pure && rank(&module).is_some_and(|other| other > own)
        })
    });
    assert_none("a layer uses one above it", upward);
}

#[test]
fn pure_layers_do_not_touch_the_world() {
    let words = [
        "sqlx",
        "tokio",
        "async ",
        ".await",
        "std::fs",
        "std::env",
        "std::io::",
        "std::process",
        "std::net",
        "SystemTime",
        "Instant::",
        "println!",
        "eprintln!",
        "rand::",
    ];
    // What the models' source says of sqlx is text.
    let unquoted = |line: &Line| -> String { line.text.split('"').step_by(2).collect() };
    let touching = lines(&PURE)
        .into_iter()
        .filter(|line| words.iter().any(|word| unquoted(line).contains(word)));
    assert_none("a pure layer touches the world", touching);
}

#[test]
fn names_are_quoted_in_one_place() {
    let quoting = lines(&["matrx-core/src"]).into_iter().filter(|line| {
        let by_hand = line.text.contains(r#", "\"\"")"#) || line.text.contains(r#", "''")"#);
        let writes_sql = ["dialect", "run", "migration", "manager"]
            .iter()
            .any(|folder| line.file.starts_with(&format!("matrx-core/src/{folder}/")));
        let pasted = line.text.contains(r#"\"{"#)
            && ["SELECT ", "ALTER ", "CREATE ", "DROP ", "INSERT ", "SET ", "COMMENT "]
                .iter()
                .any(|word| line.text.contains(word));
        line.file != "matrx-core/src/name.rs" && (by_hand || (writes_sql && pasted))
    });
    assert_none("a name or literal is quoted outside of name.rs", quoting);
}

#[test]
fn introspection_queries_are_sql_files() {
    let inline = lines(&["matrx-core/src/dialect/postgres/introspect"])
        .into_iter()
        .filter(|line| ["FROM pg_", "JOIN pg_"].iter().any(|word| line.text.contains(word)));
    assert_none("a catalogue query stands in Rust source", inline);
}

#[test]
fn macros_leave_the_rules_to_the_library() {
    let rules = lines(&["matrx-derive/src"]).into_iter().filter(|line| {
        ["character varying", "timestamp with time zone", "double precision", "_pkey", "_fkey"]
            .iter()
            .any(|word| line.text.contains(word))
    });
    assert_none("a macro holds a rule of naming or typing", rules);
}
