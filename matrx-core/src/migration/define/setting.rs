//! Names of the settings of a table and of what is in it, for `set_table_setting`.

use crate::schema::SettingKey;

/// ROW LEVEL SECURITY: `"on"`.
pub fn row_security() -> SettingKey {
    SettingKey::RowSecurity
}

/// FORCE ROW LEVEL SECURITY: `"on"`.
pub fn force_row_security() -> SettingKey {
    SettingKey::ForceRowSecurity
}

/// UNLOGGED: `"on"`.
pub fn unlogged() -> SettingKey {
    SettingKey::Unlogged
}

/// The storage parameters, as a list: `"fillfactor=70, toast.autovacuum_enabled=off"`.
pub fn storage_parameters() -> SettingKey {
    SettingKey::Options
}

/// TABLESPACE.
pub fn tablespace() -> SettingKey {
    SettingKey::Tablespace
}

/// USING method.
pub fn access_method() -> SettingKey {
    SettingKey::AccessMethod
}

/// PARTITION BY, of a new table: `"RANGE (created_at)"`.
pub fn partition_by() -> SettingKey {
    SettingKey::PartitionBy
}

/// PARTITION OF of a new table, and ATTACH or DETACH of one that is there: the parent and the bound,
/// `"orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')"`.
pub fn partition_of() -> SettingKey {
    SettingKey::PartitionOf
}

/// The name of an index that a partition has from its parent, by the one that PostgreSQL gives it.
pub fn partition_index(automatic: &str) -> SettingKey {
    SettingKey::PartitionIndex(automatic.to_owned())
}

/// INHERITS: the parents, `"animals, audit.tracked"`.
pub fn inherits() -> SettingKey {
    SettingKey::Inherits
}

/// That a column comes from a parent alone: `"on"`.
pub fn column_inherited(column: &str) -> SettingKey {
    SettingKey::ColumnInherited(column.to_owned())
}

/// REPLICA IDENTITY: `"full"`, `"nothing"`, or `"index name"`.
pub fn replica_identity() -> SettingKey {
    SettingKey::ReplicaIdentity
}

/// CLUSTER ON: the index's name.
pub fn cluster_on() -> SettingKey {
    SettingKey::ClusterOn
}

/// SET STORAGE of a column.
pub fn column_storage(column: &str) -> SettingKey {
    SettingKey::ColumnStorage(column.to_owned())
}

/// SET COMPRESSION of a column (PostgreSQL 14 and later).
pub fn column_compression(column: &str) -> SettingKey {
    SettingKey::ColumnCompression(column.to_owned())
}

/// SET STATISTICS of a column.
pub fn column_statistics(column: &str) -> SettingKey {
    SettingKey::ColumnStatistics(column.to_owned())
}

/// The options of a column, as a list: `"n_distinct=-0.5"`.
pub fn column_options(column: &str) -> SettingKey {
    SettingKey::ColumnOptions(column.to_owned())
}

/// OWNED BY: the sequence that goes with a column.
pub fn column_sequence(column: &str) -> SettingKey {
    SettingKey::ColumnSequence(column.to_owned())
}

/// SEQUENCE NAME: the name of the sequence behind an identity column.
pub fn identity_sequence(column: &str) -> SettingKey {
    SettingKey::IdentitySequence(column.to_owned())
}

/// COMMENT ON CONSTRAINT.
pub fn constraint_comment(constraint: &str) -> SettingKey {
    SettingKey::ConstraintComment(constraint.to_owned())
}

/// COMMENT ON INDEX.
pub fn index_comment(index: &str) -> SettingKey {
    SettingKey::IndexComment(index.to_owned())
}

/// The storage parameters of an index, as a list.
pub fn index_options(index: &str) -> SettingKey {
    SettingKey::IndexOptions(index.to_owned())
}

/// TABLESPACE of an index.
pub fn index_tablespace(index: &str) -> SettingKey {
    SettingKey::IndexTablespace(index.to_owned())
}

/// SET STATISTICS of an index's column, by its number from 1.
pub fn index_statistics(index: &str, column: u16) -> SettingKey {
    SettingKey::IndexStatistics(index.to_owned(), column)
}
