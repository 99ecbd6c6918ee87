/// A property that PostgreSQL keeps beside the structure of a table: how it is stored, who may see
/// its rows, what is said of its constraints and indexes. The values are texts, as
/// [`Table::settings`](super::Table::settings) holds them; what has PostgreSQL's default is not in there.
///
/// The options and the tablespace of an index that no constraint owns stand in
/// [`Index`](super::Index), since they are a part of CREATE INDEX; their keys serve to change them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SettingKey {
    /// ENABLE ROW LEVEL SECURITY: `on`.
    RowSecurity,
    /// FORCE ROW LEVEL SECURITY: `on`.
    ForceRowSecurity,
    /// UNLOGGED: `on`.
    Unlogged,
    /// The storage parameters, in order: `fillfactor=70, toast.autovacuum_enabled=off`.
    Options,
    /// TABLESPACE.
    Tablespace,
    /// The access method where it is not `heap`.
    AccessMethod,
    /// PARTITION BY, as `pg_get_partkeydef` prints it: `RANGE (created_at)`. Only a new table can have
    /// another one.
    PartitionBy,
    /// PARTITION OF, or ATTACH PARTITION: the [`Partition`](super::Partition) as text, `orders FOR VALUES
    /// IN (1)`. Such a table has what is its own only: its columns are those of its parent.
    PartitionOf,
    /// What an index of a partition is called that it has from its parent, by the name that PostgreSQL
    /// gives such an index. Where nobody says it, any name will do.
    PartitionIndex(String),
    /// INHERITS: the parents' names as SQL, `animals, audit.tracked`.
    Inherits,
    /// REPLICA IDENTITY: `full`, `nothing`, or `index ` with the index's name behind it.
    ReplicaIdentity,
    /// CLUSTER ON: the index's name.
    ClusterOn,
    /// SET STORAGE of a column, in lower case, where it is not the type's own.
    ColumnStorage(String),
    /// SET COMPRESSION of a column (PostgreSQL 14 and later).
    ColumnCompression(String),
    /// SET STATISTICS of a column.
    ColumnStatistics(String),
    /// The options of a column: `n_distinct=-0.5`.
    ColumnOptions(String),
    /// OWNED BY: the sequence, of the table's schema, that goes with the column (`serial`).
    ColumnSequence(String),
    /// SEQUENCE NAME of an identity column where it is not what PostgreSQL chooses for the table and
    /// the column: in the table's schema.
    IdentitySequence(String),
    /// That the table has the column from a parent alone (`pg_attribute.attislocal` is false): `on`. Whether
    /// it declares the column itself too is no difference, since no command takes that back.
    ColumnInherited(String),
    /// COMMENT ON CONSTRAINT.
    ConstraintComment(String),
    /// COMMENT ON INDEX.
    IndexComment(String),
    /// The storage parameters of an index.
    IndexOptions(String),
    /// TABLESPACE of an index.
    IndexTablespace(String),
    /// SET STATISTICS of an index's column, by its number from 1.
    IndexStatistics(String, u16),
}

/// What a setting is about, beside its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject<'a> {
    /// The table itself.
    Table,
    /// A column.
    Column(&'a str),
    /// A constraint.
    Constraint(&'a str),
    /// An index, or the one behind a constraint.
    Index(&'a str),
}

const INDEX: &str = "index ";

impl SettingKey {
    /// The value of a setting that is there or not.
    pub const ON: &'static str = "on";

    /// The value of REPLICA IDENTITY USING INDEX.
    pub fn identity_index(index: &str) -> String {
        format!("{INDEX}{index}")
    }

    /// What the setting is about.
    pub fn subject(&self) -> Subject<'_> {
        match self {
            Self::RowSecurity
            | Self::ForceRowSecurity
            | Self::Unlogged
            | Self::Options
            | Self::Tablespace
            | Self::AccessMethod
            | Self::PartitionBy
            | Self::PartitionOf
            | Self::PartitionIndex(_)
            | Self::Inherits
            | Self::ReplicaIdentity
            | Self::ClusterOn => Subject::Table,
            Self::ColumnStorage(name)
            | Self::ColumnCompression(name)
            | Self::ColumnStatistics(name)
            | Self::ColumnOptions(name)
            | Self::ColumnSequence(name)
            | Self::IdentitySequence(name)
            | Self::ColumnInherited(name) => Subject::Column(name),
            Self::ConstraintComment(name) => Subject::Constraint(name),
            Self::IndexComment(name)
            | Self::IndexOptions(name)
            | Self::IndexTablespace(name)
            | Self::IndexStatistics(name, _) => Subject::Index(name),
        }
    }

    /// The same about something of another name; a setting of the table itself has none.
    pub(crate) fn about(mut self, name: &str) -> Self {
        match &mut self {
            Self::RowSecurity
            | Self::ForceRowSecurity
            | Self::Unlogged
            | Self::Options
            | Self::Tablespace
            | Self::AccessMethod
            | Self::PartitionBy
            | Self::PartitionOf
            | Self::PartitionIndex(_)
            | Self::Inherits
            | Self::ReplicaIdentity
            | Self::ClusterOn => {}
            Self::ColumnStorage(own)
            | Self::ColumnCompression(own)
            | Self::ColumnStatistics(own)
            | Self::ColumnOptions(own)
            | Self::ColumnSequence(own)
            | Self::IdentitySequence(own)
            | Self::ColumnInherited(own)
            | Self::ConstraintComment(own)
            | Self::IndexComment(own)
            | Self::IndexOptions(own)
            | Self::IndexTablespace(own)
            | Self::IndexStatistics(own, _) => name.clone_into(own),
        }
        self
    }

    /// The index that a value names.
    pub fn named_index<'a>(&self, value: &'a str) -> Option<&'a str> {
        match self {
            Self::ClusterOn => Some(value),
            Self::ReplicaIdentity => value.strip_prefix(INDEX),
            Self::RowSecurity
            | Self::ForceRowSecurity
            | Self::Unlogged
            | Self::Options
            | Self::Tablespace
            | Self::AccessMethod
            | Self::PartitionBy
            | Self::PartitionOf
            | Self::PartitionIndex(_)
            | Self::Inherits
            | Self::ColumnStorage(_)
            | Self::ColumnCompression(_)
            | Self::ColumnStatistics(_)
            | Self::ColumnOptions(_)
            | Self::ColumnSequence(_)
            | Self::IdentitySequence(_)
            | Self::ColumnInherited(_)
            | Self::ConstraintComment(_)
            | Self::IndexComment(_)
            | Self::IndexOptions(_)
            | Self::IndexTablespace(_)
            | Self::IndexStatistics(..) => None,
        }
    }

    /// The value with another index in it.
    pub(crate) fn naming(&self, value: &str, index: impl Fn(&str) -> Option<String>) -> String {
        match self.named_index(value).and_then(index) {
            Some(new) if *self == Self::ReplicaIdentity => Self::identity_index(&new),
            Some(new) => new,
            None => value.to_owned(),
        }
    }

    /// The word for the setting, and the names that belong to it: how `schema.lock` and migration
    /// files write it.
    pub fn parts(&self) -> (&'static str, Vec<String>) {
        let one = |name: &String| vec![name.clone()];
        match self {
            Self::RowSecurity => ("row_security", vec![]),
            Self::ForceRowSecurity => ("force_row_security", vec![]),
            Self::Unlogged => ("unlogged", vec![]),
            Self::Options => ("storage_parameters", vec![]),
            Self::Tablespace => ("tablespace", vec![]),
            Self::AccessMethod => ("access_method", vec![]),
            Self::PartitionBy => ("partition_by", vec![]),
            Self::PartitionOf => ("partition_of", vec![]),
            Self::PartitionIndex(name) => ("partition_index", one(name)),
            Self::Inherits => ("inherits", vec![]),
            Self::ReplicaIdentity => ("replica_identity", vec![]),
            Self::ClusterOn => ("cluster_on", vec![]),
            Self::ColumnStorage(name) => ("column_storage", one(name)),
            Self::ColumnCompression(name) => ("column_compression", one(name)),
            Self::ColumnStatistics(name) => ("column_statistics", one(name)),
            Self::ColumnOptions(name) => ("column_options", one(name)),
            Self::ColumnSequence(name) => ("column_sequence", one(name)),
            Self::IdentitySequence(name) => ("identity_sequence", one(name)),
            Self::ColumnInherited(name) => ("column_inherited", one(name)),
            Self::ConstraintComment(name) => ("constraint_comment", one(name)),
            Self::IndexComment(name) => ("index_comment", one(name)),
            Self::IndexOptions(name) => ("index_options", one(name)),
            Self::IndexTablespace(name) => ("index_tablespace", one(name)),
            Self::IndexStatistics(name, number) => {
                ("index_statistics", vec![name.clone(), number.to_string()])
            }
        }
    }

    /// How many names belong to the setting of this word.
    pub(crate) fn arity(word: &str) -> Option<usize> {
        Some(match word {
            "partition_by" | "partition_of" | "inherits" | "row_security"
            | "force_row_security" | "unlogged" | "storage_parameters" | "tablespace"
            | "access_method" | "replica_identity" | "cluster_on" => 0,
            "partition_index" | "column_storage" | "column_compression" | "column_statistics"
            | "column_options" | "column_sequence" | "identity_sequence" | "column_inherited"
            | "constraint_comment" | "index_comment" | "index_options" | "index_tablespace" => 1,
            "index_statistics" => 2,
            _ => return None,
        })
    }

    /// The other way round.
    pub(crate) fn from_parts(word: &str, names: &[String]) -> Option<Self> {
        let name = |at: usize| names.get(at).cloned();
        Some(match word {
            "row_security" => Self::RowSecurity,
            "force_row_security" => Self::ForceRowSecurity,
            "unlogged" => Self::Unlogged,
            "storage_parameters" => Self::Options,
            "tablespace" => Self::Tablespace,
            "access_method" => Self::AccessMethod,
            "partition_by" => Self::PartitionBy,
            "partition_of" => Self::PartitionOf,
            "partition_index" => Self::PartitionIndex(name(0)?),
            "inherits" => Self::Inherits,
            "replica_identity" => Self::ReplicaIdentity,
            "cluster_on" => Self::ClusterOn,
            "column_storage" => Self::ColumnStorage(name(0)?),
            "column_compression" => Self::ColumnCompression(name(0)?),
            "column_statistics" => Self::ColumnStatistics(name(0)?),
            "column_options" => Self::ColumnOptions(name(0)?),
            "column_sequence" => Self::ColumnSequence(name(0)?),
            "identity_sequence" => Self::IdentitySequence(name(0)?),
            "column_inherited" => Self::ColumnInherited(name(0)?),
            "constraint_comment" => Self::ConstraintComment(name(0)?),
            "index_comment" => Self::IndexComment(name(0)?),
            "index_options" => Self::IndexOptions(name(0)?),
            "index_tablespace" => Self::IndexTablespace(name(0)?),
            "index_statistics" => Self::IndexStatistics(name(0)?, name(1)?.parse().ok()?),
            _ => return None,
        })
    }

    /// Whether only who says it has an opinion about it: what nobody says is no difference.
    pub(crate) fn is_an_opinion(&self) -> bool {
        matches!(self, Self::IdentitySequence(_) | Self::PartitionIndex(_))
    }

    /// Whether the command that takes the setting back must know what it was.
    pub fn needs_was(&self) -> bool {
        self.is_list()
            || matches!(self, Self::ColumnSequence(_) | Self::PartitionOf | Self::Inherits)
    }

    /// Whether the value is a list of options.
    pub fn is_list(&self) -> bool {
        matches!(self, Self::Options | Self::ColumnOptions(_) | Self::IndexOptions(_))
    }

    /// Whether a change of a column's type puts the setting back to the type's own.
    pub(crate) fn goes_with_the_type(&self) -> bool {
        matches!(self, Self::ColumnStorage(_) | Self::ColumnCompression(_))
    }
}
