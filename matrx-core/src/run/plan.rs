//! What a migration would send, without a database. Pure.

use super::error::MigrateError;
use super::event::Direction;
use super::migrator::Migrator;
use super::problem::Problem;
use super::program::{Unit, Work, units};
use super::report::Report;
use crate::dialect::postgres::render::RenderContext;
use crate::migration::{Migration, MigrationKey};

/// One migration as what would be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Which migration.
    pub key: MigrationKey,
    /// Which way.
    pub direction: Direction,
    /// Its steps, in order.
    pub steps: Vec<PlannedStep>,
}

/// One step as it would be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedStep {
    /// What it does.
    pub work: PlannedWork,
    /// Whether it runs outside of a transaction.
    pub alone: bool,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlannedWork {
    /// An SQL statement, without its semicolon.
    Sql(String),
    /// Rust code of this name.
    Code(String),
}

impl Migrator {
    /// What one migration would send to a server of this major version.
    ///
    /// # Errors
    ///
    /// If it has no way back, or ends its transaction itself.
    pub fn plan(
        &self,
        migration: &Migration,
        direction: Direction,
        server_major: u32,
    ) -> Result<Plan, MigrateError> {
        let context =
            RenderContext { default_schema: self.settings.default_schema.clone(), server_major };
        let bare = |problem| MigrateError::new(problem, Report::default());
        let steps = match direction {
            Direction::Up => migration.up(),
            Direction::Down => migration
                .down()
                .map_err(|error| bare(Problem::Irreversible { migrations: vec![error] }))?,
        };
        let key = migration.key();
        let units = units(&key, &steps, &context).map_err(bare)?;
        let steps = units.into_iter().map(planned).collect();
        Ok(Plan { key, direction, steps })
    }
}

fn planned(unit: Unit) -> PlannedStep {
    let alone = unit.is_alone();
    let work = match unit.work {
        Work::Statement(statement) => PlannedWork::Sql(statement.sql),
        Work::Code(code) => PlannedWork::Code(code.name),
    };
    PlannedStep { work, alone }
}
