//! Objects that are said as SQL. Their texts are the server's: a rename of what they speak of changes
//! who they belong to and what they need, and leaves the text to the change that replaces it.

use std::collections::BTreeSet;

use super::slot;
use crate::name::QName;
use crate::schema::{Home, Object, ObjectId, ObjectKind, Reference, Schema, Table};

pub(super) fn create(schema: &mut Schema, object: &Object) -> Result<(), String> {
    let id = &object.id;
    if schema.objects.contains_key(id) {
        return Err(format!("there is a {id} already"));
    }
    match id.kind.home() {
        Home::Database => {}
        Home::Schema => {
            slot::namespace_exists(schema, &id.name)?;
            if id.is_relation() {
                slot::relation_is_free(schema, &id.name)?;
            }
            if id.is_relation() || id.is_type() {
                slot::type_is_free(schema, &id.name)?;
            }
        }
        Home::Relation => {
            let relation = id.relation.as_ref().ok_or_else(|| format!("{id} is on no table"))?;
            relation_exists(schema, relation)?;
        }
        Home::Privilege => {
            id.relation.as_ref().map_or(Ok(()), |relation| relation_exists(schema, relation))?;
        }
    }
    schema.objects.insert(id.clone(), object.clone());
    Ok(())
}

fn relation_exists(schema: &Schema, relation: &QName) -> Result<(), String> {
    let is_there = schema.tables.contains_key(relation)
        || schema.objects.keys().any(|id| id.is_relation() && id.name == *relation);
    if is_there { Ok(()) } else { Err(format!("there is no table or view {relation}")) }
}

pub(super) fn drop(schema: &mut Schema, id: &ObjectId, was: Option<&Object>) -> Result<(), String> {
    is_free(schema, &Reference::Object(id.clone()))?;
    let found = schema.objects.get(id).ok_or_else(|| format!("{id} does not exist"))?;
    if was.is_some_and(|was| was != found) {
        return Err(format!("{id} is not what the change expects"));
    }
    schema.objects.remove(id);
    if id.is_relation() {
        without_relation(schema, &id.name);
    }
    Ok(())
}

pub(super) fn replace(
    schema: &mut Schema,
    to: &Object,
    was: Option<&Object>,
) -> Result<(), String> {
    let id = &to.id;
    let found = schema.objects.get_mut(id).ok_or_else(|| format!("{id} does not exist"))?;
    // A rename of what it speaks of has changed the server's text, which is not known here.
    let same = |was: &Object| was.id == found.id && was.comment == found.comment;
    if was.is_some_and(|was| !same(was)) {
        return Err(format!("{id} is not what the change expects"));
    }
    *found = to.clone();
    Ok(())
}

pub(super) fn rename(schema: &mut Schema, from: &ObjectId, to: &str) -> Result<(), String> {
    let target = ObjectId { name: from.name.sibling(to), ..from.clone() };
    if schema.objects.contains_key(&target) {
        return Err(format!("there is a {target} already"));
    }
    let mut object = schema.objects.remove(from).ok_or_else(|| format!("{from} does not exist"))?;
    object.id = target.clone();
    schema.objects.insert(target.clone(), object);
    if from.is_relation() {
        move_relation(schema, &from.name, &target.name);
    }
    rename_in_tables(schema, from, &target.name);
    let (from, to) = (Reference::Object(from.clone()), Reference::Object(target));
    change_needs(schema, |reference| (*reference == from).then(|| to.clone()));
    Ok(())
}

/// Gives a type or a collation its new name where tables speak of it.
fn rename_in_tables(schema: &mut Schema, from: &ObjectId, to: &QName) {
    let new = |name: &QName| (*name == from.name).then(|| to.clone());
    for table in schema.tables.values_mut() {
        if from.is_type() {
            super::rename_types(table, new, |_, _| None);
        } else if from.kind == ObjectKind::Collation {
            rename_collations(table, new);
        }
    }
}

/// Gives the collations of a table's columns and indexes the names that `name` says.
pub(crate) fn rename_collations(table: &mut Table, name: impl Fn(&QName) -> Option<QName>) {
    let rename = |collation: &mut Option<QName>| {
        if let Some(new) = collation.as_ref().and_then(&name) {
            *collation = Some(new);
        }
    };
    table.columns.iter_mut().for_each(|column| rename(&mut column.ty.collation));
    for index in table.indexes.values_mut() {
        index.columns.iter_mut().for_each(|part| rename(&mut part.collation));
    }
}

/// Whether nothing but what goes with it depends on something.
pub(super) fn is_free(schema: &Schema, what: &Reference) -> Result<(), String> {
    let speaks = |reference: &Reference| match (what, reference) {
        (Reference::Table(table), Reference::Column(of, _) | Reference::Constraint(of, _)) => {
            table == of
        }
        _ => reference == what,
    };
    let goes_with = |object: &Object| match (what, &object.id.relation) {
        (Reference::Table(table), Some(relation)) => table == relation,
        (Reference::Object(id), Some(relation)) => id.is_relation() && id.name == *relation,
        // A table leaves its publications when it goes.
        (Reference::Table(_), None) => object.id.kind == ObjectKind::Publication,
        _ => false,
    };
    match schema.objects.values().find(|o| !goes_with(o) && o.needs.iter().any(speaks)) {
        Some(object) => Err(format!("{} depends on {what}", object.id)),
        None => Ok(()),
    }
}

/// Takes out what goes with a relation.
pub(super) fn without_relation(schema: &mut Schema, relation: &QName) {
    schema.objects.retain(|id, _| id.relation.as_ref() != Some(relation));
    let of_it = |reference: &Reference| match reference {
        Reference::Table(table) | Reference::Column(table, _) => table == relation,
        Reference::Schema(_)
        | Reference::Enum(_)
        | Reference::Constraint(..)
        | Reference::Object(_) => false,
    };
    for object in schema.objects.values_mut() {
        if object.id.kind == ObjectKind::Publication {
            object.needs.retain(|reference| !of_it(reference));
        }
    }
}

/// Gives what belongs to a relation, and what needs it, the relation's new name.
pub(super) fn move_relation(schema: &mut Schema, from: &QName, to: &QName) {
    let belongs = |id: &ObjectId| id.relation.as_ref() == Some(from);
    let moved: Vec<ObjectId> = schema.objects.keys().filter(|id| belongs(id)).cloned().collect();
    for id in moved {
        if let Some(mut object) = schema.objects.remove(&id) {
            object.id.relation = Some(to.clone());
            schema.objects.insert(object.id.clone(), object);
        }
    }
    change_needs(schema, |reference| match reference {
        Reference::Table(table) if table == from => Some(Reference::Table(to.clone())),
        Reference::Column(table, column) if table == from => {
            Some(Reference::Column(to.clone(), column.clone()))
        }
        Reference::Constraint(table, name) if table == from => {
            Some(Reference::Constraint(to.clone(), name.clone()))
        }
        Reference::Object(id) if belongs(id) => {
            Some(Reference::Object(ObjectId { relation: Some(to.clone()), ..id.clone() }))
        }
        Reference::Table(_)
        | Reference::Column(..)
        | Reference::Constraint(..)
        | Reference::Object(_)
        | Reference::Schema(_)
        | Reference::Enum(_) => None,
    });
}

/// Changes what objects need, where `change` gives something else.
pub(super) fn change_needs(schema: &mut Schema, change: impl Fn(&Reference) -> Option<Reference>) {
    for object in schema.objects.values_mut() {
        if object.needs.iter().any(|reference| change(reference).is_some()) {
            let needs = std::mem::take(&mut object.needs);
            object.needs = needs
                .into_iter()
                .map(|reference| change(&reference).unwrap_or(reference))
                .collect::<BTreeSet<_>>();
        }
    }
}
