//! Changes as lines: one character for what happens, then what it is. What is only dropped and added
//! again around another change is one line.

use matrx_core::op::{Matter, Op, matters};
use serde_json::{Value, json};

/// `  + add column email to users`
pub(crate) fn lines(ops: &[Op]) -> Vec<String> {
    let line = |matter: &Matter| format!("  {} {}", sign(matter, ops), matter.describe(ops));
    matters(ops).iter().map(line).collect()
}

/// The same for programs.
pub(crate) fn documents(ops: &[Op]) -> Vec<Value> {
    let document = |matter: &Matter| {
        json!({
            "change": matter.describe(ops),
            "sign": sign(matter, ops).to_string(),
            "loses": ops[matter.at].destructive().map(|loss| loss.text),
        })
    };
    matters(ops).iter().map(document).collect()
}

fn sign(matter: &Matter, ops: &[Op]) -> char {
    if matter.again.is_some() { '~' } else { sign_of(&ops[matter.at]) }
}

fn sign_of(op: &Op) -> char {
    match op {
        Op::CreateSchema { .. }
        | Op::CreateEnum { .. }
        | Op::AddEnumValue { .. }
        | Op::CreateTable { .. }
        | Op::AddColumn { .. }
        | Op::AddPrimaryKey { .. }
        | Op::AddUnique { .. }
        | Op::AddCheck { .. }
        | Op::AddExclude { .. }
        | Op::AddForeignKey { .. }
        | Op::CreateIndex { .. }
        | Op::CreateObject { .. } => '+',
        Op::DropSchema { .. }
        | Op::DropEnum { .. }
        | Op::DropTable { .. }
        | Op::DropColumn { .. }
        | Op::DropPrimaryKey { .. }
        | Op::DropUnique { .. }
        | Op::DropCheck { .. }
        | Op::DropExclude { .. }
        | Op::DropForeignKey { .. }
        | Op::DropIndex { .. }
        | Op::DropObject { .. } => '-',
        Op::RenameSchema { .. }
        | Op::SetSchemaComment { .. }
        | Op::RenameEnum { .. }
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
        | Op::ValidateConstraint { .. }
        | Op::RenameConstraint { .. }
        | Op::SetTableSetting { .. }
        | Op::RenameIndex { .. }
        | Op::ReplaceObject { .. }
        | Op::RenameObject { .. }
        | Op::SetObjectComment { .. } => '~',
    }
}
