use std::collections::BTreeSet;

use super::Op;
use super::cast::{Conversion, conversion};
use crate::name::{Ident, Literal, QName, TEMPORARY};
use crate::schema::{Check, ColumnValue, Expr, ForeignKey, PrimaryKey, Unique, Validity};

/// What a change can do to a running system. The ids are those of the rules' pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hazard {
    /// `C01`: stable.
    pub id: &'static str,
    /// A lower-case fragment: what happens, and what to do instead.
    pub text: String,
}

impl Hazard {
    /// Whether it is code that meets it, not rows or locks: on the way back the code goes back too.
    pub fn concerns_code(&self) -> bool {
        matches!(self.id, "C01" | "C02" | "C03" | "C04" | "C06" | "C07")
    }
}

/// The hazards of each change of a migration, in order. Locking is no hazard on a table that the
/// same migration creates or drops, and what comes again is not gone.
pub fn hazards(ops: &[Op]) -> Vec<Vec<Hazard>> {
    let returning: BTreeSet<usize> = super::matters(ops)
        .into_iter()
        .filter(|matter| matter.again.is_some())
        .map(|matter| matter.at)
        .collect();
    let mut own: BTreeSet<&QName> = BTreeSet::new();
    let mut dropped: BTreeSet<&QName> = BTreeSet::new();
    for op in ops {
        if let Op::DropTable { name, .. } = op {
            dropped.insert(name);
        }
    }
    let mut found = Vec::with_capacity(ops.len());
    for (at, op) in ops.iter().enumerate() {
        if let Op::CreateTable { table } = op {
            own.insert(&table.name);
        }
        // What is said of the table itself is said there.
        if let Op::DropTable { name, .. } = op {
            dropped.remove(name);
        }
        let tables = tables_of(op);
        let is_own = |table: &&QName| own.contains(table) || dropped.contains(table);
        let exempt = !tables.is_empty() && tables.iter().all(is_own);
        found.push(if exempt {
            Vec::new()
        } else if returning.contains(&at) {
            op.hazards().into_iter().filter_map(|hazard| returns(op, hazard)).collect()
        } else {
            op.hazards()
        });
    }
    found
}

/// A hazard of a removal, where the same object is added again further down.
fn returns(op: &Op, hazard: Hazard) -> Option<Hazard> {
    let text = match (hazard.id, op) {
        ("C01", Op::DropColumn { table, name, .. }) => {
            format!("{} of {table} is computed again below; no value is lost", Ident(name))
        }
        ("C07" | "C09", _) | ("C02", Op::DropObject { .. }) => return None,
        _ => hazard.text,
    };
    Some(Hazard { text, ..hazard })
}

/// The tables whose rows or readers a change may disturb.
fn tables_of(op: &Op) -> Vec<&QName> {
    match op {
        Op::CreateSchema { .. }
        | Op::DropSchema { .. }
        | Op::RenameSchema { .. }
        | Op::SetSchemaComment { .. }
        | Op::CreateEnum { .. }
        | Op::DropEnum { .. }
        | Op::RenameEnum { .. }
        | Op::AddEnumValue { .. }
        | Op::RenameEnumValue { .. }
        | Op::SetEnumComment { .. }
        | Op::CreateObject { .. }
        | Op::DropObject { .. }
        | Op::ReplaceObject { .. }
        | Op::RenameObject { .. }
        | Op::SetObjectComment { .. } => Vec::new(),
        Op::ReplaceEnum { uses, .. } => uses.iter().map(|u| &u.table).collect(),
        Op::CreateTable { table } => vec![&table.name],
        Op::DropTable { name: table, .. }
        | Op::RenameTable { from: table, .. }
        | Op::MoveTable { from: table, .. }
        | Op::SetTableComment { table, .. }
        | Op::SetTableSetting { table, .. }
        | Op::AddColumn { table, .. }
        | Op::DropColumn { table, .. }
        | Op::RenameColumn { table, .. }
        | Op::AlterColumnType { table, .. }
        | Op::SetNullable { table, .. }
        | Op::SetColumnValue { table, .. }
        | Op::SetColumnComment { table, .. }
        | Op::AddPrimaryKey { table, .. }
        | Op::DropPrimaryKey { table, .. }
        | Op::AddUnique { table, .. }
        | Op::DropUnique { table, .. }
        | Op::AddCheck { table, .. }
        | Op::DropCheck { table, .. }
        | Op::AddExclude { table, .. }
        | Op::DropExclude { table, .. }
        | Op::ValidateConstraint { table, .. }
        | Op::DropForeignKey { table, .. }
        | Op::RenameConstraint { table, .. }
        | Op::CreateIndex { table, .. }
        | Op::DropIndex { table, .. }
        | Op::RenameIndex { table, .. } => vec![table],
        // A foreign key from a new table still stops writes to the table that it references, but
        // for as long as it takes to look at no rows.
        Op::AddForeignKey { table, .. } => vec![table],
    }
}

impl Op {
    /// What this change can do to a running system, taken by itself.
    pub fn hazards(&self) -> Vec<Hazard> {
        let one = |id, text: String| vec![Hazard { id, text }];
        match self {
            Op::DropSchema { name } => {
                one("C02", format!("running code that uses schema {} fails", Ident(name)))
            }
            Op::RenameSchema { from, to: _ } => {
                one("C03", format!("running code that uses schema {} fails", Ident(from)))
            }
            Op::AddEnumValue { name, .. } => one(
                "C11",
                format!("the new value of {name} cannot be used before this step is committed"),
            ),
            Op::RenameEnumValue { name, from, to: _ } => one(
                "C04",
                format!("running code that reads or writes {} of {name} fails", Literal(from)),
            ),
            Op::ReplaceEnum { to, uses, .. } => {
                let mut tables: Vec<String> = uses.iter().map(|u| u.table.to_string()).collect();
                tables.dedup();
                let text = if tables.is_empty() {
                    format!("enum {} is made anew", to.name)
                } else {
                    format!(
                        "every row of {} is written anew under an exclusive lock",
                        tables.join(", ")
                    )
                };
                one("C12", text)
            }
            Op::RenameEnum { from, .. } => {
                one("C03", format!("running code that names the type {from} fails"))
            }
            Op::DropTable { name, .. } => one(
                "C02",
                format!(
                    "running code that uses {name} fails and its rows are lost; rename it first, drop it in a later deployment"
                ),
            ),
            Op::RenameTable { from, .. } | Op::MoveTable { from, .. } => one(
                "C03",
                format!(
                    "running code that uses {from} fails; keep the name with #[model(table = …)], or leave a view under the old name"
                ),
            ),
            Op::AddColumn { table, column } => {
                let name = Ident(&column.name);
                let mut found = Vec::new();
                if !column.nullable && column.value == ColumnValue::None {
                    found.push(Hazard { id: "C05", text: format!("fails if {table} has rows, and inserts of running code fail; give {name} a default or allow NULL") });
                }
                match &column.value {
                    ColumnValue::Default(expr) if is_volatile(expr) => found.push(Hazard { id: "L16", text: format!("every row of {table} is written anew, as the default of {name} differs from row to row; add it without, set the default, fill in batches") }),
                    ColumnValue::Identity(_) | ColumnValue::Generated(_) => found.push(Hazard { id: "L17", text: format!("every row of {table} is written anew under an exclusive lock to fill {name}") }),
                    ColumnValue::None | ColumnValue::Default(_) | ColumnValue::Virtual(_) => {}
                }
                if column.ty.name == "json" {
                    found.push(Hazard {
                        id: "C10",
                        text: format!(
                            "{name} is json, which cannot be compared or indexed; use jsonb"
                        ),
                    });
                }
                found
            }
            Op::DropColumn { table, name, was: Some(was) }
                if matches!(was.value, ColumnValue::Generated(_) | ColumnValue::Virtual(_)) =>
            {
                one(
                    "C01",
                    format!(
                        "running code that uses {} of {table} fails; its values are computed, none is lost",
                        Ident(name)
                    ),
                )
            }
            Op::DropColumn { table, name, .. } => one(
                "C01",
                format!(
                    "running code that uses {} of {table} fails and its values are lost; deploy code that does not use it first",
                    Ident(name)
                ),
            ),
            // it had this name for a moment only
            Op::RenameColumn { from, .. } if from.starts_with(TEMPORARY) => Vec::new(),
            Op::RenameColumn { table, from, .. } => one(
                "C03",
                format!(
                    "running code that uses {} of {table} fails; keep the name with #[column(name = …)]",
                    Ident(from)
                ),
            ),
            Op::AlterColumnType { table, column, was, to, .. } => {
                let kind = was.as_ref().map_or(Conversion::Narrowing, |was| conversion(was, to));
                let name = Ident(column);
                let rewrite = Hazard {
                    id: "L14",
                    text: format!(
                        "every row of {table} is written anew under an exclusive lock to convert {name}"
                    ),
                };
                match kind {
                    Conversion::CatalogueOnly
                        if was.as_ref().is_some_and(|was| was.collation != to.collation) =>
                    {
                        vec![Hazard {
                            id: "L14",
                            text: format!(
                                "builds every index over {name} of {table} anew under an exclusive lock, because its order changes"
                            ),
                        }]
                    }
                    Conversion::CatalogueOnly => Vec::new(),
                    Conversion::Rewrite => vec![rewrite],
                    Conversion::Narrowing => vec![
                        rewrite,
                        Hazard {
                            id: "C08",
                            text: format!(
                                "fails, or loses a part of the value, where a value of {name} does not fit {}",
                                to.name
                            ),
                        },
                    ],
                }
            }
            Op::SetNullable { table, column, to: false } => one(
                "L11",
                format!(
                    "fails if a row has NULL in {}, and reads all of {table} under an exclusive lock to see; prove it by a check that is NOT VALID and validated first",
                    Ident(column)
                ),
            ),
            Op::SetNullable { table, column, to: true } => {
                one("C06", format!("running code may read NULL from {} of {table}", Ident(column)))
            }
            Op::SetColumnValue {
                table,
                column,
                was: Some(ColumnValue::Default(_) | ColumnValue::Identity(_)),
                to: ColumnValue::None,
            } => one(
                "C07",
                format!(
                    "running code that inserts into {table} without {} gets NULL or fails",
                    Ident(column)
                ),
            ),
            Op::SetColumnValue { .. } => Vec::new(),
            Op::AddPrimaryKey { table, key: PrimaryKey { without_overlaps: true, .. } }
            | Op::AddUnique { table, unique: Unique { without_overlaps: true, .. } } => one(
                "L13",
                format!(
                    "builds an index under an exclusive lock on {table}, and fails where ranges overlap"
                ),
            ),
            Op::AddPrimaryKey { table, .. } => one(
                "L07",
                format!(
                    "builds an index under an exclusive lock on {table}; build a unique index concurrently first"
                ),
            ),
            Op::AddUnique { table, .. } => one(
                "L06",
                format!(
                    "builds an index under an exclusive lock on {table}, and fails on equal rows; build a unique index concurrently first"
                ),
            ),
            // What holds for later rows only looks at none.
            Op::AddCheck { check: Check { validity, .. }, .. }
            | Op::AddForeignKey { key: ForeignKey { validity, .. }, .. }
                if *validity != Validity::Valid =>
            {
                Vec::new()
            }
            Op::AddExclude { table, .. } => one(
                "L13",
                format!(
                    "builds an index under an exclusive lock on {table}, and fails where rows exclude each other"
                ),
            ),
            Op::AddCheck { table, .. } => one(
                "L10",
                format!(
                    "reads all rows of {table} under an exclusive lock, and fails where one does not pass"
                ),
            ),
            Op::AddForeignKey { table, key } if key.references == *table => {
                one("L09", format!("stops writes to {table} while it reads all of its rows"))
            }
            Op::AddForeignKey { table, key } => one(
                "L09",
                format!(
                    "stops writes to {table} and {} while it reads all rows of {table}",
                    key.references
                ),
            ),
            Op::DropForeignKey { table, name, .. } => {
                one("C09", format!("rows of {table} may lose what {} guards", Ident(name)))
            }
            Op::CreateIndex { table, index } if !index.concurrently => one(
                "L01",
                format!(
                    "stops writes to {table} while {} is built; mark the index as concurrently",
                    Ident(&index.name)
                ),
            ),
            Op::DropIndex { table, name, concurrently: false, .. } => one(
                "L02",
                format!("stops reads and writes of {table} while {} is dropped", Ident(name)),
            ),
            Op::SetTableSetting { table, key, was: _, to } => {
                setting::hazards(table, key, to.as_deref())
            }
            Op::CreateSchema { .. }
            | Op::CreateEnum { .. }
            | Op::DropEnum { .. }
            | Op::SetSchemaComment { .. }
            | Op::SetEnumComment { .. }
            | Op::CreateTable { .. }
            | Op::SetTableComment { .. }
            | Op::SetColumnComment { .. }
            | Op::DropPrimaryKey { .. }
            | Op::DropUnique { .. }
            | Op::DropCheck { .. }
            | Op::DropExclude { .. }
            | Op::ValidateConstraint { .. }
            | Op::RenameConstraint { .. }
            | Op::CreateIndex { .. }
            | Op::DropIndex { .. }
            | Op::RenameIndex { .. } => Vec::new(),
            Op::CreateObject { .. }
            | Op::DropObject { .. }
            | Op::ReplaceObject { .. }
            | Op::RenameObject { .. }
            | Op::SetObjectComment { .. } => object::hazards(self),
        }
    }
}

/// Whether a default is computed for each row. Unknown functions count as volatile, `now()` and its
/// kin do not: they are the same for all rows of a statement.
pub(crate) fn is_volatile(expr: &Expr) -> bool {
    let stable = ["now(", "current_timestamp", "transaction_timestamp(", "current_setting("];
    let text = expr.0.to_ascii_lowercase();
    let mut text = text.as_str();
    while let Some(open) = text.find('(') {
        let call = &text[..=open];
        let is_call = call[..open].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let is_type = call[..open]
            .rsplit("::")
            .next()
            .is_some_and(|t| call.contains("::") && !t.contains('('));
        if is_call && !is_type && !stable.iter().any(|name| call.ends_with(name)) {
            return true;
        }
        text = &text[open + 1..];
    }
    false
}

mod object;
mod setting;
#[cfg(test)]
mod tests;
