//! The names of types: a type as people or sqlx write it → as `format_type` prints it. Pure.
//!
//! What is not built in only gets its letters folded; the server has the last word on it.

use crate::name::Ident;

/// The spelling of a type's name that PostgreSQL's `format_type` uses.
///
/// `INT8` → `bigint`, `varchar(255)` → `character varying(255)`, `TEXT[]` → `text[]`. Unquoted
/// letters of other names fold to lower case, as `regtype` folds them. What does not look like a
/// type stays as it is.
pub fn canonical(text: &str) -> String {
    try_canonical(text).unwrap_or_else(|| text.trim().to_owned())
}

/// Whether this canonical spelling is a type of PostgreSQL's own, which prints the same everywhere.
pub(crate) fn is_built_in(canonical: &str) -> bool {
    let element = canonical.strip_suffix("[]").unwrap_or(canonical);
    let Some(tokens) = tokens(element) else { return false };
    let mut words = Vec::new();
    let mut modifier = None;
    for token in &tokens {
        match token {
            Token::Word(word) => words.push(word.as_str()),
            Token::Modifier(inner) => modifier = Some(inner.as_str()),
            Token::Quoted(name) => return tokens.len() == 1 && name == "char",
            Token::Dot | Token::Array => return false,
        }
    }
    match words.as_slice() {
        [word] if modifier.is_none() && PLAIN.binary_search(word).is_ok() => true,
        words => built_in(words, modifier).as_deref() == Some(element),
    }
}

/// The storage that PostgreSQL gives columns of a type of its own (`pg_type.typstorage`).
pub(super) fn storage(canonical: &str) -> Option<&'static str> {
    if canonical.ends_with("[]") {
        return Some("extended");
    }
    if !is_built_in(canonical) {
        return None;
    }
    let base = canonical.split('(').next().unwrap_or(canonical);
    Some(match base {
        "numeric" | "inet" | "cidr" => "main",
        "text" | "character varying" | "character" | "bytea" | "json" | "jsonb" | "jsonpath"
        | "xml" | "bit" | "bit varying" | "path" | "polygon" | "tsvector" => "extended",
        other if other.ends_with("range") => "extended",
        _ => "plain",
    })
}

/// The types whose name is one word and always the same, sorted.
const PLAIN: &[&str] = &[
    "box",
    "bytea",
    "cidr",
    "circle",
    "date",
    "datemultirange",
    "daterange",
    "inet",
    "int4multirange",
    "int4range",
    "int8multirange",
    "int8range",
    "json",
    "jsonb",
    "jsonpath",
    "line",
    "lseg",
    "macaddr",
    "macaddr8",
    "money",
    "name",
    "nummultirange",
    "numrange",
    "oid",
    "path",
    "pg_lsn",
    "point",
    "polygon",
    "text",
    "tsmultirange",
    "tsquery",
    "tsrange",
    "tstzmultirange",
    "tstzrange",
    "tsvector",
    "uuid",
    "xml",
];

fn try_canonical(text: &str) -> Option<String> {
    let tokens = tokens(text)?;
    let (tokens, dimensions) = without_array(&tokens)?;
    let element = element(tokens)?;
    // PostgreSQL keeps neither the number of dimensions nor their sizes.
    Some(if dimensions { format!("{element}[]") } else { element })
}

/// A piece of a type's name.
#[derive(Debug, PartialEq)]
enum Token {
    /// An unquoted word, folded.
    Word(String),
    /// A quoted name, without its quotes.
    Quoted(String),
    /// What stands between parentheses, without blanks.
    Modifier(String),
    /// `[]` or `[3]`.
    Array,
    /// `.`
    Dot,
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => {
                let mut name = String::new();
                let mut chars = rest.char_indices().skip(1).peekable();
                let mut end = None;
                while let Some((at, c)) = chars.next() {
                    if c != '"' {
                        name.push(c);
                    } else if chars.peek().is_some_and(|(_, next)| *next == '"') {
                        chars.next();
                        name.push('"');
                    } else {
                        end = Some(at + 1);
                        break;
                    }
                }
                tokens.push(Token::Quoted(name));
                end?
            }
            '(' => {
                let end = rest.find(')')?;
                let inner: String = rest[1..end].chars().filter(|c| !c.is_whitespace()).collect();
                tokens.push(Token::Modifier(inner));
                end + 1
            }
            '[' => {
                let end = rest.find(']')?;
                if !rest[1..end].trim().bytes().all(|b| b.is_ascii_digit()) {
                    return None;
                }
                tokens.push(Token::Array);
                end + 1
            }
            '.' => {
                tokens.push(Token::Dot);
                1
            }
            c if c.is_alphanumeric() || c == '_' => {
                let end = rest
                    .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'))
                    .unwrap_or(rest.len());
                tokens.push(Token::Word(rest[..end].to_lowercase()));
                end
            }
            _ => return None,
        };
        rest = rest[length..].trim_start();
    }
    (!tokens.is_empty()).then_some(tokens)
}

/// The tokens of the element type, and whether an array of it is meant.
fn without_array(tokens: &[Token]) -> Option<(&[Token], bool)> {
    let end = tokens.iter().position(|token| match token {
        Token::Array => true,
        Token::Word(word) => word == "array",
        Token::Quoted(_) | Token::Modifier(_) | Token::Dot => false,
    });
    let Some(end) = end else { return Some((tokens, false)) };
    let tail = &tokens[end..];
    let arrays_only = tail.iter().skip(1).all(|token| *token == Token::Array);
    (end > 0 && arrays_only).then_some((&tokens[..end], true))
}

fn element(tokens: &[Token]) -> Option<String> {
    // pg_catalog.int8 is the same as int8.
    let tokens = match tokens {
        [Token::Word(schema), Token::Dot, rest @ ..] if schema == "pg_catalog" => rest,
        _ => tokens,
    };
    // sqlx prints the one-byte type as "CHAR".
    if let [Token::Quoted(name)] = tokens
        && name == "CHAR"
    {
        return Some("\"char\"".to_owned());
    }
    let mut words = Vec::new();
    let mut modifier = None;
    for token in tokens {
        match token {
            Token::Word(word) => words.push(word.as_str()),
            Token::Modifier(inner) if modifier.is_none() && !words.is_empty() => {
                modifier = Some(inner.as_str());
            }
            Token::Modifier(_) => return None,
            Token::Quoted(_) | Token::Dot => return named(tokens),
            Token::Array => return None,
        }
    }
    // A type of PostgreSQL's own may be called like a key word of a later version: `json`.
    let plain = |word: &str| PLAIN.binary_search(&word).is_ok().then(|| word.to_owned());
    let only = <[&str; 1]>::try_from(words.as_slice()).ok().filter(|_| modifier.is_none());
    built_in(&words, modifier)
        .or_else(|| only.and_then(|[word]| plain(word)))
        .or_else(|| named(tokens))
}

/// A type of PostgreSQL's own, by its words and its modifier.
fn built_in(words: &[&str], modifier: Option<&str>) -> Option<String> {
    let plain = |name: &str| match modifier {
        Some(inner) => format!("{name}({inner})"),
        None => name.to_owned(),
    };
    let simple = |name: &str| modifier.is_none().then(|| name.to_owned());
    let sized = |name: &str| format!("{name}({})", modifier.unwrap_or("1"));
    match words {
        ["int2" | "smallint"] => simple("smallint"),
        ["int" | "int4" | "integer"] => simple("integer"),
        ["int8" | "bigint"] => simple("bigint"),
        ["float4" | "real"] => simple("real"),
        ["float8"] | ["double", "precision"] => simple("double precision"),
        ["float"] => match modifier {
            None => Some("double precision".to_owned()),
            Some(bits) => match bits.parse::<u32>().ok()? {
                1..=24 => Some("real".to_owned()),
                25..=53 => Some("double precision".to_owned()),
                _ => None,
            },
        },
        ["bool" | "boolean"] => simple("boolean"),
        ["decimal" | "dec" | "numeric"] => Some(match modifier {
            Some(inner) if !inner.contains(',') => format!("numeric({inner},0)"),
            _ => plain("numeric"),
        }),
        ["varchar"]
        | ["character" | "char" | "nchar", "varying"]
        | ["national", "character" | "char", "varying"] => Some(plain("character varying")),
        ["char" | "character" | "nchar"] | ["national", "character" | "char"] => {
            Some(sized("character"))
        }
        ["bpchar"] => Some(modifier.map_or("bpchar".to_owned(), |n| format!("character({n})"))),
        ["bit"] => Some(sized("bit")),
        ["varbit"] | ["bit", "varying"] => Some(plain("bit varying")),
        ["timestamptz"] | ["timestamp", "with", "time", "zone"] => {
            Some(format!("{} with time zone", plain("timestamp")))
        }
        ["timestamp"] | ["timestamp", "without", "time", "zone"] => {
            Some(format!("{} without time zone", plain("timestamp")))
        }
        ["timetz"] | ["time", "with", "time", "zone"] => {
            Some(format!("{} with time zone", plain("time")))
        }
        ["time"] | ["time", "without", "time", "zone"] => {
            Some(format!("{} without time zone", plain("time")))
        }
        ["interval", fields @ ..] => interval(fields, modifier),
        _ => None,
    }
}

/// `interval`, `interval(3)`, `interval day to second(3)`.
fn interval(fields: &[&str], modifier: Option<&str>) -> Option<String> {
    let fields = match fields {
        [] => String::new(),
        [one @ ("year" | "month" | "day" | "hour" | "minute" | "second")] => format!(" {one}"),
        [from @ ("year" | "day" | "hour" | "minute"), "to", to] => format!(" {from} to {to}"),
        _ => return None,
    };
    Some(modifier.map_or(format!("interval{fields}"), |n| format!("interval{fields}({n})")))
}

/// A type that only the server knows: `mood`, `auth.mood`, `geometry(Point,4326)`.
fn named(tokens: &[Token]) -> Option<String> {
    let mut text = String::new();
    let mut name_may_follow = true;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Word(name) | Token::Quoted(name) if name_may_follow => {
                text.push_str(&Ident(name).to_string());
                name_may_follow = false;
            }
            Token::Dot if !name_may_follow => {
                text.push('.');
                name_may_follow = true;
            }
            Token::Modifier(inner) if at + 1 == tokens.len() && !name_may_follow => {
                text.push_str(&format!("({inner})"));
            }
            Token::Word(_) | Token::Quoted(_) | Token::Dot | Token::Modifier(_) | Token::Array => {
                return None;
            }
        }
    }
    (!name_may_follow).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_types_are_known() {
        assert!(PLAIN.is_sorted());
        for (ty, expected) in [
            ("bigint", true),
            ("character varying(255)[]", true),
            ("timestamp(3) with time zone", true),
            ("\"char\"", true),
            ("uuid[]", true),
            ("interval day to second(3)", true),
            ("int8", false),
            ("citext", false),
            ("auth.uuid", false),
            ("\"uuid\"", false),
        ] {
            assert_eq!(is_built_in(ty), expected, "{ty}");
        }
    }

    #[test]
    fn types_get_the_servers_spelling() {
        for (declared, expected) in [
            ("INT8", "bigint"),
            ("int", "integer"),
            ("BOOL[]", "boolean[]"),
            ("FLOAT8", "double precision"),
            ("float(24)", "real"),
            ("VARCHAR", "character varying"),
            ("VARCHAR(255)", "character varying(255)"),
            ("character  varying ( 255 )", "character varying(255)"),
            ("varchar(10)[]", "character varying(10)[]"),
            ("CHAR", "character(1)"),
            ("\"CHAR\"", "\"char\""),
            ("\"char\"", "\"char\""),
            ("TEXT[]", "text[]"),
            ("text[3][4]", "text[]"),
            ("integer ARRAY", "integer[]"),
            ("integer array[4]", "integer[]"),
            ("TIMESTAMPTZ", "timestamp with time zone"),
            ("timestamptz(3)", "timestamp(3) with time zone"),
            ("timestamp(3)", "timestamp(3) without time zone"),
            ("timestamp (3) with time zone", "timestamp(3) with time zone"),
            ("TIMETZ", "time with time zone"),
            ("decimal(10, 2)", "numeric(10,2)"),
            ("numeric(10)", "numeric(10,0)"),
            ("NUMERIC", "numeric"),
            ("bit", "bit(1)"),
            ("VARBIT", "bit varying"),
            ("interval day to second(3)", "interval day to second(3)"),
            ("INTERVAL", "interval"),
            ("JSON", "json"),
            ("JSONB", "jsonb"),
            ("UUID", "uuid"),
            ("Mood", "mood"),
            ("\"Mood\"", "\"Mood\""),
            ("auth.Mood[]", "auth.mood[]"),
            ("\"weird \"\"name\n*/\"", "\"weird \"\"name\n*/\""),
            ("geometry(Point, 4326)", "geometry(Point,4326)"),
            ("pg_catalog.int8", "bigint"),
            ("not a type", "not a type"),
            ("a; drop", "a; drop"),
        ] {
            assert_eq!(canonical(declared), expected, "{declared}");
            assert_eq!(canonical(expected), expected, "{declared}, twice");
        }
    }
}
