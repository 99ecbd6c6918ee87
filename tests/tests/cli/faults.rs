//! Signals, pipes, full disks, folders that cannot be written, two runs at once: nothing is lost,
//! and the next run goes on.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use matrx_tests::{App, Cluster, Program, Ran, pg_dump, run};

const USERS: &str = r#"
#[derive(Model)]
#[model(table = "users")]
pub struct User {
    #[column(primary_key)]
    pub id: i64,
    #[column(default = "1 + 1")]
    pub age: i64,
}
"#;

/// The files of the migrations, with their texts.
fn files(app: &App) -> Vec<(String, String)> {
    let folder = app.project.path().join("src/migrations");
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut files: Vec<(String, String)> = entries
        .map(|entry| entry.expect("an entry can be read").path())
        .filter(|path| path.is_file())
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a file can be read");
            (path.file_name().expect("a file has a name").to_string_lossy().into_owned(), text)
        })
        .filter(|(name, _)| !name.starts_with('.'))
        .collect();
    files.sort();
    files
}

fn restore(app: &App, before: &[(String, String)]) {
    let folder = app.project.path().join("src/migrations");
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
    for (name, text) in before {
        app.project.write(&format!("src/migrations/{name}"), text);
    }
}

/// Runs a script of bash in which `$0` is the program.
fn bash(program: &Program, script: &str) -> Ran {
    run(&mut program.bash(script))
}

#[tokio::test]
async fn a_fault_loses_nothing() {
    let database = Cluster::shared().database().await;
    let app = App::new("faults_app", &database);
    app.models(USERS);
    let program = app.program("before");
    let before = files(&app);

    // A folder that cannot be written: root loses the right to write anywhere first.
    let me = run(Command::new("id").arg("-u"));
    let less = if me.out.trim() == "0" {
        "setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-all"
    } else {
        ""
    };
    let script = format!(
        "chmod a-w src/migrations src/migrations/*; {less} \"$0\" makemigrations; code=$?; chmod u+w src/migrations src/migrations/*; exit $code"
    );
    bash(&program, &script).has("src/migrations").has_no("panicked").expect(2);
    assert_eq!(files(&app), before);

    // A disk that takes no byte more: with the signal ignored, a write fails as on a full disk.
    let full = bash(&program, "trap '' XFSZ; ulimit -f 0; exec \"$0\" makemigrations");
    full.expect(2);
    full.has("src/migrations").has_no("panicked");
    assert_eq!(files(&app), before);

    // Killed while it writes: by the same limit, and at any moment.
    bash(&program, "ulimit -f 0; exec \"$0\" makemigrations");
    let started = Instant::now();
    program.ok(&["makemigrations"]);
    let took = started.elapsed();
    let whole = files(&app);
    assert_eq!(whole.len(), before.len() + 1);
    for part in 0..12 {
        restore(&app, &before);
        let mut child = program
            .command(&["makemigrations"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        std::thread::sleep(took * (part + 9) / 20);
        child.kill().expect("a child can be killed");
        child.wait().expect("a child can be waited for");
        let next = run(&mut program.command(&["makemigrations"]));
        // Completed by this run, it has a migration that the program does not have linked yet.
        assert!(next.code == 0 || next.all().contains("build it again"), "{}", next.all());
        assert_eq!(files(&app), whole);
    }

    // Two at once: one of them writes, and nothing is written twice.
    restore(&app, &before);
    let two = [(), ()].map(|()| {
        program
            .command(&["makemigrations"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs")
    });
    let codes = two.map(|mut child| child.wait().expect("it ends").code());
    assert!(codes.contains(&Some(0)), "{codes:?}");
    assert_eq!(files(&app), whole);

    stopped_by_a_signal(&app, &database);
}

/// ^C while a migration runs: it is rolled back.
fn stopped_by_a_signal(app: &App, database: &matrx_tests::Database) {
    let file = format!("src/migrations/{}", app.migrations()[0]);
    app.project.replace(
        &file,
        "fn up(m: &mut Steps) {\n",
        "fn up(m: &mut Steps) {\n    m.sql(\"SELECT pg_catalog.pg_sleep(60) WHERE EXISTS (SELECT FROM nap)\").down(\"SELECT 1\");\n",
    );
    let program = app.program("after");
    database.psql("CREATE TABLE nap (id int); INSERT INTO nap VALUES (1);");
    program.ok(&["status"]);
    let before = pg_dump(&database.url);
    let child = program
        .command(&["migrate"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let deadline = Instant::now() + Duration::from_secs(20);
    let asleep = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()";
    while database.psql(asleep).trim() != "1" {
        assert!(Instant::now() < deadline, "the migration never slept");
    }
    run(Command::new("kill").args(["-INT", &child.id().to_string()])).expect(0);
    let started = Instant::now();
    let ended = child.wait_with_output().expect("it ends");
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(130), "{said}");
    assert!(said.contains("stopping"), "{said}");
    let after = pg_dump(&database.url);
    assert!(!after.contains("public.users"), "{after}");
    assert!(before.contains("public.nap") && after.contains("public.nap"));
    assert_eq!(database.psql("SELECT count(*) FROM _matrx_migrations"), "0\n");

    // A reader that has enough is no failure.
    let head = bash(&program, "\"$0\" status | head -1");
    head.expect(0);
    head.has("on database").has_no("panicked");
    bash(&program, "\"$0\" sql | true").has_no("panicked").expect(0);

    database.psql("DELETE FROM nap");
    program.ok(&["migrate"]);
    program.ok(&["check"]);
}
