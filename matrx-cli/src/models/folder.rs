//! The folder of the models: what is there, what is to be there, and writing it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::region::{self, Parts};

/// What is to be done so that the files are as they should be.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// The changes.
    pub(crate) changes: Vec<(PathBuf, Change)>,
    /// Files that nobody but their owner may change.
    pub(crate) refused: Vec<(PathBuf, Refusal)>,
    /// How many files are as they should be.
    pub(crate) unchanged: usize,
}

/// What becomes of a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// It is written for the first time.
    Create(String),
    /// Its region, or all of it with consent, is replaced.
    Replace(String),
    /// Its table is gone, and there is nothing else in it.
    Remove,
}

/// Why a file is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It was not written by `inspect`.
    NotOurs,
    /// Somebody wrote into the part that `inspect` writes.
    Edited,
    /// Its table is gone, and there is hand-written code in it.
    HandWritten,
}

impl Refusal {
    /// For people.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::NotOurs => "was not written by `inspect`",
            Self::Edited => "was edited between the marks of `inspect`",
            Self::HandWritten => "has hand-written code, and its table is gone",
        }
    }
}

/// Compares. `files` are the texts by their path in the module; `overwrite` is the consent to lose what
/// others wrote.
pub(crate) fn plan(
    folder: &Path,
    files: &BTreeMap<String, String>,
    overwrite: bool,
) -> io::Result<Plan> {
    let mut plan = Plan::default();
    let mut wanted = BTreeSet::new();
    for (path, text) in files {
        let path = if path.is_empty() { root(folder) } else { folder.join(path) };
        wanted.insert(path.clone());
        let there = match fs::read_to_string(&path) {
            Ok(there) => there,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                plan.changes.push((path, Change::Create(region::whole(text))));
                continue;
            }
            Err(error) => return Err(at(&path, &error)),
        };
        match Parts::of(&there) {
            Some(parts) if !parts.is_edited() && parts.says(text) => plan.unchanged += 1,
            Some(parts) if overwrite || !parts.is_edited() => {
                plan.changes.push((path, Change::Replace(parts.with(text))));
            }
            Some(_) => plan.refused.push((path, Refusal::Edited)),
            None if overwrite || there.trim().is_empty() => {
                plan.changes.push((path, Change::Replace(region::whole(text))));
            }
            None => plan.refused.push((path, Refusal::NotOurs)),
        }
    }
    for path in others(folder, &wanted)? {
        let text = fs::read_to_string(&path).map_err(|error| at(&path, &error))?;
        let Some(parts) = Parts::of(&text) else { continue };
        match (parts.is_edited(), parts.is_alone()) {
            (false, true) => plan.changes.push((path, Change::Remove)),
            (_, _) if overwrite => plan.changes.push((path, Change::Remove)),
            (true, _) => plan.refused.push((path, Refusal::Edited)),
            (false, false) => plan.refused.push((path, Refusal::HandWritten)),
        }
    }
    Ok(plan)
}

/// The file of the module itself: `models.rs` where that is there, else `models/mod.rs`.
pub(super) fn root(folder: &Path) -> PathBuf {
    let beside = folder.with_extension("rs");
    if beside.is_file() { beside } else { folder.join("mod.rs") }
}

/// Other Rust files in the folder and in the folders of its schemas.
pub(super) fn others(folder: &Path, wanted: &BTreeSet<PathBuf>) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![(folder.to_owned(), true)];
    while let Some((folder, deeper)) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder).map_err(|error| at(&folder, &error))? {
            let path = entry.map_err(|error| at(&folder, &error))?.path();
            if path.is_dir() && deeper {
                folders.push((path, false));
            } else if path.extension().is_some_and(|end| end == "rs") && !wanted.contains(&path) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Makes the changes, each file at once or not at all.
pub(crate) fn write(plan: &Plan) -> io::Result<()> {
    for (path, change) in &plan.changes {
        let done = match change {
            Change::Remove => fs::remove_file(path),
            Change::Create(text) | Change::Replace(text) => replace(path, text),
        };
        done.map_err(|error| at(path, &error))?;
    }
    Ok(())
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".matrx");
    let temporary = folder.join(name);
    fs::write(&temporary, text)?;
    fs::rename(&temporary, path)
}

/// The same error, with the file that it is about.
pub(super) fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

#[cfg(test)]
#[path = "folder_tests.rs"]
mod tests;
