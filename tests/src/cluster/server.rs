//! One server: `initdb` into a temporary folder, a port of its own, stopped when this process ends.
//!
//! The server hangs on a small shell that waits for the end of its standard input. That pipe is
//! held by this process, so whatever ends it (the last test, a panic, `kill -9`), the kernel closes
//! the pipe, and the shell stops the server and removes its folder.

use std::fs::{File, OpenOptions};
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection as _, PgConnection};

use super::account::Account;
use super::{Database, Programs};
use crate::scratch::workspace_root;

/// Waits for the end of its input, then stops the server, which is its child, and clears away.
const SUPERVISOR: &str = r#"
folder=$1; shift
"$@" &
server=$!
(while kill -0 "$server" 2>/dev/null; do sleep 1; done; kill "$$" 2>/dev/null) <&- >/dev/null 2>&1 &
watch=$!
read -r _
kill "$watch" 2>/dev/null
kill -QUIT "$server" 2>/dev/null
wait "$server"
rm -rf "$folder"
"#;

/// What a server of one's own differs in; the shared one has the defaults.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Server settings, as `-c name=value`; they come last, so they win.
    pub server: Vec<(String, String)>,
}

impl Settings {
    /// One more server setting.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Settings {
        self.server.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// A running server. Its superuser is `postgres`, without a password.
#[derive(Debug)]
pub struct Cluster {
    port: u16,
    folder: PathBuf,
    pid: u32,
    counter: AtomicU32,
    // Its standard input is held for its end: when it closes, the server stops.
    supervisor: Child,
}

impl Cluster {
    /// The server of this test process, started by the first call.
    ///
    /// # Panics
    ///
    /// Where the machine has no PostgreSQL, or it does not start.
    pub fn shared() -> &'static Cluster {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        SHARED.get_or_init(|| Cluster::start(&Settings::default()))
    }

    /// A server of one's own, which stops when the value is dropped.
    ///
    /// # Panics
    ///
    /// Where the machine has no PostgreSQL, or it does not start.
    pub fn start(settings: &Settings) -> Cluster {
        let programs = Programs::find();
        let account = Account::choose();
        let parent =
            if Path::new("/tmp").is_dir() { PathBuf::from("/tmp") } else { std::env::temp_dir() };
        let folder = tempfile::Builder::new()
            .prefix("matrx-pg-")
            .tempdir_in(parent)
            .expect("a temporary folder can be made")
            .keep();
        if let Some(account) = account {
            account.owns(&folder);
        }
        initdb(programs, account, &folder);
        let mut failures = Vec::new();
        for _ in 0..5 {
            match start_on(free_port(), programs, account, &folder, settings) {
                Ok(cluster) => return cluster,
                Err(why) => failures.push(why),
            }
        }
        panic!("the test server does not start: {}", failures.join("; "));
    }

    /// The port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The process id of the server's postmaster, as its pid file has it.
    pub fn postmaster(&self) -> u32 {
        self.pid
    }

    /// The folder of the unix socket.
    pub fn socket_folder(&self) -> &Path {
        &self.folder
    }

    /// The superuser's URL of a database on this server.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// The superuser's options for a database on this server.
    pub fn options(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .host("127.0.0.1")
            .port(self.port)
            .username("postgres")
            .database(database)
            .ssl_mode(sqlx::postgres::PgSslMode::Disable)
    }

    /// A new, empty database.
    pub async fn database(&self) -> Database {
        self.clone_of("template1").await
    }

    /// A new database with the structure and rows of another one, to which nobody may be connected.
    pub async fn clone_of(&self, template: &str) -> Database {
        let number = self.counter.fetch_add(1, Ordering::Relaxed);
        let name = format!("t{}_{number}", std::process::id());
        self.admin(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        Database::new(name.clone(), self.url(&name), self.options(&name))
    }

    /// Runs one statement as the superuser, outside of the test databases.
    pub async fn admin(&self, statement: &str) {
        let mut connection = PgConnection::connect_with(&self.options("postgres"))
            .await
            .expect("the test server accepts a connection");
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement.to_owned()))
            .execute(&mut connection)
            .await
            .unwrap_or_else(|why| panic!("{statement}: {why}"));
        connection.close().await.expect("a connection can be closed");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Waiting closes the input first; an error means that the supervisor is gone already.
        let _ended = self.supervisor.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("the machine has a free port");
    listener.local_addr().expect("a bound socket has an address").port()
}

fn initdb(programs: &Programs, account: Option<Account>, folder: &Path) {
    let mut command = programs.command("initdb");
    command
        .args(["--no-sync", "--encoding=UTF8", "--locale=C", "--username=postgres", "--auth=trust"])
        .arg("--pgdata")
        .arg(folder.join("data"))
        .current_dir(folder);
    if let Some(account) = account {
        account.runs(&mut command);
    }
    let output = command.output().expect("initdb can be run");
    assert!(output.status.success(), "initdb failed: {}", String::from_utf8_lossy(&output.stderr));
}

fn start_on(
    port: u16,
    programs: &Programs,
    account: Option<Account>,
    folder: &Path,
    settings: &Settings,
) -> Result<Cluster, String> {
    let (log, path) = log_file();
    let mut command = programs.clean(Command::new("sh"));
    command.arg("-c").arg(SUPERVISOR).arg("sh").arg(folder).arg(programs.path("postgres"));
    command.arg("-D").arg(folder.join("data"));
    let socket = folder.display().to_string();
    let fixed = [
        ("listen_addresses", "127.0.0.1"),
        ("port", &port.to_string()),
        ("unix_socket_directories", &socket),
        ("fsync", "off"),
        ("full_page_writes", "off"),
        ("synchronous_commit", "off"),
        ("max_connections", "200"),
        ("shared_buffers", "64MB"),
        ("autovacuum", "off"),
        ("max_wal_size", "4GB"),
        ("log_line_prefix", "%m %d %a: "),
        ("timezone", "UTC"),
    ];
    for (name, value) in fixed {
        command.arg("-c").arg(format!("{name}={value}"));
    }
    for (name, value) in &settings.server {
        command.arg("-c").arg(format!("{name}={value}"));
    }
    // A group of its own: Ctrl-C in the terminal ends the tests, and the pipe ends the server.
    command
        .process_group(0)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(log);
    if let Some(account) = account {
        account.runs(&mut command);
    }
    let mut supervisor = command.spawn().map_err(|why| format!("sh: {why}"))?;
    let pid = wait_until_ready(&mut supervisor, folder).map_err(|why| {
        // Waiting closes its input, so a server that is only slow stops as well.
        let _ended = supervisor.wait();
        format!("{why}; its log is {}", path.display())
    })?;
    let counter = AtomicU32::new(0);
    Ok(Cluster { port, folder: folder.to_owned(), pid, counter, supervisor })
}

/// The last line of the pid file says `ready` once the server accepts connections.
fn wait_until_ready(supervisor: &mut Child, folder: &Path) -> Result<u32, String> {
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(60) {
        let text = std::fs::read_to_string(folder.join("data/postmaster.pid")).unwrap_or_default();
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        if lines.get(7) == Some(&"ready") {
            return lines[0].parse().map_err(|why| format!("postmaster.pid: {why}"));
        }
        if supervisor.try_wait().map_err(|why| why.to_string())?.is_some() {
            return Err("the server stopped at once".to_owned());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Err("the server was not ready after 60 s".to_owned())
}

/// The server's log, one file per test binary under `target/tests`, so that it is there after a failure.
fn log_file() -> (File, PathBuf) {
    let folder = workspace_root().join("target/tests");
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    let binary = std::env::current_exe().expect("a process has a program");
    let stem =
        binary.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let name = stem.rsplit_once('-').map_or(stem.as_str(), |(name, _hash)| name);
    let path = folder.join(format!("postgres-{name}.log"));
    let large = std::fs::metadata(&path).is_ok_and(|data| data.len() > 16 << 20);
    if large {
        std::fs::remove_file(&path).expect("an old log can be removed");
    }
    let file =
        OpenOptions::new().create(true).append(true).open(&path).expect("a log can be written");
    (file, path)
}
