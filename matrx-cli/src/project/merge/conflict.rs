//! The marks that git leaves where two branches changed the same lines.

/// A part of a file.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    /// Lines on which there is no quarrel.
    Agreed(Vec<&'a str>),
    /// Lines of the branch that is here, and of the one that comes.
    Disputed(Vec<&'a str>, Vec<&'a str>),
}

/// A file with marks in it, read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Disputed<'a> {
    pieces: Vec<Piece<'a>>,
}

/// Which mark a line is: seven of a sign, then nothing or a space.
fn mark(line: &str) -> Option<char> {
    let sign = line.chars().next().filter(|sign| "<|=>".contains(*sign))?;
    let rest = line.trim_end().strip_prefix(&sign.to_string().repeat(7))?;
    (rest.is_empty() || rest.starts_with(' ')).then_some(sign)
}

/// Whether the text has a mark in it.
pub(super) fn is_disputed(text: &str) -> bool {
    text.lines().any(|line| mark(line).is_some_and(|sign| sign != '='))
}

impl<'a> Disputed<'a> {
    /// Reads a file; `None` where the marks do not pair.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let mut pieces = vec![Piece::Agreed(Vec::new())];
        let mut side = None;
        for line in text.split_inclusive('\n') {
            match (mark(line), side) {
                (Some('<'), None) => {
                    side = Some('<');
                    pieces.push(Piece::Disputed(Vec::new(), Vec::new()));
                }
                (Some('|'), Some('<')) => side = Some('|'),
                (Some('='), Some('<' | '|')) => side = Some('='),
                (Some('>'), Some('=')) => {
                    side = None;
                    pieces.push(Piece::Agreed(Vec::new()));
                }
                (Some('<' | '|' | '>'), _) => return None,
                (_, _) => match (pieces.last_mut()?, side) {
                    (Piece::Agreed(lines), _) => lines.push(line),
                    (Piece::Disputed(ours, _), Some('<')) => ours.push(line),
                    (Piece::Disputed(_, theirs), Some('=')) => theirs.push(line),
                    // What was there before both: neither side has it.
                    (Piece::Disputed(..), _) => {}
                },
            }
        }
        side.is_none().then_some(Self { pieces })
    }

    /// The lines that the branch that comes has and this one has not.
    pub(super) fn theirs(&self) -> Vec<&'a str> {
        let mut lines = Vec::new();
        for piece in &self.pieces {
            if let Piece::Disputed(ours, theirs) = piece {
                lines.extend(theirs.iter().filter(|line| !ours.contains(line)));
            }
        }
        lines
    }

    /// Every line that is disputed.
    pub(super) fn disputed(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.pieces.iter().flat_map(|piece| match piece {
            Piece::Agreed(_) => Vec::new(),
            Piece::Disputed(ours, theirs) => ours.iter().chain(theirs).copied().collect(),
        })
    }

    /// Both sides: ours, then what theirs has beside it.
    pub(super) fn both(&self) -> String {
        self.joined(|ours, theirs| {
            let more = theirs.iter().filter(|line| !ours.contains(line));
            ours.iter().chain(more).copied().collect()
        })
    }

    /// The side of this branch.
    pub(super) fn ours(&self) -> String {
        self.joined(|ours, _| ours.concat())
    }

    fn joined(&self, pick: impl Fn(&[&'a str], &[&'a str]) -> String) -> String {
        let text = |piece: &Piece<'a>| match piece {
            Piece::Agreed(lines) => lines.concat(),
            Piece::Disputed(ours, theirs) => pick(ours, theirs),
        };
        self.pieces.iter().map(text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str = "a\n<<<<<<< HEAD\nb\nc\n=======\nd\nc\n>>>>>>> theirs\ne\n";
    const WITH_BASE: &str =
        "<<<<<<< HEAD\r\nb\r\n||||||| base\r\nx\r\n=======\r\nd\r\n>>>>>>> t\r\n";

    #[test]
    fn both_sides_are_read() {
        let disputed = Disputed::read(PLAIN).unwrap();
        assert_eq!(disputed.both(), "a\nb\nc\nd\ne\n");
        assert_eq!(disputed.ours(), "a\nb\nc\ne\n");
        assert_eq!(disputed.theirs(), ["d\n"]);
        let disputed = Disputed::read(WITH_BASE).unwrap();
        assert_eq!(disputed.both(), "b\r\nd\r\n");
        assert_eq!(disputed.disputed().collect::<Vec<_>>(), ["b\r\n", "d\r\n"]);
    }

    #[test]
    fn marks_that_do_not_pair_are_no_conflict() {
        for text in
            ["<<<<<<< a\n", ">>>>>>> b\n", "<<<<<<< a\n>>>>>>> b\n", "<<<<<<< a\n<<<<<<< b\n"]
        {
            assert!(is_disputed(text) && Disputed::read(text).is_none(), "{text}");
        }
        for text in ["", "a\n", "=======\n", "<<<<<<<<\n", "<<<<<<\n"] {
            assert!(!is_disputed(text), "{text}");
        }
    }
}
