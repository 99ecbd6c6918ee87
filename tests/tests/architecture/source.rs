//! The workspace's own source, as the tests of its invariants read it.

use std::path::Path;

use matrx_tests::workspace_root;

/// A line of source that runs in a user's program: no comment, no test.
pub(crate) struct Line {
    /// Its file, from the workspace's root.
    pub(crate) file: String,
    /// Its number, from 1.
    pub(crate) number: usize,
    /// Its text without a comment at its end.
    pub(crate) text: String,
}

impl Line {
    /// The place and the text, for a message.
    pub(crate) fn show(&self) -> String {
        format!("{}:{}: {}", self.file, self.number, self.text.trim())
    }
}

/// The paths of all Rust files below these folders, from the workspace's root, in order.
pub(crate) fn files(folders: &[&str]) -> Vec<String> {
    let root = workspace_root();
    let mut found = Vec::new();
    for folder in folders {
        let path = root.join(folder);
        assert!(path.exists(), "{folder} is not there: the invariant guards nothing");
        collect(&root, &path, &mut found);
    }
    found.sort();
    found
}

fn collect(root: &Path, path: &Path, found: &mut Vec<String>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).expect("a source folder can be read") {
            collect(root, &entry.expect("a source folder can be read").path(), found);
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        let relative = path.strip_prefix(root).expect("a source file is in the workspace");
        found.push(relative.to_string_lossy().into_owned());
    }
}

/// The whole text of a file.
pub(crate) fn read(file: &str) -> String {
    let path = workspace_root().join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// The lines of these folders' files which are neither comments nor tests. Tests stand in files named
/// `…tests.rs`, in folders called `tests`, or behind `#[cfg(test)]` at the end of a file.
pub(crate) fn lines(folders: &[&str]) -> Vec<Line> {
    let mut lines = Vec::new();
    for file in files(folders) {
        if file.ends_with("tests.rs") || file.contains("/tests/") {
            continue;
        }
        let text = read(&file);
        let code = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for (index, line) in code.lines().enumerate() {
            let line = line.split(" // ").next().unwrap_or_default();
            if !line.trim_start().starts_with("//") {
                lines.push(Line { file: file.clone(), number: index + 1, text: line.to_owned() });
            }
        }
    }
    lines
}

/// Fails with the places where there are any.
pub(crate) fn assert_none(what: &str, found: impl IntoIterator<Item = Line>) {
    let found: Vec<String> = found.into_iter().map(|line| line.show()).collect();
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}
