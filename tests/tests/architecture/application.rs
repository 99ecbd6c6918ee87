//! What an application takes in by depending on matrx.

use std::process::Command;

use matrx_tests::workspace_root;

/// The crates that end up in a program with these packages: no macros, no build scripts.
fn linked(package: &str) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--edges", "normal,no-proc-macro", "--prefix", "none"])
        .args(["--format", "{lib}", "--package", package])
        .current_dir(workspace_root())
        .output()
        .expect("cargo can be run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut crates: Vec<String> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| line.trim_end_matches(" (*)").to_owned())
        .collect();
    crates.sort();
    crates.dedup();
    assert!(crates.contains(&"sqlx".to_owned()), "{crates:?}");
    crates
}

#[test]
fn an_application_links_nothing_of_the_command_line() {
    for package in ["matrx-core", "blog"] {
        let crates = linked(package);
        for heavy in
            ["clap", "matrx_cli", "pglite_oxide", "wasmer", "inquire", "toml", "syn", "quote"]
        {
            assert!(!crates.contains(&heavy.to_owned()), "{package} links {heavy}");
        }
    }
}
