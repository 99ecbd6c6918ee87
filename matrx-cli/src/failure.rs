//! Why a command ended without success: one enum, and two exhaustive matches over it.

use std::process::ExitCode;

/// The end of a command that did not do what it was asked to.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Differences or findings; they have been printed.
    Findings,
    /// Wrong use, a wrong configuration, or a project that is not in order.
    Usage(Message),
    /// An answer or a consent is needed, and there is no terminal to ask on.
    Answer(Message),
    /// A migration or the database failed.
    Database(Message),
    /// The user ended it, by the terminal or by a signal.
    Interrupted,
    /// SIGTERM.
    Terminated,
}

/// What went wrong, for people and programs.
#[derive(Debug)]
pub(crate) struct Message {
    /// A stable code for programs.
    pub(crate) code: &'static str,
    /// A lower-case fragment that names the object and the next command.
    pub(crate) text: String,
    /// The same, line by line: what was found, and the flags that answer.
    pub(crate) details: Vec<String>,
}

impl Failure {
    /// A wrong use or configuration.
    pub(crate) fn usage(code: &'static str, text: impl Into<String>) -> Self {
        Self::Usage(Message { code, text: text.into(), details: Vec::new() })
    }

    /// A question that nobody is there to answer, with the flags that answer it.
    pub(crate) fn answer(
        code: &'static str,
        text: impl Into<String>,
        details: Vec<String>,
    ) -> Self {
        Self::Answer(Message { code, text: text.into(), details })
    }

    /// A failure of a migration or of the database.
    pub(crate) fn database(code: &'static str, text: impl Into<String>) -> Self {
        Self::Database(Message { code, text: text.into(), details: Vec::new() })
    }

    /// The same failure with lines of detail.
    pub(crate) fn with(mut self, lines: Vec<String>) -> Self {
        match &mut self {
            Self::Usage(message) | Self::Answer(message) | Self::Database(message) => {
                message.details.extend(lines);
            }
            Self::Findings | Self::Interrupted | Self::Terminated => {}
        }
        self
    }

    /// The exit code, as the README lists them.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Findings => 1,
            Self::Usage(_) => 2,
            Self::Answer(_) => 3,
            Self::Database(_) => 4,
            Self::Interrupted => 130,
            Self::Terminated => 143,
        }
    }

    /// What is printed, where it has not been printed already.
    pub(crate) fn message(&self) -> Option<&Message> {
        match self {
            Self::Usage(message) | Self::Answer(message) | Self::Database(message) => Some(message),
            Self::Findings | Self::Interrupted | Self::Terminated => None,
        }
    }
}

impl From<&Failure> for ExitCode {
    fn from(failure: &Failure) -> Self {
        Self::from(failure.exit_code())
    }
}
