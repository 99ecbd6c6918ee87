use std::collections::BTreeSet;
use std::fmt;

use super::Reference;
use crate::name::{Ident, QName};

macro_rules! kinds {
    (
        $($(#[doc = $doc:literal])+
        $name:ident = $text:literal, $sql:literal, $place:ident, $shared:ident, $how:ident;)+
    ) => {
        /// The kinds of object that are said as SQL: everything but tables and enum types. In the
        /// order in which they are made where nothing else decides.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ObjectKind {
            $($(#[doc = $doc])+ $name,)+
        }

        impl ObjectKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// For people and for `schema.lock`: `materialized view`.
            pub fn text(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }

            /// As SQL commands name it: `MATERIALIZED VIEW`.
            pub fn sql(self) -> &'static str {
                match self {
                    $(Self::$name => $sql,)+
                }
            }

            /// The kind that [`text`](Self::text) gives this for.
            pub fn from_text(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.text() == text)
            }

            /// What an object of this kind belongs to.
            pub fn home(self) -> Home {
                match self {
                    $(Self::$name => Home::$place,)+
                }
            }

            /// With whom objects of this kind share a set of names.
            fn names(self) -> Names {
                match self {
                    $(Self::$name => Names::$shared,)+
                }
            }

            /// Whether CREATE OR REPLACE gives an object of this kind another definition, as far as
            /// its shape allows.
            pub fn has_or_replace(self) -> bool {
                let how = match self {
                    $(Self::$name => Redefinition::$how,)+
                };
                how == Redefinition::OrReplace
            }
        }
    };
}

/// What an object belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// The database; it has no schema.
    Database,
    /// A schema.
    Schema,
    /// A table, a view or a foreign table, with which it goes.
    Relation,
    /// What it is about, a relation or anything else: privileges have no name but their grantee's.
    Privilege,
}

/// With whom objects share a set of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Names {
    /// With neither tables nor types.
    Own,
    /// With types.
    Types,
    /// With tables and indexes.
    Relations,
    /// With both.
    Rows,
}

/// How an object gets another definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Redefinition {
    OrReplace,
    Anew,
}

kinds! {
    /// CREATE EXTENSION.
    Extension = "extension", "EXTENSION", Database, Own, Anew;
    /// CREATE COLLATION.
    Collation = "collation", "COLLATION", Schema, Own, Anew;
    /// CREATE DOMAIN.
    Domain = "domain", "DOMAIN", Schema, Types, Anew;
    /// CREATE TYPE … AS (…).
    CompositeType = "composite type", "TYPE", Schema, Rows, Anew;
    /// CREATE TYPE … AS RANGE.
    RangeType = "range type", "TYPE", Schema, Types, Anew;
    /// CREATE SEQUENCE, of one that no column owns.
    Sequence = "sequence", "SEQUENCE", Schema, Relations, Anew;
    /// CREATE FUNCTION.
    Function = "function", "FUNCTION", Schema, Own, OrReplace;
    /// CREATE PROCEDURE.
    Procedure = "procedure", "PROCEDURE", Schema, Own, OrReplace;
    /// CREATE AGGREGATE.
    Aggregate = "aggregate", "AGGREGATE", Schema, Own, Anew;
    /// CREATE OPERATOR.
    Operator = "operator", "OPERATOR", Schema, Own, Anew;
    /// CREATE CAST.
    Cast = "cast", "CAST", Database, Own, Anew;
    /// CREATE OPERATOR FAMILY, with what belongs to none of its classes.
    OperatorFamily = "operator family", "OPERATOR FAMILY", Schema, Own, Anew;
    /// CREATE OPERATOR CLASS.
    OperatorClass = "operator class", "OPERATOR CLASS", Schema, Own, Anew;
    /// CREATE CONVERSION.
    Conversion = "conversion", "CONVERSION", Schema, Own, Anew;
    /// CREATE LANGUAGE.
    Language = "language", "LANGUAGE", Database, Own, Anew;
    /// CREATE ACCESS METHOD.
    AccessMethod = "access method", "ACCESS METHOD", Database, Own, Anew;
    /// CREATE TRANSFORM.
    Transform = "transform", "TRANSFORM", Database, Own, Anew;
    /// CREATE TEXT SEARCH PARSER.
    TextSearchParser = "text search parser", "TEXT SEARCH PARSER", Schema, Own, Anew;
    /// CREATE TEXT SEARCH TEMPLATE.
    TextSearchTemplate = "text search template", "TEXT SEARCH TEMPLATE", Schema, Own, Anew;
    /// CREATE TEXT SEARCH DICTIONARY.
    TextSearchDictionary = "text search dictionary", "TEXT SEARCH DICTIONARY", Schema, Own, Anew;
    /// CREATE TEXT SEARCH CONFIGURATION.
    TextSearchConfiguration = "text search configuration", "TEXT SEARCH CONFIGURATION", Schema, Own, Anew;
    /// CREATE FOREIGN DATA WRAPPER.
    ForeignDataWrapper = "foreign data wrapper", "FOREIGN DATA WRAPPER", Database, Own, Anew;
    /// CREATE SERVER.
    Server = "server", "SERVER", Database, Own, Anew;
    /// CREATE FOREIGN TABLE.
    ForeignTable = "foreign table", "FOREIGN TABLE", Schema, Relations, Anew;
    /// CREATE VIEW.
    View = "view", "VIEW", Schema, Relations, OrReplace;
    /// CREATE MATERIALIZED VIEW, with its indexes.
    MaterializedView = "materialized view", "MATERIALIZED VIEW", Schema, Relations, Anew;
    /// CREATE STATISTICS.
    Statistics = "statistics", "STATISTICS", Schema, Own, Anew;
    /// CREATE RULE.
    Rule = "rule", "RULE", Relation, Own, Anew;
    /// CREATE TRIGGER.
    Trigger = "trigger", "TRIGGER", Relation, Own, Anew;
    /// CREATE POLICY.
    Policy = "policy", "POLICY", Relation, Own, Anew;
    /// CREATE EVENT TRIGGER.
    EventTrigger = "event trigger", "EVENT TRIGGER", Database, Own, Anew;
    /// CREATE PUBLICATION.
    Publication = "publication", "PUBLICATION", Database, Own, Anew;
    /// GRANT: all that one role may do with one thing.
    Grant = "grant", "GRANT", Privilege, Own, Anew;
    /// ALTER DEFAULT PRIVILEGES, for one role that makes things and one that may use them.
    DefaultPrivileges = "default privileges", "DEFAULT PRIVILEGES", Privilege, Own, Anew;
}

impl fmt::Display for ObjectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// Who has the privileges of everybody: `PUBLIC`. No role can be called so.
pub const PUBLIC: &str = "public";

/// Which object is meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId {
    /// What it is.
    pub kind: ObjectKind,
    /// Its name; without a schema where its kind has none, and for a trigger, a rule or a policy,
    /// which has that of its table. Of privileges, the role that has them, or [`PUBLIC`].
    pub name: QName,
    /// What tells objects of one name apart, in the words of `DROP`: the types of a routine's
    /// arguments, `(integer, text)`; of an operator's operands; of a cast, `(text AS citext)`; of an
    /// operator class, ` USING btree`; of a transform, `FOR hstore LANGUAGE plperl`.
    /// What privileges are on, if that is no relation: `FUNCTION touch(integer)`; of default
    /// privileges, `FOR ROLE owner IN SCHEMA app ON TABLES`. Empty for all other kinds.
    pub signature: String,
    /// The relation that a trigger, a rule, a policy or a privilege belongs to.
    pub relation: Option<QName>,
}

impl ObjectId {
    /// An object that its kind and name tell from all others.
    pub fn new(kind: ObjectKind, name: impl Into<QName>) -> Self {
        Self { kind, name: name.into(), signature: String::new(), relation: None }
    }

    /// A routine, an operator or a cast.
    pub fn with_signature(
        kind: ObjectKind,
        name: impl Into<QName>,
        signature: impl Into<String>,
    ) -> Self {
        Self { signature: signature.into(), ..Self::new(kind, name) }
    }

    /// A trigger, a rule or a policy.
    pub fn on(kind: ObjectKind, name: &str, relation: impl Into<QName>) -> Self {
        Self { relation: Some(relation.into()), ..Self::new(kind, name) }
    }

    /// The schema that must be there before it.
    pub fn schema(&self) -> Option<&str> {
        self.relation.as_ref().unwrap_or(&self.name).schema.as_deref()
    }

    /// Whether it is a type that a column may have.
    pub fn is_type(&self) -> bool {
        matches!(self.kind.names(), Names::Types | Names::Rows)
    }

    /// Whether it is called with arguments, and shares its name with others that are.
    pub fn is_routine(&self) -> bool {
        matches!(self.kind, ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Aggregate)
    }

    /// Whether it shares its name with tables: a relation of its schema.
    pub fn is_relation(&self) -> bool {
        matches!(self.kind.names(), Names::Relations | Names::Rows)
    }
}

/// For people: `view active_users`, `function touch(integer)`, `trigger audit on users`.
impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, name, signature, relation } = self;
        if matches!(kind, ObjectKind::Cast | ObjectKind::Transform) {
            return write!(f, "{kind} {signature}");
        }
        if kind.home() == Home::Privilege {
            match (kind, relation) {
                (ObjectKind::DefaultPrivileges, _) => write!(f, "{kind} {signature}")?,
                (_, Some(relation)) => write!(f, "{kind} on {relation}")?,
                (_, None) => write!(f, "{kind} on {signature}")?,
            }
            return match name.name.as_str() {
                PUBLIC => f.write_str(" to PUBLIC"),
                role => write!(f, " to {}", Ident(role)),
            };
        }
        // The name of an operator is never quoted.
        if *kind == ObjectKind::Operator {
            write!(f, "{kind} ")?;
            if let Some(schema) = &name.schema {
                write!(f, "{}.", Ident(schema))?;
            }
            f.write_str(&name.name)?;
        } else if kind.home() == Home::Relation {
            write!(f, "{kind} {}", Ident(&name.name))?;
        } else {
            write!(f, "{kind} {name}")?;
        }
        f.write_str(signature)?;
        match relation {
            Some(relation) => write!(f, " on {relation}"),
            None => Ok(()),
        }
    }
}

/// An object that is said as SQL.
///
/// Two objects are equal if they are the same and say the same; `shape` and `needs` follow from that
/// and from what stands around it, and `grants` are an administrator's matter.
#[derive(Clone, Debug)]
pub struct Object {
    /// Which one it is.
    pub id: ObjectId,
    /// The commands that make it. The first one is its CREATE; those behind it say what PostgreSQL
    /// can only say by an ALTER, or what belongs to it alone, such as the indexes of a materialized
    /// view. Without semicolons at the ends.
    pub definition: Vec<String>,
    /// What `OR REPLACE` cannot change: the columns of a view, a line each; the result and the
    /// arguments of a function. Empty where it is not known.
    pub shape: String,
    /// COMMENT ON.
    pub comment: Option<String>,
    /// The GRANT commands of what others may do with it. No part of a difference: they come again
    /// where the object is dropped and made anew.
    pub grants: Vec<String>,
    /// What the server knows that it depends on.
    pub needs: BTreeSet<Reference>,
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        let Self { id, definition, shape: _, comment, grants: _, needs: _ } = self;
        *id == other.id && *definition == other.definition && *comment == other.comment
    }
}

impl Eq for Object {}

fn is_unlogging(command: &str) -> bool {
    command.starts_with("ALTER SEQUENCE ") && command.ends_with(" SET UNLOGGED")
}

impl Object {
    /// The columns of a view with their types, as far as they are known.
    pub fn columns(&self) -> Vec<(String, String)> {
        let column = |line: &str| -> Option<(String, String)> {
            let Some(quoted) = line.strip_prefix('"') else {
                let (name, ty) = line.split_once(' ')?;
                return Some((name.to_owned(), ty.to_owned()));
            };
            // A type may be quoted too, but the name ends first.
            let end = quoted.replace("\"\"", "\0\0").find('"')?;
            let ty = quoted[end + 1..].trim_start();
            Some((quoted[..end].replace("\"\"", "\""), ty.to_owned()))
        };
        self.shape.lines().filter_map(column).collect()
    }

    /// Forgets the comment of an extension, of which the other says nothing: the server sets one that is
    /// not the same in every version, and only who writes one has an opinion.
    pub fn forget_unsaid(&mut self, said: &Self) {
        if self.id.kind == ObjectKind::Extension && said.comment.is_none() {
            self.comment = None;
        }
    }

    /// Whether it is an unlogged sequence.
    pub(crate) fn is_unlogged_sequence(&self) -> bool {
        self.id.kind == ObjectKind::Sequence && self.definition.iter().any(|one| is_unlogging(one))
    }

    /// Whether it is a sequence that says itself that a column of the table owns it.
    pub(crate) fn is_owned_by(&self, table: &QName) -> bool {
        let owner = format!(" OWNED BY {table}.");
        self.id.kind == ObjectKind::Sequence
            && self.definition.iter().skip(1).any(|command| command.contains(&owner))
    }

    /// A sequence as it is when the table that owns it becomes unlogged or logged: it becomes the same
    /// (`SequenceChangePersistence` in PostgreSQL's tablecmds.c).
    pub(crate) fn set_unlogged(&mut self, unlogged: bool) {
        if unlogged == self.is_unlogged_sequence() {
            return;
        }
        if unlogged {
            let command = format!("ALTER SEQUENCE {} SET UNLOGGED", self.id.name);
            self.definition.push(command);
        } else {
            self.definition.retain(|one| !is_unlogging(one));
        }
    }

    /// An object that these commands make.
    pub fn new(id: ObjectId, definition: Vec<String>) -> Self {
        Self {
            id,
            definition,
            shape: String::new(),
            comment: None,
            grants: Vec::new(),
            needs: BTreeSet::new(),
        }
    }
}
