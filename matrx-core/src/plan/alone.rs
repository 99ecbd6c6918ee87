//! Changes that run outside of a transaction cut a migration in pieces. Where nothing else in it
//! speaks of the same things, they stand before or after all others, which then share one
//! transaction.

use std::collections::BTreeSet;

use super::order::is_leaned_on;
use crate::name::QName;
use crate::op::expression::{calls, is_type};
use crate::op::{EnumUse, Node, Op};
use crate::schema::{ColumnValue, Object, ObjectId, ObjectKind, Reference, Table};

/// What the other changes of a migration do to names.
pub(super) struct Alone<'a> {
    ops: &'a [Op],
    /// The tables and indexes that are made.
    made: BTreeSet<QName>,
    /// The functions that are dropped.
    dropped: BTreeSet<&'a QName>,
}

impl<'a> Alone<'a> {
    pub(super) fn new(ops: &'a [Op]) -> Self {
        let drops = |op: &Op| matches!(op, Op::DropIndex { concurrently: true, .. });
        let mut made = BTreeSet::new();
        if ops.iter().any(drops) {
            for node in ops.iter().flat_map(|op| op.effect().makes) {
                if let Node::Relation(name) = node {
                    made.insert(name);
                }
            }
        }
        let routine = |op: &'a Op| {
            let Op::DropObject { id, was: _ } = op else { return None };
            matches!(id.kind, ObjectKind::Function | ObjectKind::Aggregate).then_some(&id.name)
        };
        Self { ops, made, dropped: ops.iter().filter_map(routine).collect() }
    }

    /// Whether a new value of an enum may come before everything else: the type and the columns
    /// that the way back would convert are there then, all of them, under the same names.
    pub(super) fn value_first(&self, ty: &QName, uses: &[EnumUse]) -> bool {
        let used = |table: &QName| uses.iter().any(|u| u.table == *table);
        let in_table = |table: &Table| table.columns.iter().any(|c| is_type(&c.ty.name, ty));
        !self.ops.iter().any(|op| match op {
            Op::RenameEnum { from, to } => from.sibling(to) == *ty,
            Op::RenameEnumValue { name, .. }
            | Op::ReplaceEnum { to: crate::schema::EnumType { name, .. }, .. } => name == ty,
            Op::RenameTable { from, to } => used(&from.sibling(to)),
            Op::MoveTable { from, to } => {
                used(&QName { schema: to.clone(), name: from.name.clone() })
            }
            Op::RenameColumn { table: _, from: _, to } => uses.iter().any(|u| u.column == *to),
            Op::DropTable { name: _, was } => was.as_ref().is_none_or(|table| in_table(table)),
            Op::DropColumn { table: _, name: _, was } => {
                was.as_ref().is_none_or(|column| is_type(&column.ty.name, ty))
            }
            Op::CreateSchema { .. }
            | Op::DropSchema { .. }
            | Op::RenameSchema { .. }
            | Op::SetSchemaComment { .. }
            | Op::CreateEnum { .. }
            | Op::DropEnum { .. }
            | Op::AddEnumValue { .. }
            | Op::SetEnumComment { .. }
            | Op::CreateTable { .. }
            | Op::SetTableComment { .. }
            | Op::SetTableSetting { .. }
            | Op::AddColumn { .. }
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
            | Op::CreateObject { .. }
            | Op::DropObject { .. }
            | Op::ReplaceObject { .. }
            | Op::RenameObject { .. }
            | Op::SetObjectComment { .. }
            | Op::RenameIndex { .. } => false,
        })
    }

    /// Whether a default that is dropped calls a function that is: it goes before that, under the
    /// table's old name.
    pub(super) fn default_first(&self, was: &ColumnValue) -> bool {
        match was {
            ColumnValue::Default(text) if !self.dropped.is_empty() => {
                calls(&text.0).iter().any(|name| self.dropped.contains(name))
            }
            ColumnValue::Default(_)
            | ColumnValue::None
            | ColumnValue::Identity(_)
            | ColumnValue::Generated(_)
            | ColumnValue::Virtual(_) => false,
        }
    }

    /// Whether an object gets out of the way for another one of its name.
    pub(super) fn steps_aside(&self, id: &ObjectId) -> bool {
        self.ops.iter().any(|op| matches!(op, Op::RenameObject { from, .. } if from == id))
    }

    /// Whether an object may be dropped after everything else, because tables may speak of it until
    /// then: it is not made anew, and speaks of no table that goes, nor of an object that does.
    pub(super) fn object_last(&self, id: &ObjectId, was: Option<&Object>) -> bool {
        self.is_last(id, was, &mut BTreeSet::new())
    }

    fn is_last<'b>(
        &'b self,
        id: &'b ObjectId,
        was: Option<&'b Object>,
        asked: &mut BTreeSet<&'b ObjectId>,
    ) -> bool {
        // One that stepped aside has the name that it goes by from then on only.
        let stepped_aside = |op: &Op| {
            matches!(op, Op::RenameObject { from, to }
                if from.kind == id.kind && from.name.sibling(to) == id.name)
        };
        if !asked.insert(id) || self.ops.iter().any(stepped_aside) {
            return true;
        }
        // Nor does one that is called like another one that comes, for a call would fit both.
        let alike = |other: &ObjectId| {
            other == id || (other.is_routine() && id.is_routine() && other.name == id.name)
        };
        let made = |op: &Op| matches!(op, Op::CreateObject { object } if alike(&object.id));
        let mut speaks = |reference: &'b Reference| match reference {
            Reference::Table(_) | Reference::Column(..) | Reference::Constraint(..) => true,
            Reference::Object(other) => {
                let goes_before = self.ops.iter().any(|op| {
                    let Op::DropObject { id, was } = op else { return false };
                    id == other && !self.is_last(id, was.as_deref(), asked)
                });
                other.is_relation() || goes_before || self.steps_aside(other)
            }
            // Its signature names the type as it was.
            Reference::Enum(name) => self.ops.iter().any(|op| {
                matches!(op, Op::RenameEnum { from, .. } if from == name)
                    || matches!(op, Op::ReplaceEnum { to, .. } if to.name == *name)
            }),
            Reference::Schema(_) => false,
        };
        is_leaned_on(id.kind)
            && !self.ops.iter().any(made)
            && !was.is_some_and(|object| object.needs.iter().any(&mut speaks))
    }

    /// Whether an index may be dropped after everything else: nothing that it speaks of is changed,
    /// and nobody else takes its name.
    pub(super) fn index_last(&self, table: &QName, name: &str) -> bool {
        if self.made.contains(&table.sibling(name)) {
            return false;
        }
        !self.ops.iter().any(|op| match op {
            // Its expressions may speak of a type, and its columns of anything.
            Op::RenameEnum { .. }
            | Op::RenameEnumValue { .. }
            | Op::ReplaceEnum { .. }
            | Op::CreateObject { .. }
            | Op::DropObject { .. }
            | Op::ReplaceObject { .. }
            | Op::RenameObject { .. }
            | Op::SetObjectComment { .. }
            | Op::DropEnum { .. }
            | Op::RenameTable { .. }
            | Op::MoveTable { .. } => true,
            Op::DropTable { name: other, .. }
            | Op::DropColumn { table: other, .. }
            | Op::RenameColumn { table: other, .. }
            | Op::AlterColumnType { table: other, .. }
            | Op::SetTableSetting { table: other, .. }
            | Op::SetColumnValue { table: other, .. } => other == table,
            Op::CreateSchema { .. }
            | Op::DropSchema { .. }
            | Op::RenameSchema { .. }
            | Op::SetSchemaComment { .. }
            | Op::CreateEnum { .. }
            | Op::AddEnumValue { .. }
            | Op::SetEnumComment { .. }
            | Op::CreateTable { .. }
            | Op::SetTableComment { .. }
            | Op::AddColumn { .. }
            | Op::SetNullable { .. }
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
            | Op::RenameIndex { .. } => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::name::QName;
    use crate::op::{EnumPosition, EnumUse, Op};
    use crate::plan::order;
    use crate::schema::{Check, Column, Index};

    fn value() -> Op {
        let one = EnumUse {
            table: "tasks".into(),
            column: "mood".to_owned(),
            array: false,
            default_was: None,
            default_to: None,
        };
        Op::AddEnumValue {
            name: "mood".into(),
            value: "fine".to_owned(),
            position: EnumPosition::Last,
            was: None,
            uses: vec![one],
        }
    }

    fn index(concurrently: bool) -> Op {
        Op::CreateIndex { table: "tasks".into(), index: Index { concurrently, ..Index::new("i") } }
    }

    fn drop_index() -> Op {
        let (table, name) = (QName::new("tasks"), "old".to_owned());
        Op::DropIndex { table, name, concurrently: true, was: None }
    }

    fn add() -> Op {
        Op::AddColumn { table: "tasks".into(), column: Column::new("a", "text") }
    }

    fn drop(name: &str, ty: &str) -> Op {
        let was = Some(Box::new(Column::new(name, ty)));
        Op::DropColumn { table: "tasks".into(), name: name.to_owned(), was }
    }

    fn check() -> Op {
        let check = Check::new("c", "a > 0");
        Op::AddCheck { table: "tasks".into(), check }
    }

    fn rename_table() -> Op {
        Op::RenameTable { from: "jobs".into(), to: "tasks".to_owned() }
    }

    #[test]
    fn what_runs_alone_stands_first_or_last_where_it_may() {
        for (ops, expected) in [
            (
                vec![index(true), add(), drop("b", "text"), value(), check()],
                vec![value(), drop("b", "text"), add(), check(), index(true)],
            ),
            (vec![check(), index(false)], vec![check(), index(false)]),
            // The column that goes has the type still.
            (vec![value(), drop("b", "mood")], vec![drop("b", "mood"), value()]),
            (vec![value(), rename_table()], vec![rename_table(), value()]),
            (vec![drop_index(), add()], vec![add(), drop_index()]),
            // The column takes its indexes along.
            (
                vec![add(), drop("b", "text"), drop_index()],
                vec![drop_index(), drop("b", "text"), add()],
            ),
        ] {
            assert_eq!(order(ops), Ok(expected));
        }
    }
}
