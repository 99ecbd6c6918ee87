//! Whether the server still works on a statement that takes long, asked over a second connection: a
//! network may lose a connection without telling either end, and then nobody would ever answer.
//!
//! What cannot be asked is no evidence: then the run waits on.

use std::future::Future;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use sqlx::Row;
use sqlx::postgres::PgConnectOptions;

use super::course::Course;
use super::server_error::ServerError;
use super::session::{Access, Session};
use super::settings::{Locking, Settings, Watching};

/// How long one question may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the server says of a session that owes an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Found {
    /// It works, or nobody can tell.
    Working,
    /// It has had nothing to do since then.
    Idle(String),
    /// There is no such session.
    Gone,
}

impl Course<'_> {
    /// Sends one statement, for as long as the server works on it.
    pub(crate) async fn send(&mut self, sql: &str) -> Result<(), ServerError> {
        let Some(every) = self.watched_every() else {
            return self.session.send(sql).await;
        };
        let backend = self.session.facts.backend;
        let result = {
            let mut work = pin!(self.session.send(sql));
            let mut before = Found::Working;
            loop {
                if let Ok(result) = tokio::time::timeout(every, work.as_mut()).await {
                    break Some(result);
                }
                let mut look = pin!(look(&self.options, self.settings, &self.id, backend));
                let found = std::future::poll_fn(|cx| match work.as_mut().poll(cx) {
                    Poll::Ready(result) => Poll::Ready(Err(result)),
                    Poll::Pending => look.as_mut().poll(cx).map(Ok),
                });
                match found.await {
                    Err(result) => break Some(result),
                    // Once may be an answer that is on its way.
                    Ok(found) if found == before && found != Found::Working => break None,
                    Ok(found) => before = found,
                }
            }
        };
        if let Some(result) = result {
            return result;
        }
        self.session.cut().await;
        Err(ServerError::connection_lost("the network has lost the connection to the server"))
    }

    /// How often the server is asked; `None` where it cannot be. Without the lock there may be a
    /// pooler, with another backend for each transaction. A server on this machine has no network,
    /// and an engine inside of a process takes no second connection.
    fn watched_every(&self) -> Option<Duration> {
        match (self.settings.locking, self.settings.watching) {
            (Locking::Off, Watching::Network | Watching::Every(_)) => None,
            (Locking::Advisory, Watching::Every(every)) => Some(every),
            (Locking::Advisory, Watching::Network) => {
                is_remote(&self.options).then_some(Duration::from_secs(30))
            }
        }
    }
}

/// Whether there is a network between the server and us.
fn is_remote(options: &PgConnectOptions) -> bool {
    let host = options.get_host().trim_matches(['[', ']']);
    let address = host.parse::<std::net::IpAddr>();
    let here = host == "localhost" || address.is_ok_and(|address| address.is_loopback());
    options.get_socket().is_none() && !host.starts_with('/') && !here
}

/// Asks about a session.
async fn look(options: &PgConnectOptions, settings: &Settings, run: &str, backend: i32) -> Found {
    let asked = tokio::time::timeout(PATIENCE, async {
        let mut session = Session::connect(options, settings, run, Access::Read).await?;
        let rows = session
            .query(format!(
                "SELECT state LIKE 'idle%', CAST(state_change AS text) FROM pg_stat_activity \
                 WHERE pid = {backend}"
            ))
            .await?;
        // A balancer may have led us to another server, which does not know the session.
        let elsewhere = session.facts.in_recovery;
        session.close().await;
        let Some(row) = rows.first() else {
            return Ok(if elsewhere { Found::Working } else { Found::Gone });
        };
        let idle: Option<bool> = row.try_get(0)?;
        let since: Option<String> = row.try_get(1)?;
        Ok::<_, ServerError>(match (idle, since) {
            (Some(true), Some(since)) => Found::Idle(since),
            (Some(true), None) | (Some(false) | None, _) => Found::Working,
        })
    });
    match asked.await {
        Ok(Ok(found)) => found,
        Ok(Err(_)) | Err(_) => Found::Working,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_on_this_machine_has_no_network() {
        for (url, remote) in [
            ("postgres://db.example/x", true),
            ("postgres://10.1.2.3/x", true),
            ("postgres://localhost/x", false),
            ("postgres://127.0.0.1/x", false),
            ("postgres://[::1]/x", false),
            ("postgres://x?host=/run/postgresql", false),
        ] {
            let options: PgConnectOptions = url.parse().expect("a sound URL");
            assert_eq!(is_remote(&options), remote, "{url}");
        }
    }
}
