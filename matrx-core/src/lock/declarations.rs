use std::collections::BTreeMap;

use crate::name::QName;
use crate::schema::ObjectId;

/// What the models said, as the derive prints it: the check at compile time compares these texts
/// with those that it prints itself, because a macro cannot know what a type resolves to.
///
/// Each text is one line; a line break in it would be written as a space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declarations {
    /// The tables that a model stands for.
    pub tables: BTreeMap<QName, TableDeclaration>,
    /// The enum types that a Rust enum stands for.
    pub enums: BTreeMap<QName, String>,
    /// The objects that are said as SQL.
    pub objects: BTreeMap<ObjectId, String>,
}

/// The declaration of one model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableDeclaration {
    /// The Rust type's name, and behind it the attributes of the struct that no item below carries.
    pub model: String,
    /// Per column, by its name in the database.
    pub columns: BTreeMap<String, String>,
    /// Per constraint or index that came from an attribute of the struct.
    pub items: BTreeMap<(ItemKind, String), String>,
}

/// The kind of what stands in a table beside its columns. An index and a constraint of one table may
/// have the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// PRIMARY KEY.
    PrimaryKey,
    /// UNIQUE.
    Unique,
    /// CHECK.
    Check,
    /// EXCLUDE.
    Exclude,
    /// FOREIGN KEY.
    ForeignKey,
    /// An index.
    Index,
}
