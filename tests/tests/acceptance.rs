//! The acceptance cases of `tests/acceptance`, on a real server.
//!
//! `MATRX_ACCEPTANCE_ONLY=part` runs the cases whose name contains `part`; `MATRX_ACCEPTANCE=overwrite`
//! writes the sections `operations` and `hazards` of the cases that pass otherwise. `MATRX_ACCEPTANCE_SCHEMAS=folder`
//! builds each `*.sql` of that folder, loaded by psql, instead of the real schemas in `tests/schemas`; without owners and
//! privileges.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use matrx_core::schema::ObjectKind;
use matrx_tests::acceptance::{Case, Section, Suite, collections, there_and_back};
use matrx_tests::workspace_root;

/// How many cases there are of each kind, at least.
const AT_LEAST: &[(&str, usize)] = &[
    ("columns", 168),
    ("combined", 16),
    ("comments", 10),
    ("constraints", 87),
    ("dependents", 61),
    ("enums", 32),
    ("extensions", 10),
    ("indexes", 37),
    ("names", 14),
    ("others", 24),
    ("inheritance", 59),
    ("partitions", 31),
    ("policies", 12),
    ("privileges", 21),
    ("publications", 17),
    ("renames", 45),
    ("routines", 21),
    ("schemas", 15),
    ("sequences", 10),
    ("serial", 23),
    ("settings", 20),
    ("tables", 15),
    ("triggers", 18),
    ("types", 22),
    ("views", 33),
];
/// Changes that people write and the difference of two structures never is.
const BY_HAND: [&str; 1] = ["RenameObject"];
/// The first major version of PostgreSQL that loads a schema, where that is not the first of all. The other one has
/// objects that are not covered, and `take_over` looks after it.
const LOADED_FROM: [(&str, u32); 2] = [("crates_io", 14), ("pg_regression", u32::MAX)];
/// How many there are in all, at least.
const IN_ALL: usize = 817;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_case_goes_there_and_back() {
    let overwrite = match std::env::var("MATRX_ACCEPTANCE").as_deref() {
        Ok("overwrite") => true,
        Ok(other) => panic!("MATRX_ACCEPTANCE={other}: only `overwrite` is known"),
        Err(_) => false,
    };
    assert!(
        !overwrite || std::env::var_os("CI").is_none(),
        "MATRX_ACCEPTANCE=overwrite has no business where CI is set"
    );
    let only = std::env::var("MATRX_ACCEPTANCE_ONLY").ok();
    let report = Suite { only: only.clone(), overwrite }.run().await;
    assert!(
        report.failures.is_empty(),
        "{} of {} cases fail\n\n{}",
        report.failures.len(),
        report.ran,
        report.failures.join("\n\n")
    );
    assert!(report.ran > 0, "no case ran");
    if only.is_none() {
        let missing: Vec<String> =
            operations().into_iter().filter(|name| !report.variants.contains(name)).collect();
        let missing: Vec<String> =
            missing.into_iter().filter(|name| !BY_HAND.contains(&name.as_str())).collect();
        assert!(missing.is_empty(), "no case makes the changes {missing:?}");
        let missing: Vec<&ObjectKind> =
            ObjectKind::ALL.iter().filter(|kind| !report.objects.contains(kind)).collect();
        assert!(missing.is_empty(), "no case has an object of the kinds {missing:?}");
    }
}

/// Real schemas, whole: built out of nothing, compared, taken back.
#[tokio::test]
async fn every_real_schema_comes_and_goes() {
    let folder = std::env::var_os("MATRX_ACCEPTANCE_SCHEMAS").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| workspace_root().join("tests/schemas"));
    let failures = there_and_back(&folder, &LOADED_FROM).await;
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// The variants of `Op`, by its source: there is no other list of them.
fn operations() -> BTreeSet<String> {
    let path = workspace_root().join("matrx-core/src/op/mod.rs");
    let text = std::fs::read_to_string(&path).expect("the source is there");
    let (_, body) = text.split_once("pub enum Op {\n").expect("it has the enum");
    let body = body.split("\n}").next().unwrap_or_default();
    let variants: BTreeSet<String> = body
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()))
        .map(|line| line.chars().take_while(char::is_ascii_alphanumeric).collect())
        .collect();
    assert!(variants.len() > 30, "the enum was not found: {variants:?}");
    // No difference of two structures is one: an object is known by its name alone.
    variants.into_iter().filter(|name| name != "RenameObject").collect()
}

#[test]
fn there_are_enough_cases_of_each_kind() {
    let cases: Vec<Case> = collections().into_iter().flat_map(|file| file.cases).collect();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for case in &cases {
        *kinds.entry(case.kind()).or_default() += 1;
    }
    for &(kind, least) in AT_LEAST {
        let found = kinds.remove(kind).unwrap_or_default();
        assert!(found >= least, "{kind}: {found} cases, not {least}");
    }
    assert!(kinds.is_empty(), "kinds that are not counted: {kinds:?}");
    assert!(cases.len() >= IN_ALL, "{} cases, not {IN_ALL}", cases.len());
}

/// A case that expects nothing of its own would pass whatever the difference is.
#[test]
fn each_case_says_what_is_expected() {
    for case in collections().into_iter().flat_map(|file| file.cases) {
        let says =
            [Section::Operations, Section::Refused].into_iter().any(|s| case.text(s).is_some());
        assert!(says, "{}: no operations", case.id);
        let changes = case.text(Section::Old) != case.text(Section::New);
        assert!(changes || case.text(Section::Operations) == Some("nothing"), "{}", case.id);
    }
}

/// In the table of objects, each of our cells names a case that is there.
#[test]
fn the_page_of_coverage_names_cases_that_exist() {
    let page = std::fs::read_to_string(workspace_root().join("docs/coverage.md"))
        .expect("the page is there");
    let (_, section) = page
        .split_once("\n## Objects, beside the peers\n")
        .expect("the page has the table of objects");
    let section = section.split("\n## ").next().unwrap_or_default();
    let ids: BTreeSet<String> =
        collections().into_iter().flat_map(|file| file.cases).map(|case| case.id).collect();
    let rows: Vec<&str> = section.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert!(rows.len() > 40, "the table was not found");
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 10, "{row}");
        let case = cells[1].trim_matches('`');
        assert!(case == "–" || ids.contains(case), "there is no case {case}");
    }
}
