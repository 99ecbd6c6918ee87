use std::collections::BTreeSet;

use super::rust_type::RustType;

/// A piece of source, and what it needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) text: String,
    /// Paths to be imported.
    pub(super) imports: BTreeSet<String>,
    /// Features of sqlx.
    pub(super) features: BTreeSet<&'static str>,
}

impl Section {
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(super) fn import(&mut self, path: &str) {
        self.imports.insert(path.to_owned());
    }

    pub(super) fn uses(&mut self, ty: &RustType) {
        self.imports.extend(ty.imports.iter().cloned());
        self.features.extend(&ty.features);
    }

    /// Puts another one behind it, a blank line between them.
    pub(super) fn append(&mut self, other: Section) {
        let Section { text, imports, features } = other;
        if !self.text.is_empty() && !text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(&text);
        self.imports.extend(imports);
        self.features.extend(features);
    }
}
