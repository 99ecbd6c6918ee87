use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{Glob, NotCovered, NotCoveredKind, OnRequestKind};
use crate::name::{Ident, QName};
use crate::schema::{Home, ObjectKind, Schema};

/// Which part of a database is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The schema whose objects carry no schema's name.
    pub default_schema: String,
    /// Other schemas; the default one is always read.
    pub schemas: Vec<String>,
    /// Only tables that one of these matches; none means all.
    pub include: Vec<Glob>,
    /// No table that one of these matches.
    pub exclude: Vec<Glob>,
    /// What is read only where somebody asks for it.
    pub on_request: OnRequest,
}

/// Kinds of object that are often an administrator's matter: where they are not asked for, they are
/// named as not covered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OnRequest {
    /// Publications.
    pub publications: bool,
    /// Who may do what, and default privileges.
    pub privileges: bool,
}

impl OnRequest {
    /// All of them.
    pub const ALL: Self = Self { publications: true, privileges: true };

    /// Those of which these structures have one: what is declared, or in the lock, is compared.
    pub fn of<'a>(schemas: impl IntoIterator<Item = &'a Schema>) -> Self {
        let mut asked = Self::default();
        schemas.into_iter().for_each(|schema| asked.add(schema));
        asked
    }

    /// Also those of which this structure has one.
    pub fn add(&mut self, schema: &Schema) {
        for id in schema.objects.keys() {
            self.publications |= id.kind == ObjectKind::Publication;
            self.privileges |= id.kind.home() == Home::Privilege;
        }
    }

    /// Whether objects of this kind are read.
    pub fn reads(self, kind: ObjectKind) -> bool {
        let Self { publications, privileges } = self;
        match kind.home() {
            Home::Privilege => privileges,
            Home::Database => kind != ObjectKind::Publication || publications,
            Home::Schema | Home::Relation => true,
        }
    }

    /// Whether this was read.
    pub(super) fn covers(self, kind: NotCoveredKind) -> bool {
        let Self { publications, privileges } = self;
        match kind.on_request() {
            Some(OnRequestKind::Publications) => publications,
            Some(OnRequestKind::Privileges) => privileges,
            None => false,
        }
    }
}

impl Default for Selection {
    /// Everything in the schema `public`.
    fn default() -> Self {
        Self::schema("public")
    }
}

impl Selection {
    /// Everything in one schema.
    pub fn schema(name: impl Into<String>) -> Self {
        Self {
            default_schema: name.into(),
            schemas: Vec::new(),
            include: Vec::new(),
            exclude: Vec::new(),
            on_request: OnRequest::default(),
        }
    }

    /// The schemas to read, each once.
    pub(in crate::dialect::postgres) fn schema_names(&self) -> BTreeSet<&str> {
        self.schemas.iter().map(String::as_str).chain([self.default_schema.as_str()]).collect()
    }

    /// Whether this table is meant.
    pub fn includes(&self, table: &QName) -> bool {
        let hit =
            |globs: &[Glob]| globs.iter().any(|glob| glob.matches(table, &self.default_schema));
        (self.include.is_empty() || hit(&self.include)) && !hit(&self.exclude)
    }

    /// A name in the form that a [`Schema`] uses: without the default schema.
    pub(super) fn name(&self, schema: &str, name: &str) -> QName {
        if schema == self.default_schema {
            QName::new(name)
        } else {
            QName::in_schema(schema, name)
        }
    }
}

/// What introspection found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalog {
    /// What the vocabulary can say.
    pub schema: Schema,
    /// The server it is on.
    pub server: ServerFacts,
    /// What somebody should know.
    pub warnings: Vec<Warning>,
    /// What is there beside it, sorted. None of it is ever changed or dropped.
    pub not_covered: Vec<NotCovered>,
    /// The selected schemas that exist, the default one included.
    pub present: BTreeSet<String>,
    /// The type of the identity columns' sequences, where it is not the column's; for those who
    /// compare options.
    pub sequence_types: BTreeMap<(QName, String), String>,
}

/// A server, as far as matrx cares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerFacts {
    /// The major version: 15.
    pub major: u32,
    /// How many locks its table holds at least.
    pub lock_capacity: u64,
    /// Whether the role may create schemas in this database.
    pub may_create_schemas: bool,
    /// The database.
    pub database: String,
    /// The role.
    pub role: String,
}

/// Something that somebody should know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Warning {
    /// A table that is read references one that the patterns leave out.
    ReferencesExcluded {
        /// The referencing table.
        table: QName,
        /// Its foreign key.
        constraint: String,
        /// The table that is left out.
        references: QName,
    },
    /// An index that a failed CREATE INDEX CONCURRENTLY left behind: it costs, and serves nobody.
    InvalidIndex {
        /// Its table.
        table: QName,
        /// The index.
        index: String,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReferencesExcluded { table, constraint, references } => write!(
                f,
                "table {table} references {references} by {}, which the patterns leave out",
                Ident(constraint)
            ),
            Self::InvalidIndex { table, index } => write!(
                f,
                "index {} of table {table} is not valid; drop it, or build it anew by REINDEX INDEX CONCURRENTLY",
                Ident(index)
            ),
        }
    }
}
