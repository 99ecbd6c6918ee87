use super::owned;
use crate::name::QName;
use crate::op::EnumUse;
use crate::schema::EnumType;

/// An enum type, as a migration file writes it.
#[derive(Clone, Debug)]
pub struct EnumDef(pub(crate) EnumType);

/// An enum type with these values, in order.
pub fn enum_type(name: impl Into<QName>, values: &[&str]) -> EnumDef {
    EnumDef(EnumType { name: name.into(), values: owned(values), comment: None })
}

impl EnumDef {
    /// COMMENT ON TYPE.
    pub fn comment(mut self, text: &str) -> Self {
        self.0.comment = Some(text.to_owned());
        self
    }
}

/// A column of an enum type, as a migration file writes it.
#[derive(Clone, Debug)]
pub struct EnumUseDef(pub(crate) EnumUse);

/// A column that a replacement of its enum type converts.
pub fn used_in(table: impl Into<QName>, column: &str) -> EnumUseDef {
    EnumUseDef(EnumUse {
        table: table.into(),
        column: column.to_owned(),
        array: false,
        default_was: None,
        default_to: None,
    })
}

impl EnumUseDef {
    /// The column holds an array of the enum.
    pub fn array(mut self) -> Self {
        self.0.array = true;
        self
    }

    /// Its default, dropped before the conversion.
    pub fn default_was(mut self, expr: &str) -> Self {
        self.0.default_was = Some(expr.to_owned());
        self
    }

    /// Its default after the conversion.
    pub fn default_to(mut self, expr: &str) -> Self {
        self.0.default_to = Some(expr.to_owned());
        self
    }
}
