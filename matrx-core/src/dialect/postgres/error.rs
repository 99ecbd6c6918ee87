//! What can go wrong between us and a server.

use std::fmt;

use sqlx::postgres::{PgDatabaseError, PgErrorPosition};

/// A failed exchange with the server.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The server refused a statement.
    #[error("{doing}: {error}")]
    Refused {
        /// What was being done: `reading the columns`.
        doing: String,
        /// The server's answer.
        error: Box<ServerError>,
    },
    /// The connection could not be made, or it broke.
    #[error("{doing}: {source}")]
    Connection {
        /// What was being done.
        doing: String,
        /// The driver's error.
        source: sqlx::Error,
    },
    /// The server's answer was not what the query asks for.
    #[error("{doing}: the server's answer could not be read: {source}")]
    Answer {
        /// What was being done.
        doing: String,
        /// The driver's error.
        source: sqlx::Error,
    },
    /// The catalogue holds something that matrx does not know.
    #[error("{doing}: {what}")]
    Unexpected {
        /// What was being done.
        doing: String,
        /// What was found.
        what: String,
    },
    /// The role may not do something, and there is no way around.
    #[error("role {role} may not {action}; {remedy}")]
    Privilege {
        /// The role.
        role: String,
        /// What it may not do.
        action: String,
        /// What helps.
        remedy: String,
    },
}

/// `insufficient_privilege`.
pub const NO_RIGHT: &str = "42501";
/// The stable code of an error that a right would cure.
pub const MISSING_PRIVILEGES: &str = "missing-privileges";

/// A server's error. Of DETAIL it has what cannot hold the values of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerError {
    /// The five characters that say what happened, in every language.
    pub sqlstate: String,
    /// The server's message, in the server's language.
    pub message: String,
    /// What the server says beside it, such as the things that depend on one.
    pub detail: Option<String>,
    /// The server's hint.
    pub hint: Option<String>,
    /// The place in the statement, in characters from one.
    pub position: Option<usize>,
    /// The beginning of the statement.
    pub statement: String,
}

impl fmt::Display for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (SQLSTATE {})", self.message, self.sqlstate)?;
        if let Some(detail) = &self.detail {
            write!(f, ": {}", one_line(detail))?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "; hint: {hint}")?;
        }
        Ok(())
    }
}

impl DbError {
    /// A stable code for this kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused { error, .. } if error.sqlstate == NO_RIGHT => MISSING_PRIVILEGES,
            Self::Refused { .. } => "db-refused",
            Self::Connection { .. } => "db-connection",
            Self::Answer { .. } => "db-answer",
            Self::Unexpected { .. } => "db-unexpected",
            Self::Privilege { .. } => MISSING_PRIVILEGES,
        }
    }

    /// The server's SQLSTATE, where it was the server that refused.
    pub fn sqlstate(&self) -> Option<&str> {
        match self {
            Self::Refused { error, .. } => Some(&error.sqlstate),
            Self::Connection { .. }
            | Self::Answer { .. }
            | Self::Unexpected { .. }
            | Self::Privilege { .. } => None,
        }
    }

    /// Sorts a driver's error by what it means.
    pub fn new(doing: impl Into<String>, statement: &str, source: sqlx::Error) -> Self {
        let doing = doing.into();
        if let sqlx::Error::Database(error) = &source {
            return Self::refused(doing, statement, error.as_ref());
        }
        let unreadable = matches!(
            source,
            sqlx::Error::ColumnDecode { .. }
                | sqlx::Error::Decode(_)
                | sqlx::Error::ColumnIndexOutOfBounds { .. }
                | sqlx::Error::ColumnNotFound(_)
                | sqlx::Error::RowNotFound
        );
        if unreadable { Self::Answer { doing, source } } else { Self::Connection { doing, source } }
    }

    fn refused(doing: String, statement: &str, error: &dyn sqlx::error::DatabaseError) -> Self {
        let postgres = error.try_downcast_ref::<PgDatabaseError>();
        let position = postgres.and_then(|error| match error.position() {
            Some(PgErrorPosition::Original(at)) => Some(at),
            Some(PgErrorPosition::Internal { .. }) | None => None,
        });
        let error = ServerError {
            sqlstate: error.code().map(|code| code.into_owned()).unwrap_or_default(),
            message: error.message().to_owned(),
            detail: postgres
                .filter(|error| detail_is_structure(error.code()))
                .and_then(|error| error.detail().map(str::to_owned)),
            hint: postgres.and_then(|error| error.hint().map(str::to_owned)),
            position,
            statement: head(statement),
        };
        Self::Refused { doing, error: Box::new(error) }
    }
}

/// Whether DETAIL of such an error speaks of tables, types and the like only. What speaks of rows (a key that is
/// there twice, a value that does not fit) shows their values.
pub(crate) fn detail_is_structure(sqlstate: &str) -> bool {
    // feature_not_supported, invalid_parameter_value, dependent_objects_still_exist
    matches!(sqlstate, "0A000" | "22023" | "2BP01")
        // syntax error or access rule violation, object not in prerequisite state
        || sqlstate.starts_with("42")
        || sqlstate.starts_with("55")
}

/// A text of several lines in one.
pub(crate) fn one_line(text: &str) -> String {
    let text = text.trim_end().trim_end_matches('.');
    text.lines().map(str::trim).collect::<Vec<_>>().join(", ")
}

/// The first 200 characters of a statement: enough to know it, too few to hold its data.
fn head(statement: &str) -> String {
    let mut chars = statement.chars();
    let mut head: String = chars.by_ref().take(200).collect();
    if chars.next().is_some() {
        head.push('…');
    }
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detail_is_told_where_it_cannot_hold_the_values_of_rows() {
        for (sqlstate, told) in
            [("2BP01", true), ("42804", true), ("0A000", true), ("23505", false), ("22P02", false)]
        {
            assert_eq!(detail_is_structure(sqlstate), told, "{sqlstate}");
        }
        let error = ServerError {
            sqlstate: "2BP01".to_owned(),
            message: "cannot drop type a because other objects depend on it".to_owned(),
            detail: Some(
                "column b of table t depends on type a\nview v depends on type a.".to_owned(),
            ),
            hint: None,
            position: None,
            statement: String::new(),
        };
        assert_eq!(
            error.to_string(),
            "cannot drop type a because other objects depend on it (SQLSTATE 2BP01): column b of table t depends on \
             type a, view v depends on type a"
        );
    }
}
