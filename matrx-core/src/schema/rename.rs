use crate::name::QName;

/// A statement that something was renamed: without it, an old name that is gone and a new name that
/// came are a removal and an addition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    missing_docs,
    reason = "the variants are documented; the fields are named for what they hold"
)]
pub enum Rename {
    /// A schema (namespace) with all that is in it.
    Schema { from: String, to: String },
    /// A table.
    Table { from: QName, to: QName },
    /// A column; `table` is the table's present name.
    Column { table: QName, from: String, to: String },
    /// An enum type.
    Enum { from: QName, to: QName },
    /// A value of an enum type; `ty` is the type's present name.
    EnumValue { ty: QName, from: String, to: String },
}
