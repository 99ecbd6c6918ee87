//! How the source is written.

use matrx_tests::workspace_root;

use crate::source::{Line, assert_none, files, lines, read};

const CRATES: [&str; 3] = ["matrx-core/src", "matrx-derive/src", "matrx-cli/src"];
const ALL: [&str; 5] =
    ["matrx-core/src", "matrx-derive/src", "matrx-cli/src", "tests/src", "tests/tests"];

#[test]
fn a_file_has_at_most_500_lines() {
    let long: Vec<String> = files(&ALL)
        .into_iter()
        .map(|file| (read(&file).lines().count(), file))
        .filter(|(count, _)| *count > 500)
        .map(|(count, file)| format!("{file}: {count} lines"))
        .collect();
    assert!(long.is_empty(), "one noun a file:\n{}", long.join("\n"));
}

#[test]
fn a_library_root_holds_no_logic() {
    let logic = lines(&CRATES).into_iter().filter(|line| {
        let text = line.text.trim_start();
        let branches = ["if ", "match ", "for ", "while ", "loop ", "let "];
        line.file.ends_with("src/lib.rs") && branches.iter().any(|word| text.starts_with(word))
    });
    assert_none("a lib.rs holds logic", logic);
}

#[test]
fn nothing_is_left_for_later() {
    let words = [concat!("to", "do!("), concat!("unimple", "mented!("), concat!("#[ig", "nore")];
    let marks = [concat!("FIX", "ME"), concat!("TO", "DO"), concat!("X", "XX")];
    let mut found = Vec::new();
    for file in files(&ALL) {
        for (index, text) in read(&file).lines().enumerate() {
            if words.iter().chain(&marks).any(|word| text.contains(word)) {
                found.push(Line { file: file.clone(), number: index + 1, text: text.to_owned() });
            }
        }
    }
    assert_none("something is left for later", found);
}

#[test]
fn nothing_panics_on_a_user() {
    let panicking = lines(&CRATES).into_iter().filter(|line| {
        // A span of the compiler's own is had by a method that is called so and does not panic there.
        let text = line.text.replace("span.unwrap()", "");
        [".unwrap()", "panic!(", ".expect(\"\")"].iter().any(|word| text.contains(word))
    });
    assert_none("a user would see a panic", panicking);
}

#[test]
fn order_is_never_random() {
    let random = lines(&CRATES)
        .into_iter()
        .filter(|line| ["HashMap", "HashSet"].iter().any(|word| line.text.contains(word)));
    assert_none("an order depends on a hash", random);
}

#[test]
fn lints_are_expected_with_a_reason_never_allowed() {
    let allowed = lines(&ALL)
        .into_iter()
        .filter(|line| line.text.contains("#[allow(") || line.text.contains("#![allow("));
    assert_none("a lint is allowed: expect it, with a reason", allowed);
}

/// The lints that guard the rest (no `unsafe`, no wildcard over an enum of ours, every public item
/// documented) reach every member.
#[test]
fn every_member_has_the_workspaces_lints() {
    let workspace = read("Cargo.toml");
    for lint in [
        "unsafe_code = \"forbid\"",
        "missing_docs = ",
        "wildcard_enum_match_arm = ",
        "unwrap_used = ",
    ] {
        assert!(workspace.contains(lint), "the workspace's Cargo.toml lacks {lint}");
    }
    for member in ["matrx-core", "matrx-derive", "matrx-cli", "tests"] {
        let manifest = read(&format!("{member}/Cargo.toml"));
        assert!(manifest.contains("[lints]\nworkspace = true"), "{member} has lints of its own");
        assert!(
            !workspace_root().join(member).join("build.rs").exists(),
            "{member} has a build script"
        );
    }
}

#[test]
fn messages_are_lower_case_fragments() {
    let wrong = lines(&CRATES).into_iter().filter(|line| {
        let Some((_, message)) = line.text.split_once("#[error(\"") else { return false };
        let Some((message, _)) = message.rsplit_once("\")]") else { return false };
        let mut letters = message.chars();
        let capital = letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase);
        // PostgreSQL is a name.
        (capital && !message.starts_with("PostgreSQL")) || message.ends_with('.')
    });
    assert_none("a message is not a lower-case fragment", wrong);
}

/// ARCHITECTURE.md names exactly the tests that there are.
#[test]
fn the_architecture_page_names_these_tests() {
    let page = read("ARCHITECTURE.md");
    let mut tests = Vec::new();
    for file in files(&["tests/tests/architecture"]) {
        let text = read(&file);
        for after in text.split("#[test]\nfn ").skip(1) {
            let name: String =
                after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !name.is_empty() {
                tests.push(name);
            }
        }
    }
    let (_, section) =
        page.split_once("\n## Invariants\n").expect("the page has a section Invariants");
    let section = section.split("\n## ").next().unwrap_or_default();
    let mut named: Vec<String> = section
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| word.matches('_').count() >= 2 && !word.contains(['.', ':', '/', '[']))
        .map(str::to_owned)
        .collect();
    tests.sort();
    named.sort();
    named.dedup();
    assert_eq!(named, tests);
}
