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
    begun: bool,
    typed: Option<From>,
    output: &Output,
    ask: &mut dyn Ask,
) -> Result<From, Failure> {
    if drift.is_empty() {
        return Ok(From::Live);
    }
    let lines: Vec<String> = drift.iter().map(Op::describe).collect();
    if let Some(from) = typed {
        let what = if begun { "drift: somebody did this to the database" } else { BEFORE };
        for line in &lines {
            output.note(format!("{what}: {line}"));
        }
        return Ok(from);
    }
    if !begun {
        return unbegun(lines, ask);
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

const BEFORE: &str = "in the database, and made by no migration";

/// There is no migration yet, and the database has objects of the models without being what they say.
fn unbegun(lines: Vec<String>, ask: &mut dyn Ask) -> Result<From, Failure> {
    let count = lines.len();
    let options = [
        "begin with the database as it is; an empty database cannot be built from such migrations"
            .to_owned(),
        "begin with an empty database; this one has the objects of the migration already"
            .to_owned(),
    ];
    let question = format!(
        "the database has what no migration makes ({count} changes) and differs from the models; \
         where do the migrations begin?"
    );
    match ask.choose(&question, &options)? {
        Some(0) => Ok(From::Live),
        Some(_) => Ok(From::Lock),
        None => Err(Failure::answer(
            "unbegun",
            "the database has objects of the models, differs from them, and there is no migration \
             yet; --from live begins with the database as it is (an empty database cannot be built \
             from such migrations), --from lock with an empty database",
            lines,
        )),
    }
}
