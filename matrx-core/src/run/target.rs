//! TARGET → the migrations that a run or a rollback is about. Pure.

use std::borrow::Borrow;

use super::history::{Entry, State};
use super::problem::Problem;
use super::standing::Standing;
use crate::migration::{Migration, MigrationKey};

/// How far a rollback goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RollbackTo {
    /// The last so many applied migrations.
    Steps(usize),
    /// Everything that was applied after this migration, by id or a unique beginning of it.
    Target(String),
    /// Everything.
    Zero,
}

/// How far a run goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum MigrateTo {
    /// Everything.
    #[default]
    Head,
    /// The next so many pending migrations.
    Steps(usize),
    /// Everything up to this migration, by id or a unique beginning of it.
    Target(String),
}

/// `head` (or `heads`), `+2`, or an id or a unique beginning of one, as Alembic writes them.
impl From<&str> for MigrateTo {
    fn from(text: &str) -> Self {
        let steps = text.strip_prefix('+').and_then(|steps| steps.parse().ok());
        match (text, steps) {
            ("head" | "heads", _) => Self::Head,
            (_, Some(steps)) => Self::Steps(steps),
            (_, None) => Self::Target(text.to_owned()),
        }
    }
}

impl From<String> for MigrateTo {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

/// `base` (or `zero`), `-2`, or an id or a unique beginning of one, as Alembic and Django write them.
impl From<&str> for RollbackTo {
    fn from(text: &str) -> Self {
        let steps = text.strip_prefix('-').and_then(|steps| steps.parse().ok());
        match (text, steps) {
            ("base" | "zero", _) => Self::Zero,
            (_, Some(steps)) => Self::Steps(steps),
            (_, None) => Self::Target(text.to_owned()),
        }
    }
}

/// The one of these migrations that `target` means: an id, a unique beginning of one, either with
/// `crate::` in front.
pub(crate) fn resolve<K: Borrow<MigrationKey>>(
    keys: impl Iterator<Item = K>,
    target: &str,
) -> Result<MigrationKey, Problem> {
    let (krate, id) = target.rsplit_once("::").map_or((None, target), |(k, id)| (Some(k), id));
    let mut candidates: Vec<MigrationKey> = keys
        .filter(|key| {
            let key = key.borrow();
            key.id.starts_with(id) && krate.is_none_or(|krate| key.krate == krate)
        })
        .map(|key| key.borrow().clone())
        .collect();
    if candidates.iter().any(|key| key.id == id) {
        candidates.retain(|key| key.id == id);
    }
    match <[MigrationKey; 1]>::try_from(candidates) {
        Ok([key]) if !id.is_empty() => Ok(key),
        Ok(_) => Err(Problem::UnknownTarget { target: target.to_owned() }),
        Err(none) if none.is_empty() => Err(Problem::UnknownTarget { target: target.to_owned() }),
        Err(candidates) => Err(Problem::AmbiguousTarget { target: target.to_owned(), candidates }),
    }
}

/// What `migrate [TARGET]` runs, in order: what is pending, as far as TARGET says.
pub(crate) fn forward<'a>(
    standing: &Standing<'a>,
    to: &MigrateTo,
) -> Result<Vec<(&'a Migration, Option<&'a Entry>)>, Problem> {
    let mut pending = standing.pending();
    if let Some((migration, entry)) = pending
        .iter()
        .find_map(|(m, entry)| entry.filter(|e| e.state == State::Reverting).map(|e| (m, e)))
    {
        return Err(Problem::HalfReverted {
            migration: migration.key(),
            done: entry.steps_done,
            steps: entry.steps,
        });
    }
    match to {
        MigrateTo::Head => {}
        MigrateTo::Steps(steps) => pending.truncate(*steps),
        MigrateTo::Target(target) => {
            let target = resolve(standing.keys(), target)?;
            let at = standing.migrations.iter().position(|(m, _)| m.key() == target);
            let wanted: Vec<_> = standing
                .migrations
                .iter()
                .take(at.map_or(0, |at| at + 1))
                .map(|(m, _)| m.key())
                .collect();
            pending.retain(|(migration, _)| wanted.contains(&migration.key()));
        }
    }
    Ok(pending)
}

/// What a rollback takes back, the last applied first.
pub(crate) fn backward<'a>(
    standing: &Standing<'a>,
    to: &RollbackTo,
) -> Result<Vec<(&'a Migration, &'a Entry)>, Problem> {
    let mut applied: Vec<_> = standing
        .migrations
        .iter()
        .filter_map(|(migration, entry)| entry.map(|entry| (*migration, entry)))
        .collect();
    applied.sort_by_key(|(_, entry)| std::cmp::Reverse(entry.position));
    if let Some((migration, entry)) =
        applied.iter().find(|(_, entry)| entry.state == State::Applying)
    {
        return Err(Problem::HalfApplied {
            migration: migration.key(),
            done: entry.steps_done,
            steps: entry.steps,
        });
    }
    // A rollback that stopped half way is finished first, whatever is asked for.
    applied.sort_by_key(|(_, entry)| entry.state != State::Reverting);
    let count = match to {
        RollbackTo::Steps(steps) => *steps,
        RollbackTo::Zero => applied.len(),
        RollbackTo::Target(target) => {
            let target = resolve(standing.keys(), target)?;
            match applied.iter().position(|(migration, _)| migration.key() == target) {
                // What is half rolled back cannot be what the database goes back to.
                Some(at) if applied[at].1.state == State::Reverting => {
                    return Err(Problem::HalfReverted {
                        migration: target,
                        done: applied[at].1.steps_done,
                        steps: applied[at].1.steps,
                    });
                }
                Some(at) => at,
                None => return Err(Problem::TargetNotApplied { target }),
            }
        }
    };
    let (taken, left) = applied.split_at(count.min(applied.len()));
    for (at, (migration, _)) in taken.iter().enumerate() {
        let key = migration.key();
        let needs = |other: &&(&Migration, &Entry)| other.0.depends_on.contains(&key);
        if let Some((dependent, _)) = taken[at + 1..].iter().chain(left).find(needs) {
            return Err(Problem::StillNeeded { migration: key, dependent: dependent.key() });
        }
    }
    Ok(taken.to_vec())
}
