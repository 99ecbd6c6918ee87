//! JSON as a value → its text. Nothing is read here, so an application needs no crate for it.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(u64),
    Text(String),
    List(Vec<Json>),
    Object(BTreeMap<String, Json>),
}

impl Json {
    /// An object of these members.
    pub(super) fn object<'k>(members: impl IntoIterator<Item = (&'k str, Json)>) -> Self {
        Self::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// A list of texts.
    pub(super) fn texts<T: fmt::Display>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::List(texts.into_iter().map(|text| Self::Text(text.to_string())).collect())
    }

    /// A text, or null.
    pub(super) fn maybe<T: fmt::Display>(text: Option<T>) -> Self {
        text.map_or(Self::Null, |text| Self::Text(text.to_string()))
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// On one line, members sorted by their names.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(value) => write!(f, "{value}"),
            Self::Text(text) => quoted(f, text),
            Self::List(values) => {
                f.write_char('[')?;
                for (at, value) in values.iter().enumerate() {
                    separator(f, at)?;
                    write!(f, "{value}")?;
                }
                f.write_char(']')
            }
            Self::Object(members) => {
                f.write_char('{')?;
                for (at, (key, value)) in members.iter().enumerate() {
                    separator(f, at)?;
                    quoted(f, key)?;
                    write!(f, ":{value}")?;
                }
                f.write_char('}')
            }
        }
    }
}

fn separator(f: &mut fmt::Formatter<'_>, at: usize) -> fmt::Result {
    if at == 0 { Ok(()) } else { f.write_char(',') }
}

/// RFC 8259: quotes, backslashes and control characters must be escaped; the line ends of Unicode are, for
/// who pastes JSON into a script, and what turns the direction of writing, for who reads it.
fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            c if c.is_control()
                || ('\u{2028}'..='\u{202e}').contains(&c)
                || ('\u{2066}'..='\u{2069}').contains(&c) =>
            {
                write!(f, "\\u{:04x}", u32::from(c))?;
            }
            c => f.write_char(c)?,
        }
    }
    f.write_char('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_its_text() {
        let list = Json::List(vec![Json::Null, Json::Bool(true), Json::Number(15)]);
        let object =
            Json::object([("b", list), ("a", Json::object([])), ("c", Json::List(vec![]))]);
        assert_eq!(object.to_string(), r#"{"a":{},"b":[null,true,15],"c":[]}"#);
        assert_eq!(Json::maybe(None::<&str>).to_string(), "null");
        assert_eq!(Json::texts([1, 2]).to_string(), r#"["1","2"]"#);
    }

    #[test]
    fn texts_are_escaped() {
        for (text, json) in [
            ("", r#""""#),
            ("a\"b\\c/", r#""a\"b\\c/""#),
            ("\n\r\t\0\u{1f}\u{7f}", r#""\n\r\t\u0000\u001f\u007f""#),
            ("ö 𝄞", "\"ö 𝄞\""),
            ("\u{2028}\u{202e}\u{2066}", r#""\u2028\u202e\u2066""#),
        ] {
            assert_eq!(Json::from(text).to_string(), json);
        }
    }
}
