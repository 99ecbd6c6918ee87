use super::recorder::{LastOp, SetComment, Steps};
use crate::migration::{ColumnDef, TypeDef, ValueDef, default, no_default};
use crate::name::QName;
use crate::op::Op;
use crate::schema::{ColumnType, ColumnValue};

impl Steps {
    /// ADD COLUMN.
    pub fn add_column(&mut self, table: impl Into<QName>, column: ColumnDef) {
        self.push(Op::AddColumn { table: table.into(), column: column.0 });
    }

    /// DROP COLUMN.
    pub fn drop_column(&mut self, table: impl Into<QName>, name: &str) -> DroppedColumn<'_> {
        let op = Op::DropColumn { table: table.into(), name: name.to_owned(), was: None };
        DroppedColumn(self.push(op))
    }

    /// RENAME COLUMN.
    pub fn rename_column(&mut self, table: impl Into<QName>, from: &str, to: &str) {
        let (from, to) = (from.to_owned(), to.to_owned());
        self.push(Op::RenameColumn { table: table.into(), from, to });
    }

    /// ALTER COLUMN: what follows says how, and is recorded as one step.
    pub fn alter_column(&mut self, table: impl Into<QName>, column: &str) -> AlterColumn<'_> {
        AlterColumn { steps: self, table: table.into(), column: column.to_owned() }
    }
}

/// A dropped column.
#[derive(Debug)]
pub struct DroppedColumn<'a>(LastOp<'a>);

impl DroppedColumn<'_> {
    /// The column that it was, for the way back.
    pub fn was(mut self, column: ColumnDef) {
        if let Some(Op::DropColumn { was, .. }) = self.0.get() {
            *was = Some(Box::new(column.0));
        }
    }
}

/// A column that is about to be altered.
#[derive(Debug)]
#[must_use = "nothing is recorded until one of its methods says what to alter"]
pub struct AlterColumn<'a> {
    steps: &'a mut Steps,
    table: QName,
    column: String,
}

impl<'a> AlterColumn<'a> {
    /// `TYPE name`.
    pub fn type_(self, name: &str) -> AlteredType<'a> {
        let to = ColumnType::new(name);
        let op = Op::AlterColumnType {
            table: self.table,
            column: self.column,
            was: None,
            to,
            using: None,
        };
        AlteredType(self.steps.push(op))
    }

    /// SET NOT NULL.
    pub fn set_not_null(self) {
        self.steps.push(Op::SetNullable { table: self.table, column: self.column, to: false });
    }

    /// DROP NOT NULL.
    pub fn drop_not_null(self) {
        self.steps.push(Op::SetNullable { table: self.table, column: self.column, to: true });
    }

    /// `SET DEFAULT expr`.
    pub fn set_default(self, expr: &str) -> AlteredValue<'a> {
        self.set_value(default(expr))
    }

    /// DROP DEFAULT.
    pub fn drop_default(self) -> AlteredValue<'a> {
        self.set_value(no_default())
    }

    /// `ADD GENERATED … AS IDENTITY`, or other options for the identity that `was` names.
    pub fn set_identity(self, identity: ValueDef) -> AlteredValue<'a> {
        self.set_value(identity)
    }

    /// DROP IDENTITY.
    pub fn drop_identity(self, was: ValueDef) {
        self.set_value(no_default()).was(was);
    }

    /// DROP EXPRESSION: the column keeps its values and is generated no more.
    pub fn drop_expression(self, was: &str) {
        self.set_value(no_default()).was(super::super::generated(was));
    }

    /// Any value: none, a default, an identity, an expression.
    pub fn set_value(self, value: ValueDef) -> AlteredValue<'a> {
        let op =
            Op::SetColumnValue { table: self.table, column: self.column, was: None, to: value.0 };
        AlteredValue(self.steps.push(op))
    }

    /// COMMENT ON COLUMN.
    pub fn set_comment(self, text: &str) -> SetComment<'a> {
        self.comment(Some(text.to_owned()))
    }

    /// `COMMENT ON COLUMN … IS NULL`.
    pub fn drop_comment(self) -> SetComment<'a> {
        self.comment(None)
    }

    fn comment(self, to: Option<String>) -> SetComment<'a> {
        let op = Op::SetColumnComment { table: self.table, column: self.column, was: None, to };
        SetComment(self.steps.push(op))
    }
}

/// A column whose type was altered.
#[derive(Debug)]
pub struct AlteredType<'a>(LastOp<'a>);

impl AlteredType<'_> {
    /// `COLLATE name`.
    pub fn collate(mut self, collation: impl Into<QName>) -> Self {
        if let Some(Op::AlterColumnType { to, .. }) = self.0.get() {
            to.collation = Some(collation.into());
        }
        self
    }

    /// `USING expr`: how each row's value is made from the old one.
    pub fn using(mut self, expr: &str) -> Self {
        if let Some(Op::AlterColumnType { using, .. }) = self.0.get() {
            *using = Some(expr.to_owned());
        }
        self
    }

    /// The type that it had, for the way back.
    pub fn was(mut self, ty: TypeDef) -> Self {
        if let Some(Op::AlterColumnType { was, .. }) = self.0.get() {
            *was = Some(ty.0);
        }
        self
    }
}

/// A column whose default, identity or expression was altered.
#[derive(Debug)]
pub struct AlteredValue<'a>(LastOp<'a>);

impl AlteredValue<'_> {
    /// What it had before. Needed where that was an identity or an expression, which the server
    /// drops by commands of their own.
    pub fn was(mut self, value: ValueDef) {
        if let Some(Op::SetColumnValue { was, .. }) = self.0.get() {
            *was = Some::<ColumnValue>(value.0);
        }
    }
}
