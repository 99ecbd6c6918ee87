//! A migration's units → the pieces that are committed together. Pure.

use std::ops::Range;

use super::program::Unit;
use super::settings::Grouping;

/// A piece of a migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Segment {
    /// These units share one transaction.
    Transaction(Range<usize>),
    /// This unit runs outside of a transaction.
    Alone(usize),
}

impl Segment {
    /// The first unit after it.
    pub(crate) fn end(&self) -> usize {
        match self {
            Segment::Transaction(range) => range.end,
            Segment::Alone(unit) => unit + 1,
        }
    }
}

/// Cuts the units from `from` on into segments of at most `room` locks each.
///
/// There is always at least one segment, so that a migration without steps is recorded too.
pub(crate) fn split(units: &[Unit], from: usize, room: u64, grouping: Grouping) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut start = from;
    let mut locks = 0;
    for (at, unit) in units.iter().enumerate().skip(from) {
        let full = at > start && (locks + unit.locks() > room || grouping == Grouping::StepByStep);
        if at > start && (full || unit.is_alone()) {
            segments.push(Segment::Transaction(start..at));
            (start, locks) = (at, 0);
        }
        if unit.is_alone() {
            segments.push(Segment::Alone(at));
            start = at + 1;
        } else {
            locks += unit.locks();
        }
    }
    if start < units.len() || segments.is_empty() {
        segments.push(Segment::Transaction(start..units.len()));
    }
    segments
}

/// How many locks one of our transactions may take, given the size of the lock table: an eighth
/// stays for other sessions and for what the estimates leave out.
pub(crate) fn room(lock_entries: u64) -> u64 {
    (lock_entries - lock_entries / 8).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::program::Work;
    use crate::statement::{Mode, Probe, Statement};

    fn unit(locks: u32, mode: Mode) -> Unit {
        let statement = Statement { sql: String::new(), mode: mode.clone(), locks };
        Unit { work: Work::Statement(statement), mode, builds: None, moves_extension: false }
    }

    fn tx(locks: u32) -> Unit {
        unit(locks, Mode::Transactional)
    }

    fn alone() -> Unit {
        unit(1, Mode::Alone(Probe::Unknown))
    }

    #[test]
    fn units_are_cut_at_lonely_ones_and_where_the_locks_run_out() {
        use Segment::{Alone, Transaction};
        let tx_range = |from, to| Transaction(from..to);
        for (units, segments) in [
            (vec![], vec![tx_range(0, 0)]),
            (vec![tx(1), tx(1)], vec![tx_range(0, 2)]),
            (vec![alone()], vec![Alone(0)]),
            (
                vec![tx(1), alone(), alone(), tx(1)],
                vec![tx_range(0, 1), Alone(1), Alone(2), tx_range(3, 4)],
            ),
            (vec![tx(6), tx(4), tx(1)], vec![tx_range(0, 2), tx_range(2, 3)]),
            (vec![tx(20), tx(20)], vec![tx_range(0, 1), tx_range(1, 2)]),
        ] {
            assert_eq!(split(&units, 0, 10, Grouping::Transaction), segments);
        }
        let units = [tx(1), tx(1), alone(), tx(1)];
        assert_eq!(
            split(&units, 1, 10, Grouping::StepByStep),
            [tx_range(1, 2), Alone(2), tx_range(3, 4)]
        );
    }

    #[test]
    fn an_eighth_of_the_lock_table_stays_free() {
        assert_eq!(room(6400), 5600);
        assert_eq!(room(0), 1);
    }
}
