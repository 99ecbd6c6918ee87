//! What was typed, as it was typed. [`crate::config`] turns it into what is needed.

mod inspect;
mod one;
#[cfg(test)]
mod page;
mod records;
mod shared;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use inspect::{DecimalCrate, Inspect, Layout, TimeCrate, Writing};
pub(crate) use one::{Edit, Merge, Show};
pub(crate) use records::{Forget, Repair, Stamp, Unlock, Verify};
pub(crate) use shared::{Connection, Interrupted, Running, Selecting};

use crate::output::Format;

/// Schema migrations for Rust on PostgreSQL.
#[derive(Debug, Parser)]
#[command(name = "matrx-cli", version, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// How to print: lines for people, or one JSON document
    #[arg(long, global = true, value_enum, default_value_t, env = "MATRX_FORMAT")]
    pub(crate) format: Format,
    /// The folder of the migrations [default: `migrations` in matrx.toml, or src/migrations]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Compare the models with the database and write the difference as a migration
    #[command(visible_alias = "autogenerate")]
    Makemigrations(Box<Makemigrations>),
    /// Write a migration without changes, to be filled by hand
    #[command(name = "create_empty")]
    CreateEmpty(CreateEmpty),
    /// Write the models of a database, and again what has changed since
    #[command(visible_alias = "rebuild_schema")]
    Inspect(Box<Inspect>),
    /// Apply the migrations that the database does not have yet
    #[command(visible_alias = "upgrade")]
    Migrate(Box<Migrate>),
    /// The same as `migrate --rebuild`
    #[command(name = "migrate_rebuild")]
    MigrateRebuild(Box<Migrate>),
    /// Take back migrations that were applied
    #[command(visible_alias = "downgrade")]
    Rollback(Rollback),
    /// Show which migrations are applied and which are not
    Status(Connection),
    /// Show what was run on the database, the latest first
    History(History),
    /// Show the last applied migration, or each of them where branches stand side by side
    Current(Connection),
    /// Show the last migration of the files, or each of them where branches stand side by side
    Heads,
    /// Show where the migrations of the files part, and where they come together
    Branches,
    /// Show one migration: its file, what it depends on, what it does
    Show(Show),
    /// Open the file of a migration in the editor of VISUAL or EDITOR
    Edit(Edit),
    /// Put the migrations of two branches together after `git merge`; works on the files alone
    Merge(Merge),
    /// Print the SQL of migrations; no database is needed
    Sql(Sql),
    /// Exit 1 where models, migrations and database differ; write nothing
    Check(Check),
    /// Exit 1 where files, schema.lock or the history are not in order; write nothing
    Verify(Verify),
    /// Record migrations as applied without running them
    Stamp(Stamp),
    /// Take the record of a migration away without taking back what it did
    Forget(Forget),
    /// Show what is wrong with the history, and mend it where that is asked for
    Repair(Repair),
    /// End the session that holds the lock of the history
    Unlock(Unlock),
    /// Make the history tables where there are none
    #[command(name = "ensure-version")]
    EnsureVersion(Connection),
    /// Set a project up: the command line's package, matrx.toml, the folder of the migrations
    Init(Init),
}

impl Command {
    /// Whether the command, asked to end, has something to take back first.
    pub(crate) fn winds_down(&self) -> bool {
        match self {
            Self::Makemigrations(_)
            | Self::Migrate(_)
            | Self::MigrateRebuild(_)
            | Self::Rollback(_)
            | Self::Verify(_) => true,
            Self::CreateEmpty(_)
            | Self::Inspect(_)
            | Self::Status(_)
            | Self::History(_)
            | Self::Current(_)
            | Self::Heads
            | Self::Branches
            | Self::Show(_)
            | Self::Edit(_)
            | Self::Merge(_)
            | Self::Sql(_)
            | Self::Check(_)
            | Self::Stamp(_)
            | Self::Forget(_)
            | Self::Repair(_)
            | Self::Unlock(_)
            | Self::EnsureVersion(_)
            | Self::Init(_) => false,
        }
    }

    /// The name as it is typed, for the JSON document.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Makemigrations(_) => "makemigrations",
            Self::CreateEmpty(_) => "create_empty",
            Self::Inspect(_) => "inspect",
            Self::Migrate(_) => "migrate",
            Self::MigrateRebuild(_) => "migrate_rebuild",
            Self::Rollback(_) => "rollback",
            Self::Status(_) => "status",
            Self::History(_) => "history",
            Self::Current(_) => "current",
            Self::Heads => "heads",
            Self::Branches => "branches",
            Self::Show(_) => "show",
            Self::Edit(_) => "edit",
            Self::Merge(_) => "merge",
            Self::Sql(_) => "sql",
            Self::Check(_) => "check",
            Self::Verify(_) => "verify",
            Self::Stamp(_) => "stamp",
            Self::Forget(_) => "forget",
            Self::Repair(_) => "repair",
            Self::Unlock(_) => "unlock",
            Self::EnsureVersion(_) => "ensure-version",
            Self::Init(_) => "init",
        }
    }
}

/// `makemigrations`
#[derive(Debug, Default, Args)]
pub(crate) struct Makemigrations {
    #[command(flatten)]
    pub(crate) connection: Connection,
    #[command(flatten)]
    pub(crate) selecting: Selecting,
    /// Name the migration instead of deriving the name from its operations
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// The same as --name
    #[arg(value_name = "MESSAGE", conflicts_with = "name")]
    pub(crate) message: Option<String>,
    /// Write an empty migration, to be filled by hand
    #[arg(long, conflicts_with_all = ["check", "offline"])]
    pub(crate) empty: bool,
    /// Print the migration instead of writing it
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Exit 1 if a migration is missing, and write nothing
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) check: bool,
    /// Compare with schema.lock instead of a database; nothing is proved
    #[arg(long, conflicts_with_all = ["database_url", "scratch_url", "from"])]
    pub(crate) offline: bool,
    #[command(flatten)]
    pub(crate) answers: Answers,
    /// Where the database differs from schema.lock: take the difference into the migration, or
    /// leave it out
    #[arg(long, value_enum)]
    pub(crate) from: Option<From>,
    /// Prove the migration on this server, in a database made and dropped there [default: the same
    /// server as the database, or an embedded one where the role may not create databases]
    #[arg(long, value_name = "URL", env = "MATRX_SCRATCH_URL", hide_env_values = true)]
    pub(crate) scratch_url: Option<String>,
}

impl Makemigrations {
    /// The name that was typed, one way or the other.
    pub(crate) fn title(&self) -> Option<&str> {
        self.name.as_deref().or(self.message.as_deref())
    }
}

/// `create_empty`
#[derive(Debug, Args)]
pub(crate) struct CreateEmpty {
    /// Name the migration
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Print the migration instead of writing it
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// The flags that answer what `makemigrations` would ask.
#[derive(Debug, Default, Args)]
pub(crate) struct Answers {
    /// A column (or enum value) was renamed: `users.nick=handle`
    #[arg(long, value_name = "TABLE.OLD=NEW")]
    pub(crate) rename: Vec<String>,
    /// A schema was renamed, with all that is in it: `auth=accounts`
    #[arg(long, value_name = "OLD=NEW")]
    pub(crate) rename_schema: Vec<String>,
    /// A table was renamed or moved: `users=accounts`, `users=auth.users`
    #[arg(long, value_name = "OLD=NEW")]
    pub(crate) rename_table: Vec<String>,
    /// An enum type was renamed: `mood=feeling`
    #[arg(long, value_name = "OLD=NEW")]
    pub(crate) rename_type: Vec<String>,
    /// It was not renamed but dropped: `users.nick`, or a table or type: `users`
    #[arg(long, value_name = "OLD")]
    pub(crate) not_renamed: Vec<String>,
    /// What rows that hold a removed enum value get: `mood.meh=ok`
    #[arg(long, value_name = "TYPE.OLD=NEW")]
    pub(crate) map_value: Vec<String>,
    /// No row holds this removed enum value: `mood.meh`
    #[arg(long, value_name = "TYPE.VALUE")]
    pub(crate) unused_value: Vec<String>,
    /// The models of this crate are gone for good; may be repeated
    #[arg(long, value_name = "CRATE")]
    pub(crate) removed_crate: Vec<String>,
    /// Write operations that lose data
    #[arg(long)]
    pub(crate) allow_destructive: bool,
}

/// Which side is believed where database and schema.lock differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum From {
    /// The database: the difference becomes part of the migration
    Live,
    /// schema.lock: the difference is left out
    Lock,
}

/// `migrate`
#[derive(Debug, Args)]
pub(crate) struct Migrate {
    /// How far: an id, or the number it begins with, `+1` for the next one, `head` for all
    pub(crate) target: Option<String>,
    #[command(flatten)]
    pub(crate) connection: Connection,
    #[command(flatten)]
    pub(crate) running: Running,
    /// Record the migrations as applied without running them, as `stamp` does
    #[arg(long, conflicts_with_all = ["rebuild", "no_transaction", "interrupted"])]
    pub(crate) fake: bool,
    /// Write the models again afterwards, as `inspect` does
    #[arg(long)]
    pub(crate) rebuild: bool,
    #[command(flatten)]
    pub(crate) selecting: Selecting,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// `rollback`
#[derive(Debug, Args)]
pub(crate) struct Rollback {
    #[command(flatten)]
    pub(crate) connection: Connection,
    #[command(flatten)]
    pub(crate) running: Running,
    /// How many migrations to take back [default: 1]
    #[arg(long, value_name = "N", conflicts_with = "to")]
    pub(crate) steps: Option<usize>,
    /// The migration to go back to; `zero` (or `base`) takes all of them back
    #[arg(long, value_name = "TARGET")]
    pub(crate) to: Option<String>,
    /// The same as --to, or `-1` for --steps 1
    #[arg(allow_negative_numbers = true, conflicts_with_all = ["to", "steps"])]
    pub(crate) target: Option<String>,
}

/// `history`
#[derive(Debug, Args)]
pub(crate) struct History {
    #[command(flatten)]
    pub(crate) connection: Connection,
    /// How many entries to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: u32,
}

/// `sql`
#[derive(Debug, Args)]
pub(crate) struct Sql {
    /// `0002`, `0002..`, `..0004` or `0002..0004` (both included) [default: all of them]
    pub(crate) range: Option<String>,
    /// Print it as this server takes it [default: as the server that schema.lock was made with]
    #[arg(long, value_name = "URL")]
    pub(crate) database_url: Option<String>,
    /// The way back, the last migration first
    #[arg(long)]
    pub(crate) down: bool,
}

/// `check`
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) connection: Connection,
    #[command(flatten)]
    pub(crate) selecting: Selecting,
    /// Answer only what needs no database: are all models covered by migrations?
    #[arg(long, conflicts_with = "database_url")]
    pub(crate) offline: bool,
}

/// `init`
#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The package to set up [default: the one of the current folder]
    #[arg(value_name = "PACKAGE_DIR")]
    pub(crate) package: Option<PathBuf>,
    /// Use matrx from a checkout in this folder instead of the registry
    #[arg(long, value_name = "DIR")]
    pub(crate) matrx_path: Option<PathBuf>,
    /// Leave the embedded PostgreSQL out of the command line, which builds faster then: there is a
    /// server for everybody who works on the project
    #[arg(long)]
    pub(crate) no_embedded: bool,
    /// The database to write into matrx.toml: a URL without a password, or `env:NAME` for a variable
    /// that holds the URL
    #[arg(long, value_name = "URL")]
    pub(crate) database_url: Option<String>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_flag_has_a_help_text_without_a_full_stop() {
        for command in Arguments::command().get_subcommands() {
            for argument in command.get_arguments() {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(!help.is_empty() && !help.ends_with('.'), "{command} {argument}: {help}");
            }
        }
    }
}
