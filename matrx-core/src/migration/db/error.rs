use std::time::Duration;

use sqlx::error::BoxDynError;

/// Why a call to the database has failed.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// It took too long.
    #[error(
        "no answer within {} s; give the call more time by .timeout(…): {command}",
        after.as_secs_f64()
    )]
    TimedOut {
        /// The time that it had.
        after: Duration,
        /// The beginning of the command.
        command: String,
    },
    /// An argument cannot be sent.
    #[error("argument cannot be bound ({source}): {command}")]
    Argument {
        /// What sqlx says.
        source: BoxDynError,
        /// The beginning of the command.
        command: String,
    },
    /// The server or the connection has failed.
    #[error("{source}: {command}")]
    Failed {
        /// What sqlx says.
        source: sqlx::Error,
        /// The beginning of the command.
        command: String,
    },
}

impl CallError {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TimedOut { .. } => "call-timed-out",
            Self::Argument { .. } => "argument-not-bound",
            Self::Failed { .. } => "call-failed",
        }
    }
}
