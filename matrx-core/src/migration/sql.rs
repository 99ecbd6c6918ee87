//! Cuts SQL text into commands, and tells which of them the server refuses in a transaction.
//!
//! Knows the lexical structure only (<https://www.postgresql.org/docs/15/sql-syntax-lexical.html>):
//! quotes, dollar quotes, nested comments, and the body of an SQL-standard function.

/// The commands in `sql`, without their semicolons; pieces of white space and comments only are
/// left out.
pub(crate) fn split(sql: &str) -> Vec<&str> {
    let mut commands = Vec::new();
    let mut start = 0;
    let mut empty = true;
    let mut nesting = Nesting::default();
    let mut at = 0;
    while at < sql.len() {
        let (kind, len) = token(&sql[at..]);
        match kind {
            Kind::Blank => {}
            Kind::Semicolon if !nesting.inside() => {
                if !empty {
                    commands.push(sql[start..at].trim());
                }
                (start, empty) = (at + len, true);
                nesting = Nesting::default();
            }
            Kind::Word => {
                nesting.word(&sql[at..at + len]);
                empty = false;
            }
            Kind::Semicolon | Kind::Other => {
                nesting.other(&sql[at..at + len]);
                empty = false;
            }
        }
        at += len;
    }
    if !empty {
        commands.push(sql[start..].trim());
    }
    commands
}

/// Whether PostgreSQL refuses this command inside of a transaction block.
pub(crate) fn refuses_transaction(command: &str) -> bool {
    let words = words(command, 12);
    let has = |word: &str| words.iter().any(|w| w == word);
    let at = |place: usize| words.get(place).map_or("", String::as_str);
    match at(0) {
        "vacuum" => true,
        "create" => match at(1) {
            "database" | "tablespace" | "subscription" => true,
            "index" => at(2) == "concurrently",
            "unique" => at(3) == "concurrently",
            _ => false,
        },
        "drop" => match at(1) {
            "database" | "tablespace" | "subscription" => true,
            "index" => at(2) == "concurrently",
            _ => false,
        },
        "alter" => match at(1) {
            "system" => true,
            "database" => has("tablespace"),
            "table" => has("detach") && has("concurrently"),
            _ => false,
        },
        "reindex" => has("concurrently") || has("database") || has("system") || has("schema"),
        "cluster" => words.len() == 1,
        _ => false,
    }
}

/// Where a semicolon does not end a command: between parentheses, as in the actions of a rule, and
/// between BEGIN ATOMIC and its END.
#[derive(Default)]
struct Nesting {
    parentheses: usize,
    blocks: usize,
    before: String,
}

impl Nesting {
    fn inside(&self) -> bool {
        self.parentheses > 0 || self.blocks > 0
    }

    fn word(&mut self, word: &str) {
        let word = word.to_ascii_lowercase();
        let atomic = word == "atomic" && self.before == "begin";
        if atomic || (self.blocks > 0 && word == "case") {
            self.blocks += 1;
        } else if self.blocks > 0 && word == "end" {
            self.blocks -= 1;
        }
        self.before = word;
    }

    fn other(&mut self, text: &str) {
        match text {
            "(" => self.parentheses += 1,
            ")" => self.parentheses = self.parentheses.saturating_sub(1),
            _ => {}
        }
        self.before.clear();
    }
}

enum Kind {
    Blank,
    Word,
    Semicolon,
    Other,
}

/// The kind and the length of the first token of `text`, which is not empty.
fn token(text: &str) -> (Kind, usize) {
    let mut chars = text.chars();
    let first = chars.next().unwrap_or(' ');
    let second = chars.next();
    match first {
        c if c.is_whitespace() || c == '\u{feff}' => (Kind::Blank, c.len_utf8()),
        '-' if second == Some('-') => (Kind::Blank, text.find('\n').unwrap_or(text.len())),
        '/' if second == Some('*') => (Kind::Blank, comment(text)),
        ';' => (Kind::Semicolon, 1),
        '\'' => (Kind::Other, quoted(text, '\'', false)),
        '"' => (Kind::Other, quoted(text, '"', false)),
        'e' | 'E' if second == Some('\'') => (Kind::Other, 1 + quoted(&text[1..], '\'', true)),
        '$' => (Kind::Other, dollar_quoted(text).unwrap_or(1)),
        c if c.is_alphabetic() || c == '_' => {
            let part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
            (Kind::Word, text.find(|c| !part(c)).unwrap_or(text.len()))
        }
        c if c.is_ascii_digit() => {
            let part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
            (Kind::Other, text.find(|c| !part(c)).unwrap_or(text.len()))
        }
        c => (Kind::Other, c.len_utf8()),
    }
}

/// A comment in slashes and stars; they nest.
fn comment(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while at < bytes.len() {
        match bytes.get(at..at + 2) {
            Some(b"/*") => {
                depth += 1;
                at += 2;
            }
            Some(b"*/") => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            Some(_) | None => at += 1,
        }
    }
    bytes.len()
}

fn quoted(text: &str, quote: char, escapes: bool) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && escapes {
            chars.next();
        } else if c == quote && chars.next_if(|(_, next)| *next == quote).is_none() {
            return at + 1;
        }
    }
    text.len()
}

fn dollar_quoted(text: &str) -> Option<usize> {
    let close = text[1..].find('$')? + 1;
    let tag = &text[1..close];
    let plain = tag.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !plain || tag.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let delimiter = &text[..=close];
    let body = &text[close + 1..];
    let end = body.find(delimiter).map(|at| at + delimiter.len()).unwrap_or(body.len());
    Some(close + 1 + end)
}

/// The first key words and names of a command, in lower case.
fn words(command: &str, most: usize) -> Vec<String> {
    let mut words = Vec::new();
    let mut at = 0;
    while at < command.len() && words.len() < most {
        let (kind, len) = token(&command[at..]);
        match kind {
            Kind::Word => words.push(command[at..at + len].to_ascii_lowercase()),
            Kind::Other if command[at..].starts_with('"') => words.push(String::new()),
            Kind::Blank | Kind::Semicolon | Kind::Other => {}
        }
        at += len;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_cut_where_the_server_cuts_them() {
        for (sql, commands) in [
            ("", vec![]),
            (" ; ;; -- nothing\n /* ; */", vec![]),
            ("select 1", vec!["select 1"]),
            ("select 1;\nselect 2;\n", vec!["select 1", "select 2"]),
            ("select ';'; select \";\"", vec!["select ';'", "select \";\""]),
            ("select 'it''s;'; x", vec!["select 'it''s;'", "x"]),
            (r"select E'\';'; x", vec![r"select E'\';'", "x"]),
            (r"select '\'; x", vec![r"select '\'", "x"]),
            ("select $$;$$, $a$;$$;$a$; x", vec!["select $$;$$, $a$;$$;$a$", "x"]),
            ("select $1; x", vec!["select $1", "x"]),
            ("select a$b$; x", vec!["select a$b$", "x"]),
            ("/* /* ; */ ; */ x; y", vec!["/* /* ; */ ; */ x", "y"]),
            ("x -- ;\n; y", vec!["x -- ;", "y"]),
            (
                "create rule r as on insert to t do also (insert into a values (1); select 2); y",
                vec![
                    "create rule r as on insert to t do also (insert into a values (1); select 2)",
                    "y",
                ],
            ),
            (
                "create function f() returns int begin atomic select case when true then 1 end; end; y",
                vec![
                    "create function f() returns int begin atomic select case when true then 1 end; end",
                    "y",
                ],
            ),
            ("\u{feff}select 'ö;'; ö", vec!["select 'ö;'", "ö"]),
            ("select 'open; x", vec!["select 'open; x"]),
        ] {
            let got: Vec<_> =
                split(sql).into_iter().map(|c| c.trim_start_matches('\u{feff}')).collect();
            assert_eq!(got, commands, "{sql}");
        }
    }

    #[test]
    fn commands_that_refuse_a_transaction_are_known() {
        for sql in [
            "VACUUM",
            "vacuum full t",
            "create index concurrently i on t (a)",
            "CREATE UNIQUE INDEX /* now */ CONCURRENTLY i ON t (a)",
            "drop index concurrently if exists i",
            "reindex table concurrently t",
            "create database x",
            "alter system set work_mem = 1",
            "alter table t detach partition p concurrently",
            "alter table \"x y\" detach partition p concurrently",
            "cluster",
        ] {
            assert!(refuses_transaction(sql), "{sql}");
        }
        for sql in [
            "create index i on t (a)",
            "select 'vacuum'",
            "alter table t add column concurrently int",
            "cluster t using i",
            "reindex table t",
            "create table vacuum (a int)",
            "",
        ] {
            assert!(!refuses_transaction(sql), "{sql}");
        }
    }
}
