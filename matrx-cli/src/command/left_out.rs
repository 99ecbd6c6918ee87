//! What a database has and nobody asked for, for people.

use std::collections::BTreeMap;

use matrx_core::dialect::postgres::introspect::{NotCovered, OnRequestKind};
use matrx_core::schema::{Home, ObjectId, ObjectKind};

/// What is not covered, a line each; what is read on request only is counted, with the flag that asks
/// `inspect` for it.
pub(crate) fn lines(not_covered: &[NotCovered]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut counts: BTreeMap<OnRequestKind, usize> = BTreeMap::new();
    for thing in not_covered {
        match thing.kind.on_request() {
            Some(kind) => *counts.entry(kind).or_default() += 1,
            None => lines.push(thing.to_string()),
        }
    }
    lines.extend(counts.into_iter().map(|(kind, count)| {
        let (one, many, flag) = match kind {
            OnRequestKind::Publications => ("publication", "publications", "--publications"),
            OnRequestKind::Privileges => {
                ("object with privileges", "objects with privileges", "--privileges")
            }
        };
        let noun = if count == 1 { one } else { many };
        format!("{count} {noun} (`inspect {flag}` writes them)")
    }));
    lines
}

/// How many privileges of others there are, in a line.
pub(crate) fn privileges_of_others<'a>(
    others: impl IntoIterator<Item = &'a ObjectId>,
) -> Option<String> {
    let count = others.into_iter().filter(|id| is_privilege(id.kind)).count();
    let noun = if count == 1 { "grant" } else { "grants" };
    (count > 0).then(|| format!("{count} {noun} of others"))
}

/// Whether it is counted, and not listed.
pub(crate) fn is_privilege(kind: ObjectKind) -> bool {
    kind.home() == Home::Privilege
}
