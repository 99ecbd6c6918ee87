use thiserror::Error;

/// Why a text is not a lock that can be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LockError {
    /// The first line is not that of a lock.
    #[error(
        "schema.lock, line 1: not a lock of matrx: the line must begin with `matrx-lock 1 head=`"
    )]
    NotALock,
    /// It was written by a version of matrx that knows another format.
    #[error(
        "schema.lock, line 1: format {found} is not known to this version of matrx, which writes format 1; update matrx"
    )]
    UnknownFormat {
        /// The number that stands there.
        found: String,
    },
    /// A merge was left undone.
    #[error(
        "schema.lock, line {line}: conflict marker `{marker}`; take either side, then run makemigrations"
    )]
    Conflict {
        /// The line, from 1.
        line: usize,
        /// The first of its characters.
        marker: String,
    },
    /// The text is readable but is not the one that was written.
    #[error(
        "schema.lock was changed by hand or merged: its hash is {found}, its first line says {written}; run makemigrations to write it again"
    )]
    HashMismatch {
        /// The hash in the first line.
        written: String,
        /// The hash of what follows it.
        found: String,
    },
    /// A line that cannot be read.
    #[error("schema.lock, line {line}: {problem}")]
    Syntax {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        problem: String,
    },
}

impl LockError {
    /// A stable code for scripts and for the page about it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotALock => "lock-not-a-lock",
            Self::UnknownFormat { .. } => "lock-unknown-format",
            Self::Conflict { .. } => "lock-conflict",
            Self::HashMismatch { .. } => "lock-hash",
            Self::Syntax { .. } => "lock-syntax",
        }
    }
}
