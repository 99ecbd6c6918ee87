//! Comments of a database → doc comments, where the derive reads the same text back.

use crate::source::literal::escape;

/// The lines of a doc comment, or `None` where only an attribute keeps every byte, or where rustdoc
/// would take a part of the text for code.
pub(super) fn lines(comment: &str, indent: usize) -> Option<String> {
    let odd = |line: &str| {
        line != line.trim_end()
            || line.starts_with("    ")
            || ["```", "~~~"].iter().any(|fence| line.trim_start().starts_with(fence))
    };
    let is_text = comment == comment.trim() && !comment.is_empty();
    let plain = comment.split('\n').all(|line| !odd(line) && escape(line) == line);
    if !is_text || !plain {
        return None;
    }
    let pad = " ".repeat(indent);
    let line = |line: &str| match line {
        "" => format!("{pad}///\n"),
        line => format!("{pad}/// {line}\n"),
    };
    Some(comment.split('\n').map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_comes_back_is_a_doc_comment() {
        assert_eq!(lines("a\n\nb", 4).unwrap(), "    /// a\n    ///\n    /// b\n");
        for text in ["", " a", "a ", "a \nb", "a\r\nb", "a\n    code", "```\nx", "\u{202e}", "a\tb"]
        {
            assert_eq!(lines(text, 0), None, "{text:?}");
        }
    }
}
