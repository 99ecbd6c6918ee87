//! Text for comments. A comment ends with its line and has no escapes, so whatever could end it,
//! hide in it or turn its direction is replaced (CVE-2025-8715).

use super::literal::is_plain;

/// One line of plain text: white space becomes a space, every other odd character `\u{…}`.
pub(super) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            if is_plain(c) {
                out.push(c);
            } else {
                out.push_str(&c.escape_unicode().to_string());
            }
        }
    }
    out
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
