use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// One file to be written.
pub(super) enum Change {
    /// A file that is not there yet.
    Create { path: PathBuf, text: String },
    /// A file whose text changes.
    Edit { path: PathBuf, before: String, after: String },
}

impl Change {
    /// A new file, unless there is one: an existing file is left alone.
    pub(super) fn create(path: PathBuf, text: String) -> Option<Self> {
        (path.symlink_metadata().is_err()).then_some(Self::Create { path, text })
    }

    /// A change of an existing file, unless `edit` changes nothing.
    pub(super) fn edit(
        path: &Path,
        edit: impl FnOnce(&str) -> Result<String, Failure>,
    ) -> Result<Option<Self>, Failure> {
        let before = read(path)?;
        let after = edit(&before)?;
        Ok((before != after).then(|| Self::Edit { path: path.to_owned(), before, after }))
    }

    /// The file.
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::Create { path, .. } | Self::Edit { path, .. } => path,
        }
    }

    /// Whether the file is new.
    pub(super) fn creates(&self) -> bool {
        match self {
            Self::Create { .. } => true,
            Self::Edit { .. } => false,
        }
    }

    /// Writes it: a new file is never put over another, and an edit replaces the file as a whole.
    pub(super) fn apply(&self) -> Result<(), Failure> {
        let path = self.path();
        let written = match self {
            Self::Create { text, .. } => path
                .parent()
                .map_or(Ok(()), fs::create_dir_all)
                .and_then(|()| write_new(path, text)),
            Self::Edit { before, after, .. } => {
                if read(path)? != *before {
                    return Err(Failure::usage(
                        "file-changed",
                        format!("{} was changed meanwhile; run init again", path.display()),
                    ));
                }
                replace(path, after)
            }
        };
        written.map_err(|error| {
            Failure::usage("file-unwritable", format!("cannot write {}: {error}", path.display()))
        })
    }
}

/// Reads a file of the project.
pub(super) fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| {
        Failure::usage("file-unreadable", format!("cannot read {}: {error}", path.display()))
    })
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    // Through a link, the file that it leads to is the one to replace.
    let path = path.canonicalize()?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".matrx-{}", std::process::id()));
    let new = path.with_file_name(name);
    let written = write_new(&new, text)
        .and_then(|()| fs::set_permissions(&new, fs::metadata(&path)?.permissions()))
        .and_then(|()| fs::rename(&new, &path));
    if written.is_err() {
        // The old file is whole; the new one is ours to remove.
        let _ = fs::remove_file(&new);
    }
    written
}
