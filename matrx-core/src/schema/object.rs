use std::collections::BTreeSet;
use std::fmt;

use super::Reference;
use crate::name::{Ident, QName};

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal, $sql:literal, $place:ident;)+) => {
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

            /// What an object of this kind belongs to.
            pub fn home(self) -> Home {
                match self {
                    $(Self::$name => Home::$place,)+
                }
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
}

kinds! {
    /// CREATE EXTENSION.
    Extension = "extension", "EXTENSION", Database;
    /// CREATE COLLATION.
    Collation = "collation", "COLLATION", Schema;
    /// CREATE DOMAIN.
    Domain = "domain", "DOMAIN", Schema;
    /// CREATE TYPE … AS (…).
    CompositeType = "composite type", "TYPE", Schema;
    /// CREATE TYPE … AS RANGE.
    RangeType = "range type", "TYPE", Schema;
    /// CREATE SEQUENCE, of one that no column owns.
    Sequence = "sequence", "SEQUENCE", Schema;
    /// CREATE FUNCTION.
    Function = "function", "FUNCTION", Schema;
    /// CREATE PROCEDURE.
    Procedure = "procedure", "PROCEDURE", Schema;
    /// CREATE AGGREGATE.
    Aggregate = "aggregate", "AGGREGATE", Schema;
    /// CREATE OPERATOR.
    Operator = "operator", "OPERATOR", Schema;
    /// CREATE CAST.
    Cast = "cast", "CAST", Database;
    /// CREATE TEXT SEARCH DICTIONARY.
    TextSearchDictionary = "text search dictionary", "TEXT SEARCH DICTIONARY", Schema;
    /// CREATE TEXT SEARCH CONFIGURATION.
    TextSearchConfiguration = "text search configuration", "TEXT SEARCH CONFIGURATION", Schema;
    /// CREATE FOREIGN DATA WRAPPER.
    ForeignDataWrapper = "foreign data wrapper", "FOREIGN DATA WRAPPER", Database;
    /// CREATE SERVER.
    Server = "server", "SERVER", Database;
    /// CREATE FOREIGN TABLE.
    ForeignTable = "foreign table", "FOREIGN TABLE", Schema;
    /// CREATE VIEW.
    View = "view", "VIEW", Schema;
    /// CREATE MATERIALIZED VIEW, with its indexes.
    MaterializedView = "materialized view", "MATERIALIZED VIEW", Schema;
    /// CREATE STATISTICS.
    Statistics = "statistics", "STATISTICS", Schema;
    /// CREATE RULE.
    Rule = "rule", "RULE", Relation;
    /// CREATE TRIGGER.
    Trigger = "trigger", "TRIGGER", Relation;
    /// CREATE POLICY.
    Policy = "policy", "POLICY", Relation;
    /// CREATE EVENT TRIGGER.
    EventTrigger = "event trigger", "EVENT TRIGGER", Database;
}

impl fmt::Display for ObjectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// Which object is meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId {
    /// What it is.
    pub kind: ObjectKind,
    /// Its name; without a schema where its kind has none, and for a trigger, a rule or a policy,
    /// which has that of its table.
    pub name: QName,
    /// What tells objects of one name apart, in the words of `DROP`: the types of a routine's
    /// arguments, `(integer, text)`; of an operator's operands; of a cast, `(text AS citext)`.
    /// Empty for all other kinds.
    pub signature: String,
    /// The relation that a trigger, a rule or a policy belongs to.
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
        match self.kind {
            ObjectKind::Domain | ObjectKind::CompositeType | ObjectKind::RangeType => true,
            ObjectKind::Extension
            | ObjectKind::Collation
            | ObjectKind::Sequence
            | ObjectKind::Function
            | ObjectKind::Procedure
            | ObjectKind::Aggregate
            | ObjectKind::Operator
            | ObjectKind::Cast
            | ObjectKind::TextSearchDictionary
            | ObjectKind::TextSearchConfiguration
            | ObjectKind::ForeignDataWrapper
            | ObjectKind::Server
            | ObjectKind::ForeignTable
            | ObjectKind::View
            | ObjectKind::MaterializedView
            | ObjectKind::Statistics
            | ObjectKind::Rule
            | ObjectKind::Trigger
            | ObjectKind::Policy
            | ObjectKind::EventTrigger => false,
        }
    }

    /// Whether it shares its name with tables: a relation of its schema.
    pub fn is_relation(&self) -> bool {
        match self.kind {
            ObjectKind::View
            | ObjectKind::MaterializedView
            | ObjectKind::ForeignTable
            | ObjectKind::Sequence
            | ObjectKind::CompositeType => true,
            ObjectKind::Extension
            | ObjectKind::Collation
            | ObjectKind::Domain
            | ObjectKind::RangeType
            | ObjectKind::Function
            | ObjectKind::Procedure
            | ObjectKind::Aggregate
            | ObjectKind::Operator
            | ObjectKind::Cast
            | ObjectKind::TextSearchDictionary
            | ObjectKind::TextSearchConfiguration
            | ObjectKind::ForeignDataWrapper
            | ObjectKind::Server
            | ObjectKind::Statistics
            | ObjectKind::Rule
            | ObjectKind::Trigger
            | ObjectKind::Policy
            | ObjectKind::EventTrigger => false,
        }
    }
}

/// For people: `view active_users`, `function touch(integer)`, `trigger audit on users`.
impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, name, signature, relation } = self;
        if *kind == ObjectKind::Cast {
            return write!(f, "{kind} {signature}");
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
