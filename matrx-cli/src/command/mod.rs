//! One file a command.

mod change;
mod check;
mod current;
mod database;
mod edit;
mod ensure_version;
mod forget;
mod graph;
mod history;
mod init;
pub(crate) mod inspect;
mod left_out;
mod makemigrations;
mod merge;
pub(crate) mod migrate;
mod named;
mod ownership;
mod place;
mod progress;
mod repair;
mod show;
mod sql;
mod stamp;
mod status;
mod unlock;
mod verify;
mod workspace;

use crate::arguments::{Arguments, Command};
use crate::config::Project;
use crate::failure::Failure;
use crate::output::Output;
use crate::stop::Stop;

/// Runs the command that was typed.
pub(crate) async fn run(arguments: Arguments, output: &Output, stop: Stop) -> Result<(), Failure> {
    let project = || Project::find(arguments.dir.as_deref());
    match &arguments.command {
        Command::Makemigrations(make) => {
            makemigrations::makemigrations(make, &project()?, output, &stop).await
        }
        Command::CreateEmpty(create) => {
            makemigrations::create_empty(create, &project()?, output, &stop).await
        }
        Command::Inspect(inspect) => inspect::inspect(inspect, &project()?, output).await,
        Command::Migrate(migrate) if migrate.fake => {
            migrate::fake(migrate, &project()?, output).await
        }
        Command::Migrate(migrate) if !migrate.rebuild => {
            migrate::migrate(migrate, &project()?, output, &stop).await
        }
        Command::Migrate(migrate) | Command::MigrateRebuild(migrate) => {
            inspect::migrate_and_rebuild(migrate, &project()?, output, &stop).await
        }
        Command::Rollback(rollback) => {
            migrate::rollback(rollback, &project()?, output, &stop).await
        }
        Command::Status(status) => status::status(status, &project()?, output).await,
        Command::History(history) => history::history(history, &project()?, output).await,
        Command::Current(connection) => current::current(connection, &project()?, output).await,
        Command::Heads => graph::heads(output),
        Command::Branches => graph::branches(output),
        Command::Show(show) => show::show(show, output),
        Command::Edit(edit) => edit::edit(edit, &project()?, output),
        Command::Merge(merge) => merge::merge(merge, &project()?, output),
        Command::Sql(sql) => sql::sql(sql, &project()?, output).await,
        Command::Check(check) => check::check(check, &project()?, output).await,
        Command::Verify(verify) => verify::verify(verify, &project()?, output, &stop).await,
        Command::Stamp(stamp) => stamp::stamp(stamp, &project()?, output).await,
        Command::Forget(forget) => forget::forget(forget, &project()?, output).await,
        Command::Repair(repair) => repair::repair(repair, &project()?, output).await,
        Command::Unlock(unlock) => unlock::unlock(unlock, &project()?, output).await,
        Command::EnsureVersion(connection) => {
            ensure_version::ensure_version(connection, &project()?, output).await
        }
        Command::Init(init) => init::init(init, arguments.dir.as_deref(), output),
    }
}
