//! The process around a command: what was typed, signals, exit codes.

use std::ffi::OsString;
use std::pin::pin;
use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;

use crate::arguments::Arguments;
use crate::command;
use crate::failure::Failure;
use crate::output::Output;
use crate::stop::{Signals, Stop};

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
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            return if asked { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    let name = arguments.command.name();
    let output = Output::standard(arguments.format);
    let result = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::usage("runtime", format!("cannot start: {error}")))
        .and_then(|runtime| {
            let result = runtime.block_on(attended(arguments, &output));
            runtime.shutdown_background();
            result
        });
    output.end(name, result.as_ref().copied());
    match &result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.into(),
    }
}

/// Runs a command to its end. The first signal asks it to wind down (a migration is cancelled and
/// rolled back, a scratch database dropped), the second one ends it where it stands.
async fn attended(arguments: Arguments, output: &Output) -> Result<(), Failure> {
    let winds_down = arguments.command.winds_down();
    let (tell, stop) = Stop::channel();
    let mut signals = Signals::listen();
    let mut work = pin!(command::run(arguments, output, stop));
    let reason = tokio::select! {
        result = &mut work => return result,
        reason = signals.next() => reason,
    };
    if !winds_down {
        return Err(reason.into());
    }
    output.note("stopping; once more ends it at once");
    // The command listens as long as it runs.
    let _ = tell.send(Some(reason));
    tokio::select! {
        result = work => match result {
            Err(Failure::Interrupted | Failure::Terminated) => Err(reason.into()),
            Ok(()) | Err(_) => result,
        },
        reason = signals.next() => Err(reason.into()),
    }
}
