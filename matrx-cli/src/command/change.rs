//! A change as a line: one character for what happens, then what it is.

use matrx_core::op::Op;
use serde_json::{Value, json};

/// `  + add column email to users`
pub(crate) fn line(op: &Op) -> String {
    format!("  {} {}", sign(op), op.describe())
}

/// The same for programs.
pub(crate) fn document(op: &Op) -> Value {
    json!({
        "change": op.describe(),
        "sign": sign(op).to_string(),
        "loses": op.destructive().map(|loss| loss.text),
    })
}

fn sign(op: &Op) -> char {
    match op {
        Op::CreateSchema { .. }
        | Op::CreateEnum { .. }
        | Op::AddEnumValue { .. }
        | Op::CreateTable { .. }
        | Op::AddColumn { .. }
        | Op::AddPrimaryKey { .. }
        | Op::AddUnique { .. }
        | Op::AddCheck { .. }
        | Op::AddForeignKey { .. }
        | Op::CreateIndex { .. } => '+',
        Op::DropSchema { .. }
        | Op::DropEnum { .. }
        | Op::DropTable { .. }
        | Op::DropColumn { .. }
        | Op::DropPrimaryKey { .. }
        | Op::DropUnique { .. }
        | Op::DropCheck { .. }
        | Op::DropForeignKey { .. }
        | Op::DropIndex { .. } => '-',
        Op::RenameEnum { .. }
        | Op::RenameEnumValue { .. }
        | Op::ReplaceEnum { .. }
        | Op::SetEnumComment { .. }
        | Op::RenameTable { .. }
        | Op::MoveTable { .. }
        | Op::SetTableComment { .. }
        | Op::RenameColumn { .. }
        | Op::AlterColumnType { .. }
        | Op::SetNullable { .. }
        | Op::SetColumnValue { .. }
        | Op::SetColumnComment { .. }
        | Op::RenameConstraint { .. }
        | Op::RenameIndex { .. } => '~',
    }
}
