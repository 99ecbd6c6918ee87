//! One database of a test's own.

use std::process::{Output, Stdio};

use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection as _, PgConnection, PgPool};

use super::{Cluster, Programs};

/// A database that no other test uses.
#[derive(Clone, Debug)]
pub struct Database {
    /// Its name on the server.
    pub name: String,
    /// The superuser's URL.
    pub url: String,
    /// The same, parsed.
    pub options: PgConnectOptions,
}

impl Database {
    pub(super) fn new(name: String, url: String, options: PgConnectOptions) -> Database {
        Database { name, url, options }
    }

    /// A connection to it.
    ///
    /// # Panics
    ///
    /// Where the server does not take one.
    pub async fn connect(&self) -> PgConnection {
        PgConnection::connect_with(&self.options).await.expect("the database accepts a connection")
    }

    /// A pool on it.
    ///
    /// # Panics
    ///
    /// Where the server does not take a connection.
    pub async fn pool(&self) -> PgPool {
        PgPool::connect_with(self.options.clone()).await.expect("the database accepts a connection")
    }

    /// Removes it; only a test that makes many needs to, as all go with the server.
    pub async fn drop_from(self, cluster: &Cluster) {
        cluster.admin(&format!("DROP DATABASE {} WITH (FORCE)", self.name)).await;
    }

    /// Runs a script with `psql`, stopping at the first error, and gives its rows: a line each, `|` between
    /// columns.
    ///
    /// # Panics
    ///
    /// With `psql`'s message where the script fails.
    pub fn psql(&self, script: &str) -> String {
        let output = self.try_psql(script);
        assert!(
            output.status.success(),
            "psql failed: {}\n{script}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("the database is UTF-8")
    }

    /// The same where an error is expected.
    ///
    /// # Panics
    ///
    /// Where `psql` cannot be run at all.
    pub fn try_psql(&self, script: &str) -> Output {
        psql(&self.url, script)
    }
}

/// Runs a script with `psql` against a URL.
pub(crate) fn psql(url: &str, script: &str) -> Output {
    use std::io::Write as _;
    let mut child = Programs::find()
        .command("psql")
        .args([
            "--no-psqlrc",
            "--quiet",
            "--tuples-only",
            "--no-align",
            "--set=ON_ERROR_STOP=1",
            "--file=-",
        ])
        .arg(url)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("psql can be run");
    let mut input = child.stdin.take().expect("its input is a pipe");
    let script = script.to_owned();
    // psql may write before it has read everything, so the two directions must not wait for each other.
    let writer = std::thread::spawn(move || {
        // An error here means that psql stopped at an error, which its status tells.
        let _stopped = input.write_all(script.as_bytes());
    });
    let output = child.wait_with_output().expect("psql ends");
    writer.join().expect("the writer does not panic");
    output
}
