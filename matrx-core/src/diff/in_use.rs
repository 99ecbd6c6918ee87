//! Types that cannot be made anew, or changed, under the columns that have them.

use std::collections::BTreeSet;

use thiserror::Error;

use super::holder::holders;
use crate::name::{Ident, QName};
use crate::op::Op;
use crate::op::expression::element_type;
use crate::schema::{ColumnValue, ObjectId, ObjectKind, Reference, Schema, SettingKey};

/// What columns have and nothing changes beneath them.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TypeInUse {
    /// A type that is to be made anew while a column has it. A range cannot step aside, because PostgreSQL leaves
    /// the multirange that came with it its name. The values of an array or a domain cannot go over attribute by
    /// attribute, so the composite type in it keeps its attributes in their places.
    #[error(
        "{ty} must be made anew, but column {} of {table} has it; give the column another type first, \
         in a migration of its own, or give the new type another name",
        Ident(.column)
    )]
    Type {
        /// The type.
        ty: ObjectId,
        /// The table of a column that has it.
        table: QName,
        /// The column.
        column: String,
    },
    /// A table whose rows change while a column has its row type: PostgreSQL changes none of those values.
    #[error(
        "rows of {of} change, but column {} of {table} has its row type; give the column another type \
         first, in a migration of its own",
        Ident(.column)
    )]
    Rows {
        /// The table.
        of: QName,
        /// The table of a column that has its rows.
        table: QName,
        /// The column.
        column: String,
    },
}

/// Finds a type among the changes from `old`.
pub(super) fn type_in_use(old: &Schema, ops: &[Op]) -> Result<(), Box<TypeInUse>> {
    let dropped = |op: &Op| {
        let Op::DropObject { id, was: _ } = op else { return None };
        (id.kind == ObjectKind::RangeType).then(|| id.clone())
    };
    let goes = |table: &QName, column: &str| {
        let with_table = |op: &Op| matches!(op, Op::DropTable { name, .. } if name == table);
        let by_itself = |op: &Op| matches!(op, Op::DropColumn { table: of, name, .. } if of == table && name == column);
        ops.iter().any(|op| with_table(op) || by_itself(op))
    };
    for ty in ops.iter().filter_map(dropped) {
        let comes = |op: &Op| matches!(op, Op::CreateObject { object } if object.id == ty);
        if !ops.iter().any(comes) {
            continue;
        }
        let name = ty.name.to_string();
        for table in old.tables.values() {
            let has = table.columns.iter().find(|column| {
                element_type(&column.ty.name).0 == name && !goes(&table.name, &column.name)
            });
            if let Some(column) = has {
                let (table, column) = (table.name.clone(), column.name.clone());
                return Err(Box::new(TypeInUse::Type { ty, table, column }));
            }
        }
    }
    Ok(())
}

/// Finds a table whose rows are written anew while a column has its row type, before and after.
pub(super) fn rows_in_use(new: &Schema, ops: &[Op]) -> Result<(), Box<TypeInUse>> {
    let mut written = BTreeSet::new();
    let mut comes = BTreeSet::new();
    for op in ops {
        if let Op::AlterColumnType { table, .. }
        | Op::SetTableSetting { table, key: SettingKey::Unlogged, .. } = op
        {
            written.insert(table);
        } else if let Op::AddColumn { table, column } = op {
            comes.insert((table, column.name.as_str()));
            if column.value != ColumnValue::None {
                written.insert(table);
            }
        } else if let Op::CreateTable { table } = op {
            comes.extend(table.columns.iter().map(|column| (&table.name, column.name.as_str())));
        }
    }
    for of in written {
        let holders = holders(new, &Reference::Table(of.clone()), &of.to_string());
        for table in new.tables.values() {
            let has = table.columns.iter().find(|column| {
                holders.contains(element_type(&column.ty.name).0)
                    && !comes.contains(&(&table.name, column.name.as_str()))
            });
            if let Some(column) = has {
                let (of, table, column) = (of.clone(), table.name.clone(), column.name.clone());
                return Err(Box::new(TypeInUse::Rows { of, table, column }));
            }
        }
    }
    Ok(())
}
