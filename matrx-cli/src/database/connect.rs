use std::io::ErrorKind;
use std::time::Duration;

use matrx_core::dialect::postgres::session;
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection as _, PgConnection};

use super::{DatabaseError, address};
use crate::failure::Failure;

/// How long a server may take to answer; one that drops packets never does.
const PATIENCE: Duration = Duration::from_secs(20);

/// Opens a connection, or says what the server, the database or the role lacks.
pub(crate) async fn connect(options: &PgConnectOptions) -> Result<PgConnection, Failure> {
    let place = address::described(options);
    match tokio::time::timeout(PATIENCE, PgConnection::connect_with(&session::plain(options))).await
    {
        Ok(Ok(connection)) => Ok(connection),
        Ok(Err(error)) => Err(DatabaseError::Connect { place, reason: reason(&error) }.into()),
        Err(_) => Err(DatabaseError::Connect {
            place,
            reason: format!("no answer in {} seconds", PATIENCE.as_secs()),
        }
        .into()),
    }
}

/// What to do where the server refused a connection with this SQLSTATE; it follows the reason.
pub(crate) fn advice(code: Option<&str>) -> &'static str {
    match code {
        Some("28P01" | "28000") => "; check the user and the password (PGPASSWORD or PGPASSFILE)",
        Some("3D000") => "; create it with `createdb`, or name another one",
        Some("42501") => "; the role needs CONNECT on the database",
        Some("53300") => "; the server has no connection left",
        Some("57P03") => "; the server is starting or stopping, try again",
        Some(_) => "",
        None => "; is the server running, and the address right?",
    }
}

/// What went wrong and what to do about it, by the error's class and never by its text, which the
/// server may print in another language.
fn reason(error: &sqlx::Error) -> String {
    if let Some(answer) = error.as_database_error() {
        return format!("{}{}", answer.message(), advice(answer.code().as_deref()));
    }
    if let sqlx::Error::Io(error) = error
        && matches!(error.kind(), ErrorKind::ConnectionRefused | ErrorKind::NotFound)
    {
        return "nothing listens there; is the server running?".to_owned();
    }
    if let sqlx::Error::Tls(error) = error {
        return format!(
            "{error}; without an sslmode a server on another machine must show a certificate \
             (sslrootcert names its authority, `?sslmode=disable` does without)"
        );
    }
    error.to_string()
}
