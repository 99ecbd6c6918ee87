use std::borrow::Cow;

/// `text` as one harmless line: control characters, line breaks and characters that turn the
/// reading direction or are not seen are written as escapes. Names and comments come from the
/// database, and a terminal obeys what it is sent.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    escaped_where(text, |c| c.is_control() || is_invisible(c))
}

/// The same for a text of several lines.
pub(crate) fn escaped_block(text: &str) -> Cow<'_, str> {
    escaped_where(text, |c| (c.is_control() && c != '\n' && c != '\t') || is_invisible(c))
}

fn escaped_where(text: &str, bad: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(&bad) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if bad(c) {
            safe.extend(c.escape_default());
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_escaped() {
        for (raw, safe) in [
            ("plain ünïcode", "plain ünïcode"),
            ("a\x1b]52;c;AAAA\x07b", "a\\u{1b}]52;c;AAAA\\u{7}b"),
            ("two\nlines", "two\\nlines"),
            ("ab\u{202e}cd", "ab\\u{202e}cd"),
            ("\u{9b}31m", "\\u{9b}31m"),
        ] {
            assert_eq!(escaped(raw), safe);
        }
        assert_eq!(escaped_block("a\n\tb\x1b[1m"), "a\n\tb\\u{1b}[1m");
    }
}
