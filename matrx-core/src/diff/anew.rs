//! What tables lean on and is made anew beneath them.

use std::collections::{BTreeMap, BTreeSet};

use super::enum_type::{self, Enums};
use super::names::{Names, temporary};
use super::object;
use super::table::{self, TableDiff};
use crate::name::QName;
use crate::op::expression::{calls, element_type, mentions_type};
use crate::schema::{Column, ColumnValue, ObjectId, ObjectKind, Reference, Schema};

/// The types and functions that are dropped, or replaced by others of their name. Whatever a table
/// computes with them is made anew too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Anew {
    /// Enums whose values are replaced, by their new names.
    pub(super) enums: BTreeSet<QName>,
    /// Other types; none that a column has which stays.
    pub(super) types: BTreeSet<QName>,
    /// Functions and aggregates.
    pub(super) routines: BTreeSet<QName>,
}

impl Anew {
    /// Whether an expression speaks of one of them.
    pub(super) fn is_spoken_of(&self, text: &str) -> bool {
        self.enums.iter().chain(&self.types).any(|ty| mentions_type(text, ty)) || self.calls(text)
    }

    /// Whether an expression calls one of the functions.
    pub(super) fn calls(&self, text: &str) -> bool {
        !self.routines.is_empty() && calls(text).iter().any(|name| self.routines.contains(name))
    }
}

/// What becomes of the tables, and which objects do not stay in place. Each may disturb the other: a
/// function goes with a column, and what a table computes goes with the function.
pub(super) fn settle<'a>(
    old: &'a Schema,
    new: &'a Schema,
    names: &mut Names,
    enums: &Enums,
) -> (Vec<TableDiff<'a>>, BTreeSet<ObjectId>) {
    let mut anew = Anew { enums: enum_type::replaced(enums), ..Anew::default() };
    loop {
        let tables = table::compare(old, new, names, &anew);
        let gone = object::gone(old, new, names, enums, &tables);
        let retired = retired(old, new, names, &tables, &gone);
        let mut next = anew.clone();
        for id in &gone {
            if matches!(id.kind, ObjectKind::Function | ObjectKind::Aggregate) {
                next.routines.insert(id.name.clone());
            } else if id.is_type() {
                next.types.insert(id.name.clone());
            }
        }
        next.types.retain(|name| !retired.contains_key(name));
        if next == anew && retired == names.retired {
            return (tables, gone);
        }
        anew = next;
        names.retired = retired;
    }
}

/// The types and collations that are made anew while columns have them: the old one steps aside
/// until the columns have the new one.
fn retired(
    old: &Schema,
    new: &Schema,
    names: &Names,
    tables: &[TableDiff<'_>],
    gone: &BTreeSet<ObjectId>,
) -> BTreeMap<QName, QName> {
    let mut retired = names.retired.clone();
    // Not a range: with it came a multirange, whose name only the server knows.
    let steps_aside = |id: &&ObjectId| {
        matches!(id.kind, ObjectKind::Domain | ObjectKind::CompositeType | ObjectKind::Collation)
    };
    for id in gone.iter().filter(steps_aside) {
        let is_used = || {
            let stay = tables.iter().filter(|table| table.new.is_some());
            stay.flat_map(|table| &table.pairs).any(|pair| has(pair.old, &id.name))
        };
        // A type that steps aside holds on to those that it is made of.
        let is_part = || {
            let whole = |id: &ObjectId| id.is_type() && names.retired.contains_key(&id.name);
            let part = Reference::Object(id.clone());
            old.objects.values().any(|object| whole(&object.id) && object.needs.contains(&part))
        };
        let comes_again = new.objects.contains_key(&object::project(id, old, names));
        if is_part() || (comes_again && is_used()) {
            let aside = id.name.sibling(temporary(&id.name.name));
            retired.insert(id.name.clone(), aside);
        }
    }
    retired
}

/// Whether a column is of this type, or has this collation.
fn has(column: &Column, name: &QName) -> bool {
    element_type(&column.ty.name).0 == name.to_string()
        || column.ty.collation.as_ref() == Some(name)
        || match &column.value {
            ColumnValue::Default(text)
            | ColumnValue::Generated(text)
            | ColumnValue::Virtual(text) => mentions_type(&text.0, name),
            ColumnValue::None | ColumnValue::Identity(_) => false,
        }
}
