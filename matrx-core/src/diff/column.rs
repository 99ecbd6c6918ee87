use super::anew::Anew;
use super::inherit::Carried;
use crate::name::QName;
use crate::op::Op;
use crate::op::cast::{Conversion, conversion, using};
use crate::op::expression::{is_type, mentions_column};
use crate::schema::{Column, ColumnValue, Table};

/// A column that stays, or is dropped and added again.
pub(super) struct Pair<'a> {
    /// The old one.
    pub(super) old: &'a Column,
    /// The old one under the new names.
    pub(super) base: Column,
    /// The new one.
    pub(super) new: &'a Column,
    /// Whether it is dropped and added again.
    pub(super) recreated: bool,
    /// Whether the type's values are made anew beneath it.
    pub(super) replaced: bool,
    /// Whether its type, its name and its expression change with a parent's.
    pub(super) follows: bool,
    /// Whether its default calls a function that goes, and goes before it.
    pub(super) leaves: bool,
}

impl<'a> Pair<'a> {
    pub(super) fn new(old: &'a Column, base: Column, new: &'a Column, anew: &Anew) -> Self {
        let is_replaced = anew.enums.iter().any(|ty| is_type(&base.ty.name, ty));
        let leaves = matches!(&old.value, ColumnValue::Default(text) if anew.calls(&text.0));
        let mut pair = Self {
            old,
            base,
            new,
            recreated: false,
            replaced: is_replaced,
            follows: false,
            leaves,
        };
        pair.recreated = match (&pair.base.value, &pair.new.value) {
            (ColumnValue::Generated(was), ColumnValue::Generated(to)) => {
                was != to || pair.base.ty != pair.new.ty || anew.is_spoken_of(&was.0) || is_replaced
            }
            (ColumnValue::Virtual(was), ColumnValue::Virtual(to)) => {
                was != to || pair.base.ty != pair.new.ty || anew.is_spoken_of(&was.0) || is_replaced
            }
            (_, ColumnValue::Generated(_) | ColumnValue::Virtual(_)) => true,
            // Nothing is stored that could stay.
            (ColumnValue::Virtual(_), _) => true,
            (_, ColumnValue::None | ColumnValue::Default(_) | ColumnValue::Identity(_)) => false,
        };
        pair
    }

    /// Whether what is computed from the column must be made anew.
    pub(super) fn is_disturbed(&self) -> bool {
        self.recreated || self.replaced || self.base.ty != self.new.ty
    }

    /// Whether it stays, and is no longer computed.
    pub(super) fn expression_is_dropped(&self) -> bool {
        !self.recreated
            && matches!(self.base.value, ColumnValue::Generated(_))
            && !matches!(self.new.value, ColumnValue::Generated(_))
    }

    /// What the column has when the replacement of its type begins.
    pub(super) fn before_replacement(&self) -> ColumnValue {
        if self.leaves { ColumnValue::None } else { self.base.value.clone() }
    }

    /// What the column has when the replacement of its type is done.
    pub(super) fn after_replacement(&self) -> ColumnValue {
        let stays = self.base.ty == self.new.ty && !self.leaves;
        match &self.new.value {
            ColumnValue::Default(_) if stays => self.new.value.clone(),
            ColumnValue::None
            | ColumnValue::Default(_)
            | ColumnValue::Identity(_)
            | ColumnValue::Generated(_)
            | ColumnValue::Virtual(_) => ColumnValue::None,
        }
    }
}

/// Columns that are generated from a disturbed one are made anew too.
pub(super) fn spread(pairs: &mut [Pair<'_>]) {
    let disturbed: Vec<String> =
        pairs.iter().filter(|p| p.is_disturbed()).map(|p| p.base.name.clone()).collect();
    for pair in pairs {
        if let Some(expr) = pair.new.value.generated()
            && disturbed.iter().any(|name| mentions_column(&expr.0, name))
        {
            pair.recreated = true;
        }
    }
}

/// The changes of one column. Objects around it are the table's matter.
pub(super) fn ops(old: &Table, table: &QName, pair: &Pair<'_>, anew: &Anew) -> Vec<Op> {
    let Pair { old: was, base, new, recreated, replaced: is_replaced, follows: _, leaves } = pair;
    let mut ops = Vec::new();
    if *recreated {
        ops.push(Op::DropColumn {
            table: old.name.clone(),
            name: was.name.clone(),
            was: Some(Box::new((*was).clone())),
        });
        ops.push(Op::AddColumn { table: table.clone(), column: (*new).clone() });
        return ops;
    }
    let column = new.name.clone();
    let value = |was: &ColumnValue, to: &ColumnValue| Op::SetColumnValue {
        table: table.clone(),
        column: column.clone(),
        was: Some(was.clone()),
        to: to.clone(),
    };
    let none = ColumnValue::None;
    let mut now = base.value.clone();
    let dropped_before = pair.expression_is_dropped() || *leaves;
    if dropped_before {
        // In the old names: the expression may speak of columns and functions that are dropped.
        ops.push(Op::SetColumnValue {
            table: old.name.clone(),
            column: was.name.clone(),
            was: Some(was.value.clone()),
            to: ColumnValue::None,
        });
        now = ColumnValue::None;
    }
    if *is_replaced && !dropped_before {
        now = pair.after_replacement();
    }
    let retyped = base.ty != new.ty;
    if now != none && is_in_the_way(&now, pair, anew, retyped) {
        ops.push(value(&now, &none));
        now = ColumnValue::None;
    }
    if retyped {
        ops.push(Op::AlterColumnType {
            table: table.clone(),
            column: column.clone(),
            was: Some(base.ty.clone()),
            to: new.ty.clone(),
            using: using(&column, &base.ty, &new.ty),
        });
    }
    ops.extend(rest(table, &Column { value: now, ..base.clone() }, new));
    ops
}

/// The changes of a column that has its name and its type already.
pub(super) fn rest(table: &QName, now: &Column, new: &Column) -> Vec<Op> {
    let column = || new.name.clone();
    let mut ops = Vec::new();
    if now.nullable != new.nullable {
        ops.push(Op::SetNullable { table: table.clone(), column: column(), to: new.nullable });
    }
    ops.extend(to_value(table, &new.name, &now.value, &new.value));
    if now.comment != new.comment {
        ops.push(Op::SetColumnComment {
            table: table.clone(),
            column: column(),
            was: now.comment.clone(),
            to: new.comment.clone(),
        });
    }
    ops
}

/// From one value to another; of another kind, by way of none.
fn to_value(table: &QName, column: &str, was: &ColumnValue, to: &ColumnValue) -> Vec<Op> {
    let value = |was: &ColumnValue, to: &ColumnValue| Op::SetColumnValue {
        table: table.clone(),
        column: column.to_owned(),
        was: Some(was.clone()),
        to: to.clone(),
    };
    let none = ColumnValue::None;
    let same_kind = std::mem::discriminant(was) == std::mem::discriminant(to);
    if was == to {
        Vec::new()
    } else if *was == none || *to == none || same_kind {
        vec![value(was, to)]
    } else {
        vec![value(was, &none), value(&none, to)]
    }
}

/// The changes of a child's column beside those that its parent's bring about.
pub(super) fn following(
    table: &Table,
    pair: &Pair<'_>,
    anew: &Anew,
    carried: &Carried,
    inherited: Option<Column>,
) -> Vec<Op> {
    let Pair { old: _, base, new, recreated, replaced, follows: _, leaves } = pair;
    if *recreated {
        return inherited.map_or_else(Vec::new, |came| rest(&table.name, &came, new));
    }
    let (name, column) = (&table.name, &new.name);
    let mut ops = Vec::new();
    let mut now = if carried.drops_default && !matches!(base.value, ColumnValue::Identity(_)) {
        ColumnValue::None
    } else {
        base.value.clone()
    };
    // A default that the parent does not have is in the way of the parent's change.
    let disturbed = carried.retypes || *replaced;
    let has_default = matches!(now, ColumnValue::Default(_));
    if has_default && (*replaced || *leaves || is_in_the_way(&now, pair, anew, disturbed)) {
        ops.extend(to_value(name, column, &now, &ColumnValue::None));
        now = ColumnValue::None;
    }
    if let Some(value) = carried.value.as_ref().filter(|_| !matches!(now, ColumnValue::Identity(_)))
    {
        now.clone_from(value);
    }
    let in_key = table.primary_key.as_ref().is_some_and(|key| key.columns.contains(column));
    let fixed = in_key || matches!(now, ColumnValue::Identity(_));
    let nullable = carried.nullable.map_or(base.nullable, |nullable| nullable && !fixed);
    ops.extend(rest(name, &Column { nullable, value: now, ..base.clone() }, new));
    ops
}

/// Whether a value must go before the type changes: PostgreSQL converts a default only where there
/// is a cast, and what it prints afterwards is not what it prints for a new one.
fn is_in_the_way(now: &ColumnValue, pair: &Pair<'_>, anew: &Anew, retyped: bool) -> bool {
    let Pair { base, new, .. } = pair;
    match now {
        ColumnValue::None | ColumnValue::Generated(_) | ColumnValue::Virtual(_) => false,
        // An identity that stays keeps its sequence, and with it the number that comes next.
        ColumnValue::Identity(_) => retyped && !matches!(new.value, ColumnValue::Identity(_)),
        ColumnValue::Default(expr) => {
            let of_replaced = !pair.replaced && anew.is_spoken_of(&expr.0);
            let harmless = *now == new.value
                && (conversion(&base.ty, &new.ty) == Conversion::CatalogueOnly
                    || (is_integer(&base.ty.name) && is_integer(&new.ty.name)));
            of_replaced || (retyped && !harmless)
        }
    }
}

fn is_integer(ty: &str) -> bool {
    matches!(ty, "smallint" | "integer" | "bigint")
}
