//! Types that cannot be made anew under the columns that have them.

use thiserror::Error;

use crate::name::{Ident, QName};
use crate::op::Op;
use crate::op::expression::element_type;
use crate::schema::{ObjectId, ObjectKind, Schema};

/// A type that is to be made anew while a column has it. A range cannot step aside, because PostgreSQL leaves
/// the multirange that came with it its name. The values of an array cannot go over attribute by attribute, so
/// the type of its elements keeps its attributes in their places.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "{ty} must be made anew, but column {} of {table} has it; give the column another type first, \
     in a migration of its own, or give the new type another name",
    Ident(.column)
)]
pub struct TypeInUse {
    /// The type.
    pub ty: ObjectId,
    /// The table of a column that has it.
    pub table: QName,
    /// The column.
    pub column: String,
}

/// Finds one among the changes from `old`.
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
                return Err(Box::new(TypeInUse { ty, table, column }));
            }
        }
    }
    Ok(())
}
