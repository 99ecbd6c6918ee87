//! The migrations of a folder as their files name each other.

use std::collections::{BTreeMap, BTreeSet};

use crate::project::name::{id, number_of};

/// A migration's file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Node {
    /// Its text.
    pub(super) text: String,
    /// What it depends on.
    pub(super) depends_on: Vec<String>,
    /// What it was called.
    pub(super) formerly: Vec<String>,
}

/// The ids that a reference means: now, or formerly.
fn meant<'a>(nodes: &'a BTreeMap<String, Node>, reference: &str) -> Option<&'a str> {
    if let Some((id, _)) = nodes.get_key_value(reference) {
        return Some(id);
    }
    let formerly = |node: &Node| node.formerly.iter().any(|former| former == reference);
    nodes.iter().find(|(_, node)| formerly(node)).map(|(id, _)| id.as_str())
}

/// The migrations that no other depends on.
pub(super) fn heads(nodes: &BTreeMap<String, Node>) -> Vec<String> {
    let named: BTreeSet<&str> = nodes
        .values()
        .flat_map(|node| &node.depends_on)
        .filter_map(|reference| meant(nodes, reference))
        .collect();
    nodes.keys().filter(|id| !named.contains(id.as_str())).cloned().collect()
}

/// The new ids of those that must have another number. Of several with one number, the one that is not
/// `theirs` keeps it; else the first by name does. What depends on one that moves, moves behind it.
pub(super) fn renumbered(
    nodes: &BTreeMap<String, Node>,
    theirs: &BTreeSet<String>,
) -> BTreeMap<String, String> {
    let mut by_number: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for id in nodes.keys() {
        if let Some(number) = number_of(id) {
            by_number.entry(number).or_default().push(id);
        }
    }
    let mut moving: BTreeSet<&str> = BTreeSet::new();
    for ids in by_number.values_mut() {
        ids.sort_by_key(|id| (theirs.contains(*id), *id));
        moving.extend(ids.iter().skip(1));
    }
    loop {
        let moves =
            |reference: &String| meant(nodes, reference).is_some_and(|id| moving.contains(id));
        let behind = nodes
            .iter()
            .find(|(id, node)| !moving.contains(id.as_str()) && node.depends_on.iter().any(moves));
        let Some((id, _)) = behind else { break };
        moving.insert(id);
    }
    let stays = nodes.keys().filter(|id| !moving.contains(id.as_str()));
    let mut last = stays.filter_map(|id| number_of(id)).max().unwrap_or(0);
    let mut moved = BTreeMap::new();
    for old in moving {
        let name = old.split_once('_').map_or("migration", |(_, name)| name);
        let free =
            (last.saturating_add(1)..).find(|number| !nodes.contains_key(&id(*number, name)));
        last = free.unwrap_or(last);
        moved.insert(old.to_owned(), id(last, name));
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes(all: &[(&str, &[&str])]) -> BTreeMap<String, Node> {
        let node = |before: &[&str]| Node {
            depends_on: before.iter().map(|id| (*id).to_owned()).collect(),
            ..Node::default()
        };
        all.iter().map(|(id, before)| ((*id).to_owned(), node(before))).collect()
    }

    fn moved(all: &[(&str, &[&str])], theirs: &[&str]) -> Vec<String> {
        let theirs = theirs.iter().map(|id| (*id).to_owned()).collect();
        let moved = renumbered(&nodes(all), &theirs);
        moved.into_iter().map(|(from, to)| format!("{from} {to}")).collect()
    }

    #[test]
    fn the_branch_that_comes_moves_behind() {
        let all: &[(&str, &[&str])] = &[
            ("0001_a", &[]),
            ("0002_x", &["0001_a"]),
            ("0002_b", &["0001_a"]),
            ("0003_c", &["0002_b"]),
        ];
        assert_eq!(moved(all, &["0002_b", "0003_c"]), ["0002_b 0003_b", "0003_c 0004_c"]);
        assert_eq!(moved(all, &["0002_x"]), ["0002_x 0004_x"]);
        assert_eq!(moved(all, &[]), ["0002_x 0004_x"]);
        assert_eq!(moved(&all[..2], &[]), [""; 0]);
        let same: &[(&str, &[&str])] = &[("0002_x", &[]), ("0002_b", &[]), ("0003_b", &["0002_b"])];
        assert_eq!(moved(same, &["0002_b", "0003_b"]), ["0002_b 0004_b", "0003_b 0005_b"]);
        assert_eq!(heads(&nodes(all)), ["0002_x", "0003_c"]);
    }

    #[test]
    fn a_former_id_is_followed() {
        let mut all = nodes(&[("0001_a", &[]), ("0003_b", &["0001_a"]), ("0004_c", &["0002_b"])]);
        all.insert(
            "0003_b".to_owned(),
            Node { formerly: vec!["0002_b".to_owned()], ..all["0003_b"].clone() },
        );
        assert_eq!(heads(&all), ["0004_c"]);
    }
}
