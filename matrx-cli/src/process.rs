//! The process around a command: what was typed, signals, exit codes.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;

use crate::arguments::Arguments;
use crate::command;
use crate::failure::Failure;
use crate::output::Output;

/// Runs the command line on the process's arguments; the linked crates' models and migrations are
/// what it works with.
///
/// The exit codes: 0 done, or nothing to do; 1 differences or findings; 2 wrong use or
/// configuration; 3 needs an answer or consent; 4 a migration or the database failed; 130 and 143
/// stopped by a signal.
pub fn main() -> ExitCode {
    run(std::env::args_os().collect())
}

/// The same on these words, the first of which is the program's name.
pub(crate) fn run(words: Vec<OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(words) {
        Ok(arguments) => arguments,
        Err(error) => {
            // A reader that has gone away is no failure.
            let _ = error.print();
            return match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => ExitCode::SUCCESS,
                _ => ExitCode::from(2),
            };
        }
    };
    let name = arguments.command.name();
    let output = Output::standard(arguments.format);
    let result = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::usage("runtime", format!("cannot start: {error}")))
        .and_then(|runtime| {
            let result = runtime.block_on(until_signal(command::run(arguments, &output)));
            runtime.shutdown_background();
            result
        });
    output.end(name, result.as_ref().copied());
    match &result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.into(),
    }
}

/// Runs `work` until it is done or a signal comes; then it is dropped, which closes its
/// connections, and the server rolls back what was open.
async fn until_signal(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    tokio::select! {
        result = work => result,
        failure = signal() => Err(failure),
    }
}

#[cfg(unix)]
async fn signal() -> Failure {
    use tokio::signal::unix::{SignalKind, signal};
    let listen = |kind| signal(kind).ok();
    let (Some(mut interrupt), Some(mut terminate), Some(mut hangup)) = (
        listen(SignalKind::interrupt()),
        listen(SignalKind::terminate()),
        listen(SignalKind::hangup()),
    ) else {
        // Without handlers the system's own apply: the process ends.
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => Failure::Interrupted,
        _ = terminate.recv() => Failure::Terminated,
        _ = hangup.recv() => Failure::Terminated,
    }
}

#[cfg(not(unix))]
async fn signal() -> Failure {
    match tokio::signal::ctrl_c().await {
        Ok(()) => Failure::Interrupted,
        Err(_) => std::future::pending().await,
    }
}
