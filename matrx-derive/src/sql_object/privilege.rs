//! What a GRANT says: who gets something, and on what. The privileges themselves are the server's
//! matter.

use syn::LitStr;

use super::kind::Kind;
use super::read::SqlObject;
use super::{Declaration, declaration};
use crate::entry::{self, Entry};
use crate::mistakes::Mistakes;
use crate::model::ast::Name;
use crate::model::attr::crate_path;
use crate::text;

/// `grant!("GRANT SELECT ON users TO app")`, `default_privileges!("ALTER DEFAULT PRIVILEGES …")`.
pub(super) fn read(kind: Kind, entries: &[Entry], mistakes: &mut Mistakes) -> Option<SqlObject> {
    let place = format!("`{}!`", kind.macro_name);
    let (mut krate, mut literals) = (None, Vec::new());
    for entry in entries {
        match entry.literal() {
            Some(literal) => literals.extend(mistakes.ok(entry::checked(literal, &place))),
            None if entry.name == "crate" => krate = mistakes.ok(crate_path(entry)),
            None => mistakes.push(entry.unknown(&place, &["crate"])),
        }
    }
    let [sql] = literals.as_slice() else {
        if mistakes.is_empty() {
            let example = example(kind);
            mistakes.here(proc_macro2::Span::call_site(), format!("write `{example}`"));
        }
        return None;
    };
    match said(kind, &sql.value()) {
        Ok(said) => Some(object(kind, krate, said, sql)),
        Err(mistake) => {
            mistakes.at(sql, mistake);
            None
        }
    }
}

pub(super) fn example(kind: Kind) -> &'static str {
    if kind.variant == "Grant" {
        "grant!(\"GRANT SELECT, INSERT ON users TO app\")"
    } else {
        "default_privileges!(\"ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT SELECT ON TABLES TO app\")"
    }
}

fn object(kind: Kind, krate: Option<syn::Path>, said: Said, sql: &LitStr) -> SqlObject {
    let Said { role, what, on } = said;
    let mut object = format!("{} {} {}", kind.macro_name, text::quoted(&role), text::quoted(&what));
    for part in on.schema.iter().chain([&on.name]) {
        object.push_str(&format!(" {}", text::quoted(part)));
    }
    let declaration: Declaration = declaration(&object, &sql.value(), None);
    SqlObject {
        kind,
        krate,
        own: Name { schema: None, name: role },
        signature: what,
        relation: Some(on),
        sql: sql.value(),
        comment: None,
        declaration,
        span: sql.span(),
    }
}

/// What all commands of a declaration have in common.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    /// The role that gets something; `public` for everybody.
    role: String,
    /// What it is on: nothing for a relation, `FUNCTION(integer)`, `SCHEMA`; `TABLES` of what is to come.
    what: String,
    /// Its name; of what is to come, the role that makes it, and the schema.
    on: Name,
}

fn said(kind: Kind, sql: &str) -> Result<Said, String> {
    let mut found: Option<Said> = None;
    let tokens = tokens(sql);
    for command in tokens.split(|token| *token == Token::Sign(';')) {
        if command.is_empty() {
            continue;
        }
        let said = Reader { rest: command, kind }.command()?;
        if found.as_ref().is_some_and(|found| *found != said) {
            return Err(
                "one role and one thing a declaration: write another one for the rest".to_owned()
            );
        }
        found = Some(said);
    }
    found.ok_or_else(|| format!("write `{}`", example(kind)))
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Quoted(String),
    Sign(char),
}

fn tokens(sql: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = sql.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        if c == '-' && chars.peek() == Some(&'-') {
            while chars.next().is_some_and(|c| c != '\n') {}
        } else if c == '"' {
            let mut name = String::new();
            while let Some(c) = chars.next() {
                if c != '"' {
                    name.push(c);
                } else if chars.next_if_eq(&'"').is_some() {
                    name.push('"');
                } else {
                    break;
                }
            }
            tokens.push(Token::Quoted(name));
        } else if c.is_alphanumeric() || c == '_' {
            let mut word = String::from(c);
            while let Some(c) = chars.next_if(|c| c.is_alphanumeric() || matches!(c, '_' | '$')) {
                word.push(c);
            }
            tokens.push(Token::Word(word));
        } else {
            tokens.push(Token::Sign(c));
        }
    }
    tokens
}

struct Reader<'a> {
    rest: &'a [Token],
    kind: Kind,
}

impl Reader<'_> {
    fn command(mut self) -> Result<Said, String> {
        let is_default = self.kind.variant == "DefaultPrivileges";
        let mut made_by = None;
        if is_default {
            if !self.words(&["ALTER", "DEFAULT", "PRIVILEGES"]) {
                return Err(format!("write `{}`", example(self.kind)));
            }
            if !(self.words(&["FOR", "ROLE"]) || self.words(&["FOR", "USER"])) {
                return Err("say whose: `ALTER DEFAULT PRIVILEGES FOR ROLE owner …`".to_owned());
            }
            let name = self.name()?;
            let schema = if self.words(&["IN", "SCHEMA"]) { Some(self.name()?) } else { None };
            if self.is_sign(',') {
                return Err("one role and one schema a declaration".to_owned());
            }
            made_by = Some(Name { schema, name });
        }
        let verb = if self.words(&["GRANT"]) {
            "TO"
        } else if self.words(&["REVOKE"]) {
            "FROM"
        } else {
            return Err(format!("write `{}`", example(self.kind)));
        };
        while !self.is_word("ON") {
            if self.next().is_none() {
                let message = "say on what, and to whom; who is a member of a role is not for a migration to say";
                return Err(message.to_owned());
            }
        }
        self.next();
        let (what, on) = match made_by {
            Some(role) => (self.many()?, role),
            None => self.target(verb)?,
        };
        if self.is_sign(',') {
            return Err("one thing a declaration: write another one for the rest".to_owned());
        }
        if !self.words(&[verb]) {
            return Err(format!("say to whom: `… {verb} role`"));
        }
        let role = self.role()?;
        self.words(&["WITH", "GRANT", "OPTION"]);
        match self.rest {
            [] => Ok(Said { role, what, on }),
            [Token::Sign(','), ..] => {
                Err("one role a declaration: write another one for the rest".to_owned())
            }
            _ => Err("nothing may stand behind the role but `WITH GRANT OPTION`".to_owned()),
        }
    }

    /// What is to come: `TABLES`.
    fn many(&mut self) -> Result<String, String> {
        for known in ["TABLES", "SEQUENCES", "FUNCTIONS", "TYPES", "SCHEMAS"] {
            if self.words(&[known]) {
                return Ok(known.to_owned());
            }
        }
        // It means the same.
        if self.words(&["ROUTINES"]) {
            return Ok("FUNCTIONS".to_owned());
        }
        if self.words(&["LARGE", "OBJECTS"]) {
            return Ok("LARGE OBJECTS".to_owned());
        }
        Err("say what for: `ON TABLES`, `SEQUENCES`, `FUNCTIONS`, `TYPES` or `SCHEMAS`".to_owned())
    }

    fn target(&mut self, verb: &str) -> Result<(String, Name), String> {
        if self.is_word("ALL") {
            let message = "name one thing: `ON ALL … IN SCHEMA` is for those that are there on one day; \
                           default_privileges! is for those to come";
            return Err(message.to_owned());
        }
        // A table may be called as a kind is.
        let is_kind = match self.rest.get(1) {
            Some(Token::Word(word)) => !word.eq_ignore_ascii_case(verb),
            Some(Token::Quoted(_)) => true,
            Some(Token::Sign(_)) | None => false,
        };
        let kinds: &[(&[&str], &str)] = &[
            (&["TABLE"], ""),
            (&["SEQUENCE"], ""),
            (&["FUNCTION"], "FUNCTION"),
            (&["PROCEDURE"], "PROCEDURE"),
            (&["TYPE"], "TYPE"),
            (&["DOMAIN"], "TYPE"),
            (&["SCHEMA"], "SCHEMA"),
            (&["FOREIGN", "DATA", "WRAPPER"], "FOREIGN DATA WRAPPER"),
            (&["FOREIGN", "SERVER"], "FOREIGN SERVER"),
        ];
        let what = if is_kind { kinds.iter().find(|(words, _)| self.words(words)) } else { None };
        let what = match what {
            Some((_, what)) => *what,
            None if is_kind => {
                return Err("a grant is on a table, a sequence, a FUNCTION, a PROCEDURE, a TYPE, a SCHEMA, \
                            a FOREIGN DATA WRAPPER or a FOREIGN SERVER"
                    .to_owned());
            }
            None => "",
        };
        let first = self.name()?;
        let on = if self.is_sign('.') {
            self.next();
            Name { schema: Some(first), name: self.name()? }
        } else {
            Name { schema: None, name: first }
        };
        if !matches!(what, "FUNCTION" | "PROCEDURE") {
            return Ok((what.to_owned(), on));
        }
        let missing =
            || format!("name the types of its arguments: `{what} f()`, `{what} f(integer)`");
        if !self.is_sign('(') {
            return Err(missing());
        }
        let mut types = String::new();
        let mut depth = 0usize;
        while let Some(token) = self.next() {
            match token {
                Token::Sign('(') => depth += 1,
                Token::Sign(')') => depth -= 1,
                Token::Sign(_) | Token::Word(_) | Token::Quoted(_) => {}
            }
            match token {
                Token::Word(word) => {
                    if types.ends_with(|c: char| c.is_alphanumeric() || c == '"') {
                        types.push(' ');
                    }
                    types.push_str(word);
                }
                Token::Quoted(name) => {
                    if types.ends_with(|c: char| c.is_alphanumeric() || c == '"') {
                        types.push(' ');
                    }
                    types.push_str(&format!("\"{}\"", name.replace('"', "\"\"")));
                }
                Token::Sign(sign) => types.push(*sign),
            }
            if depth == 0 {
                return Ok((format!("{what}{types}"), on));
            }
        }
        Err(missing())
    }

    fn role(&mut self) -> Result<String, String> {
        if self.words(&["PUBLIC"]) {
            return Ok("public".to_owned());
        }
        for word in ["CURRENT_USER", "CURRENT_ROLE", "SESSION_USER"] {
            if self.is_word(word) {
                return Err(
                    "name the role: who runs a migration is not the same everywhere".to_owned()
                );
            }
        }
        self.words(&["GROUP"]);
        self.name()
    }

    fn name(&mut self) -> Result<String, String> {
        match self.next() {
            Some(Token::Word(word)) => Ok(word.to_ascii_lowercase()),
            Some(Token::Quoted(name)) => Ok(name.clone()),
            Some(Token::Sign(_)) | None => Err("a name is missing here".to_owned()),
        }
    }

    fn is_word(&self, wanted: &str) -> bool {
        matches!(self.rest.first(), Some(Token::Word(word)) if word.eq_ignore_ascii_case(wanted))
    }

    fn is_sign(&self, wanted: char) -> bool {
        self.rest.first() == Some(&Token::Sign(wanted))
    }

    /// Takes these words, where they stand here.
    fn words(&mut self, wanted: &[&str]) -> bool {
        let before = self.rest;
        for word in wanted {
            if !self.is_word(word) {
                self.rest = before;
                return false;
            }
            self.next();
        }
        true
    }
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<&'a Token> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }
}
