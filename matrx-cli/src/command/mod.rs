//! One file a command.

mod init;

use crate::arguments::{Arguments, Command};
use crate::failure::Failure;
use crate::output::Output;

/// Runs the command that was typed.
pub(crate) async fn run(arguments: Arguments, output: &mut Output) -> Result<(), Failure> {
    let dir = arguments.dir.as_deref();
    match arguments.command {
        Command::Init(init) => init::init(&init, output),
        Command::Makemigrations(_)
        | Command::Migrate(_)
        | Command::Rollback(_)
        | Command::Status(_)
        | Command::History(_)
        | Command::Sql(_)
        | Command::Check(_) => {
            let project = crate::config::Project::find(dir)?;
            output.line(project.root.display().to_string());
            Ok(())
        }
    }
}
