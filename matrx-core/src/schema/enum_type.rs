use crate::name::QName;

/// An enum type (`CREATE TYPE … AS ENUM`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumType {
    /// The type's name.
    pub name: QName,
    /// The values in their order.
    pub values: Vec<String>,
    /// COMMENT ON TYPE.
    pub comment: Option<String>,
}
