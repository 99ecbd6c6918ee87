//! Applies (or, with `rollback`, takes back) the ledger's migrations in a process of its own.
//!
//! `runner URL [rollback] [--die-at N]`: with N, the process kills itself at the N-th event. The
//! events stand between any two statements that a run sends, its own ones included.

use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use matrx_core::run::{Cancel, ErrorClass, Migrator, RollbackTo};
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
    let count = AtomicUsize::new(0);
    let cancel = Cancel::new();
    let migrator = Migrator::new(set).cancel_on(&cancel).on_event(move |_| {
        if Some(count.fetch_add(1, Ordering::SeqCst) + 1) == die_at {
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

/// SIGKILL: no destructor runs, no goodbye is sent.
fn die() {
    let pid = std::process::id().to_string();
    let _ = Command::new("kill").args(["-9", &pid]).status();
    loop {
        std::thread::sleep(Duration::from_secs(1));
    }
}
