//! Text for comments. A comment ends with its line and has no escapes, so whatever could end it,
//! hide in it or turn its direction is replaced (CVE-2025-8715).

use super::literal::escape;

/// One line of plain text: white space becomes a space, every other odd character `\u{…}`.
pub(super) fn line(text: &str) -> String {
    text.split_whitespace().map(escape).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_comment_stays_one_visible_line() {
        for (text, comment) in [
            ("drops email", "drops email"),
            ("a\nfn evil() {}\r\nb\u{2028}c", "a fn evil() {} b c"),
            ("*/ x /*", "*/ x /*"),
            ("\u{202e}x\0", "\\u{202e}x\\u{0}"),
        ] {
            assert_eq!(line(text), comment);
        }
    }
}
