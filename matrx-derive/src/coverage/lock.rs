//! As much of `schema.lock` as the check needs: who declares what. matrx-core has the whole format.

use std::collections::BTreeMap;

use crate::naming::SqlName;

/// What the last migration covers.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Lock {
    pub(super) tables: BTreeMap<SqlName, Table>,
    pub(super) enums: BTreeMap<SqlName, EnumType>,
    /// The objects that are said as SQL, as their macros print them, with the digest of their SQL.
    pub(super) objects: BTreeMap<String, String>,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// The struct's own declaration.
    pub(super) declaration: String,
    /// Columns with their declarations.
    pub(super) columns: Vec<(String, String)>,
    /// The declarations of the struct's constraints and indexes.
    pub(super) items: Vec<String>,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct EnumType {
    pub(super) values: Vec<String>,
    pub(super) declaration: String,
}

/// The marks that git leaves in a file with a conflict.
const CONFLICT: [&str; 4] = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];

impl Lock {
    /// The lock, or what is wrong with it.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(bytes).map_err(|_| "schema.lock is not UTF-8".to_owned())?;
        for (at, line) in text.lines().enumerate() {
            if CONFLICT.iter().any(|mark| line.starts_with(mark)) {
                return Err(format!(
                    "schema.lock has a merge conflict in line {}, so nothing was checked: resolve it",
                    at + 1
                ));
            }
        }
        if !text.starts_with("matrx-lock 1 ") {
            return Err(
                "the first line of schema.lock is not `matrx-lock 1 …`, so nothing was checked"
                    .to_owned(),
            );
        }
        let mut lock = Self::default();
        let mut table = None;
        for (at, line) in text.lines().enumerate().skip(1) {
            lock.line(line, &mut table).ok_or_else(|| {
                format!("line {} of schema.lock cannot be read, so nothing was checked", at + 1)
            })?;
        }
        Ok(lock)
    }

    fn line(&mut self, line: &str, table: &mut Option<SqlName>) -> Option<()> {
        let (content, declaration) = split_declaration(line)?;
        let declaration = declaration.unwrap_or_default().to_owned();
        if let Some(inner) = content.strip_prefix("  ") {
            // indented further: the server's spelling of the line above
            let Some(name) = table.as_ref().filter(|_| !inner.starts_with(' ')) else {
                return Some(());
            };
            let table = self.tables.get_mut(name)?;
            if let Some(rest) = inner.strip_prefix("column ") {
                table.columns.push((part(rest)?.0, declaration));
            } else if !declaration.is_empty() {
                table.items.push(declaration);
            }
        } else if let Some(rest) = content.strip_prefix("table ") {
            let (name, _) = qualified(rest)?;
            self.tables.insert(name.clone(), Table { declaration, ..Table::default() });
            *table = Some(name);
        } else if let Some(rest) = content.strip_prefix("enum ") {
            let (name, mut rest) = qualified(rest)?;
            let mut values = Vec::new();
            while rest.trim_start().starts_with('"') {
                let (value, after) = part(rest.trim_start())?;
                values.push(value);
                rest = after;
            }
            self.enums.insert(name, EnumType { values, declaration });
            *table = None;
        } else if content.starts_with("object ") || content.starts_with("server object ") {
            if let Some((object, digest)) = declaration.rsplit_once(' ') {
                self.objects.insert(object.to_owned(), digest.to_owned());
            }
            *table = None;
        }
        Some(())
    }
}

/// What stands before and behind the first ` // ` outside of quotes.
fn split_declaration(line: &str) -> Option<(&str, Option<&str>)> {
    let mut quoted = false;
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '/' if !quoted && line[at..].starts_with("// ") => {
                return Some((line[..at].trim_end(), Some(&line[at + 3..])));
            }
            _ => {}
        }
    }
    (!quoted).then_some((line, None))
}

fn qualified(text: &str) -> Option<(SqlName, &str)> {
    let (first, rest) = part(text)?;
    match rest.strip_prefix('.') {
        Some(rest) => {
            let (name, rest) = part(rest)?;
            Some(((Some(first), name), rest))
        }
        None => Some(((None, first), rest)),
    }
}

/// A word, or a quoted text without its quotes.
fn part(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([' ', '.', '(', ')', ',', '=']).unwrap_or(text.len());
        return (end > 0).then(|| (text[..end].to_owned(), &text[end..]));
    };
    let mut out = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((out, &quoted[at + 1..])),
            '\\' => match chars.next()?.1 {
                'n' => out.push('\n'),
                'r' => out.push('\r'),
                't' => out.push('\t'),
                'u' => {
                    let digits: String =
                        chars.by_ref().map(|(_, c)| c).skip(1).take_while(|c| *c != '}').collect();
                    out.push(char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?);
                }
                c => out.push(c),
            },
            c => out.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"matrx-lock 1 head=0002_x sha256=00
server 15
crate my-blog features=default

enum auth.mood "sad" "a \"b\" // c" // Mood

table auth."weird \"name\n*/" crate=my-blog comment "a // b" // User; comment = "x // y"
  column "created at" timestamptz not null default "now()" // DateTime<Utc>; default = "now() // z"
    server column "created at" "timestamp with time zone"
  column type text // String
  primary key pk ("created at")
  index i using btree (type) // index(type)
"#;

    #[test]
    fn a_lock_says_who_declares_what() {
        let lock = Lock::read(TEXT.as_bytes()).unwrap();
        let mood = &lock.enums[&(Some("auth".to_owned()), "mood".to_owned())];
        assert_eq!(mood.values, ["sad", "a \"b\" // c"]);
        let table = &lock.tables[&(Some("auth".to_owned()), "weird \"name\n*/".to_owned())];
        assert_eq!(table.declaration, "User; comment = \"x // y\"");
        assert_eq!(
            table.columns,
            [
                ("created at".into(), "DateTime<Utc>; default = \"now() // z\"".into()),
                ("type".into(), "String".to_owned()),
            ]
        );
        assert_eq!(table.items, ["index(type)"]);
        assert_eq!(Lock::read(TEXT.replace('\n', "\r\n").as_bytes()).unwrap(), lock);
    }

    #[test]
    fn a_conflict_is_named_by_its_line() {
        for mark in CONFLICT {
            let text = format!("matrx-lock 1 head=- sha256=0\n\n{mark} HEAD\n");
            assert!(Lock::read(text.as_bytes()).unwrap_err().contains("conflict in line 3"));
        }
        assert!(Lock::read(b"something else\n").unwrap_err().contains("first line"));
        let open = "matrx-lock 1 head=-\ntable \"open\n";
        assert!(Lock::read(open.as_bytes()).unwrap_err().contains("line 2"));
        assert!(Lock::read(&[0xff]).unwrap_err().contains("UTF-8"));
    }
}
