//! As much of Cargo.toml as the check needs: texts by their path, and the names of features. What this
//! does not understand it leaves out; cargo has read the file before and says what is wrong with it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The texts of a Cargo.toml, and the paths of everything else.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    values: BTreeMap<Vec<String>, Option<String>>,
}

impl Manifest {
    /// An unreadable file is an empty one.
    pub(super) fn read(path: &Path) -> Self {
        Self::parse(&std::fs::read_to_string(path).unwrap_or_default())
    }

    pub(super) fn parse(text: &str) -> Self {
        let mut manifest = Self::default();
        let mut reader = Reader { rest: text };
        // what comes behind a mistake is not known
        let _known = manifest.tables(&mut reader);
        manifest
    }

    /// The text at this path.
    pub(super) fn text(&self, path: &[&str]) -> Option<&str> {
        let path: Vec<String> = path.iter().map(|part| (*part).to_owned()).collect();
        self.values.get(&path)?.as_deref()
    }

    /// The names in `[features]`.
    pub(super) fn features(&self) -> Vec<String> {
        self.values
            .keys()
            .filter_map(|path| match path.as_slice() {
                [features, name] if features == "features" => Some(name.clone()),
                _ => None,
            })
            .collect()
    }

    /// The folder of the workspace that a package in `directory` belongs to.
    pub(super) fn workspace_root(&self, directory: &Path) -> Option<PathBuf> {
        if self.is_workspace() {
            return Some(directory.to_path_buf());
        }
        if let Some(root) = self.text(&["package", "workspace"]) {
            return Some(directory.join(root));
        }
        directory
            .ancestors()
            .skip(1)
            .find(|folder| Self::read(&folder.join("Cargo.toml")).is_workspace())
            .map(Path::to_path_buf)
    }

    fn is_workspace(&self) -> bool {
        self.values.keys().any(|path| path.first().is_some_and(|first| first == "workspace"))
    }

    fn tables(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        let mut table = Vec::new();
        loop {
            reader.skip_blank(true);
            if reader.rest.is_empty() {
                return Some(());
            }
            if reader.take("[[") || reader.take("[") {
                table = reader.key()?;
                self.values.insert(table.clone(), None);
                let _closed = reader.take("]]") || reader.take("]");
            } else {
                self.pair(&table, reader)?;
            }
        }
    }

    fn pair(&mut self, table: &[String], reader: &mut Reader<'_>) -> Option<()> {
        let mut path = table.to_vec();
        path.extend(reader.key()?);
        reader.skip_blank(false);
        if !reader.take("=") {
            return None;
        }
        reader.skip_blank(false);
        let value = self.value(&path, reader)?;
        self.values.insert(path, value);
        Some(())
    }

    /// The outer `Option` is whether it was understood, the inner one whether it is a text.
    fn value(&mut self, path: &[String], reader: &mut Reader<'_>) -> Option<Option<String>> {
        if reader.rest.starts_with(['"', '\'']) {
            return reader.text().map(Some);
        }
        if reader.take("[") {
            loop {
                reader.skip_blank(true);
                if reader.take("]") {
                    return Some(None);
                }
                // what stands in an array has no path
                Self::default().value(&[], reader)?;
                reader.skip_blank(true);
                reader.take(",");
            }
        }
        if reader.take("{") {
            loop {
                reader.skip_blank(true);
                if reader.take("}") {
                    return Some(None);
                }
                self.pair(path, reader)?;
                reader.skip_blank(true);
                reader.take(",");
            }
        }
        let end = reader.rest.find([',', ']', '}', '\n', '#']).unwrap_or(reader.rest.len());
        reader.rest = &reader.rest[end..];
        (end > 0).then_some(None)
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn take(&mut self, sign: &str) -> bool {
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn skip_blank(&mut self, lines: bool) {
        loop {
            self.rest = self.rest.trim_start_matches([' ', '\t', '\u{feff}']);
            if lines && self.rest.starts_with('#') {
                self.rest = &self.rest[self.rest.find('\n').unwrap_or(self.rest.len())..];
            }
            if !lines || !self.rest.starts_with(['\n', '\r']) {
                return;
            }
            self.rest = self.rest.trim_start_matches(['\n', '\r']);
        }
    }

    /// `a.b."c d"`.
    fn key(&mut self) -> Option<Vec<String>> {
        let mut parts = Vec::new();
        loop {
            self.skip_blank(false);
            if self.rest.starts_with(['"', '\'']) {
                parts.push(self.text()?);
            } else {
                let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
                let end = self.rest.find(|c| !word(c)).unwrap_or(self.rest.len());
                if end == 0 {
                    return None;
                }
                parts.push(self.rest[..end].to_owned());
                self.rest = &self.rest[end..];
            }
            self.skip_blank(false);
            if !self.take(".") {
                return Some(parts);
            }
        }
    }

    /// A text of any of the four kinds. Escapes other than of quotes and backslashes stay as they are:
    /// no setting of ours needs one.
    fn text(&mut self) -> Option<String> {
        for long in ["\"\"\"", "'''"] {
            if self.take(long) {
                let end = self.rest.find(long)?;
                let text = self.rest[..end].trim_start_matches('\n').to_owned();
                self.rest = &self.rest[end + 3..];
                return Some(text);
            }
        }
        let quote = self.rest.chars().next()?;
        let mut out = String::new();
        let mut chars = self.rest.char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            match c {
                c if c == quote => {
                    self.rest = &self.rest[at + 1..];
                    return Some(out);
                }
                '\\' if quote == '"' => out.push(chars.next()?.1),
                '\n' => return None,
                c => out.push(c),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_found_however_they_are_written() {
        for text in [
            "[package.metadata.matrx]\ncheck = \"deny\" # why\n",
            "[package]\nmetadata.matrx.check = 'deny'\n",
            "[package.metadata]\nmatrx = { check = \"deny\", migrations = \"x\" }\n",
            "[package]\nauthors = [\n  \"a, [b]\", # c\n]\nedition = 2024\nmetadata = { matrx = { check = \"deny\" } }",
            "[[bin]]\nname = \"x\"\n[package . \"metadata\" . matrx]\r\ncheck = \"deny\"\r\n",
        ] {
            let manifest = Manifest::parse(text);
            assert_eq!(
                manifest.text(&["package", "metadata", "matrx", "check"]),
                Some("deny"),
                "{text}"
            );
        }
    }

    #[test]
    fn features_are_named() {
        let manifest = Manifest::parse(
            "[features]\ndefault = [\"a\"]\na = []\n\"b-c\" = [\n \"dep:x\",\n]\n[dependencies]\nd = \"1\"\n",
        );
        assert_eq!(manifest.features(), ["a", "b-c", "default"]);
        assert!(!manifest.is_workspace());
    }

    #[test]
    fn what_is_not_understood_is_left_out() {
        for text in ["", "= 1", "[a\nb = \"c", "a = \"open\n", "\u{feff}[package]\n"] {
            Manifest::parse(text);
        }
        assert!(Manifest::parse("[workspace]\nmembers = []\n").is_workspace());
    }
}
