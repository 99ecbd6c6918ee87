//! The tests' own tools: the server comes, serves, and goes.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use matrx_tests::{Cluster, Settings, pg_dump, pg_dump_fixed};

#[tokio::test]
async fn databases_are_separate_and_can_be_cloned() {
    let cluster = Cluster::shared();
    let (first, second) = (cluster.database().await, cluster.database().await);
    first.psql("CREATE TABLE t (a int PRIMARY KEY)");
    assert_eq!(second.psql("SELECT count(*) FROM pg_class WHERE relname = 't'"), "0\n");
    let third = cluster.clone_of(&first.name).await;
    assert_eq!(pg_dump(&first.url), pg_dump(&third.url));
    assert_ne!(pg_dump(&first.url), pg_dump(&second.url));
}

#[tokio::test]
async fn a_dump_loads_into_the_same_structure() {
    let database = Cluster::shared().database().await;
    database.psql(
        "CREATE TYPE mood AS ENUM ('a', 'b;c');
         CREATE TABLE \"we\"\"ird\n*/\" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
             m mood DEFAULT 'b;c', n numeric(10, 2) CHECK (n > 0 AND n IS NOT NULL));
         COMMENT ON COLUMN \"we\"\"ird\n*/\".m IS 'a */\n-- b; c';",
    );
    let fixed = pg_dump_fixed(&database.url).await;
    assert_eq!(fixed, pg_dump(&database.url));
    assert!(fixed.contains("COMMENT ON COLUMN") && fixed.contains("-- b; c"), "{fixed}");
}

#[test]
fn a_server_of_ones_own_has_its_settings_and_stops_when_dropped() {
    let cluster = Cluster::start(&Settings::default().with("max_connections", "20"));
    let url = cluster.url("postgres");
    let folder = cluster.socket_folder().to_owned();
    let ask = || {
        let mut psql = matrx_tests::Programs::find().command("psql");
        psql.args(["-XAtqc", "SHOW max_connections", &url]).output().expect("psql can be run")
    };
    assert_eq!(ask().stdout, b"20\n");
    drop(cluster);
    assert!(!ask().status.success(), "the server still answers");
    assert!(!folder.exists(), "{} is still there", folder.display());
}

/// Runs this very binary as a child that starts a server and waits, kills it, and looks for the server.
#[test]
fn a_killed_test_process_leaves_no_server() {
    if std::env::var_os("MATRX_TESTKIT_CHILD").is_some() {
        let cluster = Cluster::shared();
        println!("postmaster {} in {}", cluster.postmaster(), cluster.socket_folder().display());
        std::io::Read::read(&mut std::io::stdin(), &mut [0]).expect("the input ends");
        return;
    }
    let mut child = Command::new(std::env::current_exe().expect("a process has a program"))
        .args(["--exact", "a_killed_test_process_leaves_no_server", "--nocapture"])
        .env("MATRX_TESTKIT_CHILD", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this binary can be run");
    let output = std::io::BufReader::new(child.stdout.take().expect("its output is a pipe"));
    let line = std::io::BufRead::lines(output)
        .map(|line| line.expect("its output is text"))
        .find(|line| line.contains("postmaster "))
        .expect("it starts a server");
    let (_, found) = line.split_once("postmaster ").expect("the line has a postmaster");
    let (pid, folder) = found.split_once(" in ").expect("the line has a folder");
    child.kill().expect("a child can be killed");
    child.wait().expect("a child can be waited for");
    let alive = || {
        let signal = Command::new("kill").args(["-0", pid]).stderr(Stdio::null()).status();
        signal.expect("`kill` can be run").success() || std::path::Path::new(folder).exists()
    };
    let killed = Instant::now();
    while alive() {
        assert!(
            killed.elapsed() < Duration::from_secs(20),
            "server {pid} in {folder} is still there"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}
