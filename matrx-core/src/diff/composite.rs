//! A composite type that is made anew, or whose attributes get other types, under columns that have it: their
//! values go over attribute by attribute. Through text they would go by place, and change attributes.

use super::in_use::TypeInUse;
use super::names::temporary;
use super::table::TableDiff;
use crate::name::Ident;
use crate::op::expression::element_type;
use crate::op::{Op, attributes_of};
use crate::schema::{Column, ColumnType, Object, ObjectId, ObjectKind, Schema};

/// Whether the type cannot stay in place: an attribute gets another type, and a column has it.
pub(super) fn is_in_the_way(was: &Object, to: &Object, tables: &[TableDiff<'_>]) -> bool {
    if was.id.kind != ObjectKind::CompositeType {
        return false;
    }
    let (Some(old), Some(new)) = (attributes_of(was), attributes_of(to)) else { return false };
    let is_retyped =
        |(name, ty): &(String, String)| new.iter().any(|(other, now)| other == name && now != ty);
    let name = was.id.name.to_string();
    let has = |column: &Column| element_type(&column.ty.name).0 == name;
    let stay = || tables.iter().filter(|table| table.new.is_some());
    old.iter().any(is_retyped) && stay().flat_map(|table| &table.pairs).any(|pair| has(pair.old))
}

/// Gives each change of a column from the one type to the other its conversion. While both are there, the old one
/// has a name for a moment; `old` is the side that it is of.
pub(super) fn carry(ops: &mut [Op], old: &Schema, new: &Schema) {
    for op in ops {
        if let Op::AlterColumnType { column, was: Some(was), to, using, .. } = op
            && let Some((from, into)) = sides(was, to, old, new)
            && let Some(text) = by_attributes(column, from, into, to)
        {
            *using = Some(text);
        }
    }
}

/// An array's values go over through text, by place, which only the same attributes in the same order allow.
pub(super) fn array_in_use(ops: &[Op], old: &Schema, new: &Schema) -> Result<(), Box<TypeInUse>> {
    let element = |ty: &ColumnType| ColumnType::new(element_type(&ty.name).0);
    for op in ops {
        if let Op::AlterColumnType { table, column, was: Some(was), to, .. } = op
            && element_type(&was.name).1
            && let Some((from, into)) = sides(&element(was), &element(to), old, new)
        {
            let names = |object: &Object| -> Option<Vec<String>> {
                Some(attributes_of(object)?.into_iter().map(|(name, _)| name).collect())
            };
            if names(from) != names(into) {
                let (ty, table, column) = (from.id.clone(), table.clone(), column.clone());
                return Err(Box::new(TypeInUse { ty, table, column }));
            }
        }
    }
    Ok(())
}

fn sides<'a>(
    was: &ColumnType,
    to: &ColumnType,
    old: &'a Schema,
    new: &'a Schema,
) -> Option<(&'a Object, &'a Object)> {
    let is_composite = |id: &&ObjectId| id.kind == ObjectKind::CompositeType;
    old.objects.keys().filter(is_composite).find_map(|id| {
        let (before, after) = (old.objects.get(id)?, new.objects.get(id)?);
        let aside = id.name.sibling(temporary(&id.name.name)).to_string();
        let name = id.name.to_string();
        if was.name == aside && to.name == name {
            Some((before, after))
        } else if was.name == name && to.name == aside {
            Some((after, before))
        } else {
            None
        }
    })
}

fn by_attributes(column: &str, from: &Object, into: &Object, to: &ColumnType) -> Option<String> {
    let (from, into) = (attributes_of(from)?, attributes_of(into)?);
    let column = Ident(column);
    let values: Vec<String> = into
        .iter()
        .map(|(name, ty)| match from.iter().find(|(other, _)| other == name) {
            None => "NULL".to_owned(),
            Some((_, was)) if was == ty => format!("({column}).{name}"),
            Some(_) => {
                let ty = ty.split_once(" COLLATE ").map_or(ty.as_str(), |(ty, _)| ty);
                format!("({column}).{name}::{ty}")
            }
        })
        .collect();
    // A row of nothing but NULL is not NULL.
    Some(format!(
        "CASE WHEN {column} IS DISTINCT FROM NULL THEN ROW({})::{} END",
        values.join(", "),
        to.name
    ))
}
