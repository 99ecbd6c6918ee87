//! Random schemas that a real PostgreSQL 15 accepts, and pairs of them with the answers that lead from
//! one to the other. The same seed makes the same pair.

mod answer;
mod build;
mod change;
mod columns;
mod enums;
mod keys;
mod namespaces;
mod object;
mod parts;
mod random;
mod settings;
mod tables;
mod vocabulary;

use matrx_core::diff::Answers;
use matrx_core::schema::Schema;

pub use random::Random;

/// An old schema, a new one made from it by random changes, and what somebody would answer.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Where it begins.
    pub old: Schema,
    /// Where it shall go.
    pub new: Schema,
    /// Renames, suspected renames that are none, and what becomes of removed enum values.
    pub answers: Answers,
}

/// The pair of a seed.
pub fn pair(seed: u64) -> Pair {
    let mut random = Random::new(seed);
    let (mut old, plans) = build::schema(&mut random);
    let (new, renames, mut changed) = change::changed(&mut random, &old, &plans);
    let (mut new, renames) = namespaces::renamed(&mut random, &old, new, renames, &mut changed);
    old.objects = object::written(&old, &plans);
    new.objects = object::written(&new, &changed);
    let answers = answer::answers(&mut random, &old, &new, renames);
    Pair { old, new, answers }
}
