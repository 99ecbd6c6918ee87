use std::io;
use std::path::PathBuf;

/// Why the files of a project could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// The system refused.
    #[error("cannot {action} {}: {source}{}", path.display(), advice(source, *.kept))]
    Io {
        /// What was tried.
        action: &'static str,
        /// With which file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
        /// Whether the files are as they were before.
        kept: bool,
    },
    /// Files without a `mod` line.
    #[error(
        "{} {} in {} but {} no `mod` line in mod.rs, so the program does not know {}; add {} to \
         mod.rs, or move the file away",
        files.join(", "),
        if files.len() == 1 { "lies" } else { "lie" },
        folder.display(),
        if files.len() == 1 { "has" } else { "have" },
        if files.len() == 1 { "it" } else { "them" },
        files.iter().map(|f| format!("`mod {};`", f.trim_end_matches(".rs"))).collect::<Vec<_>>().join(" ")
    )]
    Orphans {
        /// The migrations folder.
        folder: PathBuf,
        /// The files' names.
        files: Vec<String>,
    },
    /// `mod` lines without a file.
    #[error(
        "mod.rs in {} names {}, but there is no such file; bring it back (git checkout), or remove \
         the line",
        folder.display(),
        modules.join(", ")
    )]
    Missing {
        /// The migrations folder.
        folder: PathBuf,
        /// The modules' names.
        modules: Vec<String>,
    },
    /// The new file's place is taken.
    #[error("{} exists already and is never overwritten; give another name with --name", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A file that is a link, or no file at all.
    #[error("{} is not a regular file; matrx does not write through links; replace it by a file", path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// The folder is not there.
    #[error("there is no migrations folder {}; run `cargo matrx init`", path.display())]
    NoFolder {
        /// The folder.
        path: PathBuf,
    },
    /// Another process is writing.
    #[error("another process writes to {}; wait for it and run the command again", path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// `mod.rs` is no Rust.
    #[error("{} cannot be read as Rust: {reason}; correct it, or restore it (git checkout)", path.display())]
    BadModFile {
        /// The file.
        path: PathBuf,
        /// What the parser says.
        reason: String,
    },
    /// A journal that this version did not write.
    #[error("{} is not readable; remove it and the files ending in .matrx-new beside it", path.display())]
    BadJournal {
        /// The journal.
        path: PathBuf,
    },
    /// What a half write wanted to place is there with other content.
    #[error(
        "an interrupted run wanted to write {}, which has appeared since with other content; keep \
         one of it and {}, and remove the other",
        path.display(),
        temporary.display()
    )]
    Conflict {
        /// The file.
        path: PathBuf,
        /// What the interrupted run had prepared.
        temporary: PathBuf,
    },
    /// What a half write wanted to remove has another text now.
    #[error("an interrupted run wanted to remove {}, which has other content since; remove it, or move it away", path.display())]
    Renewed {
        /// The file.
        path: PathBuf,
    },
    /// A merge that a person must end.
    #[error("{}: {problem}", path.display())]
    Unmerged {
        /// The file.
        path: PathBuf,
        /// What is in the way, and what to do.
        problem: String,
    },
}

impl ProjectError {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "file-access",
            Self::Orphans { .. } => "file-without-mod-line",
            Self::Missing { .. } => "mod-line-without-file",
            Self::Exists { .. } => "file-exists",
            Self::NotAFile { .. } => "not-a-file",
            Self::NoFolder { .. } => "no-migrations-folder",
            Self::Busy { .. } => "folder-busy",
            Self::BadModFile { .. } => "bad-mod-file",
            Self::BadJournal { .. } => "bad-journal",
            Self::Conflict { .. } | Self::Renewed { .. } => "interrupted-write-conflict",
            Self::Unmerged { .. } => "unmerged-file",
        }
    }
}

/// What the reader can do, and what has become of the files.
fn advice(error: &io::Error, kept: bool) -> String {
    use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    let kind = error.kind();
    let cause = if matches!(kind, PermissionDenied | ReadOnlyFilesystem) {
        "; make the folder writable"
    } else if matches!(kind, StorageFull | QuotaExceeded) {
        "; make room on the disk"
    } else {
        ""
    };
    let state = if kept { "; nothing was changed" } else { "; the next run completes the write" };
    format!("{cause}{state}")
}
