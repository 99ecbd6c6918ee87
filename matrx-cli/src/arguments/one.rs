use clap::Args;

/// `show`
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The migration: its id, or the number it begins with
    pub(crate) name: String,
}

/// `edit`
#[derive(Debug, Args)]
pub(crate) struct Edit {
    /// The migration: its id, or the number it begins with [default: the last one]
    pub(crate) name: Option<String>,
}

/// `merge`
#[derive(Debug, Args)]
pub(crate) struct Merge {
    /// The name of the migration that joins the branches [default: merge]
    pub(crate) message: Option<String>,
}
