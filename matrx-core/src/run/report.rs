//! What a run has done.

use std::time::Duration;

use crate::migration::MigrationKey;

/// What a run has done, also where it failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What this run applied or rolled back, in that order.
    pub applied: Vec<Applied>,
    /// What needed nothing: applied before, or by another runner while this one waited.
    pub skipped: Vec<MigrationKey>,
    /// The migration that failed, if one did.
    pub failed: Option<MigrationKey>,
    /// The time from the first connection to the end.
    pub total: Duration,
}

/// One migration that a run applied or rolled back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Which one.
    pub id: MigrationKey,
    /// How long it took.
    pub duration: Duration,
}
