use crate::name::QName;

/// What is wrong with the models that are linked into a program.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[expect(
    missing_docs,
    reason = "the variants are documented; the fields are named for what they hold"
)]
#[non_exhaustive]
pub enum ModelError {
    /// No crate with a model is linked.
    #[error(
        "no model is linked into this program: name the crate that has them in its main file, `use my_app as _;`"
    )]
    NoModels,
    /// Two structs for one table.
    #[error(
        "table {table} is declared twice, by `{first}` and by `{second}`: give one of them another `#[model(table = \"…\")]`"
    )]
    DuplicateTable { table: QName, first: String, second: String },
    /// Two Rust enums for one type.
    #[error(
        "enum type {name} is declared twice, by `{first}` and by `{second}`: give one of them another `#[sqlx(type_name = \"…\")]`"
    )]
    DuplicateEnum { name: QName, first: String, second: String },
    /// Two fields for one column.
    #[error("model `{model}` has two fields for the column {column}: rename one of them")]
    DuplicateColumn { model: String, column: String },
    /// A table without columns.
    #[error("model `{model}` has no column: give it a field that is not skipped")]
    NoColumns { model: String },
    /// A constraint or an index names a column that is not there.
    #[error("{item} of model `{model}` names the column {column}, which it does not have")]
    UnknownColumn { model: String, item: String, column: String },
    /// `cluster_on` or `replica_identity` names an index that is not there.
    #[error(
        "model `{model}` names the index \"{index}\", which it does not have: write the name of one of its indexes or keys"
    )]
    UnknownIndex { model: String, index: String },
    /// A field that is said to be inherited, and that no parent has.
    #[error(
        "model `{model}` says that it inherits the column {column}, which {parents} does not have: remove `inherited` or name the parent that has it"
    )]
    NotInherited { model: String, column: String, parents: String },
    /// An inherited field of another type.
    #[error(
        "column {column} of model `{model}` is {own}, and {inherited} in the table that it inherits it from: give the field the same type"
    )]
    InheritedType { model: String, column: String, own: String, inherited: String },
    /// `inherits` names no tables.
    #[error(
        "model `{model}` inherits from \"{text}\", which is no list of tables: write it as SQL has it, `inherits = \"animals, audit.tracked\"`"
    )]
    NoParents { model: String, text: String },
    /// A table that inherits from itself.
    #[error("model `{model}` inherits from itself, perhaps by way of others: name another parent")]
    OwnAncestor { model: String },
    /// A primary key in the struct and one in an embedded struct.
    #[error(
        "model `{model}` has two primary keys, over ({first}) and over ({second}): remove one of them"
    )]
    TwoPrimaryKeys { model: String, first: String, second: String },
    /// A foreign key references what is no key.
    #[error(
        "foreign key {name} of model `{model}` references ({columns}) of table {table}, which is neither its primary key nor unique: add `#[model(unique({columns}))]` to `{target}`"
    )]
    NotAKey { model: String, name: String, columns: String, table: QName, target: String },
    /// A foreign key with as many columns as it does not reference.
    #[error(
        "foreign key {name} of model `{model}` has {own} columns and references {referenced}: name as many as it references"
    )]
    ColumnCount { model: String, name: String, own: usize, referenced: usize },
    /// An object's name is taken.
    #[error(
        "the name {name} is given twice, to {first} and to {second}: give one of them another `name = \"…\"`"
    )]
    NameTaken { name: String, first: String, second: String },
    /// PostgreSQL would cut the name.
    #[error(
        "the name \"{name}\" of {owner} has {bytes} bytes, and PostgreSQL keeps 63: shorten it"
    )]
    NameTooLong { name: String, owner: String, bytes: usize },
    /// A name that PostgreSQL cannot store.
    #[error("the name of {owner} is empty or has a NUL character in it: give it another")]
    BadName { owner: String },
    /// Two declarations of one object.
    #[error("{object} is declared twice, the second time in {path}: remove one of them")]
    DuplicateObject { object: String, path: String },
    /// An object without a command that makes it.
    #[error("{object}, declared in {path}, has no SQL that makes it")]
    ObjectWithoutSql { object: String, path: String },
    /// A former name that is still in use.
    #[error(
        "{object} of model `{model}` is said to be renamed from {former}, which is still declared: remove the `renamed_from`"
    )]
    FormerNameInUse { model: String, object: String, former: String },
}

impl ModelError {
    /// A stable code, for people who search for it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoModels => "E-MODEL-NONE",
            Self::DuplicateTable { .. } => "E-MODEL-TABLE-TWICE",
            Self::DuplicateEnum { .. } => "E-MODEL-ENUM-TWICE",
            Self::DuplicateColumn { .. } => "E-MODEL-COLUMN-TWICE",
            Self::NoColumns { .. } => "E-MODEL-NO-COLUMNS",
            Self::UnknownColumn { .. } => "E-MODEL-UNKNOWN-COLUMN",
            Self::UnknownIndex { .. } => "E-MODEL-UNKNOWN-INDEX",
            Self::NotInherited { .. } => "E-MODEL-NOT-INHERITED",
            Self::InheritedType { .. } => "E-MODEL-INHERITED-TYPE",
            Self::NoParents { .. } => "E-MODEL-NO-PARENTS",
            Self::OwnAncestor { .. } => "E-MODEL-OWN-ANCESTOR",
            Self::TwoPrimaryKeys { .. } => "E-MODEL-TWO-KEYS",
            Self::NotAKey { .. } => "E-MODEL-NOT-A-KEY",
            Self::ColumnCount { .. } => "E-MODEL-COLUMN-COUNT",
            Self::NameTaken { .. } => "E-MODEL-NAME-TAKEN",
            Self::NameTooLong { .. } => "E-MODEL-NAME-LENGTH",
            Self::BadName { .. } => "E-MODEL-NAME",
            Self::DuplicateObject { .. } => "E-OBJECT-TWICE",
            Self::ObjectWithoutSql { .. } => "E-OBJECT-SQL",
            Self::FormerNameInUse { .. } => "E-MODEL-FORMER-NAME",
        }
    }
}
