//! Linked functions → migrations in order, or why that cannot be.

use std::collections::{BTreeMap, BTreeSet};

use super::{LinkedDown, LinkedUp, Migration, MigrationKey, Steps};

/// Why the linked migrations are not a graph.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GraphError {
    /// Two files have the same id.
    #[error("migration {id} is defined twice, in {first} and in {second}; rename one of the files")]
    DuplicateId {
        /// The id.
        id: MigrationKey,
        /// One file.
        first: String,
        /// The other.
        second: String,
    },
    /// Two functions of a file are marked alike.
    #[error("{file} has two functions marked #[migration{argument}]; a migration has one")]
    TwoFunctions {
        /// The file.
        file: String,
        /// What stands in the attribute's parentheses.
        argument: &'static str,
    },
    /// A dependency that is not linked.
    #[error(
        "{file}: migration {id} depends on {dependency}, which no linked file defines; add its \
         `mod` line to mod.rs, or correct depends_on"
    )]
    UnknownDependency {
        /// The file.
        file: String,
        /// The migration.
        id: MigrationKey,
        /// What it names.
        dependency: String,
    },
    /// Migrations that wait for each other.
    #[error("migrations depend on each other in a circle: {}; correct depends_on in one of them", files.join(" → "))]
    Cycle {
        /// The files, the first one again at the end.
        files: Vec<String>,
    },
    /// `#[migration(down)]` without `#[migration]`.
    #[error(
        "{file} has a #[migration(down)] but no #[migration]; add the function that it takes back"
    )]
    DownWithoutUp {
        /// The file.
        file: String,
    },
    /// A file whose name gives no id.
    #[error(
        "{file}: a migration's file is called m0001_name.rs, with its number and its name in lower case"
    )]
    BadFileName {
        /// The file.
        file: String,
    },
}

impl GraphError {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::DuplicateId { .. } => "duplicate-migration",
            Self::TwoFunctions { .. } => "two-migration-functions",
            Self::UnknownDependency { .. } => "unknown-dependency",
            Self::Cycle { .. } => "dependency-cycle",
            Self::DownWithoutUp { .. } => "down-without-up",
            Self::BadFileName { .. } => "bad-migration-file-name",
        }
    }
}

/// `0002_add_email` out of `blog::migrations::m0002_add_email`.
fn id_of(module_path: &str) -> Option<&str> {
    let id = module_path.rsplit("::").next()?.strip_prefix('m')?;
    let number = id.split('_').next()?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    (!number.is_empty() && number.chars().all(|c| c.is_ascii_digit()) && id.chars().all(plain))
        .then_some(id)
}

fn crate_of(module_path: &str) -> &str {
    module_path.split("::").next().unwrap_or(module_path)
}

/// `other::0001_initial` is a migration of another crate.
pub(super) fn split_reference(reference: &str) -> (Option<&str>, &str) {
    match reference.rsplit_once("::") {
        Some((krate, id)) => (Some(krate), id),
        None => (None, reference),
    }
}

pub(super) fn pair<'a>(
    ups: impl IntoIterator<Item = &'a LinkedUp>,
    downs: impl IntoIterator<Item = &'a LinkedDown>,
) -> Result<BTreeMap<MigrationKey, Migration>, GraphError> {
    // inventory's order is unspecified: sort before anything can be reported
    let mut ups: Vec<_> = ups.into_iter().collect();
    ups.sort_by_key(|up| (up.module_path, up.file));
    let mut by_path: BTreeMap<&str, fn(&mut Steps)> = BTreeMap::new();
    let mut downs: Vec<_> = downs.into_iter().collect();
    downs.sort_by_key(|down| (down.module_path, down.file));
    for down in downs {
        if !ups.iter().any(|up| up.module_path == down.module_path) {
            return Err(GraphError::DownWithoutUp { file: down.file.to_owned() });
        }
        if by_path.insert(down.module_path, down.down).is_some() {
            return Err(GraphError::TwoFunctions {
                file: down.file.to_owned(),
                argument: "(down)",
            });
        }
    }
    let mut migrations = BTreeMap::<MigrationKey, Migration>::new();
    for up in ups {
        let Some(id) = id_of(up.module_path) else {
            return Err(GraphError::BadFileName { file: up.file.to_owned() });
        };
        let krate = crate_of(up.module_path);
        let key = MigrationKey { krate: krate.to_owned(), id: id.to_owned() };
        let depends_on = up
            .depends_on
            .iter()
            .map(|reference| {
                let (other, id) = split_reference(reference);
                MigrationKey { krate: other.unwrap_or(krate).to_owned(), id: id.to_owned() }
            })
            .collect();
        let migration = Migration {
            id: key.id.clone(),
            krate: key.krate.clone(),
            file: up.file.to_owned(),
            depends_on,
            formerly: up.formerly.iter().map(|id| (*id).to_owned()).collect(),
            checksum: up.checksum.to_owned(),
            up: up.up,
            down: by_path.get(up.module_path).copied(),
        };
        if let Some(first) = migrations.get(&key) {
            return Err(if first.file == migration.file {
                GraphError::TwoFunctions { file: migration.file, argument: "" }
            } else {
                let (first, second) = (first.file.clone(), migration.file);
                GraphError::DuplicateId { id: key, first, second }
            });
        }
        migrations.insert(key, migration);
    }
    follow_former_ids(&mut migrations);
    Ok(migrations)
}

/// A file names what it depends on as that was called when it was written, because its text does not
/// change when another file is renumbered.
fn follow_former_ids(migrations: &mut BTreeMap<MigrationKey, Migration>) {
    let mut now = BTreeMap::new();
    for (key, migration) in &*migrations {
        for id in &migration.formerly {
            let former = MigrationKey { krate: key.krate.clone(), id: id.clone() };
            if !migrations.contains_key(&former) {
                now.insert(former, key.clone());
            }
        }
    }
    if now.is_empty() {
        return;
    }
    for migration in migrations.values_mut() {
        for dependency in &mut migration.depends_on {
            if let Some(key) = now.get(dependency) {
                dependency.clone_from(key);
            }
        }
    }
}

/// Dependencies first; of those that are free, the least by id, then by crate.
pub(super) fn order(
    mut left: BTreeMap<MigrationKey, Migration>,
) -> Result<Vec<Migration>, GraphError> {
    let mut waits: BTreeMap<MigrationKey, BTreeSet<MigrationKey>> = BTreeMap::new();
    let mut waited_for: BTreeMap<MigrationKey, Vec<MigrationKey>> = BTreeMap::new();
    for (key, migration) in &left {
        for dependency in &migration.depends_on {
            if !left.contains_key(dependency) {
                return Err(GraphError::UnknownDependency {
                    file: migration.file.clone(),
                    id: key.clone(),
                    dependency: if dependency.krate == key.krate {
                        dependency.id.clone()
                    } else {
                        dependency.to_string()
                    },
                });
            }
            waited_for.entry(dependency.clone()).or_default().push(key.clone());
        }
        waits.insert(key.clone(), migration.depends_on.iter().cloned().collect());
    }
    let by_id = |key: &MigrationKey| (key.id.clone(), key.krate.clone());
    let mut free: BTreeMap<(String, String), MigrationKey> = waits
        .iter()
        .filter(|(_, waits)| waits.is_empty())
        .map(|(key, _)| (by_id(key), key.clone()))
        .collect();
    let mut ordered = Vec::with_capacity(left.len());
    while let Some((_, key)) = free.pop_first() {
        for next in waited_for.remove(&key).unwrap_or_default() {
            if let Some(waits) = waits.get_mut(&next)
                && waits.remove(&key)
                && waits.is_empty()
            {
                free.insert(by_id(&next), next);
            }
        }
        ordered.extend(left.remove(&key));
    }
    match left.first_key_value() {
        None => Ok(ordered),
        Some((start, _)) => Err(GraphError::Cycle { files: cycle(&left, start) }),
    }
}

/// Walks along dependencies that are left, until a migration comes up again.
fn cycle(left: &BTreeMap<MigrationKey, Migration>, start: &MigrationKey) -> Vec<String> {
    let mut path = vec![start];
    let mut at = start;
    while let Some(next) =
        left.get(at).and_then(|m| m.depends_on.iter().find(|key| left.contains_key(*key)))
    {
        if let Some(begin) = path.iter().position(|key| *key == next) {
            path.drain(..begin);
            path.push(next);
            break;
        }
        path.push(next);
        at = next;
    }
    path.into_iter().filter_map(|key| left.get(key)).map(|m| m.file.clone()).collect()
}

#[cfg(test)]
#[path = "graph_tests.rs"]
mod tests;
