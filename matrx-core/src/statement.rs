//! One SQL command as it will be sent: its text, how it may run, what it can do to a live system.

/// One SQL command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The text, without a final semicolon.
    pub sql: String,
    /// How it may run.
    pub mode: Mode,
    /// How many entries of the server's lock table it may take, for the estimate of
    /// `max_locks_per_transaction`.
    pub locks: u32,
}

/// Whether a command may share a transaction with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It runs in the migration's transaction.
    Transactional,
    /// It runs alone, outside of a transaction block. After a crash the probe says whether it had
    /// taken effect.
    Alone(Probe),
}

/// A question to the catalogue: has this command taken effect?
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Probe {
    /// Whether a valid index of this name stands in this schema (`None`: the default one); an
    /// invalid one is dropped, concurrently, before the command runs again.
    IndexPresent {
        /// The schema of the index.
        schema: Option<String>,
        /// The index.
        name: String,
    },
    /// Whether no index of this name is left.
    IndexAbsent {
        /// The schema of the index.
        schema: Option<String>,
        /// The index.
        name: String,
    },
    /// The command may be repeated without harm (`IF [NOT] EXISTS`).
    Repeatable,
    /// Nobody can tell: after a crash the run stops and asks.
    Unknown,
}

impl Statement {
    /// A command that runs in the migration's transaction and takes few locks.
    pub fn transactional(sql: impl Into<String>) -> Self {
        Self { sql: sql.into(), mode: Mode::Transactional, locks: 2 }
    }
}
