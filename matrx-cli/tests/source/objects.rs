//! Random changes of objects that are said as SQL, and texts of several lines.

use matrx_core::op::Op;
use matrx_core::schema::{Home, Object, ObjectId, ObjectKind};

use super::generate::Random;

const LINES: &[&str] = &[
    "",
    " SELECT users.id,",
    "    users.\"name\"",
    "   FROM users",
    "  WHERE (users.email ~~ '%@%'::text) AND (length(users.email) < 255);",
    "CREATE OR REPLACE FUNCTION public.touch() RETURNS trigger",
    "AS $function$",
    "BEGIN",
    "\tNEW.updated_at := now();",
    "-- \"quoted\"#",
    "\"##",
    "C:\\path\\",
    "\\",
    "E'\\\\x'",
    "// no comment",
    "/* neither */",
    "*/",
    "r#\"",
    "\"",
    "trailing blanks  ",
    " ",
    "Grüße, 日本語, Привет",
    "\u{feff}",
    "العربية",
    "a\u{202e}b\u{200b}",
    "windows\r",
    "😀",
    "{}",
    "}",
    ");",
];

impl Random {
    /// A text of several lines.
    pub(crate) fn lines(&mut self) -> String {
        // mostly one of lines that can be printed as they are
        let tame = self.chance(60);
        let count = 2 + self.below(5);
        let lines: Vec<String> = (0..count)
            .map(|_| {
                let length = self.below(if tame { 90 } else { 130 });
                match self.below(4) {
                    0 => "-- lorem ipsum dolor ".chars().cycle().take(length).collect(),
                    1 => self.pick(&LINES[..5]).to_owned(),
                    _ => self.pick(LINES).to_owned(),
                }
            })
            .map(|line: String| match tame {
                true => line.trim_end().replace('\t', "    "),
                false => line,
            })
            .collect();
        lines.join("\n")
    }

    fn object_id(&mut self) -> ObjectId {
        let kind = self.pick(ObjectKind::ALL);
        match (kind, kind.home()) {
            (ObjectKind::Transform, _) => {
                ObjectId::with_signature(kind, "", "FOR \"A b\" LANGUAGE plperl")
            }
            (ObjectKind::OperatorClass | ObjectKind::OperatorFamily, _) => {
                ObjectId::with_signature(kind, self.name(), " USING \"My index\"")
            }
            (ObjectKind::Cast, _) => ObjectId::with_signature(kind, "", "(text AS citext)"),
            (
                ObjectKind::Function
                | ObjectKind::Procedure
                | ObjectKind::Aggregate
                | ObjectKind::Operator,
                _,
            ) => {
                let signature = self.pick(&["()", "(integer, text)", "(\"My Type\"[])", "(*)"]);
                ObjectId::with_signature(kind, self.name(), signature)
            }
            (ObjectKind::DefaultPrivileges, _) => {
                let scope = "FOR ROLE o IN SCHEMA \"A b\" ON TABLES";
                ObjectId::with_signature(kind, &*self.word(), scope)
            }
            (_, Home::Privilege) if self.chance(50) => {
                ObjectId::with_signature(kind, &*self.word(), "FUNCTION \"F\"(integer, text)")
            }
            (_, Home::Relation | Home::Privilege) => ObjectId::on(kind, &self.word(), self.name()),
            (_, Home::Database | Home::Schema) => ObjectId::new(kind, self.name()),
        }
    }

    fn object(&mut self, id: ObjectId) -> Object {
        let commands = 1 + self.below(3);
        let definition = (0..commands)
            .map(|_| if self.chance(70) { self.lines() } else { self.text() })
            .collect();
        let comment = self.maybe(Self::text);
        let grants = (0..self.below(2)).map(|_| self.text()).collect();
        Object { comment, grants, ..Object::new(id, definition) }
    }

    /// One of five.
    pub(crate) fn object_op(&mut self, kind: usize) -> Op {
        let id = self.object_id();
        match kind % 5 {
            0 => Op::CreateObject { object: self.object(id) },
            1 => Op::DropObject { id: id.clone(), was: self.maybe(|r| Box::new(r.object(id))) },
            2 => {
                let to = self.object(id.clone());
                let was = self.maybe(|r| {
                    let mut was = r.object(id);
                    if r.chance(50) {
                        was.definition.truncate(1);
                        was.definition.extend(to.definition[1..].iter().cloned());
                    }
                    Box::new(was)
                });
                Op::ReplaceObject { to, was }
            }
            3 => Op::RenameObject { from: id, to: self.word() },
            _ => {
                Op::SetObjectComment { id, was: self.maybe(Self::text), to: self.maybe(Self::text) }
            }
        }
    }
}
