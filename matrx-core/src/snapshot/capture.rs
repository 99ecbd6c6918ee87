use std::collections::{BTreeMap, BTreeSet};

use sqlx::postgres::PgConnection;

use super::SnapshotError;
use crate::dialect::postgres::introspect::{NotCovered, Selection, introspect};
use crate::lock::canonical_hash;
use crate::model::Registry;
use crate::name::QName;
use crate::schema::Schema;

/// A structure at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    pub(super) schema: Schema,
    pub(super) origin: Origin,
    pub(super) unmanaged: BTreeSet<QName>,
    pub(super) not_covered: Vec<NotCovered>,
}

/// Where a structure comes from, and so who spelled its expressions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The models, in their own words.
    Models,
    /// The models, as a server of this major version spells them.
    Spelled {
        /// 15.
        server_major: u32,
    },
    /// A database.
    Database {
        /// The server's major version: 15.
        server_major: u32,
        /// What was read of it.
        what: Selection,
    },
}

impl Origin {
    /// The major version of the server that spelled the expressions.
    pub fn server_major(&self) -> Option<u32> {
        match self {
            Self::Models => None,
            Self::Spelled { server_major } | Self::Database { server_major, what: _ } => {
                Some(*server_major)
            }
        }
    }
}

impl Snapshot {
    /// What the models declare, in their own words: no server is needed. Tables that are somebody
    /// else's (`unmanaged`) are not in it.
    pub fn of_models(registry: &Registry) -> Result<Self, SnapshotError> {
        Self::of_models_in(registry, "public")
    }

    /// The same, where the default schema is another one.
    pub fn of_models_in(registry: &Registry, default_schema: &str) -> Result<Self, SnapshotError> {
        let declared = registry.declared_in(default_schema).map_err(SnapshotError::Models)?;
        let mut schema = declared.schema;
        schema.tables.retain(|name, _| !declared.unmanaged.contains(name));
        let (origin, unmanaged) = (Origin::Models, declared.unmanaged);
        Ok(Self { schema, origin, unmanaged, not_covered: Vec::new() })
    }

    /// What a database has. The connection must not be in a transaction.
    pub async fn of_database(
        conn: &mut PgConnection,
        what: &Selection,
    ) -> Result<Self, SnapshotError> {
        let catalog = introspect(conn, what).await?;
        Ok(Self {
            schema: catalog.schema,
            origin: Origin::Database { server_major: catalog.server.major, what: what.clone() },
            unmanaged: BTreeSet::new(),
            not_covered: catalog.not_covered,
        })
    }

    /// The structure.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Where it comes from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// What a database has beside it, and no snapshot can say.
    pub fn not_covered(&self) -> &[NotCovered] {
        &self.not_covered
    }

    /// SHA-256 of the structure, in hexadecimal: the same for two structures between which there is no
    /// difference, whatever the order of their columns, the name of the default schema and the way in
    /// which their indexes are built. It is comparable within one version of matrx.
    pub fn hash(&self) -> String {
        canonical_hash(&self.schema)
    }

    /// The hash of one table with its columns, constraints, indexes and settings.
    pub fn table_hash(&self, table: impl Into<QName>) -> Option<String> {
        let table = self.schema.tables.get(&table.into())?;
        let tables = BTreeMap::from([(table.name.clone(), table.clone())]);
        Some(canonical_hash(&Schema { tables, ..Schema::default() }))
    }

    /// The hash of each table.
    pub fn table_hashes(&self) -> BTreeMap<&QName, String> {
        let names = self.schema.tables.keys();
        names.filter_map(|name| Some((name, self.table_hash(name)?))).collect()
    }
}
