//! A PostgreSQL compiled into this binary, for a project that has no database yet.
//!
//! Goes in: a folder for its data. Comes out: options to connect with, as to any server; nothing
//! else of matrx knows the engine, so that another one could take its place. The engine serves one
//! connection at a time: a second one waits until the first is closed.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use pglite_oxide::PgliteServer;
use sqlx::postgres::{PgConnectOptions, PgSslMode};

use super::DatabaseError;

/// The engine while it runs, and the lock on its folder.
pub(crate) struct Embedded {
    server: PgliteServer,
    socket: SocketFolder,
    lock: File,
    folder: PathBuf,
}

impl Embedded {
    /// Starts the engine on `folder`, which is made where it does not exist.
    ///
    /// A folder that another process uses is an error: two engines on one folder would destroy it.
    pub(crate) fn start(folder: &Path) -> Result<Self, DatabaseError> {
        fs::create_dir_all(folder)
            .map_err(|error| DatabaseError::folder("create", folder, &error))?;
        let lock = lock(folder)?;
        let socket = SocketFolder::create()?;
        let server = socket
            .serve(PgliteServer::builder().path(folder))
            .start()
            .map_err(|error| DatabaseError::engine(folder, format!("{error:#}")))?;
        Ok(Self { server, socket, lock, folder: folder.to_owned() })
    }

    /// How to connect to it.
    pub(crate) fn options(&self) -> PgConnectOptions {
        // Every part is set: the variables PGHOST, PGUSER and so on are for other servers.
        self.socket
            .connect(PgConnectOptions::new_without_pgpass(), &self.server)
            .username("postgres")
            .database("postgres")
            .ssl_mode(PgSslMode::Disable)
    }

    /// Stops the engine; every connection must be closed before.
    pub(crate) fn stop(self) -> Result<(), DatabaseError> {
        let Self { server, socket, lock, folder } = self;
        let stopped =
            server.shutdown().map_err(|error| DatabaseError::engine(&folder, format!("{error:#}")));
        drop(socket);
        drop(lock);
        stopped
    }
}

/// Takes the lock beside the data, and leaves this process's id in it for the next one's message.
fn lock(folder: &Path) -> Result<File, DatabaseError> {
    let path = folder.with_extension("lock");
    let failed = |error: &std::io::Error| DatabaseError::folder("lock", folder, error);
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(|error| failed(&error))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            // Who holds it is only for the message.
            let _ = file.read_to_string(&mut holder);
            let holder = holder.trim().parse::<u32>().ok();
            return Err(DatabaseError::InUse { folder: folder.to_owned(), holder });
        }
        Err(TryLockError::Error(error)) => return Err(failed(&error)),
    }
    file.set_len(0).map_err(|error| failed(&error))?;
    write!(file, "{}", std::process::id()).map_err(|error| failed(&error))?;
    Ok(file)
}

/// A folder that only this user may enter, for the socket: the engine asks nobody for a password.
#[cfg(unix)]
struct SocketFolder(PathBuf);

#[cfg(unix)]
impl SocketFolder {
    fn create() -> Result<Self, DatabaseError> {
        use std::os::unix::fs::DirBuilderExt as _;
        // A socket's path may have about a hundred bytes, so it cannot live in the project.
        let base = std::env::temp_dir();
        let mut attempt = 0u32;
        loop {
            let path = base.join(format!("matrx-{}-{attempt}", std::process::id()));
            match fs::DirBuilder::new().mode(0o700).create(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => attempt += 1,
                Err(error) => return Err(DatabaseError::folder("create", &path, &error)),
            }
        }
    }

    fn serve(
        &self,
        builder: pglite_oxide::PgliteServerBuilder,
    ) -> pglite_oxide::PgliteServerBuilder {
        builder.unix(self.0.join(".s.PGSQL.5432"))
    }

    fn connect(&self, options: PgConnectOptions, _server: &PgliteServer) -> PgConnectOptions {
        options.socket(&self.0).port(5432)
    }
}

#[cfg(unix)]
impl Drop for SocketFolder {
    fn drop(&mut self) {
        // What stays behind is an empty folder of ours in the system's folder for such things.
        let _ = fs::remove_file(self.0.join(".s.PGSQL.5432"));
        let _ = fs::remove_dir(&self.0);
    }
}

/// Where there are no such sockets, the loopback interface serves.
#[cfg(not(unix))]
struct SocketFolder;

#[cfg(not(unix))]
impl SocketFolder {
    fn create() -> Result<Self, DatabaseError> {
        Ok(Self)
    }

    fn serve(
        &self,
        builder: pglite_oxide::PgliteServerBuilder,
    ) -> pglite_oxide::PgliteServerBuilder {
        builder.tcp(std::net::SocketAddr::from(([127, 0, 0, 1], 0)))
    }

    fn connect(&self, options: PgConnectOptions, server: &PgliteServer) -> PgConnectOptions {
        let port = server.tcp_addr().map_or(5432, |address| address.port());
        options.host("127.0.0.1").port(port)
    }
}

#[cfg(test)]
mod tests {
    use sqlx::{Connection as _, Executor as _, PgConnection, Row as _};

    use super::*;

    async fn number(connection: &mut PgConnection, sql: &'static str) -> i64 {
        sqlx::query(sql).fetch_one(connection).await.unwrap().get(0)
    }

    #[tokio::test]
    async fn data_stays_between_runs_and_a_second_database_can_be_made() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("postgres");

        let engine = Embedded::start(&folder).unwrap();
        let mut first = PgConnection::connect_with(&engine.options()).await.unwrap();
        first.execute("CREATE TABLE kept (id bigint)").await.unwrap();
        first.execute("INSERT INTO kept VALUES (7)").await.unwrap();
        first.execute("CREATE DATABASE scratch").await.unwrap();
        first.close().await.unwrap();
        let options = engine.options().database("scratch");
        let mut second = PgConnection::connect_with(&options).await.unwrap();
        assert_eq!(
            number(&mut second, "SELECT count(*) FROM pg_class WHERE relname = 'kept'").await,
            0
        );
        second.close().await.unwrap();
        let mut third = PgConnection::connect_with(&engine.options()).await.unwrap();
        third.execute("DROP DATABASE scratch").await.unwrap();
        third.close().await.unwrap();

        let refused = Embedded::start(&folder).err().unwrap().to_string();
        assert!(refused.contains("in use by process"), "{refused}");
        engine.stop().unwrap();

        let again = Embedded::start(&folder).unwrap();
        let mut connection = PgConnection::connect_with(&again.options()).await.unwrap();
        assert_eq!(number(&mut connection, "SELECT id FROM kept").await, 7);
        connection.close().await.unwrap();
        again.stop().unwrap();
    }
}
