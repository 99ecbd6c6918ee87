//! Rust literals. The only way by which a text of a database gets into source code.

use proc_macro2::Literal;

/// A string literal on one line. Beyond what the compiler needs, every character is escaped that
/// one cannot see, that changes the direction of text (CVE-2021-42574), or whose width on a screen
/// is not certain, so that no two programs lay the line out differently.
pub(super) fn string(value: &str) -> String {
    escape(&Literal::string(value).to_string())
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
    fn what_people_read_stays_readable() {
        for text in ["Grüße", "Привет", "日本語", "naïve – “x” €"] {
            assert_eq!(string(text), format!("\"{text}\""));
        }
        assert_eq!(string("a\u{202e}b\u{200b}"), r#""a\u{202e}b\u{200b}""#);
    }
}
