//! A composite type that is made anew under columns that have it: their values go over attribute by attribute.
//! Through text they would go by place, and change attributes.

use std::collections::BTreeSet;

use super::in_use::TypeInUse;
use super::names::temporary;
use crate::name::Ident;
use crate::op::expression::element_type;
use crate::op::{Op, attributes_of};
use crate::schema::{ColumnType, ObjectId, ObjectKind, Reference, Schema};

/// The types that step aside among the changes between two sides, `old` being the one that the way up begins with.
struct Aside<'a> {
    ids: BTreeSet<ObjectId>,
    old: &'a Schema,
    new: &'a Schema,
}

/// Gives each change of a column from the one type to the other its conversion. While both are there, the old one
/// has a name for a moment; `old` is the side that it is of.
pub(super) fn carry(ops: &mut [Op], old: &Schema, new: &Schema) {
    let aside = Aside::of(ops, old, new);
    for op in ops {
        if let Op::AlterColumnType { column, was: Some(was), to, using, .. } = op
            && let Some(id) = aside.step(was, to)
            && id.kind == ObjectKind::CompositeType
            && to.name != "text"
            && let Some(text) = aside.by_attributes(&Ident(column).to_string(), id, &to.name)
        {
            *using = Some(text);
        }
    }
}

/// The values of an array or a domain go over through text, by place, which only the same attributes in the same
/// order allow.
pub(super) fn array_in_use(ops: &[Op], old: &Schema, new: &Schema) -> Result<(), Box<TypeInUse>> {
    let aside = Aside::of(ops, old, new);
    let element = |ty: &ColumnType| ColumnType::new(element_type(&ty.name).0);
    for op in ops {
        if let Op::AlterColumnType { table, column, was: Some(was), to, .. } = op
            && let Some(id) = aside.step(&element(was), &element(to))
            && let Some(ty) = aside.mixed_up(id, element_type(&was.name).1 || to.name == "text")
        {
            let (ty, table, column) = (ty.clone(), table.clone(), column.clone());
            return Err(Box::new(TypeInUse::Type { ty, table, column }));
        }
    }
    Ok(())
}

impl<'a> Aside<'a> {
    fn of(ops: &[Op], old: &'a Schema, new: &'a Schema) -> Self {
        let steps = |op: &Op| {
            let Op::RenameObject { from, to } = op else { return None };
            (*to == temporary(&from.name.name)).then(|| from.clone())
        };
        Self { ids: ops.iter().filter_map(steps).collect(), old, new }
    }

    /// The type that steps aside where a column has it before, and its new self after, or text on the way there.
    fn step(&self, was: &ColumnType, to: &ColumnType) -> Option<&ObjectId> {
        self.ids.iter().find(|id| {
            let aside = id.name.sibling(temporary(&id.name.name)).to_string();
            was.name == aside && (to.name == id.name.to_string() || to.name == "text")
        })
    }

    /// The value of a composite type, made of its attributes; each of them may have stepped aside itself.
    fn by_attributes(&self, value: &str, id: &ObjectId, to: &str) -> Option<String> {
        let from = attributes_of(self.old.objects.get(id)?)?;
        let into = attributes_of(self.new.objects.get(id)?)?;
        let values: Vec<String> = into
            .iter()
            .map(|(name, ty)| match from.iter().find(|(other, _)| other == name) {
                None => "NULL".to_owned(),
                Some((_, was)) => self.attribute(format!("({value}).{name}"), was, ty),
            })
            .collect();
        // A row of nothing but NULL is not NULL.
        Some(format!(
            "CASE WHEN {value} IS DISTINCT FROM NULL THEN ROW({})::{to} END",
            values.join(", ")
        ))
    }

    fn attribute(&self, value: String, was: &str, to: &str) -> String {
        let (was, to) = (plain(was), plain(to));
        let (element, is_array) = element_type(was);
        match self.ids.iter().find(|id| id.name.to_string() == element) {
            None if was == to => value,
            None => format!("{value}::{to}"),
            Some(id) => {
                let parts = if was == to && !is_array && id.kind == ObjectKind::CompositeType {
                    self.by_attributes(&value, id, to)
                } else {
                    None
                };
                parts.unwrap_or_else(|| format!("{value}::text::{to}"))
            }
        }
    }

    /// The composite type whose values would have their attributes exchanged, where those of `id` go over, or a
    /// list of them.
    fn mixed_up<'b>(&'b self, id: &'b ObjectId, through_text: bool) -> Option<&'b ObjectId> {
        let (before, after) = (self.old.objects.get(id)?, self.new.objects.get(id)?);
        if let (Some(from), Some(into)) = (attributes_of(before), attributes_of(after)) {
            if through_text
                && !from.iter().map(|(name, _)| name).eq(into.iter().map(|(name, _)| name))
            {
                return Some(id);
            }
            return from.iter().find_map(|(_, ty)| {
                let (element, is_array) = element_type(plain(ty));
                let inner = self.ids.iter().find(|id| id.name.to_string() == element)?;
                self.mixed_up(inner, through_text || is_array)
            });
        }
        before.needs.iter().find_map(|need| match need {
            Reference::Object(inner) => self.ids.get(inner).and_then(|id| self.mixed_up(id, true)),
            Reference::Schema(_)
            | Reference::Enum(_)
            | Reference::Table(_)
            | Reference::Column(..)
            | Reference::Constraint(..) => None,
        })
    }
}

/// A type without its collation.
fn plain(ty: &str) -> &str {
    ty.split_once(" COLLATE ").map_or(ty, |(ty, _)| ty)
}
