//! Two branches of a project, made with git, each with a migration of its own, come together.

use std::path::Path;
use std::process::Command;

use matrx_tests::{App, Cluster, Ran, pg_dump, run};

/// The models of a branch; `fields` are what it adds.
fn users(fields: &str) -> String {
    format!(
        "#[derive(Model)]\n#[model(table = \"users\")]\npub struct User {{\n    \
         #[column(primary_key, identity)]\n    pub id: i64,\n{fields}}}\n"
    )
}

fn git(folder: &Path, words: &[&str]) -> Ran {
    run(Command::new("git")
        .args(["-c", "user.name=Ada", "-c", "user.email=ada@example.org"])
        .args(["-c", "commit.gpgsign=false", "-c", "merge.conflictStyle=merge"])
        .args(words)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1"))
}

/// A dump without the order of columns and without the rows of `COPY`.
fn structure(url: &str) -> Vec<String> {
    let dump = pg_dump(url);
    let mut lines: Vec<String> =
        dump.lines().map(|line| line.trim_end_matches(',').to_owned()).collect();
    lines.sort();
    lines
}

#[tokio::test]
async fn two_branches_come_together_and_no_database_runs_anything_twice() {
    let base = Cluster::shared().database().await;
    let app = App::new("merge_app", &base);
    let folder = app.project.path().to_owned();
    let done = |words: &[&str]| git(&folder, words).expect(0);
    app.models(&users(""));
    app.ok(&["makemigrations"]);
    app.project.write(".gitignore", "/programs\n");
    for words in [["init", "--quiet", "--initial-branch=main"].as_slice(), &["add", "--all"]] {
        done(words);
    }
    done(&["commit", "--quiet", "--message", "begin"]);
    app.ok(&["migrate"]);

    // A colleague adds an age, and a table after that.
    let theirs = Cluster::shared().database().await;
    done(&["checkout", "--quiet", "-b", "theirs"]);
    app.models(&users("    pub age: Option<i32>,\n"));
    let on_theirs = ["--database-url", theirs.url.as_str()];
    let at = |words: &[&str], url: [&'_ str; 2]| -> Vec<String> {
        words.iter().chain(&url).map(|word| (*word).to_owned()).collect()
    };
    let ok = |words: &[&str], url: [&str; 2]| {
        let words = at(words, url);
        app.ok(&words.iter().map(String::as_str).collect::<Vec<_>>())
    };
    ok(&["migrate"], on_theirs);
    ok(&["makemigrations"], on_theirs).has("m0002_add_age_to_users.rs");
    app.ok(&["create_empty", "--name", "by hand"]).has("m0003_by_hand.rs");
    ok(&["migrate"], on_theirs).has("2 migrations applied");
    done(&["add", "--all"]);
    done(&["commit", "--quiet", "--message", "age"]);

    // We add an e-mail address meanwhile.
    let ours = Cluster::shared().database().await;
    let on_ours = ["--database-url", ours.url.as_str()];
    done(&["checkout", "--quiet", "main"]);
    app.models(&users("    pub email: Option<String>,\n"));
    ok(&["migrate"], on_ours);
    ok(&["makemigrations"], on_ours).has("m0002_add_email_to_users.rs");
    ok(&["migrate"], on_ours).has("1 migration applied");
    ours.psql("INSERT INTO users (email) VALUES ('ours')");
    theirs.psql("INSERT INTO users (age) VALUES (7)");
    done(&["add", "--all"]);
    done(&["commit", "--quiet", "--message", "email"]);
    app.cargo_matrx(&["merge"]).has("nothing to merge").expect(0);

    // Both files conflict, on purpose.
    let merged = git(&folder, &["merge", "theirs"]);
    merged.expect(1);
    merged.has("src/migrations/mod.rs").has("src/migrations/schema.lock");
    app.models(&users("    pub email: Option<String>,\n    pub age: Option<i32>,\n"));

    // What only a person can resolve is named, and nothing is changed.
    let mod_file = app.project.read("src/migrations/mod.rs");
    app.project.write(
        "src/migrations/mod.rs",
        &mod_file.replace("mod m0002_add_email", "pub use helper;\nmod m0002_add_email"),
    );
    let files = app.migrations();
    let refused = app.cargo_matrx(&["merge"]);
    refused.expect(2);
    refused.has("mod.rs: the branches differ in more than the `mod` lines");
    assert_eq!(app.migrations(), files);
    app.project.write("src/migrations/mod.rs", &mod_file);
    let path = "src/migrations/m0002_add_age_to_users.rs";
    let file = app.project.read(path);
    app.project.write(path, &format!("<<<<<<< HEAD\n=======\n{file}>>>>>>> theirs\n"));
    let refused = app.cargo_matrx(&["merge"]);
    refused.expect(2);
    refused.has("both branches have a migration of this name");
    app.project.write(path, &file);
    app.cargo_matrx(&["merge", "one", "two"]).expect(2);
    assert_eq!(app.migrations(), files);

    let merged = app.cargo_matrx(&["merge", "email and age"]);
    merged.expect(0);
    merged
        .has("0002_add_age_to_users is 0003_add_age_to_users now")
        .has("0003_by_hand is 0004_by_hand now")
        .has("0005_email_and_age joins 0002_add_email_to_users and 0004_by_hand")
        .has("schema.lock has the lines of both branches");
    let names =
        ["0001_initial", "0002_add_email_to_users", "0003_add_age_to_users", "0004_by_hand"];
    let mut expected: Vec<String> = names.iter().map(|id| format!("m{id}.rs")).collect();
    expected.push("m0005_email_and_age.rs".to_owned());
    assert_eq!(app.migrations(), expected);
    app.cargo_matrx(&["merge"]).has("nothing to merge").expect(0);

    // The lock is written anew from the migrations, and nothing is left open.
    app.ok(&["makemigrations"]).has("edited by hand or merged").has("brought");
    app.ok(&["makemigrations"]).has("no changes detected").has_no("merged");
    app.ok(&["heads"]).has("0005_email_and_age").has_no("0004");
    app.ok(&["branches"])
        .has("0001_initial → 0002_add_email_to_users, 0003_add_age_to_users")
        .has("0005_email_and_age ← 0002_add_email_to_users, 0004_by_hand");
    assert_eq!(git(&folder, &["diff", "--check"]).code, 0);

    // Each database runs what it lacks, and knows what it has by its former id.
    let program = app.program("merged");
    let migrate = |url: &str| program.ok(&["migrate", "--database-url", url]);
    migrate(&ours.url).has("3 migrations applied").has_no("add_email");
    migrate(&theirs.url).has("2 migrations applied").has_no("add_age");
    migrate(&base.url).has("4 migrations applied");
    for database in [&ours, &theirs, &base] {
        program.ok(&["check", "--database-url", &database.url]);
        program.ok(&["migrate", "--database-url", &database.url]).has("nothing to do");
        assert_eq!(
            database.psql("SELECT name FROM _matrx_migrations ORDER BY name"),
            "0001_initial\n0002_add_email_to_users\n0003_add_age_to_users\n0004_by_hand\n\
             0005_email_and_age\n"
        );
        assert_eq!(structure(&database.url), structure(&base.url));
    }
    assert_eq!(ours.psql("SELECT email, age FROM users"), "ours|\n");
    assert_eq!(theirs.psql("SELECT email, age FROM users"), "|7\n");
    // All the way back, in whatever order it was applied.
    for database in [&ours, &theirs] {
        program.ok(&["rollback", "base", "--database-url", &database.url]).has("5 migrations");
    }
}
