//! A step that failed, and what the database holds afterwards.

use std::fmt;

use super::event::Direction;
use super::server_error::ServerError;
use crate::migration::MigrationKey;

/// A step that failed, and what the database holds now.
#[derive(Clone, Debug)]
pub struct StepFailure {
    /// Which migration.
    pub migration: MigrationKey,
    /// The step, from 1; one more than `steps` is what stands around them, COMMIT above all.
    pub step: usize,
    /// How many steps there are.
    pub steps: usize,
    /// The first 200 characters of the statement, or what the code step is called.
    pub head: String,
    /// The whole statement, for a caret under the place.
    pub sql: Option<String>,
    /// What the server or the code said.
    pub error: ServerError,
    /// What the database holds now.
    pub aftermath: Aftermath,
}

impl fmt::Display for StepFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { migration, step, steps, head, sql, error, aftermath } = self;
        if step > steps {
            write!(f, "{migration} failed: {error}, in {head}")?;
        } else {
            write!(f, "{migration}, step {step} of {steps} failed: {error}, in {head}")?;
        }
        if let (Some(sql), Some(position)) = (sql, error.position) {
            let (line, column) = line_and_column(sql, position as usize);
            write!(f, " (line {line}, column {column})")?;
        }
        write!(f, "; {aftermath}")
    }
}

/// What the database holds after a run that did not end well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aftermath {
    /// Nothing of the migration: the transaction was rolled back, or did not begin.
    Unchanged,
    /// The first steps of it.
    Kept {
        /// How many.
        done: usize,
        /// Of how many.
        steps: usize,
        /// The command that goes on.
        next: &'static str,
    },
    /// The first steps, and perhaps a part of the one that failed, outside of a transaction.
    Loose {
        /// How many steps are done.
        done: usize,
        /// Of how many.
        steps: usize,
        /// The command that goes on.
        next: &'static str,
    },
    /// The first steps, and perhaps a part of the next one, outside of a transaction; the journal has
    /// it as begun, so the next run asks what to do about it.
    Interrupted {
        /// How many steps are done.
        done: usize,
        /// Of how many.
        steps: usize,
        /// The command that asks.
        next: &'static str,
    },
    /// The first steps, of which the history does not know any more.
    Forgotten {
        /// How many, the last one perhaps not whole.
        done: usize,
        /// Of how many.
        steps: usize,
    },
    /// All of it: its COMMIT was on its way.
    Done(Direction),
    /// The connection was lost, and the database could not be asked.
    Unknown,
}

impl fmt::Display for Aftermath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unchanged => f.write_str("rolled back, this migration changed nothing"),
            Self::Kept { done: 0, steps: _, next } => {
                write!(f, "no step is done yet; `{next}` begins again")
            }
            Self::Kept { done, steps, next } => {
                let kept = Kept { done: *done, steps: *steps };
                write!(f, "{kept}; `{next}` goes on from there")
            }
            Self::Loose { done, steps, next } => {
                let step = done + 1;
                if *done > 0 {
                    write!(f, "{}; ", Kept { done: *done, steps: *steps })?;
                }
                write!(
                    f,
                    "step {step} runs outside of a transaction, so what it did until then may stay \
                     too; put that in order, then run `{next}` again"
                )
            }
            Self::Interrupted { done, steps, next } => {
                let step = done + 1;
                if *done > 0 {
                    write!(f, "{}; ", Kept { done: *done, steps: *steps })?;
                }
                write!(
                    f,
                    "step {step} runs outside of a transaction, so a part of it may be done, and it \
                     is not tried again unasked; look, then run `{next}`, which asks whether to \
                     repeat it or to count it as done"
                )
            }
            Self::Forgotten { done, steps } => {
                let kept = Kept { done: *done, steps: *steps };
                write!(
                    f,
                    "{kept}, as far as the server has carried them out, and the history does not \
                     say so any more; put that in order"
                )
            }
            Self::Done(Direction::Up) => f.write_str("its commit was on its way, it is applied"),
            Self::Done(Direction::Down) => {
                f.write_str("its commit was on its way, it is rolled back")
            }
            Self::Unknown => f.write_str("the database could not be asked; `status` tells"),
        }
    }
}

/// The steps that stay done: at least one.
struct Kept {
    done: usize,
    steps: usize,
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self { done: 1, steps } => write!(f, "step 1 of {steps} stays done"),
            Self { done, steps } => write!(f, "steps 1–{done} of {steps} stay done"),
        }
    }
}

/// The line and the column, both from 1, of a character of a text, from 1.
fn line_and_column(text: &str, position: usize) -> (usize, usize) {
    let before: String = text.chars().take(position.saturating_sub(1)).collect();
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_told_as_line_and_column() {
        for (position, place) in [(1, (1, 1)), (4, (1, 4)), (6, (2, 1)), (7, (2, 2))] {
            assert_eq!(line_and_column("äbcd\nef", position), place);
        }
    }

    #[test]
    fn the_aftermath_names_the_next_command() {
        let kept = Aftermath::Kept { done: 3, steps: 5, next: "migrate" };
        assert_eq!(kept.to_string(), "steps 1–3 of 5 stay done; `migrate` goes on from there");
    }
}
