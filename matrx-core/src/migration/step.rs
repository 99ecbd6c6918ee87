use std::fmt;
use std::sync::Arc;

use super::code::DynCode;
use super::sql;
use super::{MigrationDb, Result};
use crate::op::Op;

/// One recorded step of a migration.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "nearly every step is a change")]
pub enum Step {
    /// A change of the schema.
    Op(Op),
    /// SQL as it was written.
    Sql(SqlStep),
    /// Rust code.
    Code(CodeStep),
}

/// SQL as it was written, with its own way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlStep {
    /// One command or several.
    pub up: String,
    /// What takes it back.
    pub down: Option<String>,
    /// Whether it was marked to run outside of a transaction.
    pub alone: bool,
}

/// One command of a [`SqlStep`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SqlCommand<'a> {
    /// Its text, without the semicolon.
    pub sql: &'a str,
    /// Whether it must run outside of a transaction.
    pub alone: bool,
}

impl SqlStep {
    /// SQL without a way back.
    pub fn new(up: &str) -> Self {
        Self { up: up.to_owned(), down: None, alone: false }
    }

    /// The commands of `up`, in order.
    pub fn commands(&self) -> Vec<SqlCommand<'_>> {
        sql::split(&self.up)
            .into_iter()
            .map(|sql| SqlCommand { sql, alone: self.alone || sql::refuses_transaction(sql) })
            .collect()
    }

    /// The step that takes it back.
    pub fn inverse(&self) -> Option<Self> {
        let up = self.down.clone()?;
        Some(Self { up, down: Some(self.up.clone()), alone: self.alone })
    }
}

/// Rust code that runs with a [`MigrationDb`].
#[derive(Clone)]
pub struct CodeStep {
    /// What it is called in messages.
    pub name: String,
    pub(crate) up: Arc<dyn DynCode>,
    pub(crate) down: Option<Arc<dyn DynCode>>,
    /// Whether it may run in a proof.
    pub in_proof: bool,
    /// Whether it runs in the migration's transaction.
    pub transactional: bool,
}

impl CodeStep {
    /// Runs it.
    pub async fn run(&self, db: &mut MigrationDb) -> Result {
        db.restoring(async |db| self.up.call(db).await).await
    }

    /// The step that takes it back.
    pub fn inverse(&self) -> Option<Self> {
        let up = self.down.clone()?;
        Some(Self { up, down: Some(Arc::clone(&self.up)), ..self.clone() })
    }
}

impl fmt::Debug for CodeStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CodeStep")
            .field("name", &self.name)
            .field("in_proof", &self.in_proof)
            .field("transactional", &self.transactional)
            .finish_non_exhaustive()
    }
}

impl Step {
    /// The step that takes this one back, or why there is none.
    pub fn inverse(&self) -> std::result::Result<Self, NoWayBack> {
        match self {
            Self::Op(op) => op
                .inverse()
                .map(Self::Op)
                .map_err(|error| NoWayBack { step: error.change, reason: error.reason.to_owned() }),
            Self::Sql(step) => step.inverse().map(Self::Sql).ok_or_else(|| NoWayBack {
                step: self.describe(),
                reason: "its SQL has no .down(…)".to_owned(),
            }),
            Self::Code(step) => step.inverse().map(Self::Code).ok_or_else(|| NoWayBack {
                step: self.describe(),
                reason: "its code has no .down(…)".to_owned(),
            }),
        }
    }

    /// One line for people: `add column email to users`.
    pub fn describe(&self) -> String {
        match self {
            Self::Op(op) => op.describe(),
            Self::Sql(step) => format!("sql {}", first_words(&step.up)),
            Self::Code(step) => format!("run {}", step.name),
        }
    }
}

/// A step that cannot be taken back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{step} has no way back: {reason}")]
pub struct NoWayBack {
    /// The step.
    pub step: String,
    /// Why.
    pub reason: String,
}

pub(super) fn first_words(sql: &str) -> String {
    let mut line = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(60) {
        line.truncate(end);
        line.push('…');
    }
    line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
