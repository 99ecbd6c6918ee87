use super::Op;
use super::cast::{Conversion, conversion};
use crate::name::{Ident, Literal, QName, TEMPORARY};
use crate::schema::{ColumnValue, ObjectKind};

/// Values or objects that a change takes away for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What is lost.
    pub text: String,
    /// The table that loses it; a type belongs to no table in particular.
    pub table: Option<QName>,
}

impl Op {
    /// What the change takes away for good; such a change needs `--allow-destructive`.
    pub fn destructive(&self) -> Option<Loss> {
        let (table, text) = match self {
            Op::DropTable { name, .. } => (Some(name), format!("all rows of table {name}")),
            Op::DropColumn { was: Some(was), .. }
                if matches!(was.value, ColumnValue::Generated(_) | ColumnValue::Virtual(_)) =>
            {
                return None;
            }
            Op::DropColumn { table, name, .. } => {
                (Some(table), format!("all values of column {} of {table}", Ident(name)))
            }
            Op::ReplaceEnum { to, was: Some(was), .. } => {
                let removed: Vec<String> = was
                    .values
                    .iter()
                    .filter(|value| !to.values.contains(value))
                    .map(|value| Literal(value).to_string())
                    .collect();
                let noun = match removed.len() {
                    0 => return None,
                    1 => "value",
                    _ => "values",
                };
                (None, format!("the {noun} {} of enum {}", removed.join(", "), to.name))
            }
            Op::AlterColumnType { table, column, was: Some(was), to, .. }
                if conversion(was, to) == Conversion::Narrowing =>
            {
                let column = Ident(column);
                // A type that is made anew has a name for a moment only.
                let text = if was.name.contains(TEMPORARY) {
                    format!("what of {column} of {table} does not fit the new {}", to.name)
                } else {
                    let (was, to) = (&was.name, &to.name);
                    format!("what does not fit when {column} of {table} goes from {was} to {to}")
                };
                (Some(table), text)
            }
            Op::DropObject { id, was: _ } => match id.kind {
                ObjectKind::Sequence => (None, format!("the position of {id}")),
                ObjectKind::Extension => (None, format!("{id}, and what was set up for it")),
                ObjectKind::Collation
                | ObjectKind::Domain
                | ObjectKind::CompositeType
                | ObjectKind::RangeType
                | ObjectKind::Function
                | ObjectKind::Procedure
                | ObjectKind::Aggregate
                | ObjectKind::Operator
                | ObjectKind::Cast
                | ObjectKind::OperatorFamily
                | ObjectKind::OperatorClass
                | ObjectKind::Conversion
                | ObjectKind::Language
                | ObjectKind::AccessMethod
                | ObjectKind::Transform
                | ObjectKind::TextSearchParser
                | ObjectKind::TextSearchTemplate
                | ObjectKind::TextSearchDictionary
                | ObjectKind::TextSearchConfiguration
                | ObjectKind::ForeignDataWrapper
                | ObjectKind::Server
                | ObjectKind::ForeignTable
                | ObjectKind::View
                | ObjectKind::MaterializedView
                | ObjectKind::Statistics
                | ObjectKind::Rule
                | ObjectKind::Trigger
                | ObjectKind::Policy
                | ObjectKind::EventTrigger
                | ObjectKind::Publication
                | ObjectKind::Grant
                | ObjectKind::DefaultPrivileges => return None,
            },
            Op::CreateObject { .. }
            | Op::ReplaceObject { .. }
            | Op::RenameObject { .. }
            | Op::SetObjectComment { .. }
            | Op::CreateSchema { .. }
            | Op::DropSchema { .. }
            | Op::RenameSchema { .. }
            | Op::SetSchemaComment { .. }
            | Op::CreateEnum { .. }
            | Op::DropEnum { .. }
            | Op::RenameEnum { .. }
            | Op::AddEnumValue { .. }
            | Op::RenameEnumValue { .. }
            | Op::ReplaceEnum { .. }
            | Op::SetEnumComment { .. }
            | Op::CreateTable { .. }
            | Op::RenameTable { .. }
            | Op::MoveTable { .. }
            | Op::SetTableComment { .. }
            | Op::SetTableSetting { .. }
            | Op::AddColumn { .. }
            | Op::RenameColumn { .. }
            | Op::AlterColumnType { .. }
            | Op::SetNullable { .. }
            | Op::SetColumnValue { .. }
            | Op::SetColumnComment { .. }
            | Op::AddPrimaryKey { .. }
            | Op::DropPrimaryKey { .. }
            | Op::AddUnique { .. }
            | Op::DropUnique { .. }
            | Op::AddCheck { .. }
            | Op::DropCheck { .. }
            | Op::AddExclude { .. }
            | Op::DropExclude { .. }
            | Op::ValidateConstraint { .. }
            | Op::AddForeignKey { .. }
            | Op::DropForeignKey { .. }
            | Op::RenameConstraint { .. }
            | Op::CreateIndex { .. }
            | Op::DropIndex { .. }
            | Op::RenameIndex { .. } => return None,
        };
        Some(Loss { text, table: table.cloned() })
    }
}
