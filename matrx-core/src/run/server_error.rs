//! What the server answered, decided by SQLSTATE and never by the words of a message.

use std::fmt;

use sqlx::postgres::{PgDatabaseError, PgErrorPosition};

use crate::dialect::postgres::error::{detail_is_structure, one_line};

/// An error of the server or of the connection to it.
#[derive(Clone, Debug)]
pub struct ServerError {
    /// The SQLSTATE, where the server answered at all.
    pub code: Option<Box<str>>,
    /// The message, without control characters.
    pub message: Box<str>,
    /// The server's detail. It may hold values of rows, so it is not part of the printed form.
    pub detail: Option<Box<str>>,
    /// The server's hint.
    pub hint: Option<Box<str>>,
    /// The object that the server named: a table, a constraint, a column.
    pub object: Option<Box<str>>,
    /// The place in the statement, as a character from 1.
    pub position: Option<u32>,
    /// Whether the connection is gone, without an answer of the server.
    pub lost: bool,
}

/// What an error means for the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Something else is in the way for now: a lock, a deadlock, a serialization failure.
    Transient,
    /// The lock table of the server is full.
    OutOfLocks,
    /// The connection is gone; what it was doing may or may not have happened.
    Lost,
    /// The server has no room or is starting.
    NotNow,
    /// The statement was refused.
    Refused,
}

impl ServerError {
    /// An error that is not the server's.
    pub(crate) fn other(message: impl Into<String>) -> Self {
        Self {
            code: None,
            message: message.into().into(),
            detail: None,
            hint: None,
            object: None,
            position: None,
            lost: false,
        }
    }

    /// The connection is gone.
    pub(crate) fn connection_lost(message: impl Into<String>) -> Self {
        Self { lost: true, ..Self::other(message) }
    }

    /// What code made of an error of the server: the first one in the chain of causes.
    pub(crate) fn in_code(error: &(dyn std::error::Error + 'static)) -> Self {
        let mut cause = Some(error);
        while let Some(error) = cause {
            if let Some(error) = error.downcast_ref::<sqlx::Error>() {
                return Self::from(error);
            }
            cause = error.source();
        }
        Self::other(printable(&error.to_string()))
    }

    pub(crate) fn meaning(&self) -> Meaning {
        if self.lost {
            return Meaning::Lost;
        }
        let Some(code) = self.code.as_deref() else {
            return Meaning::Refused;
        };
        match code {
            "55P03" | "40P01" | "40001" => Meaning::Transient,
            "53200" => Meaning::OutOfLocks,
            "53300" | "57P03" => Meaning::NotNow,
            "57P01" | "57P02" | "57P05" | "25P03" | "25P04" => Meaning::Lost,
            _ if code.starts_with("08") => Meaning::Lost,
            _ => Meaning::Refused,
        }
    }

    pub(crate) fn is(&self, code: &str) -> bool {
        self.code.as_deref() == Some(code)
    }
}

impl fmt::Display for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(code) = &self.code {
            write!(f, " (SQLSTATE {code})")?;
        }
        if let Some(object) = self.object.as_ref().filter(|name| !self.message.contains(&***name)) {
            write!(f, ", at {object}")?;
        }
        let structure = self.code.as_deref().is_some_and(detail_is_structure);
        if let Some(detail) = self.detail.as_deref().filter(|_| structure) {
            write!(f, ": {}", one_line(detail))?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "; hint: {hint}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ServerError {}

impl From<sqlx::Error> for ServerError {
    fn from(error: sqlx::Error) -> Self {
        Self::from(&error)
    }
}

impl From<&sqlx::Error> for ServerError {
    fn from(error: &sqlx::Error) -> Self {
        let sqlx::Error::Database(database) = error else {
            let gone = matches!(
                error,
                sqlx::Error::Io(_)
                    | sqlx::Error::Tls(_)
                    | sqlx::Error::Protocol(_)
                    | sqlx::Error::WorkerCrashed
            );
            return Self { lost: gone, ..Self::other(printable(&error.to_string())) };
        };
        let Some(error) = database.try_downcast_ref::<PgDatabaseError>() else {
            return Self::other(printable(database.message()));
        };
        let parts = [error.table(), error.column(), error.constraint(), error.data_type()];
        let object = parts.into_iter().flatten().map(printable).collect::<Vec<_>>().join(".");
        Self {
            code: Some(error.code().into()),
            message: printable(error.message()).into(),
            detail: error.detail().map(|text| printable(text).into()),
            hint: error.hint().map(|text| printable(text).into()),
            object: (!object.is_empty()).then(|| object.into()),
            position: match error.position() {
                Some(PgErrorPosition::Original(position)) => u32::try_from(position).ok(),
                Some(PgErrorPosition::Internal { .. }) | None => None,
            },
            lost: false,
        }
    }
}

/// The text without what could steer a terminal: the server is not trusted.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

/// The first 200 characters of a statement, on one line.
pub(crate) fn head(sql: &str) -> String {
    let mut line = String::new();
    for word in sql.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > 1000 {
            break;
        }
    }
    match line.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", printable(&line[..end])),
        None => printable(&line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_one_short_line_without_control_characters() {
        assert_eq!(head("SELECT\n   1\u{1b}[31m"), "SELECT 1 [31m");
        assert_eq!(head(&"ä ".repeat(500)).chars().count(), 201);
    }

    #[test]
    fn errors_are_told_apart_by_their_code() {
        assert_eq!(ServerError::connection_lost("broken pipe").meaning(), Meaning::Lost);
        let mut error = ServerError::other("x");
        for (code, meaning) in [
            ("55P03", Meaning::Transient),
            ("53200", Meaning::OutOfLocks),
            ("08006", Meaning::Lost),
            ("53300", Meaning::NotNow),
            ("42P07", Meaning::Refused),
        ] {
            error.code = Some(code.into());
            assert_eq!(error.meaning(), meaning, "{code}");
        }
    }
}
