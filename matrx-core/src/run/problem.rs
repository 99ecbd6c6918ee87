//! Everything that can stop a run, as it is told: what happened, to which object, what the database
//! holds now, and the next command.

use std::time::Duration;

use super::advisory::Holder;
use super::failure::{Aftermath, StepFailure};
use super::server_error::ServerError;
use crate::migration::{BranchConflict, GraphError, Irreversible, MigrationKey};

/// Everything that can stop a run.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The linked migrations are not a graph.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// No migration has this id, or an id that begins like this.
    #[error("no migration is called {target}; `status` lists them")]
    UnknownTarget {
        /// What was asked for.
        target: String,
    },
    /// Several ids begin like this.
    #[error("{target} may be {}; name one of them", list(candidates))]
    AmbiguousTarget {
        /// What was asked for.
        target: String,
        /// What it may mean.
        candidates: Vec<MigrationKey>,
    },
    /// Branches that no migration joins, and that get in each other's way.
    #[error(
        "nothing was changed: two branches stand side by side, and {}; mend one of them, or say that both are wanted, in the order of their ids, by a migration that depends on both (`merge`)",
        conflicts.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    )]
    Branches {
        /// What is in the way, for each two branches.
        conflicts: Vec<BranchConflict>,
    },
    /// A rollback target that is not applied.
    #[error(
        "{target} is not applied, so there is nothing after it to roll back; `status` lists what is"
    )]
    TargetNotApplied {
        /// The target.
        target: MigrationKey,
    },

    /// No connection.
    #[error("cannot connect to the database: {error}; check the database URL")]
    Connect {
        /// Why.
        error: ServerError,
    },
    /// The server takes no writes.
    #[error(
        "database {database} takes no writes: {reason}; give the URL of the primary and of a role that may write"
    )]
    ReadOnly {
        /// Which database.
        database: String,
        /// Why.
        reason: &'static str,
    },
    /// The role lacks rights. All of them are named.
    #[error("role {role} lacks what this needs, nothing was changed: {}; grant it, then run the command again", missing.join(", "))]
    Privileges {
        /// The role.
        role: String,
        /// What it lacks, each as one phrase.
        missing: Vec<String>,
    },

    /// The server is too old for what is to be done. All of it is named.
    #[error("this server is PostgreSQL {major}, which does not know what this needs, nothing was changed: {}", missing.join(", "))]
    TooOld {
        /// The server's major version.
        major: u32,
        /// What it does not know, each as one phrase.
        missing: Vec<String>,
    },

    /// Roles that the migrations speak of are not there. All of them are named.
    #[error("this server lacks roles of which the migrations speak, nothing was changed: {}; roles belong to the whole server, so no migration makes them: CREATE ROLE, then run the command again", missing.join(", "))]
    NoRoles {
        /// The roles.
        missing: Vec<String>,
    },

    /// The history tables cannot be trusted or used.
    #[error(
        "the history cannot be used: {reason}; nothing was changed. Look at the table, then rename or drop it, or name another schema for the history"
    )]
    UnsoundHistory {
        /// Why.
        reason: String,
    },
    /// The history was written by a later version.
    #[error("the history was written by a later version of matrx: {reason}; update matrx-core")]
    NewerHistory {
        /// Which format.
        reason: String,
    },
    /// Applied migrations whose file has changed since.
    #[error(
        "edited after being applied: {}; take the edit back and put the change into a new migration (`makemigrations`), or record the new checksum where the edit changes nothing (`repair`)",
        list(migrations)
    )]
    Edited {
        /// Which ones.
        migrations: Vec<MigrationKey>,
    },
    /// Applied migrations that are not in the program.
    #[error(
        "applied to the database but missing from this program: {}; restore the files and their `mod` lines, or allow missing migrations",
        list(migrations)
    )]
    MissingFiles {
        /// Which ones.
        migrations: Vec<MigrationKey>,
    },
    /// The database is ahead of the program.
    #[error(
        "the database is ahead of this program, which lacks {}; run a newer version, or allow missing migrations",
        list(migrations)
    )]
    Ahead {
        /// The later migrations.
        migrations: Vec<MigrationKey>,
    },
    /// An applied migration depends on one that is not.
    #[error(
        "{applied} is applied but {pending}, on which it depends, is not; correct depends_on, or roll {applied} back first"
    )]
    DependencyNotApplied {
        /// The applied one.
        applied: MigrationKey,
        /// The one that is not.
        pending: MigrationKey,
    },
    /// A migration that would be left without one that it depends on.
    #[error(
        "{dependent} is applied and depends on {migration}; take it back too (`rollback`, or `forget` for its record alone)"
    )]
    StillNeeded {
        /// The one to roll back.
        migration: MigrationKey,
        /// The one that needs it.
        dependent: MigrationKey,
    },
    /// A migration that is to be recorded, and depends on one that is not applied.
    #[error(
        "{migration} depends on {pending}, which is not applied; record that one first, or all (`stamp`)"
    )]
    DependencyPending {
        /// The one to record.
        migration: MigrationKey,
        /// The one that is not applied.
        pending: MigrationKey,
    },
    /// Somebody without the lock has changed the history at the same moment.
    #[error(
        "another run has changed the history at this moment; nothing was changed here. Look at `status`, then run the command again"
    )]
    HistoryMoved,
    /// A rollback that stopped half way.
    #[error(
        "the rollback of {migration} stopped after step {done} of {steps}; run `rollback` to finish it"
    )]
    HalfReverted {
        /// Which one.
        migration: MigrationKey,
        /// Steps done.
        done: usize,
        /// Steps in all.
        steps: usize,
    },
    /// An application that stopped half way.
    #[error(
        "{migration} is applied up to step {done} of {steps}; run `migrate` to finish it first"
    )]
    HalfApplied {
        /// Which one.
        migration: MigrationKey,
        /// Steps done.
        done: usize,
        /// Steps in all.
        steps: usize,
    },
    /// The steps of a half applied migration that are done are not those of its file any more.
    #[error(
        "the first {done} steps of {migration} are applied, but its file has others now; restore them, and edit only what comes after"
    )]
    StepsChanged {
        /// Which one.
        migration: MigrationKey,
        /// Steps done.
        done: usize,
    },
    /// Nobody can tell whether a step took effect.
    #[error(
        "{migration} was interrupted during step {step} ({head}), which runs outside of a transaction; nobody can tell whether it took effect. Look, then say whether to repeat it or to count it as done"
    )]
    UnknownStep {
        /// Which one.
        migration: MigrationKey,
        /// The step, from 1.
        step: usize,
        /// Its statement.
        head: String,
    },
    /// Migrations without a way back.
    #[error("nothing was rolled back: {}", joined(migrations))]
    Irreversible {
        /// Each with its reason.
        migrations: Vec<Irreversible>,
    },
    /// A migration that ends or begins a transaction.
    #[error(
        "{migration} contains {head}: a migration runs in a transaction of matrx's own; take the statement out, or mark the steps that need none"
    )]
    TransactionControl {
        /// Which one.
        migration: MigrationKey,
        /// The statement.
        head: String,
    },

    /// SQL that wants rows from the client, or sends it rows.
    #[error(
        "{migration} contains {head}: a migration has no rows to send and nobody to take them; write INSERT, or a code step that copies by db.connection()"
    )]
    CopiesWithClient {
        /// Which one.
        migration: MigrationKey,
        /// The statement.
        head: String,
    },

    /// The code of a migration ended the transaction that it ran in.
    #[error(
        "the code of {migration} ended the transaction that it runs in{}; what it committed stays, and the history does not have the migration as done; take COMMIT and ROLLBACK out of the code (or mark it `transactional(false)`), put the database in order, then run `{next}` again",
        error.as_ref().map_or_else(String::new, |error| format!(" and failed then: {error}"))
    )]
    EndedTransaction {
        /// Which one.
        migration: MigrationKey,
        /// The command that begins again.
        next: &'static str,
        /// What the code failed with afterwards, if it did.
        error: Option<Box<ServerError>>,
    },

    /// The row of a migration that was running is not in the history any more.
    #[error(
        "while {migration} ran, a step of it, or another session, took its row out of the history; {aftermath}; take such a step out of the migration, then run `{next}` again"
    )]
    RowGone {
        /// Which one.
        migration: MigrationKey,
        /// What the database holds now.
        aftermath: Aftermath,
        /// The command that begins again.
        next: &'static str,
    },

    /// Another session holds the lock.
    #[error("another run holds the lock of the history after {} s of waiting: {}; nothing was changed. Wait for it, or end it with pg_terminate_backend", waited.as_secs(), known(holder.as_ref()))]
    LockHeld {
        /// Who, as far as this role may see.
        holder: Option<Holder>,
        /// How long this run has waited.
        waited: Duration,
    },
    /// Another run without the lock has begun the migration, and has not done it whole.
    #[error(
        "another run is at {migration}, and has not ended it; nothing more was done here. Wait for it (`status` shows how far it is), then run `{next}` again"
    )]
    AnotherRun {
        /// Which one.
        migration: MigrationKey,
        /// The command that goes on.
        next: &'static str,
    },
    /// Locks of other sessions did not go away.
    #[error("{failure}; tried for {} s, open transactions that may be in the way: {}", waited.as_secs(), holders(open))]
    Blocked {
        /// The last try.
        failure: Box<StepFailure>,
        /// Other sessions with open transactions.
        open: Vec<Holder>,
        /// How long it was tried.
        waited: Duration,
    },
    /// A step failed.
    #[error("{0}")]
    Step(Box<StepFailure>),
    /// An index of this name is there, valid, and another one.
    #[error(
        "{migration}, step {step}: an index {index} is there already and is another one; it is {found}, the migration wants {wanted}; rename or drop it, then run `migrate` again"
    )]
    OtherIndex {
        /// Which migration.
        migration: MigrationKey,
        /// The step, from 1.
        step: usize,
        /// The index.
        index: Box<str>,
        /// Its definition in the database.
        found: Box<str>,
        /// The definition in the migration.
        wanted: Box<str>,
    },
    /// The answer to COMMIT was lost, and the database cannot be asked.
    #[error(
        "the connection was lost while {migration} was being committed, and the database cannot be reached to see whether it was: {error}; `status` tells when it is back"
    )]
    CommitUnknown {
        /// Which one.
        migration: MigrationKey,
        /// Why.
        error: Box<ServerError>,
    },
    /// One of our own queries failed.
    #[error("the database failed while {doing}: {error}")]
    Server {
        /// What was being done.
        doing: &'static str,
        /// Why.
        error: ServerError,
    },
    /// The run was stopped from outside.
    #[error("stopped: {}", left(migration.as_ref(), aftermath))]
    Cancelled {
        /// The migration that was running.
        migration: Option<MigrationKey>,
        /// What the database holds now.
        aftermath: Aftermath,
    },
}

/// For `map_err`: one of our own queries failed.
pub(crate) fn while_doing(doing: &'static str) -> impl FnOnce(ServerError) -> Problem {
    move |error| Problem::Server { doing, error }
}

fn list(keys: &[MigrationKey]) -> String {
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn joined(all: &[Irreversible]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

fn known(holder: Option<&Holder>) -> String {
    holder.map_or_else(|| "a session that this role may not see".to_owned(), Holder::to_string)
}

fn holders(open: &[Holder]) -> String {
    if open.is_empty() {
        return "none that this role may see".to_owned();
    }
    open.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn left(migration: Option<&MigrationKey>, aftermath: &Aftermath) -> String {
    match migration {
        Some(migration) => format!("{migration}: {aftermath}"),
        None => "no migration was running; the same command goes on".to_owned(),
    }
}
