//! The section `answers`: a line each, in the words of SQL's own names.
//!
//! ```text
//! rename schema auth to accounts
//! rename table users to people
//! rename column people.mail to email      (the table's new name)
//! rename type mood to feeling
//! rename value feeling 'sad' to 'blue'
//! map value feeling 'happy' to 'blue'     (rows with a removed value get this one)
//! unused value feeling 'happy'            (there are no such rows)
//! nothing else was renamed                (all other suspicions are a removal and an addition)
//! ```

use matrx_core::diff::{Answers, Question, RemovedValue, questions};
use matrx_core::name::QName;
use matrx_core::schema::{Rename, Schema};

/// The answers of these lines, for a difference between these two.
pub(super) fn answers(lines: &[&str], old: &Schema, new: &Schema) -> Result<Answers, String> {
    let mut answers = Answers::default();
    let mut nothing_else = false;
    for line in lines {
        if *line == "nothing else was renamed" {
            nothing_else = true;
        } else {
            answer(line, &mut answers)
                .ok_or_else(|| format!("this is no answer that is known: {line:?}"))?;
        }
    }
    if nothing_else {
        loop {
            let open = questions(old, new, &answers).err().unwrap_or_default();
            let before = answers.not_renames.len();
            for question in open.questions {
                match question {
                    Question::Renamed { candidates } => answers.not_renames.extend(candidates),
                    Question::RemovedValue { .. } => {}
                }
            }
            // A question may have been behind another one.
            if answers.not_renames.len() == before {
                break;
            }
        }
    }
    Ok(answers)
}

fn answer(line: &str, answers: &mut Answers) -> Option<()> {
    let words = words(line)?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match &words[..] {
        ["rename", "schema", from, "to", to] => {
            answers.renames.push(Rename::Schema { from: part(from)?, to: part(to)? });
        }
        ["rename", "table", from, "to", to] => {
            let from = object(from)?;
            let to = target(&from, to)?;
            answers.renames.push(Rename::Table { from, to });
        }
        ["rename", "type", from, "to", to] => {
            let from = object(from)?;
            let to = target(&from, to)?;
            answers.renames.push(Rename::Enum { from, to });
        }
        ["rename", "column", from, "to", to] => {
            let mut parts = parts(from)?;
            let from = parts.pop()?;
            let table = joined(parts)?;
            answers.renames.push(Rename::Column { table, from, to: part(to)? });
        }
        ["rename", "value", ty, from, "to", to] => {
            let (from, to) = (literal(from)?, literal(to)?);
            answers.renames.push(Rename::EnumValue { ty: object(ty)?, from, to });
        }
        ["map", "value", ty, from, "to", to] => {
            let values = answers.removed_values.entry(object(ty)?).or_default();
            values.insert(literal(from)?, RemovedValue::MapTo(literal(to)?));
        }
        ["unused", "value", ty, value] => {
            let values = answers.removed_values.entry(object(ty)?).or_default();
            values.insert(literal(value)?, RemovedValue::Unused);
        }
        _ => return None,
    }
    Some(())
}

/// The words of a line; what is quoted belongs together.
fn words(line: &str) -> Option<Vec<String>> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.chars() {
        match quote {
            None if c == ' ' => words.push(String::new()),
            None if c == '\'' || c == '"' => quote = Some(c),
            Some(open) if c == open => quote = None,
            None | Some(_) => {}
        }
        if quote.is_some() || c != ' ' {
            words.last_mut()?.push(c);
        }
    }
    words.retain(|word| !word.is_empty());
    quote.is_none().then_some(words)
}

fn target(from: &QName, to: &str) -> Option<QName> {
    let parts = parts(to)?;
    if parts.len() == 1 { Some(from.sibling(parts.into_iter().next()?)) } else { joined(parts) }
}

fn object(text: &str) -> Option<QName> {
    joined(parts(text)?)
}

fn joined(parts: Vec<String>) -> Option<QName> {
    let mut parts = parts.into_iter();
    match (parts.next()?, parts.next(), parts.next()) {
        (name, None, None) => Some(QName::new(name)),
        (schema, Some(name), None) if schema == "public" => Some(QName::new(name)),
        (schema, Some(name), None) => Some(QName::in_schema(schema, name)),
        (_, _, Some(_)) => None,
    }
}

fn part(text: &str) -> Option<String> {
    let parts = parts(text)?;
    if parts.len() == 1 { parts.into_iter().next() } else { None }
}

/// The parts of `a."B.c"`.
fn parts(text: &str) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        if let Some(quoted) = rest.strip_prefix('"') {
            let mut part = String::new();
            let mut chars = quoted.char_indices();
            let end = loop {
                let (at, c) = chars.next()?;
                if c != '"' {
                    part.push(c);
                } else if quoted[at + 1..].starts_with('"') {
                    part.push('"');
                    chars.next();
                } else {
                    break at + 1;
                }
            };
            parts.push(part);
            rest = &quoted[end..];
        } else {
            let end = rest.find('.').unwrap_or(rest.len());
            parts.push(rest[..end].to_owned());
            rest = &rest[end..];
        }
        match rest.strip_prefix('.') {
            Some(more) => rest = more,
            None if rest.is_empty() => return Some(parts),
            None => return None,
        }
    }
}

fn literal(text: &str) -> Option<String> {
    let inner = text.strip_prefix('\'')?.strip_suffix('\'')?;
    Some(inner.replace("''", "'"))
}
