use clap::Args;

use super::Connection;

/// `stamp`
#[derive(Debug, Args)]
pub(crate) struct Stamp {
    /// How far: an id, or the number it begins with, `+1` for the next one [default: head, all]
    pub(crate) target: Option<String>,
    #[command(flatten)]
    pub(crate) connection: Connection,
    /// Record although applied migrations are missing here
    #[arg(long)]
    pub(crate) allow_missing: bool,
}

/// `forget`
#[derive(Debug, Args)]
pub(crate) struct Forget {
    /// The migration: its id, or the number it begins with; its file may be missing
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) connection: Connection,
}

/// `repair`
#[derive(Debug, Args)]
pub(crate) struct Repair {
    #[command(flatten)]
    pub(crate) connection: Connection,
    /// Record the checksum that the file of this migration has now; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) restamp: Vec<String>,
    /// The same for all migrations that were edited after they were applied
    #[arg(long, conflicts_with = "restamp")]
    pub(crate) restamp_all: bool,
}

/// `unlock`
#[derive(Debug, Args)]
pub(crate) struct Unlock {
    #[command(flatten)]
    pub(crate) connection: Connection,
    /// End the session without asking
    #[arg(long)]
    pub(crate) yes: bool,
}

/// `verify`
#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(crate) connection: Connection,
    /// Look at the files only; no database is asked
    #[arg(long, conflicts_with_all = ["database_url", "roundtrip"])]
    pub(crate) offline: bool,
    /// Run every migration up, down and up again on a scratch database; code steps run there, too
    #[arg(long)]
    pub(crate) roundtrip: bool,
    /// Make the scratch database on this server [default: the same server as the database, or an
    /// embedded one where the role may not create databases]
    #[arg(long, value_name = "URL", env = "MATRX_SCRATCH_URL", hide_env_values = true)]
    pub(crate) scratch_url: Option<String>,
}
