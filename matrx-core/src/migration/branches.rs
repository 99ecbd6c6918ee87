//! Branches of migrations that stand side by side, and whether they get in each other's way.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{Migration, MigrationKey, MigrationSet, Step};
use crate::op::{Quarrel, Touch};

/// Two migrations of branches that no migration joins, which get in each other's way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchConflict {
    /// One migration.
    pub first: MigrationKey,
    /// The one of the other branch.
    pub second: MigrationKey,
    /// Why.
    pub quarrel: Quarrel,
}

impl fmt::Display for BranchConflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { first, second, quarrel } = self;
        match quarrel {
            Quarrel::BothAlter(thing) => write!(f, "{first} and {second} both alter {thing}"),
            Quarrel::FirstRemoves(thing) => {
                write!(f, "{first} takes away {thing}, which {second} needs")
            }
            Quarrel::SecondRemoves(thing) => {
                write!(f, "{second} takes away {thing}, which {first} needs")
            }
        }
    }
}

impl MigrationSet {
    /// The conflicts between branches of one crate that no migration joins, as far as operations tell:
    /// what SQL and code do, nobody knows beforehand. Of each two branches the first one.
    pub fn branch_conflicts(&self) -> Vec<BranchConflict> {
        let heads = self.heads();
        let mut conflicts = Vec::new();
        for (at, one) in heads.iter().enumerate() {
            for other in heads[at + 1..].iter().filter(|other| other.krate == one.krate) {
                conflicts.extend(self.between(one, other));
            }
        }
        conflicts
    }

    fn between(&self, one: &Migration, other: &Migration) -> Option<BranchConflict> {
        let (ones, others) = (self.up_to(one), self.up_to(other));
        let touches = |mine: &BTreeSet<MigrationKey>, theirs: &BTreeSet<MigrationKey>| {
            let own = self.in_order().iter().filter(|migration| {
                let key = migration.key();
                mine.contains(&key) && !theirs.contains(&key) && migration.krate == one.krate
            });
            own.map(|migration| (migration.key(), touch(migration))).collect::<Vec<_>>()
        };
        let theirs = touches(&others, &ones);
        touches(&ones, &others).iter().find_map(|(first, mine)| {
            theirs.iter().find_map(|(second, their)| {
                let quarrel = mine.quarrel(their)?;
                let (first, second) = (first.clone(), second.clone());
                Some(BranchConflict { first, second, quarrel })
            })
        })
    }

    /// A migration and all that come before it.
    fn up_to(&self, head: &Migration) -> BTreeSet<MigrationKey> {
        let before: BTreeMap<MigrationKey, &Vec<MigrationKey>> = self
            .in_order()
            .iter()
            .map(|migration| (migration.key(), &migration.depends_on))
            .collect();
        let mut found = BTreeSet::new();
        let mut open = vec![head.key()];
        while let Some(key) = open.pop() {
            open.extend(before.get(&key).into_iter().copied().flatten().cloned());
            found.insert(key);
        }
        found
    }
}

fn touch(migration: &Migration) -> Touch {
    let steps = migration.up();
    Touch::of(steps.iter().filter_map(|step| match step {
        Step::Op(op) => Some(op),
        Step::Sql(_) | Step::Code(_) => None,
    }))
}
