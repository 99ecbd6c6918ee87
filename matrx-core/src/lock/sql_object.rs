//! Objects that are said as SQL: a paragraph each, the commands line by line.
//!
//! ```text
//! object view app.names crate=shop comment "names"
//!   sql "CREATE VIEW app.names AS"
//!     | " SELECT users.name"
//!   shape "name text"
//!   needs column users name
//! ```
//!
//! Where the server spells it otherwise than it was declared, a paragraph `server object …` follows.

use super::object::{Cursor, push_comment};
use super::token::{crate_name, name, qname, text};
use crate::schema::{Object, ObjectId, ObjectKind, Reference};

/// An object's paragraph.
pub(super) struct Paragraph<'a> {
    pub(super) out: &'a mut String,
    pub(super) home: Option<&'a str>,
    pub(super) declaration: Option<&'a str>,
}

impl Paragraph<'_> {
    /// The declared object and the server's.
    pub(super) fn write(&mut self, declared: Option<&Object>, catalog: Option<&Object>) {
        match (declared, catalog) {
            (Some(declared), Some(catalog)) if declared == catalog => self.one("", catalog),
            (declared, catalog) => {
                if let Some(declared) = declared {
                    self.one("", declared);
                    if catalog.is_none() {
                        self.out.push_str("  server -\n");
                    }
                }
                if let Some(catalog) = catalog {
                    self.one("server ", catalog);
                }
            }
        }
    }

    fn one(&mut self, side: &str, object: &Object) {
        // Who may do what is no part of the structure.
        let Object { id, definition, shape, comment, grants: _, needs } = object;
        let mut header = format!("{side}object {}", identity(id));
        if side.is_empty()
            && let Some(home) = self.home
        {
            header.push_str(&format!(" crate={}", crate_name(home)));
        }
        push_comment(&mut header, comment.as_deref());
        if side.is_empty()
            && let Some(declaration) = self.declaration
        {
            header.push_str(&format!(" // {}", declaration.replace(['\n', '\r'], " ")));
        }
        self.out.push_str(&header);
        self.out.push('\n');
        for command in definition {
            for (number, line) in command.split('\n').enumerate() {
                let lead = if number == 0 { "  sql" } else { "    |" };
                self.out.push_str(&format!("{lead} {}\n", text(line)));
            }
        }
        for line in shape.lines() {
            self.out.push_str(&format!("  shape {}\n", text(line)));
        }
        for reference in needs {
            self.out.push_str(&format!("  needs {}\n", needed(reference)));
        }
    }
}

/// `view app.names`, `function touch signature "(integer)"`, `trigger touch on users`.
fn identity(id: &ObjectId) -> String {
    let ObjectId { kind, name: own, signature, relation } = id;
    let mut line = format!("{} {}", name(kind.text()), qname(own));
    if !signature.is_empty() {
        line.push_str(&format!(" signature {}", text(signature)));
    }
    if let Some(relation) = relation {
        line.push_str(&format!(" on {}", qname(relation)));
    }
    line
}

fn needed(reference: &Reference) -> String {
    match reference {
        Reference::Schema(schema) => format!("schema {}", name(schema)),
        Reference::Enum(own) => format!("enum {}", qname(own)),
        Reference::Table(own) => format!("table {}", qname(own)),
        Reference::Column(table, own) => format!("column {} {}", qname(table), name(own)),
        Reference::Constraint(table, own) => {
            format!("constraint {} {}", qname(table), name(own))
        }
        Reference::Object(id) => format!("object {}", identity(id)),
    }
}

/// The first line of a paragraph, behind the word `object`: the object, and its crate.
pub(super) fn header(cursor: &mut Cursor) -> Result<(Object, Option<String>), String> {
    let id = read_identity(cursor)?;
    let home = if cursor.word("crate") {
        cursor.sign('=')?;
        Some(cursor.name()?)
    } else {
        None
    };
    let comment = cursor.comment()?;
    Ok((Object { comment, ..Object::new(id, Vec::new()) }, home))
}

/// A further line of a paragraph; `word` is its first.
pub(super) fn line(object: &mut Object, word: &str, cursor: &mut Cursor) -> Result<(), String> {
    match word {
        "sql" => object.definition.push(cursor.text()?),
        "|" => {
            let more = cursor.text()?;
            let command = object
                .definition
                .last_mut()
                .ok_or_else(|| "a line `|` continues no command".to_owned())?;
            command.push('\n');
            command.push_str(&more);
        }
        "shape" => {
            if !object.shape.is_empty() {
                object.shape.push('\n');
            }
            object.shape.push_str(&cursor.text()?);
        }
        "needs" => {
            let kind = cursor.any_word("what is needed")?;
            object.needs.insert(match kind.as_str() {
                "schema" => Reference::Schema(cursor.name()?),
                "enum" => Reference::Enum(cursor.qname()?),
                "table" => Reference::Table(cursor.qname()?),
                "column" => Reference::Column(cursor.qname()?, cursor.name()?),
                "constraint" => Reference::Constraint(cursor.qname()?, cursor.name()?),
                "object" => Reference::Object(read_identity(cursor)?),
                other => return Err(format!("unknown kind of reference `{other}`")),
            });
        }
        other => return Err(format!("unknown kind of line `{other}`")),
    }
    Ok(())
}

fn read_identity(cursor: &mut Cursor) -> Result<ObjectId, String> {
    let kind = cursor.name()?;
    let kind =
        ObjectKind::from_text(&kind).ok_or_else(|| format!("unknown kind of object `{kind}`"))?;
    let mut id = ObjectId::new(kind, cursor.qname()?);
    if cursor.word("signature") {
        id.signature = cursor.text()?;
    }
    if cursor.word("on") {
        id.relation = Some(cursor.qname()?);
    }
    Ok(id)
}
