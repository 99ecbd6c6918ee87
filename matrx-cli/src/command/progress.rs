//! What a run tells while it goes, for people. Programs get the report at its end.

use matrx_core::run::{Aftermath, Direction, Event, MigrateError, Problem, Report};
use serde_json::{Value, json};

use crate::database::advice;
use crate::failure::Failure;
use crate::output::{Output, span};

/// Prints one event; most of them are details that nobody asked for.
pub(crate) fn show(event: &Event, output: &Output) {
    match event {
        Event::Waiting { holder, waited } => {
            let who = holder.as_ref().map_or_else(String::new, |holder| format!(" by {holder}"));
            output.note(format!(
                "waiting for another run: the lock of the history is held{who} ({} s)",
                waited.as_secs()
            ));
        }
        Event::OutOfOrder { migrations } => {
            output
                .note(format!("older than what is applied, and applied now: {}", list(migrations)));
        }
        Event::NotLinked { migrations } => {
            output.note(format!("of crates that are not linked, left alone: {}", list(migrations)));
        }
        Event::Finished { migration, direction, duration } => {
            let sign = match direction {
                Direction::Up => '+',
                Direction::Down => '-',
            };
            output.line(format!("  {sign} {} ({})", migration.id, span(*duration)));
        }
        Event::Retrying { migration, reason, pause, holders } => {
            let open: Vec<String> = holders.iter().map(ToString::to_string).collect();
            let open =
                if open.is_empty() { String::new() } else { format!(": {}", open.join(", ")) };
            output.note(format!(
                "{}: {reason}; trying again in {}{open}",
                migration.id,
                span(*pause)
            ));
        }
        Event::Split { migration, locks, room, transactions } => output.note(format!(
            "{}: takes about {locks} locks and the server has room for {room}; split into \
             {transactions} transactions, journalled",
            migration.id
        )),
        Event::InvalidIndexDropped { migration, index } => output.note(format!(
            "{}: index {index}, which an interrupted run had left invalid, is built again",
            migration.id
        )),
        Event::FoundDone { migration, step } => {
            output.note(format!("{}: step {step} had been done by an earlier run", migration.id));
        }
        Event::Connected { .. }
        | Event::Locked
        | Event::HistoryCreated
        | Event::Planned { .. }
        | Event::Started { .. }
        | Event::Recorded { .. }
        | Event::StepStarted { .. }
        | Event::StepFinished { .. }
        | Event::Committing { .. } => {}
    }
}

/// A report for programs.
pub(crate) fn document(report: &Report) -> Value {
    let done: Vec<Value> = report
        .applied
        .iter()
        .map(|done| {
            json!({
                "id": done.id.id,
                "crate": done.id.krate,
                "milliseconds": millis(done.duration),
            })
        })
        .collect();
    json!({
        "done": done,
        "skipped": report.skipped.len(),
        "failed": report.failed.as_ref().map(|key| key.id.clone()),
        "milliseconds": millis(report.total),
    })
}

/// A run on `database` that did not end well.
pub(crate) fn failure(error: &MigrateError, database: &str) -> Failure {
    use matrx_core::run::ErrorClass;
    let text = if let Problem::Connect { error } = error.problem() {
        let advice = advice(error.code.as_deref());
        format!("cannot connect to {database}: {error}{advice}")
    } else {
        error.to_string()
    };
    let message = crate::failure::Message { code: error.code(), text, details: flags(error) };
    match error.class() {
        ErrorClass::Usage => Failure::Usage(message),
        ErrorClass::NeedsAnswer => Failure::Answer(message),
        ErrorClass::Failed => Failure::Database(message),
        ErrorClass::Cancelled => Failure::Interrupted,
    }
}

/// What to do about what stopped a run: the flags that answer it.
fn flags(error: &MigrateError) -> Vec<String> {
    let lines: &[&str] = match error.problem() {
        Problem::UnknownStep { .. } => {
            &["--interrupted repeat  run it again", "--interrupted done    count it as done"]
        }
        Problem::MissingFiles { .. } | Problem::Ahead { .. } => {
            &["--allow-missing  go on without them"]
        }
        Problem::Step(failure) if failure.aftermath == Aftermath::Unchanged => {
            &["mend the migration or what is in its way, then run the same command again"]
        }
        Problem::Graph(_)
        | Problem::UnknownTarget { .. }
        | Problem::AmbiguousTarget { .. }
        | Problem::Branches { .. }
        | Problem::TargetNotApplied { .. }
        | Problem::Connect { .. }
        | Problem::ReadOnly { .. }
        | Problem::Privileges { .. }
        | Problem::TooOld { .. }
        | Problem::NoRoles { .. }
        | Problem::UnsoundHistory { .. }
        | Problem::NewerHistory { .. }
        | Problem::Edited { .. }
        | Problem::DependencyNotApplied { .. }
        | Problem::StillNeeded { .. }
        | Problem::DependencyPending { .. }
        | Problem::HistoryMoved
        | Problem::HalfReverted { .. }
        | Problem::HalfApplied { .. }
        | Problem::StepsChanged { .. }
        | Problem::Irreversible { .. }
        | Problem::TransactionControl { .. }
        | Problem::CopiesWithClient { .. }
        | Problem::EndedTransaction { .. }
        | Problem::RowGone { .. }
        | Problem::LockHeld { .. }
        | Problem::AnotherRun { .. }
        | Problem::Blocked { .. }
        | Problem::Step(_)
        | Problem::OtherIndex { .. }
        | Problem::CommitUnknown { .. }
        | Problem::Server { .. }
        | Problem::Cancelled { .. } => &[],
    };
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn millis(duration: std::time::Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

fn list(keys: &[matrx_core::migration::MigrationKey]) -> String {
    keys.iter().map(|key| key.id.clone()).collect::<Vec<_>>().join(", ")
}
