//! What can be told of an SQL command from its first words. Pure.

use crate::statement::Probe;

/// Whether the command begins or ends a transaction, which would break ours.
pub(crate) fn controls_transaction(sql: &str) -> bool {
    let words = words(sql, MOST);
    let word = |place: usize| words.get(place).map_or("", String::as_str);
    match word(0) {
        "commit" | "end" | "abort" | "rollback" => word(1) != "to" && word(2) != "to",
        "begin" | "start" => true,
        "prepare" => word(1) == "transaction",
        _ => false,
    }
}

/// Whether the command copies rows from the client or to it: the server would wait for rows that
/// nobody sends.
pub(crate) fn copies_with_client(sql: &str) -> bool {
    let words = words(sql, usize::MAX);
    let mut pairs = words.windows(2).map(|pair| (pair[0].as_str(), pair[1].as_str()));
    words.first().is_some_and(|word| word == "copy")
        && pairs.any(|pair| matches!(pair, ("from" | "to", "stdin" | "stdout")))
}

/// How many entries of the lock table the command may take.
pub(crate) fn locks(sql: &str) -> u32 {
    match words(sql, MOST).first().map(String::as_str) {
        Some("drop") => 24,
        Some("create" | "alter") => 8,
        Some(_) | None => 4,
    }
}

/// The question whether a command that ran outside of a transaction took effect.
pub(crate) fn probe(sql: &str) -> Probe {
    let words = words(sql, MOST);
    let word = |place: usize| words.get(place).map_or("", String::as_str);
    // What comes after IF [NOT] EXISTS, if that stands there.
    let after_if = |place: usize| match (word(place), word(place + 1), word(place + 2)) {
        ("if", "not", "exists") => place + 3,
        ("if", "exists", _) => place + 2,
        _ => place,
    };
    let has_if = words.windows(2).any(|pair| pair[0] == "if" && pair[1] != "(")
        && words.iter().any(|word| word == "exists");
    let concurrently = words.iter().position(|word| word == "concurrently");
    match (word(0), word(1)) {
        // With IF NOT EXISTS too: it would pass over an index that was left invalid.
        ("create", "index" | "unique") => {
            let named = concurrently.map(|at| word(after_if(at + 1)));
            match named {
                Some(name) if name != "on" && !name.is_empty() => {
                    let table = words
                        .iter()
                        .position(|word| word == "on")
                        .map(|at| if word(at + 1) == "only" { at + 2 } else { at + 1 });
                    let schema =
                        table.filter(|at| word(at + 1) == ".").map(|at| word(at).to_owned());
                    Probe::IndexPresent { schema, name: name.to_owned() }
                }
                Some(_) | None => Probe::Unknown,
            }
        }
        ("drop", "index") if !has_if && !words.iter().any(|word| word == ",") => match concurrently
        {
            Some(at) if word(at + 2) == "." => Probe::IndexAbsent {
                schema: Some(word(at + 1).to_owned()),
                name: word(at + 3).to_owned(),
            },
            Some(at) => Probe::IndexAbsent { schema: None, name: word(at + 1).to_owned() },
            None => Probe::Unknown,
        },
        ("vacuum" | "analyze" | "reindex" | "cluster", _) | ("alter", "system") => {
            Probe::Repeatable
        }
        // Elsewhere the words may belong to a body, or to one action of several.
        ("create" | "drop", _) | ("alter", "type") if has_if => Probe::Repeatable,
        _ => Probe::Unknown,
    }
}

/// How many words tell what a command does.
const MOST: usize = 24;

/// The first words, names (folded or unquoted) and signs of a command, without comments.
fn words(sql: &str, most: usize) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = sql.trim_start_matches('\u{feff}').trim_start();
    while !rest.is_empty() && words.len() < most {
        if let Some(comment) = rest.strip_prefix("--") {
            rest = comment.split_once('\n').map_or("", |(_, after)| after);
        } else if rest.starts_with("/*") {
            rest = after_comment(rest);
        } else if let Some(quoted) = rest.strip_prefix('"') {
            let mut name = String::new();
            let mut chars = quoted.char_indices().peekable();
            let mut end = quoted.len();
            while let Some((at, c)) = chars.next() {
                if c != '"' {
                    name.push(c);
                } else if chars.next_if(|(_, next)| *next == '"').is_some() {
                    name.push('"');
                } else {
                    end = at + 1;
                    break;
                }
            }
            words.push(name);
            rest = &quoted[end..];
        } else {
            let part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
            let end = match rest.find(|c| !part(c)) {
                Some(0) => rest.chars().next().map_or(1, char::len_utf8),
                Some(end) => end,
                None => rest.len(),
            };
            words.push(rest[..end].to_lowercase());
            rest = &rest[end..];
        }
        rest = rest.trim_start();
    }
    words
}

fn after_comment(text: &str) -> &str {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return &text[at..];
            }
        } else {
            at += 1;
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_that_end_a_transaction_are_known() {
        for (sql, controls) in [
            ("COMMIT", true),
            ("/* done */ commit work", true),
            ("-- x\nROLLBACK", true),
            ("ROLLBACK TO SAVEPOINT a", false),
            ("ROLLBACK TO a", false),
            ("SAVEPOINT a", false),
            ("START TRANSACTION", true),
            ("PREPARE TRANSACTION 'x'", true),
            ("PREPARE x AS SELECT 1", false),
            ("SELECT 'commit'", false),
        ] {
            assert_eq!(controls_transaction(sql), controls, "{sql}");
        }
    }

    #[test]
    fn commands_that_copy_with_the_client_are_known() {
        for (sql, copies) in [
            ("COPY t FROM stdin", true),
            ("copy t (a, \"b\") from /* rows */ STDIN WITH (FORMAT csv)", true),
            ("COPY (SELECT 1) TO STDOUT", true),
            ("COPY t FROM '/tmp/stdin'", false),
            ("SELECT a FROM stdin", false),
        ] {
            assert_eq!(copies_with_client(sql), copies, "{sql}");
        }
        let many = (0..50).map(|n| format!("c{n}")).collect::<Vec<_>>().join(", ");
        assert!(copies_with_client(&format!("COPY t ({many}) FROM stdin")));
    }

    #[test]
    fn commands_outside_of_a_transaction_have_a_probe() {
        let present = |schema: Option<&str>, name: &str| Probe::IndexPresent {
            schema: schema.map(str::to_owned),
            name: name.to_owned(),
        };
        let absent = |schema: Option<&str>, name: &str| Probe::IndexAbsent {
            schema: schema.map(str::to_owned),
            name: name.to_owned(),
        };
        for (sql, wanted) in [
            ("CREATE INDEX CONCURRENTLY i ON t (a)", present(None, "i")),
            (
                "create unique index concurrently \"I x\" on only app.t (a)",
                present(Some("app"), "I x"),
            ),
            ("CREATE INDEX CONCURRENTLY ON t (a)", Probe::Unknown),
            ("CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)", present(None, "i")),
            (
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"if\" ON app.t (a)",
                present(Some("app"), "if"),
            ),
            ("DROP INDEX CONCURRENTLY i", absent(None, "i")),
            ("DROP INDEX CONCURRENTLY app.i", absent(Some("app"), "i")),
            ("DROP INDEX CONCURRENTLY IF EXISTS i", Probe::Repeatable),
            ("VACUUM t", Probe::Repeatable),
            ("ALTER TYPE e ADD VALUE IF NOT EXISTS 'v'", Probe::Repeatable),
            ("CREATE DATABASE x", Probe::Unknown),
            (
                "DO $$ BEGIN IF EXISTS (SELECT 1) THEN UPDATE t SET a = a + 1; END IF; END $$",
                Probe::Unknown,
            ),
            ("INSERT INTO t VALUES ('if it exists')", Probe::Unknown),
            ("ALTER TABLE IF EXISTS t ALTER COLUMN a TYPE int USING a * 2", Probe::Unknown),
        ] {
            assert_eq!(probe(sql), wanted, "{sql}");
        }
    }
}
