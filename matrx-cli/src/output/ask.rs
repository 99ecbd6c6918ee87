use std::io::IsTerminal as _;

use crate::failure::Failure;

/// Who answers the questions of `makemigrations`.
///
/// Without a terminal every question stays open, and the command names the flags that answer it.
pub(crate) trait Ask {
    /// One of `options`, by index; `None` where nobody is there.
    fn choose(&mut self, question: &str, options: &[String]) -> Asked<usize>;

    /// Yes or no; `None` where nobody is there.
    fn confirm(&mut self, question: &str) -> Asked<bool>;
}

/// An answer; none where nobody is there to give it; [`Failure::Interrupted`] where the user ended
/// the command instead.
pub(crate) type Asked<T> = Result<Option<T>, Failure>;

/// The terminal where there is one, and nobody where there is none or where the output is for a
/// program.
pub(crate) fn asker(for_people: bool) -> Box<dyn Ask> {
    let terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    if for_people && terminal { Box::new(Terminal) } else { Box::new(Nobody) }
}

struct Terminal;

impl Ask for Terminal {
    fn choose(&mut self, question: &str, options: &[String]) -> Asked<usize> {
        let options: Vec<String> =
            options.iter().map(|option| super::escaped(option).into_owned()).collect();
        let question = super::escaped(question);
        answered(inquire::Select::new(&question, options).raw_prompt().map(|chosen| chosen.index))
    }

    fn confirm(&mut self, question: &str) -> Asked<bool> {
        let question = super::escaped(question);
        answered(inquire::Confirm::new(&question).with_default(false).prompt())
    }
}

fn answered<T>(answer: inquire::error::InquireResult<T>) -> Asked<T> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        // Escape, ^C, the end of input, or a terminal that went away: nothing has been written.
        Err(_) => Err(Failure::Interrupted),
    }
}

struct Nobody;

impl Ask for Nobody {
    fn choose(&mut self, _question: &str, _options: &[String]) -> Asked<usize> {
        Ok(None)
    }

    fn confirm(&mut self, _question: &str) -> Asked<bool> {
        Ok(None)
    }
}
