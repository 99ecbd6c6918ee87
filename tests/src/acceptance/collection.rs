//! A file of cases.

use std::path::{Path, PathBuf};

use super::Case;
use crate::scratch::workspace_root;

/// A file of cases, in their order.
#[derive(Clone, Debug)]
pub struct Collection {
    /// Where it is.
    pub path: PathBuf,
    /// What stands before its first case.
    head: String,
    /// Its cases.
    pub cases: Vec<Case>,
}

/// All files below `tests/acceptance`, sorted.
///
/// # Panics
///
/// Where a file cannot be read, or is not as it must be.
pub fn collections() -> Vec<Collection> {
    let root = workspace_root().join("tests/acceptance");
    let mut found = Vec::new();
    for kind in entries(&root).into_iter().filter(|path| path.is_dir()) {
        for path in entries(&kind) {
            if path.extension().is_some_and(|extension| extension == "sql") {
                found.push(read(&root, path).unwrap_or_else(|why| panic!("{why}")));
            }
        }
    }
    let mut ids: Vec<&str> =
        found.iter().flat_map(|file| file.cases.iter().map(|case| case.id.as_str())).collect();
    ids.sort_unstable();
    let twice: Vec<&[&str]> = ids.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(twice.is_empty(), "two cases of one name: {twice:?}");
    found
}

/// What is in a folder, sorted.
pub(super) fn entries(folder: &Path) -> Vec<PathBuf> {
    let list =
        std::fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    let mut paths: Vec<PathBuf> =
        list.map(|entry| entry.expect("a folder can be listed").path()).collect();
    paths.sort();
    paths
}

fn read(root: &Path, path: PathBuf) -> Result<Collection, String> {
    let text =
        std::fs::read_to_string(&path).map_err(|why| format!("{}: {why}", path.display()))?;
    let below = path.strip_prefix(root).map_err(|why| why.to_string())?.with_extension("");
    let file = below.display().to_string();
    let lines: Vec<&str> = text.lines().collect();
    let mut starts: Vec<usize> =
        (0..lines.len()).filter(|at| lines[*at].starts_with("--- case: ")).collect();
    let Some(first) = starts.first().copied() else {
        return Err(format!("{file}: there is no case"));
    };
    let head = lines[..first].join("\n");
    starts.push(lines.len());
    let cases: Result<Vec<Case>, String> =
        starts.windows(2).map(|pair| Case::read(&file, &lines[pair[0]..pair[1]])).collect();
    Ok(Collection { path, head, cases: cases? })
}

impl Collection {
    /// Writes the file anew.
    pub(super) fn write(&self) {
        let mut parts: Vec<String> = Vec::new();
        if !self.head.trim().is_empty() {
            parts.push(format!("{}\n", self.head.trim_end()));
        }
        parts.extend(self.cases.iter().map(Case::to_string));
        std::fs::write(&self.path, parts.join("\n"))
            .unwrap_or_else(|why| panic!("{}: {why}", self.path.display()));
    }
}
