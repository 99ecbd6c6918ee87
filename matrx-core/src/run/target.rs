//! TARGET → the migrations that a run or a rollback is about. Pure.

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

/// The migration that `target` means: an id, a unique beginning of one, either with `crate::` in
/// front.
pub(crate) fn resolve(standing: &Standing<'_>, target: &str) -> Result<MigrationKey, Problem> {
    let keys = || standing.migrations.iter().map(|(migration, _)| migration.key());
    let exact: Vec<_> =
        keys().filter(|key| key.id == target || key.to_string() == target).collect();
    let candidates: Vec<_> = if exact.is_empty() {
        let (krate, id) = target.rsplit_once("::").unwrap_or(("", target));
        keys()
            .filter(|key| key.id.starts_with(id) && (krate.is_empty() || key.krate == krate))
            .collect()
    } else {
        exact
    };
    match <[MigrationKey; 1]>::try_from(candidates) {
        Ok([key]) if !target.is_empty() => Ok(key),
        Ok(_) => Err(Problem::UnknownTarget { target: target.to_owned() }),
        Err(none) if none.is_empty() => Err(Problem::UnknownTarget { target: target.to_owned() }),
        Err(candidates) => Err(Problem::AmbiguousTarget { target: target.to_owned(), candidates }),
    }
}

/// What `migrate [TARGET]` runs, in order: everything pending, or everything pending up to TARGET.
pub(crate) fn forward<'a>(
    standing: &Standing<'a>,
    target: Option<&str>,
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
    if let Some(target) = target {
        let target = resolve(standing, target)?;
        let at = standing.migrations.iter().position(|(m, _)| m.key() == target);
        let wanted: Vec<_> = standing
            .migrations
            .iter()
            .take(at.map_or(0, |at| at + 1))
            .map(|(m, _)| m.key())
            .collect();
        pending.retain(|(migration, _)| wanted.contains(&migration.key()));
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
            let target = resolve(standing, target)?;
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
