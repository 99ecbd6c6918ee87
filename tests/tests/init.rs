//! `cargo matrx init` in a new cargo project, and what a user does next.

use matrx_tests::{App, ScratchProject, cargo_matrx, run};

#[test]
fn a_project_that_was_set_up_builds_and_runs() {
    let app = App::without_database("init_app");
    app.project.write("src/main.rs", "fn main() {\n    println!(\"the application\");\n}\n");

    // A plain `cargo run` is the application's, `--bin matrx-cli` the command line's.
    assert_eq!(app.project.cargo_ok(&["run", "--quiet"]), "the application\n");
    app.ok(&["--version"]).has("matrx-cli 0.1.0");
    app.ok(&["sql"]);

    let tree = app.project.cargo_ok(&["tree", "-p", "init_app", "--edges", "normal"]);
    assert!(tree.contains("matrx-core"), "{tree}");
    for stranger in ["clap", "pglite", "wasmer", "toml_edit", "inquire", "matrx-cli"] {
        assert!(!tree.contains(stranger), "{stranger} in\n{tree}");
    }

    let again = run(std::process::Command::new(cargo_matrx())
        .args(["matrx", "init"])
        .current_dir(app.project.path()));
    again.expect(0);
    again.has("nothing to do");
}

#[test]
fn cargo_matrx_finds_the_command_line_from_anywhere_in_the_project() {
    let app = App::without_database("forward_app");
    let mut command = std::process::Command::new(cargo_matrx());
    command
        .args(["matrx", "sql", "0001"])
        .current_dir(app.project.path().join("src/migrations"))
        .env("CARGO_TARGET_DIR", matrx_tests::workspace_root().join("target/scratch"))
        .env("CARGO_NET_OFFLINE", "true");
    let ran = run(&mut command);
    ran.expect(2);
    ran.has("no migration is called 0001");
}

#[test]
fn without_a_project_the_next_command_is_named() {
    let empty = ScratchProject::empty("no_project");
    let mut command = std::process::Command::new(cargo_matrx());
    let ran = run(command.args(["matrx", "status"]).current_dir(empty.path()));
    ran.expect(2);
    ran.has("run `cargo matrx init`");
    let mut command = std::process::Command::new(cargo_matrx());
    let ran = run(command.args(["matrx", "init"]).current_dir(empty.path()));
    ran.expect(2);
    ran.has("there is no Cargo.toml");
}
