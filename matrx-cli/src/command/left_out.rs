//! What a database has and nobody asked for, for people.

use matrx_core::dialect::postgres::introspect::{NotCovered, NotCoveredKind};

/// What is not covered, a line each; what is read on request only is counted, with the flag that asks
/// `inspect` for it.
pub(crate) fn lines(not_covered: &[NotCovered]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut publications = 0usize;
    for thing in not_covered {
        match flag(thing.kind) {
            Some(Flag::Publications) => publications += 1,
            None => lines.push(thing.to_string()),
        }
    }
    if publications > 0 {
        let noun = if publications == 1 { "publication" } else { "publications" };
        lines.push(format!("{publications} {noun} (`inspect --publications` writes them)"));
    }
    lines
}

enum Flag {
    Publications,
}

fn flag(kind: NotCoveredKind) -> Option<Flag> {
    (kind == NotCoveredKind::Publication).then_some(Flag::Publications)
}
