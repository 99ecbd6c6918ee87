//! A run that did not end well: its problem with a stable code and a class, and what it had done until
//! then.

use std::fmt;

use super::problem::Problem;
use super::report::Report;
use crate::dialect::postgres::error::{MISSING_PRIVILEGES, NO_RIGHT};

/// A run that did not end well, with what it had done until then.
#[derive(Debug)]
pub struct MigrateError(Box<(Problem, Report)>);

impl MigrateError {
    pub(crate) fn new(problem: Problem, report: Report) -> Self {
        Self(Box::new((problem, report)))
    }

    /// What happened.
    pub fn problem(&self) -> &Problem {
        &self.0.0
    }

    /// What the run had done until then.
    pub fn report(&self) -> &Report {
        &self.0.1
    }

    /// A stable code.
    pub fn code(&self) -> &'static str {
        self.problem().code()
    }

    /// What kind of answer it asks for.
    pub fn class(&self) -> ErrorClass {
        self.problem().class()
    }
}

impl fmt::Display for MigrateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem().fmt(f)
    }
}

impl std::error::Error for MigrateError {}

/// What kind of answer an error asks for; the exit codes of the command line follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorClass {
    /// The request cannot be understood or the program is put together wrongly.
    Usage,
    /// Nothing was done; somebody must decide.
    NeedsAnswer,
    /// A migration or the database failed.
    Failed,
    /// It was stopped from outside.
    Cancelled,
}

impl Problem {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Graph(error) => error.code(),
            Self::UnknownTarget { .. } => "unknown-target",
            Self::AmbiguousTarget { .. } => "ambiguous-target",
            Self::Branches { .. } => "branch-conflict",
            Self::TargetNotApplied { .. } => "target-not-applied",
            Self::Connect { .. } => "cannot-connect",
            Self::ReadOnly { .. } => "read-only",
            Self::Privileges { .. } => MISSING_PRIVILEGES,
            Self::TooOld { .. } => "server-too-old",
            Self::NoRoles { .. } => "missing-role",
            Self::UnsoundHistory { .. } => "unsound-history",
            Self::NewerHistory { .. } => "newer-history",
            Self::Edited { .. } => "edited-migration",
            Self::MissingFiles { .. } => "missing-migration",
            Self::Ahead { .. } => "database-ahead",
            Self::DependencyNotApplied { .. } => "dependency-not-applied",
            Self::StillNeeded { .. } => "still-needed",
            Self::DependencyPending { .. } => "dependency-pending",
            Self::HistoryMoved => "another-run",
            Self::HalfReverted { .. } => "half-reverted",
            Self::HalfApplied { .. } => "half-applied",
            Self::StepsChanged { .. } => "steps-changed",
            Self::UnknownStep { .. } => "unknown-step",
            Self::Irreversible { .. } => "irreversible",
            Self::TransactionControl { .. } => "transaction-control",
            Self::CopiesWithClient { .. } => "copies-with-client",
            Self::EndedTransaction { .. } => "ended-transaction",
            Self::RowGone { .. } => "row-gone",
            Self::LockHeld { .. } => "lock-held",
            Self::AnotherRun { .. } => "another-run",
            Self::Blocked { .. } => "blocked",
            Self::Step(_) => "step-failed",
            Self::OtherIndex { .. } => "other-index",
            Self::CommitUnknown { .. } => "commit-unknown",
            Self::Server { error, .. } if error.code.as_deref() == Some(NO_RIGHT) => {
                MISSING_PRIVILEGES
            }
            Self::Server { .. } => "database-failed",
            Self::Cancelled { .. } => "cancelled",
        }
    }

    /// What kind of answer it asks for.
    pub fn class(&self) -> ErrorClass {
        match self {
            Self::Graph(_)
            | Self::UnknownTarget { .. }
            | Self::AmbiguousTarget { .. }
            | Self::TargetNotApplied { .. }
            | Self::TransactionControl { .. }
            | Self::CopiesWithClient { .. } => ErrorClass::Usage,
            Self::Branches { .. }
            | Self::Edited { .. }
            | Self::MissingFiles { .. }
            | Self::Ahead { .. }
            | Self::DependencyNotApplied { .. }
            | Self::StillNeeded { .. }
            | Self::DependencyPending { .. }
            | Self::HalfReverted { .. }
            | Self::HalfApplied { .. }
            | Self::StepsChanged { .. }
            | Self::UnknownStep { .. }
            | Self::Irreversible { .. }
            | Self::OtherIndex { .. } => ErrorClass::NeedsAnswer,
            Self::Connect { .. }
            | Self::ReadOnly { .. }
            | Self::Privileges { .. }
            | Self::TooOld { .. }
            | Self::NoRoles { .. }
            | Self::UnsoundHistory { .. }
            | Self::NewerHistory { .. }
            | Self::EndedTransaction { .. }
            | Self::RowGone { .. }
            | Self::LockHeld { .. }
            | Self::AnotherRun { .. }
            | Self::HistoryMoved
            | Self::Blocked { .. }
            | Self::Step(_)
            | Self::CommitUnknown { .. }
            | Self::Server { .. } => ErrorClass::Failed,
            Self::Cancelled { .. } => ErrorClass::Cancelled,
        }
    }
}
