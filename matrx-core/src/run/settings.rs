//! What a run may be told: every value has a default that is safe on a live system.

use std::time::Duration;

use super::cancel::Cancel;
use super::event::Event;

/// Receives the events of a run.
pub(crate) type Listener = std::sync::Arc<dyn Fn(&Event) + Send + Sync>;

/// Whether a run takes the lock of its history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Locking {
    Advisory,
    Off,
}

/// When the server is asked whether it still works on a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Watching {
    /// Every half minute, where there is a network to the server.
    Network,
    Every(Duration),
}

/// Whether the statements of a migration share a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grouping {
    Transaction,
    StepByStep,
}

/// Whether applied migrations that are not in the program are an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    Refused,
    Allowed,
}

/// What to do with a step that an earlier run began outside of a transaction, where nobody can tell
/// whether it took effect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Interrupted {
    /// Stop and ask.
    #[default]
    Ask,
    /// Run it again.
    Repeat,
    /// Count it as done.
    Done,
}

#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) default_schema: String,
    pub(crate) history_schema: Option<String>,
    pub(crate) search_path: Option<String>,
    pub(crate) locking: Locking,
    pub(crate) grouping: Grouping,
    pub(crate) missing: Missing,
    pub(crate) interrupted: Interrupted,
    /// How long to wait for another runner.
    pub(crate) lock_wait: Duration,
    /// PostgreSQL's `lock_timeout` of each statement: how long others may queue behind ours.
    pub(crate) lock_timeout: Duration,
    /// How long a transaction is tried again after lock timeouts and deadlocks.
    pub(crate) retry_for: Duration,
    /// PostgreSQL's `statement_timeout`; zero is none.
    pub(crate) statement_timeout: Duration,
    /// How long to try again where the server has no free connection or is starting.
    pub(crate) connect_wait: Duration,
    /// When the server is asked whether it still works on a statement.
    pub(crate) watching: Watching,
    pub(crate) cancel: Cancel,
    pub(crate) listener: Option<Listener>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            default_schema: "public".to_owned(),
            history_schema: None,
            search_path: None,
            locking: Locking::Advisory,
            grouping: Grouping::Transaction,
            missing: Missing::Refused,
            interrupted: Interrupted::Ask,
            lock_wait: Duration::from_secs(300),
            lock_timeout: Duration::from_secs(2),
            retry_for: Duration::from_secs(60),
            statement_timeout: Duration::ZERO,
            connect_wait: Duration::from_secs(30),
            watching: Watching::Network,
            cancel: Cancel::new(),
            listener: None,
        }
    }
}

impl Settings {
    pub(crate) fn history_schema(&self) -> &str {
        self.history_schema.as_deref().unwrap_or(&self.default_schema)
    }

    pub(crate) fn tell(&self, event: &Event) {
        if let Some(listener) = &self.listener {
            listener(event);
        }
    }
}
