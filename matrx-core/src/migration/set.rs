use std::collections::BTreeSet;

use super::graph::{GraphError, order, pair, split_reference};
use super::{LinkedDown, LinkedUp, NoWayBack, Step, Steps};

/// A migration that is linked into the program.
#[derive(Clone, Debug)]
pub struct Migration {
    /// `0002_add_email`, from the file's name `m0002_add_email.rs`.
    pub id: String,
    /// The crate that it comes from.
    pub krate: String,
    /// The source file, as the compiler saw it.
    pub file: String,
    /// The migrations that come before it, each in the set, in the order of the file.
    pub depends_on: Vec<MigrationKey>,
    /// Ids under which databases may have recorded it before it was renumbered.
    pub formerly: Vec<String>,
    /// `v1:sha256:…` over the file's tokens.
    pub checksum: String,
    pub(super) up: fn(&mut Steps),
    pub(super) down: Option<fn(&mut Steps)>,
}

/// What a migration is known by: its crate and its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MigrationKey {
    /// The crate that it comes from.
    pub krate: String,
    /// Its id.
    pub id: String,
}

impl std::fmt::Display for MigrationKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}::{}", self.krate, self.id)
    }
}

impl Migration {
    /// Crate and id.
    pub fn key(&self) -> MigrationKey {
        MigrationKey { krate: self.krate.clone(), id: self.id.clone() }
    }

    /// `add email` for `0002_add_email`.
    pub fn title(&self) -> String {
        let name = self.id.split_once('_').map_or(self.id.as_str(), |(_, name)| name);
        name.replace('_', " ")
    }

    /// The steps that apply it.
    pub fn up(&self) -> Vec<Step> {
        Steps::record(self.up)
    }

    /// The steps that take it back: those of its `down`, else derived from `up`.
    pub fn down(&self) -> Result<Vec<Step>, Irreversible> {
        if let Some(down) = self.down {
            return Ok(Steps::record(down));
        }
        self.up()
            .iter()
            .rev()
            .map(Step::inverse)
            .collect::<Result<_, _>>()
            .map_err(|cause| Irreversible { id: self.id.clone(), file: self.file.clone(), cause })
    }

    /// Whether its file has a `down` of its own.
    pub fn has_down(&self) -> bool {
        self.down.is_some()
    }
}

/// The migrations of a program, in an order that respects every dependency.
#[derive(Clone, Debug, Default)]
pub struct MigrationSet {
    ordered: Vec<Migration>,
}

impl MigrationSet {
    /// All migrations that are linked into the program.
    pub fn linked() -> Result<Self, GraphError> {
        Self::new(inventory::iter::<LinkedUp>(), inventory::iter::<LinkedDown>())
    }

    /// A set of these migrations.
    pub fn new<'a>(
        ups: impl IntoIterator<Item = &'a LinkedUp>,
        downs: impl IntoIterator<Item = &'a LinkedDown>,
    ) -> Result<Self, GraphError> {
        let migrations = pair(ups, downs)?;
        Ok(Self { ordered: order(migrations)? })
    }

    /// Those of one crate, which must depend on no other.
    pub fn of_crate(mut self, krate: &str) -> Self {
        self.ordered.retain(|migration| migration.krate == krate);
        self
    }

    /// Every migration, dependencies first; ties by id, then by crate.
    pub fn in_order(&self) -> &[Migration] {
        &self.ordered
    }

    /// The migration with this id; `crate::id` where two crates have the same id.
    pub fn get(&self, id: &str) -> Option<&Migration> {
        let (krate, id) = split_reference(id);
        self.ordered.iter().find(|migration| {
            migration.id == id && krate.is_none_or(|krate| migration.krate == krate)
        })
    }

    /// The steps that apply the migration with this id.
    pub fn up(&self, id: &str) -> Option<Vec<Step>> {
        self.get(id).map(Migration::up)
    }

    /// The steps that take the migration with this id back.
    pub fn down(&self, id: &str) -> Option<Result<Vec<Step>, Irreversible>> {
        self.get(id).map(Migration::down)
    }

    /// The migrations that no other depends on. More than one in a crate is a fork.
    pub fn heads(&self) -> Vec<&Migration> {
        let named: BTreeSet<&MigrationKey> =
            self.ordered.iter().flat_map(|migration| &migration.depends_on).collect();
        self.ordered.iter().filter(|migration| !named.contains(&migration.key())).collect()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ordered.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ordered.is_empty()
    }
}

/// A migration that cannot be taken back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("migration {id} cannot be taken back: {cause}; write a #[migration(down)] in {file}")]
pub struct Irreversible {
    /// The migration.
    pub id: String,
    /// Its file.
    pub file: String,
    /// The step that has no way back.
    pub cause: NoWayBack,
}
