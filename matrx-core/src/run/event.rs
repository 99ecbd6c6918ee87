//! What a run tells while it goes: a closed set of values that a terminal, JSON and tests render.

use std::time::Duration;

use super::advisory::Holder;
use crate::migration::MigrationKey;

/// Which way a migration is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It is applied.
    Up,
    /// It is rolled back.
    Down,
}

/// One thing that happened in a run.
#[derive(Clone, Debug)]
pub enum Event {
    /// The session stands; `run` is its id, also in `application_name` and in the history.
    Connected {
        /// The run's id.
        run: String,
        /// The process id of the server's backend.
        backend: i32,
    },
    /// Another session holds the lock of the history; the run waits.
    Waiting {
        /// Who holds it, as far as this role may see.
        holder: Option<Holder>,
        /// How long the run has waited.
        waited: Duration,
    },
    /// The lock is taken.
    Locked,
    /// The history tables have been made.
    HistoryCreated,
    /// What is about to run.
    Planned {
        /// The migrations, in order.
        migrations: Vec<MigrationKey>,
        /// Which way.
        direction: Direction,
    },
    /// These migrations are older than ones already applied, and are applied now.
    OutOfOrder {
        /// The late ones.
        migrations: Vec<MigrationKey>,
    },
    /// The history holds migrations of crates that are not linked into this program.
    NotLinked {
        /// Those migrations.
        migrations: Vec<MigrationKey>,
    },
    /// A migration begins.
    Started {
        /// Which one.
        migration: MigrationKey,
        /// Which way.
        direction: Direction,
        /// How many steps were done by an earlier run.
        done: usize,
        /// How many steps it has.
        steps: usize,
    },
    /// A row of the history was written but not committed yet, or committed on its own around a
    /// step that runs outside of a transaction.
    Recorded {
        /// Which migration.
        migration: MigrationKey,
        /// How many of its steps the row counts as done.
        done: usize,
    },
    /// A step is sent.
    StepStarted {
        /// Which migration.
        migration: MigrationKey,
        /// The step, from 1.
        step: usize,
        /// How many there are.
        steps: usize,
        /// The first 200 characters of the statement, or what the code step is called.
        head: String,
    },
    /// A step has run.
    StepFinished {
        /// Which migration.
        migration: MigrationKey,
        /// The step, from 1.
        step: usize,
        /// How long it took.
        duration: Duration,
    },
    /// A transaction is about to be committed.
    Committing {
        /// Which migration.
        migration: MigrationKey,
    },
    /// A transaction was given up because of a lock, a deadlock or a serialization failure, and is
    /// tried again from its beginning.
    Retrying {
        /// Which migration.
        migration: MigrationKey,
        /// The server's reason.
        reason: String,
        /// The pause before the next try.
        pause: Duration,
        /// The open transactions that may be in the way.
        holders: Vec<Holder>,
    },
    /// A migration takes more locks than the server has room for, and is split.
    Split {
        /// Which migration.
        migration: MigrationKey,
        /// The estimate of its locks.
        locks: u64,
        /// The room that is left to a transaction.
        room: u64,
        /// How many transactions it becomes.
        transactions: usize,
    },
    /// An index that an interrupted build had left invalid was dropped.
    InvalidIndexDropped {
        /// Which migration.
        migration: MigrationKey,
        /// The index.
        index: String,
    },
    /// A step that an earlier run had begun turned out to be done.
    FoundDone {
        /// Which migration.
        migration: MigrationKey,
        /// The step, from 1.
        step: usize,
    },
    /// A migration is done.
    Finished {
        /// Which migration.
        migration: MigrationKey,
        /// Which way.
        direction: Direction,
        /// How long it took.
        duration: Duration,
    },
}
