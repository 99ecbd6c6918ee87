//! Applies (or, with `rollback`, takes back) the ledger's migrations in a process of its own.
//!
//! `runner URL [rollback] [--die-at N]`: with N, the process kills itself at the N-th event. The
//! events stand between any two statements that a run sends, its own ones included; one that follows
//! another without a statement in between is not counted.

use std::process::{Command, ExitCode};
use std::sync::Mutex;
use std::time::Duration;

use matrx_core::run::{Cancel, ErrorClass, Event, Migrator, RollbackTo};
use matrx_tests::ledger;
use sqlx::postgres::PgConnectOptions;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(Ok(options)) = arguments.first().map(|url| url.parse::<PgConnectOptions>()) else {
        eprintln!("usage: runner URL [rollback] [--die-at N]");
        return ExitCode::from(2);
    };
    let die_at: Option<usize> = arguments
        .iter()
        .position(|argument| argument == "--die-at")
        .and_then(|at| arguments.get(at + 1)?.parse().ok());
    let set = match ledger::set() {
        Ok(set) => set,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let points = Mutex::new((0, Follows::Anything));
    let cancel = Cancel::new();
    let migrator = Migrator::new(set).cancel_on(&cancel).on_event(move |event| {
        let Ok(mut points) = points.lock() else { return };
        let follows = points.1;
        points.1 = if matches!(event, Event::StepFinished { .. }) {
            Follows::Step
        } else if matches!(event, Event::Planned { .. } | Event::Finished { .. }) {
            Follows::Plan
        } else {
            Follows::Anything
        };
        let same = match follows {
            Follows::Step => matches!(event, Event::StepStarted { .. }),
            Follows::Plan => matches!(event, Event::Started { .. }),
            Follows::Anything => false,
        };
        points.0 += usize::from(!same);
        if !same && Some(points.0) == die_at {
            die();
        }
    });
    let signalled = cancel.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            signalled.cancel();
        }
    });
    let result = if arguments.iter().any(|argument| argument == "rollback") {
        migrator.rollback(options, &RollbackTo::Zero).await
    } else {
        migrator.run_on(options).await
    };
    match result {
        Ok(report) => {
            println!("applied {}", report.applied.len());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: {error}", error.code());
            match error.class() {
                ErrorClass::Usage => ExitCode::from(2),
                ErrorClass::NeedsAnswer => ExitCode::from(3),
                ErrorClass::Failed => ExitCode::from(4),
                ErrorClass::Cancelled => ExitCode::from(130),
            }
        }
    }
}

/// What the event before was, where the one that follows it may come without a statement in between.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Follows {
    /// The end of a step: the next one begins at once.
    Step,
    /// The plan, or the end of a migration: the next migration begins at once.
    Plan,
    Anything,
}

/// SIGKILL: no destructor runs, no goodbye is sent.
fn die() {
    let pid = std::process::id().to_string();
    let _ = Command::new("kill").args(["-9", &pid]).status();
    loop {
        std::thread::sleep(Duration::from_secs(1));
    }
}
