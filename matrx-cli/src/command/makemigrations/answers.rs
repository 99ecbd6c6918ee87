//! What the two schemas alone do not tell: from flags, from a terminal, or from nobody.

use matrx_core::diff::{Answers, Question, Questions, RemovedValue};
use matrx_core::name::{Ident, Literal, QName};
use matrx_core::schema::{Rename, Schema};

use super::path::{self, bad};
use crate::arguments;
use crate::failure::Failure;
use crate::output::Ask;

/// The answers so far.
pub(super) struct Answering<'a> {
    pub(super) answers: Answers,
    not_renamed: Vec<Vec<String>>,
    default_schema: &'a str,
}

impl<'a> Answering<'a> {
    /// Those that were typed, checked against the two sides, and those that the models carry.
    pub(super) fn new(
        typed: &arguments::Answers,
        declared: Vec<Rename>,
        old: &Schema,
        new: &Schema,
        default_schema: &'a str,
    ) -> Result<Self, Failure> {
        let mut this = Self {
            answers: Answers { declared, ..Answers::default() },
            not_renamed: Vec::new(),
            default_schema,
        };
        for text in &typed.rename_schema {
            let (from, to) = this.schemas(text)?;
            known("--rename-schema", text, &Ident(&from), old.namespaces.contains(&from))?;
            known("--rename-schema", text, &Ident(&to), new.namespaces.contains(&to))?;
            this.answers.renames.push(Rename::Schema { from, to });
        }
        for text in &typed.rename_table {
            let (from, to) = this.objects("--rename-table", text)?;
            known("--rename-table", text, &from, old.tables.contains_key(&from))?;
            known("--rename-table", text, &to, new.tables.contains_key(&to))?;
            this.answers.renames.push(Rename::Table { from, to });
        }
        for text in &typed.rename_type {
            let (from, to) = this.objects("--rename-type", text)?;
            known("--rename-type", text, &from, old.enums.contains_key(&from))?;
            known("--rename-type", text, &to, new.enums.contains_key(&to))?;
            this.answers.renames.push(Rename::Enum { from, to });
        }
        for text in &typed.rename {
            let rename = this.member(text, old, new)?;
            this.answers.renames.push(rename);
        }
        for text in &typed.map_value {
            let (ty, value, to) = this.value("--map-value", text)?;
            let Some(to) = to else {
                return Err(bad("--map-value", text, "type.old=new"));
            };
            let known = new.enums.get(&ty).is_some_and(|ty| ty.values.contains(&to));
            if !known {
                return Err(Failure::usage(
                    "bad-answer",
                    format!("--map-value {text}: type {ty} will have no value {}", Literal(&to)),
                ));
            }
            let values = this.answers.removed_values.entry(ty).or_default();
            values.insert(value, RemovedValue::MapTo(to));
        }
        for text in &typed.unused_value {
            let (ty, value, to) = this.value("--unused-value", text)?;
            if to.is_some() {
                return Err(bad("--unused-value", text, "type.value"));
            }
            let values = this.answers.removed_values.entry(ty).or_default();
            values.insert(value, RemovedValue::Unused);
        }
        for text in &typed.not_renamed {
            let typed = path::parse("--not-renamed", text, "table, type or table.column")?;
            this.not_renamed.push(typed.left);
        }
        Ok(this)
    }

    /// Answers `questions` as far as that goes; what stays open ends the command with the flags that
    /// answer it.
    pub(super) fn answer(
        &mut self,
        questions: Questions,
        ask: &mut dyn Ask,
    ) -> Result<(), Failure> {
        let mut open = Vec::new();
        for question in questions.questions {
            match question {
                Question::Renamed { candidates } => {
                    let denied = candidates.first().is_some_and(|first| self.is_denied(first));
                    if denied {
                        self.answers.not_renames.extend(candidates);
                    } else if !self.ask_renamed(&candidates, ask)? {
                        open.extend(renamed_lines(&candidates, self.default_schema));
                    }
                }
                Question::RemovedValue { ty, value, added, values } => {
                    if !self.ask_removed(&ty, &value, &added, &values, ask)? {
                        open.extend(removed_lines(&ty, &value, &added, &values));
                    }
                }
            }
        }
        if open.is_empty() {
            return Ok(());
        }
        Err(Failure::answer(
            "question",
            "makemigrations does not guess; answer with these flags, or run it on a terminal",
            open,
        ))
    }

    fn is_denied(&self, rename: &Rename) -> bool {
        let from: Vec<&str> = match rename {
            Rename::Schema { from, .. } => vec![from],
            Rename::Table { from, .. } | Rename::Enum { from, .. } => path::parts(from),
            Rename::Column { table, from, .. } | Rename::EnumValue { ty: table, from, .. } => {
                path::parts(table).into_iter().chain([from.as_str()]).collect()
            }
        };
        self.not_renamed.iter().any(|denied| {
            let denied: Vec<&str> = denied.iter().map(String::as_str).collect();
            denied == from || denied.strip_prefix(&[self.default_schema]) == Some(&from[..])
        })
    }

    fn ask_renamed(&mut self, candidates: &[Rename], ask: &mut dyn Ask) -> Result<bool, Failure> {
        let Some(first) = candidates.first() else {
            return Ok(true);
        };
        let (what, _) = described(first);
        let mut options: Vec<String> =
            candidates.iter().map(|c| format!("it was renamed to {}", described(c).1)).collect();
        options.push(format!("it was not renamed: drop {what}"));
        let Some(chosen) = ask.choose(&format!("what became of {what}?"), &options)? else {
            return Ok(false);
        };
        match candidates.get(chosen) {
            Some(rename) => self.answers.renames.push(rename.clone()),
            None => self.answers.not_renames.extend(candidates.iter().cloned()),
        }
        Ok(true)
    }

    fn ask_removed(
        &mut self,
        ty: &QName,
        value: &str,
        added: &[String],
        values: &[String],
        ask: &mut dyn Ask,
    ) -> Result<bool, Failure> {
        let renamed = added.iter().map(|to| format!("it was renamed to {}", Literal(to)));
        let mapped = values.iter().map(|to| format!("rows that hold it get {}", Literal(to)));
        let unused = "no row holds it (if one does, the migration fails)".to_owned();
        let options: Vec<String> = renamed.chain(mapped).chain([unused]).collect();
        let question = format!("what becomes of the value {} of type {ty}?", Literal(value));
        let Some(chosen) = ask.choose(&question, &options)? else {
            return Ok(false);
        };
        if let Some(to) = added.get(chosen) {
            let (from, to) = (value.to_owned(), to.clone());
            self.answers.renames.push(Rename::EnumValue { ty: ty.clone(), from, to });
            return Ok(true);
        }
        let answer = match values.get(chosen - added.len()) {
            Some(to) => RemovedValue::MapTo(to.clone()),
            None => RemovedValue::Unused,
        };
        let answers = self.answers.removed_values.entry(ty.clone()).or_default();
        answers.insert(value.to_owned(), answer);
        Ok(true)
    }

    /// A schema, and its new name.
    fn schemas(&self, text: &str) -> Result<(String, String), Failure> {
        const EXPECTED: &str = "old=new";
        let typed = path::parse("--rename-schema", text, EXPECTED)?;
        match (typed.left.as_slice(), typed.right) {
            ([from], Some(to)) if from != self.default_schema => Ok((from.clone(), to)),
            (_, _) => Err(bad("--rename-schema", text, EXPECTED)),
        }
    }

    /// A table or type, and its new name: of the same schema, unless that names another.
    fn objects(&self, flag: &str, text: &str) -> Result<(QName, QName), Failure> {
        const EXPECTED: &str = "old=new";
        let wrong = || bad(flag, text, EXPECTED);
        let (left, right) = path::sides(flag, text, EXPECTED)?;
        let from = path::object(&left, self.default_schema).ok_or_else(wrong)?;
        let to = match right.as_deref() {
            None => return Err(wrong()),
            Some([name]) => from.sibling(name.as_str()),
            Some(parts) => path::object(parts, self.default_schema).ok_or_else(wrong)?,
        };
        Ok((from, to))
    }

    /// The table or type, the member's old name, and its new one.
    fn value(&self, flag: &str, text: &str) -> Result<(QName, String, Option<String>), Failure> {
        const EXPECTED: &str = "type.old=new";
        let typed = path::parse(flag, text, EXPECTED)?;
        let Some((from, owner)) = typed.left.split_last() else {
            return Err(bad(flag, text, EXPECTED));
        };
        let owner = path::object(owner, self.default_schema);
        let owner = owner.ok_or_else(|| bad(flag, text, EXPECTED))?;
        Ok((owner, from.clone(), typed.right))
    }

    /// A column, or a value of an enum, by what is there.
    fn member(&self, text: &str, old: &Schema, new: &Schema) -> Result<Rename, Failure> {
        const EXPECTED: &str = "table.old=new, or type.old=new for a value";
        let (owner, from, to) = self.value("--rename", text)?;
        let to = to.ok_or_else(|| bad("--rename", text, EXPECTED))?;
        if let Some(table) = new.tables.get(&owner) {
            known("--rename", text, &to, table.column(&to).is_some())?;
            // The table itself may be renamed too, so its old columns are not looked for by its name.
            let was = old.tables.values().any(|table| table.column(&from).is_some());
            known("--rename", text, &from, was)?;
            return Ok(Rename::Column { table: owner, from, to });
        }
        let Some(ty) = new.enums.get(&owner) else {
            return Err(known("--rename", text, &owner, false)
                .err()
                .unwrap_or_else(|| bad("--rename", text, EXPECTED)));
        };
        known("--rename", text, &to, ty.values.contains(&to))?;
        let was = old.enums.values().any(|ty| ty.values.contains(&from));
        known("--rename", text, &from, was)?;
        Ok(Rename::EnumValue { ty: owner, from, to })
    }
}

fn known(flag: &str, text: &str, name: &impl std::fmt::Display, is: bool) -> Result<(), Failure> {
    if is {
        return Ok(());
    }
    Err(Failure::usage("bad-answer", format!("{flag} {text}: there is no {name}")))
}

/// What was renamed, and what to.
fn described(rename: &Rename) -> (String, String) {
    match rename {
        Rename::Schema { from, to } => (format!("schema {}", Ident(from)), Ident(to).to_string()),
        Rename::Table { from, to } => (format!("table {from}"), to.to_string()),
        Rename::Enum { from, to } => (format!("type {from}"), to.to_string()),
        Rename::Column { table, from, to } => {
            (format!("column {}", path::column(table, from)), Ident(to).to_string())
        }
        Rename::EnumValue { ty, from, to } => {
            (format!("value {} of type {ty}", Literal(from)), Literal(to).to_string())
        }
    }
}

fn renamed_lines(candidates: &[Rename], default_schema: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for rename in candidates {
        let (what, to) = described(rename);
        let (flag, value) = match rename {
            Rename::Schema { from, to } => ("--rename-schema", equation(&[from], &[to])),
            Rename::Table { from, to } => {
                let to = path::beside(from, to, default_schema);
                ("--rename-table", equation(&path::parts(from), &to))
            }
            Rename::Enum { from, to } => {
                ("--rename-type", equation(&path::parts(from), &[&to.name]))
            }
            Rename::Column { table, from, to } | Rename::EnumValue { ty: table, from, to } => {
                let parts: Vec<&str> =
                    path::parts(table).into_iter().chain([from.as_str()]).collect();
                ("--rename", equation(&parts, &[to]))
            }
        };
        lines.push(format!("{what} was renamed to {to}: {}", path::flag(flag, &value)));
    }
    if let Some(first) = candidates.first() {
        let from: Vec<&str> = match first {
            Rename::Schema { from, .. } => vec![from],
            Rename::Table { from, .. } | Rename::Enum { from, .. } => path::parts(from),
            Rename::Column { table, from, .. } | Rename::EnumValue { ty: table, from, .. } => {
                path::parts(table).into_iter().chain([from.as_str()]).collect()
            }
        };
        let flag = path::flag("--not-renamed", &path::typed(&from));
        lines.push(format!("{} is dropped: {flag}", described(first).0));
    }
    lines
}

fn removed_lines(ty: &QName, value: &str, added: &[String], values: &[String]) -> Vec<String> {
    let parts: Vec<&str> = path::parts(ty).into_iter().chain([value]).collect();
    let what = format!("value {} of type {ty}", Literal(value));
    let mut lines: Vec<String> = added
        .iter()
        .map(|to| {
            let flag = path::flag("--rename", &equation(&parts, &[to]));
            format!("{what} was renamed to {}: {flag}", Literal(to))
        })
        .collect();
    if let Some(first) = values.first() {
        let flag = path::flag("--map-value", &equation(&parts, &[first]));
        lines.push(format!("{what}, rows that hold it get {}: {flag}", Literal(first)));
    }
    let flag = path::flag("--unused-value", &path::typed(&parts));
    lines.push(format!("{what}, no row holds it: {flag}"));
    lines
}

fn equation(from: &[&str], to: &[&str]) -> String {
    format!("{}={}", path::typed(from), path::typed(to))
}
