//! Whether the database is what the lock says that it is.

use matrx_core::diff::{Answers, diff};
use matrx_core::op::Op;
use matrx_core::schema::Schema;

use crate::arguments::From;
use crate::failure::Failure;
use crate::output::{Ask, Output};

/// The changes that somebody has made to the database beside the migrations: from the lock to it.
pub(crate) fn drift(lock: &Schema, actual: &Schema) -> Vec<Op> {
    between(lock, actual)
}

/// The changes from one structure to another, where nothing counts as renamed.
pub(crate) fn between(from: &Schema, to: &Schema) -> Vec<Op> {
    let mut answers = Answers::default();
    loop {
        match diff(from, to, &answers) {
            Ok(ops) => return ops,
            Err(questions) => {
                for question in questions.questions {
                    deny(question, &mut answers);
                }
            }
        }
    }
}

fn deny(question: matrx_core::diff::Question, answers: &mut Answers) {
    use matrx_core::diff::{Question, RemovedValue};
    match question {
        Question::Renamed { candidates } => answers.not_renames.extend(candidates),
        Question::RemovedValue { ty, value, .. } => {
            let values = answers.removed_values.entry(ty).or_default();
            values.insert(value, RemovedValue::Unused);
        }
    }
}

/// Which side is believed where they differ.
pub(super) fn believed(
    drift: &[Op],
    typed: Option<From>,
    output: &Output,
    ask: &mut dyn Ask,
) -> Result<From, Failure> {
    if drift.is_empty() {
        return Ok(From::Live);
    }
    let lines: Vec<String> = drift.iter().map(Op::describe).collect();
    if let Some(from) = typed {
        for line in &lines {
            output.note(format!("drift: somebody did this to the database: {line}"));
        }
        return Ok(from);
    }
    let shown = lines.join("; ");
    let options = [
        "take it into the migration, which goes from the database to the models".to_owned(),
        "leave it out: the migration goes from schema.lock to the models".to_owned(),
    ];
    let question = format!("the database differs from schema.lock ({shown}); what about it?");
    match ask.choose(&question, &options)? {
        Some(0) => Ok(From::Live),
        Some(_) => Ok(From::Lock),
        None => Err(Failure::answer(
            "drift",
            "the database differs from schema.lock at its own head; --from live takes the \
             difference into the migration, --from lock leaves it out",
            lines,
        )),
    }
}
