//! Rust literals. The only way by which a text of a database gets into source code.

use proc_macro2::Literal;

/// A string literal on one line. Beyond what the compiler needs, every character is escaped that
/// one cannot see, that changes the direction of text (CVE-2021-42574), or whose width on a screen
/// is not certain, so that no two programs lay the line out differently.
pub(super) fn string(value: &str) -> String {
    escape(&Literal::string(value).to_string())
}

/// A string literal in which a line of the text is a line of the file, for what people read as
/// lines: SQL and comments. A text of one line is a [`string`].
///
/// A raw literal where every character can be seen and is safe from programs that tidy files up;
/// else an ordinary one, in which what is not is escaped.
pub(super) fn text(value: &str) -> String {
    let Some((lines, _)) = value.rsplit_once('\n') else { return string(value) };
    // rustfmt takes such a literal for one line that is continued, and lays it out otherwise
    if lines.split('\n').all(|line| line.ends_with('\\')) {
        return string(value);
    }
    raw(value).unwrap_or_else(|| lines_escaped(value))
}

/// `r#"…"#`, with as many `#` as it takes.
fn raw(value: &str) -> Option<String> {
    /// More are no longer read easily.
    const MOST: usize = 8;
    let is_safe = |line: &str| line.chars().all(is_plain) && !line.ends_with(' ');
    if !value.split('\n').all(is_safe) {
        return None;
    }
    let runs =
        value.split('"').skip(1).map(|after| after.len() - after.trim_start_matches('#').len());
    let count = runs.max().unwrap_or(0) + 1;
    let fence = "#".repeat(count);
    (count <= MOST).then(|| format!("r{fence}\"{value}\"{fence}"))
}

/// Each line as in a [`string`], on a line of its own. A space at its end is escaped too.
fn lines_escaped(value: &str) -> String {
    let lines: Vec<String> = value
        .split('\n')
        .map(|line| {
            let literal = string(line);
            let inside = &literal[1..literal.len() - 1];
            match inside.strip_suffix(' ') {
                Some(seen) => format!("{seen}\\u{{20}}"),
                None => inside.to_owned(),
            }
        })
        .collect();
    format!("\"{}\"", lines.join("\n"))
}

/// An integer literal.
pub(super) fn integer(value: i64) -> String {
    value.to_string()
}

/// A character that is printed as it is: ASCII, and the letters of scripts that are written from
/// left to right without combining marks.
fn is_plain(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '¡'..='¬' | '®'..='ˬ' | 'Ͱ'..='ͷ' | 'ͺ'..='Ϳ' | '΄'..='Ί' | 'Ό' | 'Ύ'..='Ρ' | 'Σ'..='҂'
        | 'Ҋ'..='ԯ' | 'Ḁ'..='ỿ' | '–'..='—' | '‘'..='„' | '€' | '…'
        | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fef}'
        | '\u{ac00}'..='\u{d7a3}' | '。' | '、')
}

/// Columns on a screen, of plain text.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{3000}' { 2 } else { 1 }).sum()
}

/// Every character that is not plain, as `\u{…}`. In a literal's text such characters stand for
/// themselves only.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_plain(c) {
            out.push(c);
        } else {
            out.push_str(&c.escape_unicode().to_string());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_means_the_text_that_it_was_made_of() {
        for text in [
            "plain",
            "",
            "it's",
            "\"",
            "\\",
            "\\\"#",
            "a\nb\r\n\t\0",
            "\u{202e}abc",
            "\u{200b}",
            "\u{feff}",
            "e\u{301}",
            "ö ß ж 日本 한",
            "😀",
            "*/ // /*",
            "\u{7f}\u{85}\u{2028}",
            "{}",
            "العربية",
            "\u{ad}",
            "\u{10ffff}",
        ] {
            let literal = string(text);
            assert!(literal.chars().all(is_plain), "{literal}");
            let back: syn::LitStr = syn::parse_str(&literal).expect("a literal");
            assert_eq!(back.value(), text);
        }
    }

    #[test]
    fn a_literal_of_several_lines_means_the_text_that_it_was_made_of() {
        for text in [
            "a\nb",
            "\n",
            "\na\n",
            "a\n\nb",
            "SELECT \"a\"\nFROM \"b\"",
            "\"#\n\"##",
            "\"##########\n",
            "\\\n\\",
            "a\\\nb\\\nc",
            "a\\\nb\nc",
            "trailing \nb",
            "  \n  ",
            "a\n\tb\\\nc",
            "a\r\nb\r\n",
            "\u{feff}a\nb",
            "a\n\u{202e}b",
            "a\n\"\0",
            "/*\n// a\n*/",
            "r#\"a\n\"#",
            "Grüße\n日本",
        ] {
            let literal = super::text(text);
            assert!(literal.chars().all(|c| c == '\n' || is_plain(c)), "{literal}");
            assert!(literal.split('\n').all(|line| !line.ends_with(' ')), "{literal}");
            let back: syn::LitStr = syn::parse_str(&literal).expect("a literal");
            assert_eq!(back.value(), text);
        }
    }

    #[test]
    fn lines_stay_lines() {
        for (text, literal) in [
            ("one line", r#""one line""#),
            ("a\n  \"b\\n\"", "r#\"a\n  \"b\\n\"\"#"),
            ("a\n\"#", "r##\"a\n\"#\"##"),
            ("a\n\t\"b\"", "\"a\n\\t\\\"b\\\"\""),
            ("a \nb", "\"a\\u{20}\nb\""),
            ("a\\\nb", r#""a\\\nb""#),
        ] {
            assert_eq!(super::text(text), literal);
        }
    }

    #[test]
    fn what_people_read_stays_readable() {
        for text in ["Grüße", "Привет", "日本語", "naïve – “x” €"] {
            assert_eq!(string(text), format!("\"{text}\""));
        }
        assert_eq!(string("a\u{202e}b\u{200b}"), r#""a\u{202e}b\u{200b}""#);
    }
}
