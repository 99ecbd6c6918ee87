//! The check at compile time, in a project as a user has it: what it says, at which level, and that
//! cargo builds again when something changes that it depends on.

use matrx_tests::ScratchProject;

const MODELS: &str = r#"#![allow(dead_code)]

use matrx_core::{Enum, Model};

#[derive(Model)]
#[model(index(email, nick))]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(default = "''")]
    email: String,
    nick: Option<String>,
}

#[derive(Enum)]
#[sqlx(rename_all = "lowercase")]
enum Mood {
    Sad,
    Happy,
}
"#;

const LOCK: &str = r#"matrx-lock 1 head=0001_initial sha256=0
server 15

enum mood "sad" "happy" // Mood

table users crate=app // User
  column id bigint not null // i64; primary_key
  column email text not null default "''" // String; default = "''"
  column nick text // Option<String>
  primary key users_pkey (id)
  index users_email_nick_idx using btree (email, nick) // index(email, nick)
"#;

const LOCK_FILE: &str = "src/migrations/schema.lock";
const NEXT: &str = "; run `cargo run --bin matrx-cli makemigrations` (MATRX_CHECK=off";

fn project(name: &str, metadata: &str) -> ScratchProject {
    let project = ScratchProject::new(name);
    let manifest = project.read("Cargo.toml");
    let features = "[features]\ndefault = [\"odd-name\"]\nodd-name = []\n";
    project.write("Cargo.toml", &format!("{manifest}\n{features}\n{metadata}"));
    project.write("src/lib.rs", MODELS).write(LOCK_FILE, LOCK);
    project
}

/// What cargo says of the library, and whether it succeeds.
fn check(project: &ScratchProject) -> (bool, String) {
    let output = project.cargo(&["build", "--lib"]);
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn built(project: &ScratchProject, text: &str) -> bool {
    text.contains(&format!("Compiling {} ", project.name()))
}

#[test]
fn each_change_is_reported_at_its_place() {
    let project = project("check-places", "");
    let (_, text) = check(&project);
    assert!(built(&project, &text) && !text.contains("warning"), "{text}");
    for (from, to, line, message) in [
        (
            "#[model(index",
            "#[model(table = \"people\", index",
            7,
            "model `User` (table `people`) is in no migration",
        ),
        (
            "    nick:",
            "    age: i32,\n    nick:",
            12,
            "column `age` of model `User` is in no migration",
        ),
        (
            "id: i64",
            "id: i32",
            9,
            "the type of column `id` of model `User` is `i64` in the last migration and `i32` here",
        ),
        (
            "default = \"''\"",
            "default = \"'x'\"",
            11,
            "`default` of column `email` of model `User` is `\"''\"` in the last migration and `\"'x'\"` here",
        ),
        (
            "index(email, nick)",
            "index(email)",
            6,
            "index of model `User` is `index(email, nick)` in the last migration and `index(email)` here",
        ),
        ("    Happy,", "    Happy,\n    Odd,", 20, "value `odd` of enum `Mood` is in no migration"),
        (
            "    Happy,\n",
            "",
            17,
            "value `happy` of enum `Mood` is in the last migration, and no variant has it",
        ),
    ] {
        assert!(MODELS.contains(from), "{from}");
        project.write("src/lib.rs", &MODELS.replace(from, to));
        let (success, text) = check(&project);
        assert!(success, "{text}");
        assert!(text.contains("warning: use of deprecated constant"), "{text}");
        assert!(text.contains(&format!("{message}{NEXT}")), "{message}\n{text}");
        assert!(text.contains(&format!("src/lib.rs:{line}:")), "line {line}\n{text}");
    }
    // a column that went is reported at the struct
    let model = MODELS.replace("    nick: Option<String>,\n", "").replace("email, nick", "email");
    project.write("src/lib.rs", &model);
    let (_, text) = check(&project);
    let message =
        "column `nick` of model `User` is in the last migration, and no field has it".to_owned();
    assert!(text.contains(&(message + NEXT)) && text.contains("src/lib.rs:7:8"), "{text}");
}

#[test]
fn the_level_decides_between_warning_and_error() {
    let uncovered = MODELS.replace("    nick:", "    age: i32,\n    nick:");
    let message = "column `age` of model `User` is in no migration";
    let release = "[profile.dev.package.check-levels]\ndebug-assertions = false\n";
    for (level, profile, success, reported) in [
        ("warn", "", true, true),
        ("warn", release, true, true),
        ("deny-release", "", true, true),
        ("deny-release", release, false, true),
        ("deny", "", false, true),
        ("off", "", true, false),
        ("loud", "", false, false),
    ] {
        let metadata = format!("[package.metadata.matrx]\ncheck = \"{level}\"\n{profile}");
        let project = project("check-levels", &metadata);
        project.write("src/lib.rs", &uncovered);
        let (succeeded, text) = check(&project);
        assert_eq!(succeeded, success, "{level}\n{text}");
        assert_eq!(text.contains(message), reported, "{level}\n{text}");
        assert_eq!(text.contains("error: column `age`"), reported && !success, "{level}\n{text}");
        if level == "loud" {
            assert!(
                text.contains("is `loud`, and it must be `warn`, `deny-release`, `deny` or `off`"),
                "{text}"
            );
        }
    }
}

#[test]
fn cargo_builds_again_when_lock_manifest_or_variable_change() {
    let mut project = project("check-rebuild", "[package.metadata.matrx]\ncheck = \"warn\"\n");
    let (_, text) = check(&project);
    assert!(built(&project, &text), "{text}");
    let (_, text) = check(&project);
    assert!(!built(&project, &text), "{text}");

    project.replace(LOCK_FILE, "  column nick text // Option<String>\n", "");
    let (success, text) = check(&project);
    assert!(success && built(&project, &text), "{text}");
    assert!(text.contains("column `nick` of model `User` is in no migration"), "{text}");

    project.replace("Cargo.toml", "check = \"warn\"", "check = \"deny\"");
    let (success, text) = check(&project);
    assert!(!success && text.contains("error: column `nick`"), "{text}");

    project.env("MATRX_CHECK", "off");
    let (success, text) = check(&project);
    assert!(success && built(&project, &text) && !text.contains("nick"), "{text}");
    project.env("MATRX_CHECK", "warn");
    let (success, text) = check(&project);
    assert!(success && built(&project, &text) && text.contains("column `nick`"), "{text}");
}

#[test]
fn a_lock_in_conflict_only_warns_in_a_dev_build() {
    let project = project("check-conflict", "[package.metadata.matrx]\ncheck = \"deny\"\n");
    project.replace(
        LOCK_FILE,
        "server 15\n",
        "<<<<<<< HEAD\nserver 15\n=======\nserver 16\n>>>>>>> x\n",
    );
    let (success, text) = check(&project);
    assert!(success, "{text}");
    assert!(text.contains("schema.lock has a merge conflict in line 2"), "{text}");
    assert_eq!(text.matches("merge conflict").count(), 1, "{text}");
    std::fs::remove_file(project.path().join(LOCK_FILE)).unwrap();
    let (success, text) = check(&project);
    assert!(success && !text.contains("migration"), "a project without a lock: {text}");
}

#[test]
fn models_and_migrations_may_live_in_different_packages() {
    let project =
        project("check-elsewhere", "[package.metadata.matrx]\nmigrations = \"db/migrations\"\n");
    project.replace(LOCK_FILE, "column nick", "column gone");
    project.write("db/migrations/schema.lock", LOCK);
    let (success, text) = check(&project);
    assert!(success && !text.contains("warning"), "{text}");
    project.replace("db/migrations/schema.lock", "  column nick text // Option<String>\n", "");
    let (_, text) = check(&project);
    assert!(text.contains("column `nick` of model `User` is in no migration"), "{text}");
}
