use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Deserialize;

use super::{Connection, Selecting};

/// `inspect`
#[derive(Debug, Default, Args)]
pub(crate) struct Inspect {
    #[command(flatten)]
    pub(crate) connection: Connection,
    #[command(flatten)]
    pub(crate) selecting: Selecting,
    #[command(flatten)]
    pub(crate) writing: Writing,
    /// Exit 1 if the files are not what would be written, and write nothing
    #[arg(long, conflicts_with = "overwrite")]
    pub(crate) check: bool,
}

/// Flags of the commands that write models.
#[derive(Debug, Default, Args)]
pub(crate) struct Writing {
    /// Look at every schema of the database
    #[arg(long)]
    pub(crate) all_schemas: bool,
    /// The folder of the models [default: `[models] dir` in matrx.toml, or `models` beside the
    /// migrations]
    #[arg(long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// A file a table in a module a schema, or one file [default: matrx.toml, or modules]
    #[arg(long, value_enum)]
    pub(crate) layout: Option<Layout>,
    /// Which crate dates and times come from [default: matrx.toml, or chrono]
    #[arg(long, value_enum, value_name = "CRATE")]
    pub(crate) time: Option<TimeCrate>,
    /// Which crate decimal numbers come from [default: matrx.toml, or rust_decimal]
    #[arg(long, value_enum, value_name = "CRATE")]
    pub(crate) decimal: Option<DecimalCrate>,
    /// Ask for a manager in each model
    #[arg(long)]
    pub(crate) managers: bool,
    /// Write publications too
    #[arg(long)]
    pub(crate) publications: bool,
    /// Write privileges and default privileges too
    #[arg(long)]
    pub(crate) privileges: bool,
    /// Replace what others wrote into the files
    #[arg(long)]
    pub(crate) overwrite: bool,
}

/// How models are spread over files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Layout {
    /// A module a schema, a file a table
    Modules,
    /// One file
    File,
}

/// The crate of dates and times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TimeCrate {
    /// chrono
    Chrono,
    /// time
    Time,
}

/// The crate of decimal numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
pub(crate) enum DecimalCrate {
    /// rust_decimal
    RustDecimal,
    /// bigdecimal
    #[serde(rename = "bigdecimal")]
    #[value(name = "bigdecimal")]
    BigDecimal,
}
