use std::str::FromStr as _;

use sqlx::postgres::{PgConnectOptions, PgSslMode};

use super::DatabaseError;

/// Turns what was typed into options. Nothing of the text is repeated in an error: it may hold a
/// password.
pub(super) fn parse(url: &str, source: &str) -> Result<PgConnectOptions, DatabaseError> {
    let wrong = |reason: &str| DatabaseError::Url {
        source_name: source.to_owned(),
        reason: reason.to_owned(),
    };
    let Some((scheme, rest)) = url.split_once("://") else {
        return Err(wrong("it has no scheme"));
    };
    if !matches!(scheme, "postgres" | "postgresql") {
        return Err(wrong("its scheme is not postgres"));
    }
    let options = PgConnectOptions::from_str(url)
        .map_err(|_| wrong("its parts are not as they should be (a password's `@ : / ? #` are written as %40 %3A %2F %3F %23)"))?;
    let names_mode = rest.contains("sslmode=") || rest.contains("ssl-mode=");
    Ok(if names_mode { options } else { trusted(options) })
}

/// The options that the variables `PGHOST`, `PGPORT`, `PGUSER`, `PGPASSWORD`, `PGDATABASE` and
/// their kin describe, where one of them names a server.
pub(super) fn from_variables() -> Option<PgConnectOptions> {
    const NAMES: [&str; 5] = ["PGHOST", "PGHOSTADDR", "PGPORT", "PGUSER", "PGDATABASE"];
    NAMES
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
        .then(|| trusted(PgConnectOptions::new()))
}

/// Where nobody has said how the connection is to be protected: on this machine as it comes, to
/// another one with a certificate that is checked.
fn trusted(options: PgConnectOptions) -> PgConnectOptions {
    if std::env::var_os("PGSSLMODE").is_some() || is_here(&options) {
        options
    } else {
        options.ssl_mode(PgSslMode::VerifyFull)
    }
}

fn is_here(options: &PgConnectOptions) -> bool {
    let host = options.get_host();
    options.get_socket().is_some()
        || host.starts_with('/')
        || host == "localhost"
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// A server and a database, for people: never the password.
pub(crate) fn described(options: &PgConnectOptions) -> String {
    let database = options.get_database().unwrap_or_else(|| options.get_username());
    let place = match options.get_socket() {
        Some(socket) => socket.display().to_string(),
        None => format!("{}:{}", options.get_host(), options.get_port()),
    };
    format!("database {database} on {place} as {}", options.get_username())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_does_not_repeat_the_url() {
        for url in [
            "C4n4ry!",
            "mysql://root:C4n4ry!@localhost/db",
            "postgres://u:C4n4ry!@local host/db",
            "postgres://u:C4n4ry!/@h:port/db",
            "postgres://u:C4n4ry!@h:99999/db",
        ] {
            let message = parse(url, "DATABASE_URL").unwrap_err().to_string();
            assert!(message.starts_with("DATABASE_URL is not"), "{message}");
            assert!(!message.contains("C4n4ry"), "{message}");
        }
    }

    #[test]
    fn a_remote_server_must_prove_who_it_is_unless_the_url_says_otherwise() {
        let mode = |url| format!("{:?}", parse(url, "x").unwrap().get_ssl_mode());
        assert_eq!(mode("postgres://u@db.example.org/d"), "VerifyFull");
        assert_eq!(mode("postgres://u@db.example.org/d?sslmode=require"), "Require");
        assert_eq!(mode("postgres://u@127.0.0.1/d"), "Prefer");
        assert_eq!(mode("postgres://u@localhost/d"), "Prefer");
        assert_eq!(mode("postgres://u@%2Ftmp/d"), "Prefer");
    }

    #[test]
    fn a_description_has_no_password() {
        let options = parse("postgres://me:C4n4ry@localhost:1234/app", "x").unwrap();
        assert_eq!(described(&options), "database app on localhost:1234 as me");
    }
}
