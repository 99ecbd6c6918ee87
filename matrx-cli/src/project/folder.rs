use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::ProjectError;
use super::journal::{self, Change, Recovered, io_at};
use super::mod_file;
use super::name::{file_name, module_of, number_of};

pub(super) const MOD_FILE: &str = "mod.rs";
pub(super) const LOCK_FILE: &str = "schema.lock";

/// A project's migrations folder.
#[derive(Clone, Debug)]
pub struct Folder {
    dir: PathBuf,
}

/// A migration that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMigration {
    /// `0002_add_email`.
    pub id: String,
    /// The text of its file.
    pub source: String,
    /// The text of `schema.lock` after it; `None` if it stays as it is.
    pub lock: Option<String>,
}

impl Folder {
    /// The folder, which must be there; the folder itself may be reached by a link.
    pub fn open(dir: &Path) -> Result<Self, ProjectError> {
        match fs::canonicalize(dir) {
            Ok(dir) if dir.is_dir() => Ok(Self { dir }),
            Ok(_) | Err(_) => Err(ProjectError::NoFolder { path: dir.to_owned() }),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.dir
    }

    /// The text of `schema.lock`.
    pub fn lock_text(&self) -> Result<Option<String>, ProjectError> {
        journal::read(&self.dir.join(LOCK_FILE))
    }

    /// The modules of migrations that `mod.rs` names: `m0001_initial`.
    pub fn modules(&self) -> Result<Vec<String>, ProjectError> {
        let path = self.dir.join(MOD_FILE);
        let text = journal::read(&path)?.unwrap_or_default();
        mod_file::modules(&text).map_err(|reason| ProjectError::BadModFile { path, reason })
    }

    /// The files that are called as migrations are, in order: `m0001_initial.rs`.
    pub fn files(&self) -> Result<Vec<String>, ProjectError> {
        let mut files = Vec::new();
        for entry in io_at("read", &self.dir, fs::read_dir(&self.dir))? {
            let name = io_at("read", &self.dir, entry)?.file_name();
            if let Some(name) = name.to_str().filter(|name| module_of(name).is_some()) {
                files.push(name.to_owned());
            }
        }
        files.sort();
        Ok(files)
    }

    /// The number for the next migration.
    pub fn next_number(&self) -> Result<u32, ProjectError> {
        let modules = self.modules()?;
        let files = self.files()?;
        let names = modules.iter().map(String::as_str);
        let names = names.chain(files.iter().filter_map(|file| module_of(file)));
        let greatest = names.filter_map(|name| number_of(name.strip_prefix('m')?)).max();
        Ok(greatest.unwrap_or(0).saturating_add(1))
    }

    /// Each migration's file has its `mod` line, and each line its file.
    pub fn check(&self) -> Result<(), ProjectError> {
        let (modules, files) = (self.modules()?, self.files()?);
        let known = |file: &String| modules.iter().any(|module| file_of(module) == *file);
        let orphans: Vec<_> = files.iter().filter(|file| !known(file)).cloned().collect();
        if !orphans.is_empty() {
            return Err(ProjectError::Orphans { folder: self.dir.clone(), files: orphans });
        }
        let missing: Vec<_> =
            modules.into_iter().filter(|module| !files.contains(&file_of(module))).collect();
        if missing.is_empty() {
            Ok(())
        } else {
            Err(ProjectError::Missing { folder: self.dir.clone(), modules: missing })
        }
    }

    /// The right to write, held against other processes until it is dropped. What an interrupted
    /// run has left is completed or undone first.
    pub fn claim(&self) -> Result<Claim<'_>, ProjectError> {
        let handle = io_at("open", &self.dir, File::open(&self.dir))?;
        match handle.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(ProjectError::Busy { path: self.dir.clone() });
            }
            Err(TryLockError::Error(error)) => return io_at("lock", &self.dir, Err(error)),
        }
        let recovered = journal::recover(&self.dir)?;
        Ok(Claim { folder: self, recovered, _handle: handle })
    }
}

/// The right to write to a [`Folder`].
#[derive(Debug)]
pub struct Claim<'a> {
    folder: &'a Folder,
    /// What an interrupted run had left.
    pub recovered: Option<Recovered>,
    /// Dropping it gives the folder free.
    _handle: File,
}

impl Claim<'_> {
    /// The folder that may be written to.
    pub(super) fn folder(&self) -> &Folder {
        self.folder
    }

    /// Writes the migration's file, its `mod` line and the lock, in this order. Returns the file.
    pub fn write(&self, migration: &NewMigration) -> Result<PathBuf, ProjectError> {
        let NewMigration { id, source, lock } = migration;
        let dir = &self.folder.dir;
        let file = file_name(id);
        let taken = self.folder.files()?.iter().any(|other| other.eq_ignore_ascii_case(&file));
        let path = dir.join(&file);
        if taken || fs::symlink_metadata(&path).is_ok() {
            return Err(ProjectError::Exists { path });
        }
        let mod_before = journal::read(&dir.join(MOD_FILE))?;
        let module = file.trim_end_matches(".rs");
        let mut changes = vec![
            Change::to(&file, source.clone(), None),
            Change::to(
                MOD_FILE,
                mod_file::with_module(mod_before.as_deref().unwrap_or_default(), module),
                mod_before,
            ),
        ];
        changes.extend(lock.as_ref().map(|text| self.lock_change(text)).transpose()?);
        journal::write(dir, &changes)?;
        Ok(path)
    }

    /// Writes `schema.lock` alone.
    pub fn write_lock(&self, text: &str) -> Result<(), ProjectError> {
        journal::write(&self.folder.dir, &[self.lock_change(text)?])
    }

    fn lock_change(&self, text: &str) -> Result<Change, ProjectError> {
        let before = self.folder.lock_text()?;
        Ok(Change::to(LOCK_FILE, text.to_owned(), before))
    }
}

fn file_of(module: &str) -> String {
    format!("{module}.rs")
}

#[cfg(test)]
#[path = "folder_tests.rs"]
mod tests;
