//! Several files change together, or not at all.
//!
//! All new texts are written beside their targets first; then a journal says what is to be moved
//! where; then the moves. Without a journal the leftovers are removed, with one the moves are
//! completed. The moves' order is such that the project compiles between any two of them.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::ProjectError;

const JOURNAL: &str = ".matrx-journal";
const SUFFIX: &str = ".matrx-new";
const FIRST_LINE: &str = "matrx-journal 1";

/// What becomes of a file, by its name in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// A new one, where there must be none.
    Place { name: String, text: String },
    /// Another text in the place of the present one.
    Replace { name: String, text: String, before: String },
    /// It goes; this is its present text.
    Remove { name: String, before: String },
}

impl Change {
    /// A file with this text, whether or not there is one with another.
    pub(super) fn to(name: &str, text: String, before: Option<String>) -> Self {
        let name = name.to_owned();
        match before {
            None => Self::Place { name, text },
            Some(before) => Self::Replace { name, text, before },
        }
    }

    /// Whether there is no such file yet.
    pub(super) fn is_new(&self) -> bool {
        match self {
            Self::Place { .. } => true,
            Self::Replace { .. } | Self::Remove { .. } => false,
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Place { name, .. } | Self::Replace { name, .. } | Self::Remove { name, .. } => {
                name
            }
        }
    }
}

/// One step of a write. A list of them, cut off anywhere, is what a kill leaves behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// A new file with this text, on the disk.
    Create(PathBuf, String),
    /// Gives a file its final name; there must be none of that name.
    Place(PathBuf, PathBuf),
    /// Gives a file its final name, in the place of another one.
    Replace(PathBuf, PathBuf),
    /// Removes our own file, or one that is to go.
    Remove(PathBuf),
    /// The names in the folder, on the disk.
    Sync(PathBuf),
}

/// What the next run found of an interrupted one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recovered {
    /// Its write was completed; these files are new.
    Completed(Vec<String>),
    /// It had not come to the journal; what it had prepared was removed.
    Undone,
}

/// The steps of a write, and the place in the list from which on it will be completed.
pub(super) fn plan(folder: &Path, changes: &[Change]) -> (Vec<Action>, usize) {
    let mut actions = Vec::new();
    let mut journal = format!("{FIRST_LINE}\n");
    for change in changes {
        match change {
            Change::Place { name, text } => {
                actions.push(Action::Create(folder.join(temporary(name)), text.clone()));
                journal.push_str(&format!("place {name}\n"));
            }
            Change::Replace { name, text, before } => {
                actions.push(Action::Create(folder.join(temporary(name)), text.clone()));
                journal.push_str(&format!("replace {name} {}\n", hash(before)));
            }
            Change::Remove { name, before } => {
                journal.push_str(&format!("remove {name} {}\n", hash(before)));
            }
        }
    }
    let prepared = folder.join(temporary(JOURNAL));
    actions.push(Action::Create(prepared.clone(), journal));
    actions.push(Action::Place(prepared, folder.join(JOURNAL)));
    actions.push(Action::Sync(folder.to_owned()));
    let committed = actions.len();
    for change in changes {
        let (from, to) = (folder.join(temporary(change.name())), folder.join(change.name()));
        actions.push(match change {
            Change::Place { .. } => Action::Place(from, to),
            Change::Replace { .. } => Action::Replace(from, to),
            Change::Remove { .. } => Action::Remove(to),
        });
        actions.push(Action::Sync(folder.to_owned()));
    }
    actions.push(Action::Remove(folder.join(JOURNAL)));
    (actions, committed)
}

/// Does one step.
pub(super) fn act(action: &Action) -> io::Result<()> {
    match action {
        Action::Create(path, text) => {
            let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()
        }
        Action::Place(from, to) => place(from, to),
        Action::Replace(from, to) => fs::rename(from, to),
        Action::Remove(path) => fs::remove_file(path),
        Action::Sync(folder) => sync(folder),
    }
}

/// Writes all changes. An error before the journal stands removes what was prepared.
pub(super) fn write(folder: &Path, changes: &[Change]) -> Result<(), ProjectError> {
    let (actions, committed) = plan(folder, changes);
    for (done, action) in actions.iter().enumerate() {
        let Err(source) = act(action) else { continue };
        let kept = done < committed;
        if kept {
            for change in changes {
                remove_if_there(&folder.join(temporary(change.name())))?;
            }
            remove_if_there(&folder.join(temporary(JOURNAL)))?;
            remove_if_there(&folder.join(JOURNAL))?;
        }
        let path = action.target().to_owned();
        return Err(if source.kind() == io::ErrorKind::AlreadyExists {
            ProjectError::Exists { path }
        } else {
            ProjectError::Io { action: "write", path, source, kept }
        });
    }
    Ok(())
}

/// Completes or undoes what an interrupted run has left.
pub(super) fn recover(folder: &Path) -> Result<Option<Recovered>, ProjectError> {
    let path = folder.join(JOURNAL);
    let Some(text) = read(&path)? else { return undo(folder) };
    let bad = || ProjectError::BadJournal { path: path.clone() };
    let mut lines = text.lines();
    if lines.next() != Some(FIRST_LINE) {
        return Err(bad());
    }
    let mut completed = Vec::new();
    for line in lines {
        let mut words = line.split(' ');
        let (verb, name, before) = (words.next(), words.next(), words.next());
        let name = name.filter(|name| is_plain(name)).ok_or_else(bad)?;
        match (verb, before) {
            (Some("place"), None) => complete_place(folder, name)?,
            (Some("replace"), Some(before)) => complete_replace(folder, name, before)?,
            (Some("remove"), Some(before)) => complete_remove(folder, name, before)?,
            (Some(_) | None, _) => return Err(bad()),
        }
        completed.push(name.to_owned());
    }
    io_at("write", folder, sync(folder))?;
    io_at("remove", &path, fs::remove_file(&path))?;
    remove_if_there(&folder.join(temporary(JOURNAL)))?;
    Ok(Some(Recovered::Completed(completed)))
}

fn complete_place(folder: &Path, name: &str) -> Result<(), ProjectError> {
    let (from, to) = (folder.join(temporary(name)), folder.join(name));
    let Some(text) = read(&from)? else { return Ok(()) };
    match place(&from, &to) {
        Ok(()) => Ok(()),
        // killed between the two halves of placing it
        Err(_) if read(&to)?.as_deref() == Some(&*text) => {
            io_at("remove", &from, fs::remove_file(&from))
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(ProjectError::Conflict { path: to, temporary: from })
        }
        Err(source) => Err(ProjectError::Io { action: "write", path: to, source, kept: false }),
    }
}

fn complete_replace(folder: &Path, name: &str, before: &str) -> Result<(), ProjectError> {
    let (from, to) = (folder.join(temporary(name)), folder.join(name));
    if read(&from)?.is_none() {
        return Ok(());
    }
    match read(&to)? {
        Some(text) if hash(&text) != before => {
            Err(ProjectError::Conflict { path: to, temporary: from })
        }
        Some(_) | None => io_at("write", &to, fs::rename(&from, &to)),
    }
}

fn complete_remove(folder: &Path, name: &str, before: &str) -> Result<(), ProjectError> {
    let path = folder.join(name);
    match read(&path)? {
        Some(text) if hash(&text) != before => Err(ProjectError::Renewed { path }),
        Some(_) => io_at("remove", &path, fs::remove_file(&path)),
        None => Ok(()),
    }
}

/// Removes what a run has prepared that did not come to its journal.
fn undo(folder: &Path) -> Result<Option<Recovered>, ProjectError> {
    let mut found = false;
    for entry in io_at("read", folder, fs::read_dir(folder))? {
        let entry = io_at("read", folder, entry)?;
        let name = entry.file_name();
        if name.to_str().is_some_and(|name| name.starts_with('.') && name.ends_with(SUFFIX)) {
            io_at("remove", &entry.path(), fs::remove_file(entry.path()))?;
            found = true;
        }
    }
    Ok(found.then_some(Recovered::Undone))
}

impl Action {
    fn target(&self) -> &Path {
        match self {
            Self::Create(path, _) | Self::Remove(path) | Self::Sync(path) => path,
            Self::Place(_, to) | Self::Replace(_, to) => to,
        }
    }
}

/// A hard link never takes another file's place, not even a link's; where the file system has none,
/// the text is written anew.
fn place(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
        Err(_) => {
            let text = fs::read(from)?;
            let mut file = OpenOptions::new().write(true).create_new(true).open(to)?;
            file.write_all(&text)?;
            file.sync_all()?;
        }
    }
    fs::remove_file(from)
}

fn sync(folder: &Path) -> io::Result<()> {
    // a folder is no file everywhere
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// The text of a regular file; `None` if there is nothing of that name.
pub(super) fn read(path: &Path) -> Result<Option<String>, ProjectError> {
    match fs::symlink_metadata(path) {
        Ok(data) if data.is_file() => io_at("read", path, fs::read_to_string(path)).map(Some),
        Ok(_) => Err(ProjectError::NotAFile { path: path.to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => {
            Err(ProjectError::Io { action: "read", path: path.to_owned(), source, kept: true })
        }
    }
}

pub(super) fn io_at<T>(
    action: &'static str,
    path: &Path,
    result: io::Result<T>,
) -> Result<T, ProjectError> {
    result.map_err(|source| ProjectError::Io { action, path: path.to_owned(), source, kept: true })
}

fn remove_if_there(path: &Path) -> Result<(), ProjectError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => io_at("remove", path, Err(error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

fn temporary(name: &str) -> String {
    format!(".{name}{SUFFIX}")
}

fn is_plain(name: &str) -> bool {
    !name.starts_with('.')
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.".contains(c))
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
#[path = "journal_tests.rs"]
mod tests;
