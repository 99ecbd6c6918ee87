//! Constraints and indexes: kept, renamed, or dropped and added.

use std::collections::{BTreeMap, BTreeSet};

/// What becomes of the old items of one kind, and which new ones must be added.
pub(super) struct Items {
    /// Old name → new name, of those that stay.
    pub(super) stay: BTreeMap<String, String>,
    /// Old names of those that are dropped.
    pub(super) dropped: Vec<String>,
    /// New names of those that are added.
    pub(super) added: Vec<String>,
}

/// Compares old items (under the new names of what they speak of, but with their own old names) and
/// new ones. `same` is equality but for the name; `forced` are old names that must be made anew.
pub(super) fn compare<T>(
    base: &BTreeMap<String, T>,
    new: &BTreeMap<String, T>,
    same: impl Fn(&T, &T) -> bool,
    forced: &BTreeSet<String>,
) -> Items {
    let mut stay = BTreeMap::new();
    let mut open: BTreeSet<&String> = new.keys().collect();
    for (name, item) in base.iter().filter(|(name, _)| !forced.contains(*name)) {
        if new.get(name).is_some_and(|to| same(item, to)) {
            stay.insert(name.clone(), name.clone());
            open.remove(name);
        }
    }
    for (name, item) in base.iter().filter(|(name, _)| !forced.contains(*name)) {
        if stay.contains_key(name) {
            continue;
        }
        if let Some(to) = open.iter().find(|to| same(item, &new[**to])).copied() {
            stay.insert(name.clone(), to.clone());
            open.remove(to);
        }
    }
    let dropped = base.keys().filter(|name| !stay.contains_key(*name)).cloned().collect();
    Items { stay, dropped, added: open.into_iter().cloned().collect() }
}
