use clap::{Args, ValueEnum};

/// Flags of every command that needs a database.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Connection {
    /// The database [default: DATABASE_URL, PGHOST and its kin, matrx.toml, or the embedded one]
    #[arg(long, value_name = "URL")]
    pub(crate) database_url: Option<String>,
}

/// Flags of the commands that read the database's structure.
#[derive(Debug, Default, Args)]
pub(crate) struct Selecting {
    /// Look at this schema too; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) schema: Vec<String>,
    /// Look at tables of these names only (`app_*`, `auth.*`); may be repeated
    #[arg(long, visible_alias = "table", value_name = "GLOB", value_delimiter = ',')]
    pub(crate) include_tables: Vec<String>,
    /// Do not look at tables of these names; may be repeated
    #[arg(long, value_name = "GLOB", value_delimiter = ',')]
    pub(crate) exclude_tables: Vec<String>,
}

/// Flags of the commands that run migrations.
#[derive(Debug, Default, Args)]
pub(crate) struct Running {
    /// Run each statement on its own, journalled, instead of each migration in a transaction
    #[arg(long)]
    pub(crate) no_transaction: bool,
    /// Do not take the lock that keeps two runs apart (behind a pooler that cannot hold one)
    #[arg(long)]
    pub(crate) no_lock: bool,
    /// Run although applied migrations are missing here, as an older version does in a deployment
    #[arg(long)]
    pub(crate) allow_missing: bool,
    /// What becomes of a step that an earlier run was interrupted in, where nobody can tell whether
    /// it took effect
    #[arg(long, value_enum, value_name = "ANSWER")]
    pub(crate) interrupted: Option<Interrupted>,
}

/// The answer about a step of which nobody can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Interrupted {
    /// Run it again
    Repeat,
    /// Count it as done
    Done,
}
