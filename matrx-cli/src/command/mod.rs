//! One file a command.

mod init;
mod sql;
mod workspace;

use crate::arguments::{Arguments, Command};
use crate::config::Project;
use crate::failure::Failure;
use crate::output::Output;
use crate::stop::Stop;

/// Runs the command that was typed.
pub(crate) async fn run(arguments: Arguments, output: &Output, stop: Stop) -> Result<(), Failure> {
    let dir = arguments.dir.as_deref();
    match arguments.command {
        Command::Init(init) => init::init(&init, output),
        Command::Sql(sql) => sql::sql(&sql, &Project::find(dir)?, output),
        Command::Makemigrations(_)
        | Command::Migrate(_)
        | Command::Rollback(_)
        | Command::Status(_)
        | Command::History(_)
        | Command::Check(_) => {
            let project = Project::find(dir)?;
            output.line(project.root.display().to_string());
            Ok(())
        }
    }
}
