//! Columns that hold values of a type, be it inside of another one. PostgreSQL refuses what would make it look at
//! each of them; then the type is made anew.

use std::collections::BTreeSet;

use super::table::TableDiff;
use crate::op::expression::element_type;
use crate::op::{attributes_of, restricts};
use crate::schema::{Column, Object, ObjectKind, Reference, Schema};

/// Whether a type cannot become another one in place: an attribute gets another type and a column has it,
/// or a domain is restricted of which a column has a list or a composite.
pub(super) fn is_in_the_way(
    was: &Object,
    to: &Object,
    old: &Schema,
    tables: &[TableDiff<'_>],
) -> bool {
    let stays = |holds: &dyn Fn(&Column) -> bool| {
        let stay = tables.iter().filter(|table| table.new.is_some());
        stay.flat_map(|table| &table.pairs).any(|pair| holds(pair.old))
    };
    let holders = || holders(old, &Reference::Object(was.id.clone()), &was.id.name.to_string());
    if was.id.kind == ObjectKind::CompositeType && is_retyped(was, to) {
        let holders = holders();
        stays(&|column| holders.contains(element_type(&column.ty.name).0))
    } else if was.id.kind == ObjectKind::Domain && restricts(was, to) {
        let (holders, plain) = (holders(), domains_over(old, was));
        stays(&|column| {
            let (element, is_array) = element_type(&column.ty.name);
            holders.contains(element) && (is_array || !plain.contains(element))
        })
    } else {
        false
    }
}

/// The types that are made of one, at any depth, and it among them, as columns name them.
pub(super) fn holders(schema: &Schema, of: &Reference, name: &str) -> BTreeSet<String> {
    closure(schema, of, name, |object| object.id.is_type())
}

/// The domains over a domain, at any depth, and it among them; not those over a list of it.
fn domains_over(schema: &Schema, domain: &Object) -> BTreeSet<String> {
    let over_a_list = |object: &Object| {
        let create = object.definition.first().map_or("", String::as_str);
        create.split_once(" COLLATE ").map_or(create, |(create, _)| create).ends_with("[]")
    };
    let of = Reference::Object(domain.id.clone());
    closure(schema, &of, &domain.id.name.to_string(), |object| {
        object.id.kind == ObjectKind::Domain && !over_a_list(object)
    })
}

fn closure(
    schema: &Schema,
    of: &Reference,
    name: &str,
    counts: impl Fn(&Object) -> bool,
) -> BTreeSet<String> {
    let mut found: BTreeSet<Reference> = BTreeSet::from([of.clone()]);
    let mut names = BTreeSet::from([name.to_owned()]);
    loop {
        let before = found.len();
        for object in schema.objects.values().filter(|object| counts(object)) {
            if object.needs.iter().any(|need| found.contains(need)) {
                found.insert(Reference::Object(object.id.clone()));
                names.insert(object.id.name.to_string());
            }
        }
        if found.len() == before {
            return names;
        }
    }
}

fn is_retyped(was: &Object, to: &Object) -> bool {
    let (Some(old), Some(new)) = (attributes_of(was), attributes_of(to)) else { return false };
    old.iter().any(|(name, ty)| new.iter().any(|(other, now)| other == name && now != ty))
}
