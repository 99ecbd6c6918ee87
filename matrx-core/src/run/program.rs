//! The steps of one migration as what will be sent: a list of statements and code, each with what
//! the run must know of it. Pure.

use sha2::{Digest, Sha256};

use super::server_error::head;
use crate::dialect::postgres::render::{RenderContext, statements};
use crate::migration::{CodeStep, MigrationKey, SqlStep, Step};
use crate::name::QName;
use crate::op::Op;
use crate::schema::Index;
use crate::statement::{Mode, Statement};

use super::problem::Problem;
use super::raw;

/// What one unit of a program does.
#[derive(Clone, Debug)]
pub(crate) enum Work {
    Statement(Statement),
    Code(CodeStep),
}

/// One unit of a program: what runs between two records of the progress.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub(crate) work: Work,
    pub(crate) mode: Mode,
    /// The index that the unit builds, for comparison with one that is found.
    pub(crate) builds: Option<(QName, Index)>,
    /// Whether an extension is somewhere else after it, so that the search path has to follow.
    pub(crate) moves_extension: bool,
}

/// What a migration does, one way.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub(crate) key: MigrationKey,
    pub(crate) checksum: String,
    pub(crate) message: String,
    pub(crate) units: Vec<Unit>,
    /// A hash over the first 0, 1, 2 … units.
    prefixes: Vec<[u8; 32]>,
}

impl Program {
    pub(crate) fn new(
        key: MigrationKey,
        checksum: String,
        message: String,
        units: Vec<Unit>,
    ) -> Self {
        let prefixes = prefixes(&units);
        Self { key, checksum, message, units, prefixes }
    }

    /// A hash over the first `done` units: a half applied migration goes on only if they are still
    /// what they were. `None` where there are not so many.
    pub(crate) fn prefix_hash(&self, done: usize) -> Option<String> {
        let digest = self.prefixes.get(done)?;
        Some(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl Unit {
    /// What a person reads: the beginning of the statement, or the name of the code.
    pub(crate) fn head(&self) -> String {
        match &self.work {
            Work::Statement(statement) => head(&statement.sql),
            Work::Code(code) => format!("code {}", code.name),
        }
    }

    pub(crate) fn sql(&self) -> Option<&str> {
        match &self.work {
            Work::Statement(statement) => Some(&statement.sql),
            Work::Code(_) => None,
        }
    }

    pub(crate) fn locks(&self) -> u64 {
        match &self.work {
            Work::Statement(statement) => u64::from(statement.locks),
            Work::Code(_) => CODE_LOCKS,
        }
    }

    pub(crate) fn is_alone(&self) -> bool {
        match self.mode {
            Mode::Alone(_) => true,
            Mode::Transactional => false,
        }
    }
}

/// What code is taken to lock: it mostly changes rows.
const CODE_LOCKS: u64 = 16;

/// Turns recorded steps into units.
pub(crate) fn units(
    key: &MigrationKey,
    steps: &[Step],
    context: &RenderContext,
) -> Result<Vec<Unit>, Problem> {
    let mut units = Vec::with_capacity(steps.len());
    for step in steps {
        match step {
            Step::Op(op) => units.extend(of_op(op, context)),
            Step::Sql(sql) => units.extend(of_sql(key, sql)?),
            Step::Code(code) => units.push(Unit {
                mode: if code.transactional {
                    Mode::Transactional
                } else {
                    Mode::Alone(crate::statement::Probe::Unknown)
                },
                work: Work::Code(code.clone()),
                builds: None,
                moves_extension: false,
            }),
        }
    }
    Ok(units)
}

/// Refuses SQL that no run can send, without a database.
pub(crate) fn check_sql(key: &MigrationKey, steps: &[Step]) -> Result<(), Problem> {
    for step in steps {
        match step {
            Step::Sql(sql) => of_sql(key, sql).map(|_| ())?,
            Step::Op(_) | Step::Code(_) => {}
        }
    }
    Ok(())
}

fn of_op<'a>(op: &'a Op, context: &RenderContext) -> impl Iterator<Item = Unit> + use<'a> {
    let moves_extension = op.moves_extension();
    statements(op, context).into_iter().map(move |statement| {
        // Only one kind of change builds an index.
        let builds = if let Op::CreateIndex { table, index } = op {
            Some((table.clone(), index.clone()))
        } else {
            None
        };
        let mode = statement.mode.clone();
        Unit { work: Work::Statement(statement), mode, builds, moves_extension }
    })
}

fn of_sql(key: &MigrationKey, step: &SqlStep) -> Result<Vec<Unit>, Problem> {
    step.commands()
        .into_iter()
        .map(|command| {
            if raw::controls_transaction(command.sql) {
                return Err(Problem::TransactionControl {
                    migration: key.clone(),
                    head: head(command.sql),
                });
            }
            if raw::copies_with_client(command.sql) {
                return Err(Problem::CopiesWithClient {
                    migration: key.clone(),
                    head: head(command.sql),
                });
            }
            let mode = if command.alone {
                Mode::Alone(raw::probe(command.sql))
            } else {
                Mode::Transactional
            };
            let statement = Statement {
                sql: command.sql.to_owned(),
                mode: mode.clone(),
                locks: raw::locks(command.sql),
            };
            let work = Work::Statement(statement);
            Ok(Unit { work, mode, builds: None, moves_extension: false })
        })
        .collect()
}

/// The hash after each unit, each made from the one before: a migration of many segments asks for
/// all of them.
fn prefixes(units: &[Unit]) -> Vec<[u8; 32]> {
    let mut hash = Sha256::new();
    let mut prefixes = Vec::with_capacity(units.len() + 1);
    prefixes.push(hash.clone().finalize().into());
    for unit in units {
        let text = match &unit.work {
            Work::Statement(statement) => &statement.sql,
            Work::Code(code) => &code.name,
        };
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
        prefixes.push(hash.clone().finalize().into());
    }
    prefixes
}
