//! What programs read is what JSON.md describes.

use std::collections::BTreeSet;

use matrx_tests::{Program, workspace_root};
use serde_json::Value;

/// Runs every command that an application has and compares the fields with the page.
pub(crate) fn keys_are_documented(program: &Program) {
    let page = std::fs::read_to_string(workspace_root().join("matrx-cli/JSON.md"))
        .expect("JSON.md is there");
    let runs: [(&str, &[&[&str]]); 18] = [
        ("create_empty", &[&["create_empty", "--dry-run"]]),
        ("current", &[&["current"]]),
        ("heads", &[&["heads"]]),
        ("branches", &[&["branches"]]),
        ("merge", &[&["merge"]]),
        ("verify", &[&["verify", "--roundtrip"]]),
        ("show", &[&["show", "0001"]]),
        ("stamp", &[&["stamp"]]),
        ("repair", &[&["repair"]]),
        ("unlock", &[&["unlock"]]),
        ("ensure-version", &[&["ensure-version"]]),
        ("status", &[&["status"]]),
        ("history", &[&["history"]]),
        ("sql", &[&["sql"]]),
        ("check", &[&["check"]]),
        ("migrate", &[&["migrate"]]),
        ("makemigrations", &[&["makemigrations", "--dry-run", "--empty"], &["makemigrations"]]),
        ("rollback", &[&["rollback", "--to", "0002"]]),
    ];
    for (command, variants) in runs {
        let (top, all) = documented(&page, command);
        let mut seen = BTreeSet::new();
        for words in variants {
            let mut words = words.to_vec();
            words.extend(["--format", "json"]);
            let ran = program.ok(&words);
            let document: Value = serde_json::from_str(&ran.out).expect("one JSON document");
            assert_eq!(document["command"], command);
            assert_eq!(document["exit_code"], 0);
            seen.extend(document.as_object().expect("an object").keys().cloned());
            let mut printed = BTreeSet::new();
            keys(&document, &mut printed);
            let known =
                |key: &&String| !all.contains(*key) && *key != "command" && *key != "exit_code";
            let unknown: Vec<&String> = printed.iter().filter(known).collect();
            assert!(unknown.is_empty(), "{command}: not in JSON.md: {unknown:?}");
        }
        let missing: Vec<&String> = top.difference(&seen).collect();
        assert!(missing.is_empty(), "{command}: only in JSON.md: {missing:?}");
    }
}

fn keys(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                into.insert(key.clone());
                keys(value, into);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| keys(value, into)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The fields of a command's document, and those with the ones inside of them.
fn documented(page: &str, command: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let items = page.split("\n- ").skip(1);
    let name = format!("`{command}`");
    let (_, text) = items
        .filter_map(|item| item.split_once(": "))
        .find(|(names, _)| names.split(", ").any(|one| one == name))
        .unwrap_or_else(|| panic!("{command} is not in JSON.md"));
    let (mut top, mut all) = (BTreeSet::new(), BTreeSet::new());
    let mut depth = 0;
    for (at, part) in text.split('`').enumerate() {
        if at % 2 == 0 {
            depth += part.matches('(').count();
            depth -= part.matches(')').count();
        } else if !part.starts_with("--") {
            all.insert(part.to_owned());
            if depth == 0 {
                top.insert(part.to_owned());
            }
        }
    }
    (top, all)
}
