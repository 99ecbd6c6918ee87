use std::collections::BTreeMap;

use super::recorder::{LastOp, SetComment, Steps};
use crate::migration::{EnumDef, EnumUseDef};
use crate::name::QName;
use crate::op::{EnumPosition, Op};

impl Steps {
    /// `CREATE TYPE … AS ENUM`.
    pub fn create_enum(&mut self, ty: EnumDef) {
        self.push(Op::CreateEnum { ty: ty.0 });
    }

    /// DROP TYPE.
    pub fn drop_enum(&mut self, name: impl Into<QName>) -> DroppedEnum<'_> {
        DroppedEnum(self.push(Op::DropEnum { name: name.into(), was: None }))
    }

    /// `ALTER TYPE from RENAME TO to`.
    pub fn rename_enum(&mut self, from: impl Into<QName>, to: &str) {
        self.push(Op::RenameEnum { from: from.into(), to: to.to_owned() });
    }

    /// `ALTER TYPE … ADD VALUE`, at the end unless `before` or `after` says otherwise.
    pub fn add_enum_value(&mut self, name: impl Into<QName>, value: &str) -> AddedEnumValue<'_> {
        let op = Op::AddEnumValue {
            name: name.into(),
            value: value.to_owned(),
            position: EnumPosition::Last,
            was: None,
            uses: Vec::new(),
        };
        AddedEnumValue(self.push(op))
    }

    /// `ALTER TYPE … RENAME VALUE from TO to`.
    pub fn rename_enum_value(&mut self, name: impl Into<QName>, from: &str, to: &str) {
        let (from, to) = (from.to_owned(), to.to_owned());
        self.push(Op::RenameEnumValue { name: name.into(), from, to });
    }

    /// Replaces the type by one with other values; `map` says what becomes of a removed one, `uses`
    /// which columns are converted.
    pub fn replace_enum(&mut self, to: EnumDef) -> ReplacedEnum<'_> {
        let op =
            Op::ReplaceEnum { to: to.0, mapping: BTreeMap::new(), uses: Vec::new(), was: None };
        ReplacedEnum(self.push(op))
    }

    /// COMMENT ON TYPE.
    pub fn set_enum_comment(&mut self, name: impl Into<QName>, text: &str) -> SetComment<'_> {
        let to = Some(text.to_owned());
        SetComment(self.push(Op::SetEnumComment { name: name.into(), was: None, to }))
    }

    /// `COMMENT ON TYPE … IS NULL`.
    pub fn drop_enum_comment(&mut self, name: impl Into<QName>) -> SetComment<'_> {
        SetComment(self.push(Op::SetEnumComment { name: name.into(), was: None, to: None }))
    }
}

/// A dropped enum type.
#[derive(Debug)]
pub struct DroppedEnum<'a>(LastOp<'a>);

impl DroppedEnum<'_> {
    /// The type that it was, for the way back.
    pub fn was(mut self, ty: EnumDef) {
        if let Some(Op::DropEnum { was, .. }) = self.0.get() {
            *was = Some(ty.0);
        }
    }
}

/// A value that was added to an enum type.
#[derive(Debug)]
pub struct AddedEnumValue<'a>(LastOp<'a>);

impl AddedEnumValue<'_> {
    /// Directly before this value.
    pub fn before(self, other: &str) -> Self {
        self.position(EnumPosition::Before(other.to_owned()))
    }

    /// Directly after this value.
    pub fn after(self, other: &str) -> Self {
        self.position(EnumPosition::After(other.to_owned()))
    }

    /// A column of the type, which the way back converts.
    pub fn uses(mut self, column: EnumUseDef) -> Self {
        if let Some(Op::AddEnumValue { uses, .. }) = self.0.get() {
            uses.push(column.0);
        }
        self
    }

    /// The type that it was, for the way back.
    pub fn was(mut self, ty: EnumDef) -> Self {
        if let Some(Op::AddEnumValue { was, .. }) = self.0.get() {
            *was = Some(ty.0);
        }
        self
    }

    fn position(mut self, to: EnumPosition) -> Self {
        if let Some(Op::AddEnumValue { position, .. }) = self.0.get() {
            *position = to;
        }
        self
    }
}

/// An enum type that was replaced.
#[derive(Debug)]
pub struct ReplacedEnum<'a>(LastOp<'a>);

impl ReplacedEnum<'_> {
    /// Rows that hold `from` get `to`.
    pub fn map(mut self, from: &str, to: &str) -> Self {
        if let Some(Op::ReplaceEnum { mapping, .. }) = self.0.get() {
            mapping.insert(from.to_owned(), to.to_owned());
        }
        self
    }

    /// A column of the type, which is converted.
    pub fn uses(mut self, column: EnumUseDef) -> Self {
        if let Some(Op::ReplaceEnum { uses, .. }) = self.0.get() {
            uses.push(column.0);
        }
        self
    }

    /// The type that it was, for the way back.
    pub fn was(mut self, ty: EnumDef) -> Self {
        if let Some(Op::ReplaceEnum { was, .. }) = self.0.get() {
            *was = Some(ty.0);
        }
        self
    }
}
