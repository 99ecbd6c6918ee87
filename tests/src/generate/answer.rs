//! What somebody who knows how the new schema came about would answer.

use matrx_core::diff::{Answers, Question, RemovedValue, questions};
use matrx_core::schema::{Rename, Schema};

use super::random::Random;

pub(super) fn answers(
    random: &mut Random,
    old: &Schema,
    new: &Schema,
    renames: Vec<Rename>,
) -> Answers {
    let mut answers = Answers { renames, ..Answers::default() };
    while let Err(asked) = questions(old, new, &answers) {
        for question in asked.questions {
            match question {
                Question::Renamed { candidates } => answers.not_renames.extend(candidates),
                Question::RemovedValue { ty, value, added: _, values } => {
                    let answer = match random.pick(&values) {
                        Some(to) if random.chance(60) => RemovedValue::MapTo(to.clone()),
                        Some(_) | None => RemovedValue::Unused,
                    };
                    answers.removed_values.entry(ty).or_default().insert(value, answer);
                }
            }
        }
    }
    answers
}
