//! Objects that are said as SQL. One whose text changes is changed in place where there is a way;
//! else it goes and comes again, and with it everything that depends on it. So does what depends on a
//! column, a type or a constraint that is dropped or made anew.

use std::collections::{BTreeMap, BTreeSet};

use super::enum_type::{self, Enums};
use super::holder;
use super::names::Names;
use super::table::TableDiff;
use crate::op::expression::element_type;
use crate::op::{Op, grantee, is_in_place, split_at_top};
use crate::schema::{Home, Object, ObjectId, ObjectKind, Reference, Schema, SettingKey, Table};

pub(super) fn ops(
    old: &Schema,
    new: &Schema,
    names: &Names,
    tables: &[TableDiff<'_>],
    gone: &BTreeSet<ObjectId>,
) -> Vec<Op> {
    let bases = bases(old, names);
    let carried = carried(old, names, tables);
    let mut ops = Vec::new();
    let mut stay: BTreeSet<&ObjectId> = BTreeSet::new();
    for (id, was) in old.objects.iter().rev() {
        let base = &bases[id];
        if gone.contains(id) {
            let mut was = aside(was, names);
            if was.id != *id {
                if let Some(bare) = bare(&was, gone) {
                    let to = Object { id: id.clone(), ..bare.clone() };
                    let before = Object { id: id.clone(), ..was };
                    ops.push(Op::ReplaceObject { to, was: Some(Box::new(before)) });
                    was = bare;
                }
                ops.push(Op::RenameObject { from: id.clone(), to: was.id.name.name.clone() });
            }
            ops.push(Op::DropObject { id: was.id.clone(), was: Some(Box::new(was)) });
            continue;
        }
        let Some(to) = new.objects.get(base) else { continue };
        stay.insert(&to.id);
        let mut was = Object { id: base.clone(), ..was.clone() };
        if let Some(unlogged) = carried.get(base) {
            was.set_unlogged(*unlogged);
        }
        if was.definition != to.definition {
            let to = Object { comment: was.comment.clone(), ..to.clone() };
            ops.push(Op::ReplaceObject { to, was: Some(Box::new(was.clone())) });
        }
        if was.comment != to.comment {
            let (id, was, to) = (base.clone(), was.comment, to.comment.clone());
            ops.push(Op::SetObjectComment { id, was, to });
        }
    }
    for object in new.objects.values().filter(|object| !stay.contains(&object.id)) {
        // One that was there before keeps what others may do with it.
        let before = bases.iter().find(|(_, base)| **base == object.id);
        let was = before.and_then(|(id, _)| old.objects.get(*id));
        // On the way back it is the new side that knows of none.
        let grants = was.map(|was| &was.grants).filter(|grants| !grants.is_empty());
        let mut grants = grants.unwrap_or(&object.grants).clone();
        let known = managed(&object.id, old, new);
        grants.retain(|grant| !grantee(grant).is_some_and(|role| known.contains(&role)));
        // A column that goes takes its grants along, and one that comes brings them.
        grants.retain(|grant| granted_column(grant).is_none_or(|column| has(object, column)));
        if let Some(was) = was {
            let comes = |grant: &&String| {
                !grants.contains(*grant)
                    && granted_column(grant).is_some_and(|column| !has(was, column))
            };
            let more: Vec<String> = object.grants.iter().filter(comes).cloned().collect();
            grants.extend(more);
        }
        ops.push(Op::CreateObject { object: Object { grants, ..object.clone() } });
    }
    ops
}

/// The sequences, by their new identity, that become unlogged or logged with the table that owns them.
fn carried(before: &Schema, names: &Names, tables: &[TableDiff<'_>]) -> BTreeMap<ObjectId, bool> {
    let mut carried = BTreeMap::new();
    for table in tables {
        let (Some(old), Some(new)) = (table.old, table.new) else { continue };
        let unlogged = |table: &Table| table.settings.contains_key(&SettingKey::Unlogged);
        if unlogged(old) == unlogged(new) {
            continue;
        }
        for (id, object) in &before.objects {
            if object.is_owned_by(&old.name) {
                carried.insert(project(id, before, names), unlogged(new));
            }
        }
        for pair in &table.pairs {
            let owned = |table: &Table, column: &str| {
                table.settings.get(&SettingKey::ColumnSequence(column.to_owned())).cloned()
            };
            let was = owned(old, &pair.old.name);
            if let Some(name) = was.filter(|was| owned(new, &pair.new.name).as_ref() == Some(was)) {
                let id = ObjectId::new(ObjectKind::Sequence, new.name.sibling(name));
                carried.insert(id, unlogged(new));
            }
        }
    }
    carried
}

/// Whether a view has a column, which is given as SQL text; where its columns are not known, it has.
fn has(view: &Object, column: &str) -> bool {
    let columns = format!("\n{}", view.shape);
    view.shape.is_empty() || columns.contains(&format!("\n{column} "))
}

/// The column, as SQL text, that a view's grant is about.
fn granted_column(grant: &str) -> Option<&str> {
    let (head, _) = split_at_top(grant, " ON ")?;
    head.split_once(" (")?.1.strip_suffix(')')
}

/// The roles whose privileges on an object are declared, or were: what becomes of them is a change of
/// its own.
fn managed(id: &ObjectId, old: &Schema, new: &Schema) -> BTreeSet<String> {
    let of_it = Reference::Object(id.clone());
    let objects = old.objects.values().chain(new.objects.values());
    objects
        .filter(|object| object.id.kind == ObjectKind::Grant && object.needs.contains(&of_it))
        .map(|object| object.id.name.name.clone())
        .collect()
}

fn bases<'a>(old: &'a Schema, names: &Names) -> BTreeMap<&'a ObjectId, ObjectId> {
    old.objects.keys().map(|id| (id, project(id, old, names))).collect()
}

/// An object that goes, as it is called then.
fn aside(object: &Object, names: &Names) -> Object {
    let called = |id: &ObjectId| {
        let is_one = id.is_type() || id.kind == ObjectKind::Collation;
        let to = names.retired.get(&id.name).filter(|_| is_one);
        ObjectId { name: to.unwrap_or(&id.name).clone(), ..id.clone() }
    };
    let id = called(&object.id);
    // What goes before the renames speaks of them under their old names.
    if id == object.id {
        return object.clone();
    }
    let need = |need: &Reference| match need {
        Reference::Object(id) => Reference::Object(called(id)),
        Reference::Schema(_)
        | Reference::Enum(_)
        | Reference::Table(_)
        | Reference::Column(..)
        | Reference::Constraint(..) => need.clone(),
    };
    Object { id, needs: object.needs.iter().map(need).collect(), ..object.clone() }
}

/// A domain without its checks and its default, where they call functions that go before it.
fn bare(domain: &Object, gone: &BTreeSet<ObjectId>) -> Option<Object> {
    let is_routine = |need: &Reference| match need {
        Reference::Object(id) => id.is_routine(),
        Reference::Schema(_)
        | Reference::Enum(_)
        | Reference::Table(_)
        | Reference::Column(..)
        | Reference::Constraint(..) => false,
    };
    let calls =
        |id: &ObjectId| id.is_routine() && domain.needs.contains(&Reference::Object(id.clone()));
    (domain.id.kind == ObjectKind::Domain && gone.iter().any(calls)).then(|| {
        let mut bare = domain.clone();
        bare.definition.truncate(1);
        bare.needs.retain(|need| !is_routine(need));
        bare
    })
}

/// An old object's identity under the new names.
pub(super) fn project(id: &ObjectId, old: &Schema, names: &Names) -> ObjectId {
    let mut id = id.clone();
    // A sequence goes to another schema with the table whose column owns it.
    if id.kind == ObjectKind::Sequence {
        let owns = |table: &&Table| {
            table.name.schema == id.name.schema
                && table.settings.iter().any(|(key, value)| {
                    matches!(key, SettingKey::ColumnSequence(_)) && *value == id.name.name
                })
        };
        let owner = old.tables.values().find(owns);
        if let Some(to) = owner.and_then(|table| names.tables.get(&table.name)) {
            id.name.schema.clone_from(&to.schema);
        }
    }
    if let Some(relation) = &mut id.relation
        && let Some(to) = names.tables.get(relation)
    {
        relation.clone_from(to);
    }
    if let Some(list) = id.signature.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        let types = list.split(", ").map(|ty| {
            let (element, _) = element_type(ty);
            let renamed = names.enums.iter().find(|(from, _)| from.to_string() == element);
            match renamed {
                Some((_, to)) => format!("{to}{}", &ty[element.len()..]),
                None => ty.to_owned(),
            }
        });
        id.signature = format!("({})", types.collect::<Vec<_>>().join(", "));
    }
    id
}

/// What is dropped, made anew or changed under those who depend on it, in old names.
fn disturbed(names: &Names, enums: &Enums, tables: &[TableDiff<'_>]) -> BTreeSet<Reference> {
    let mut found = BTreeSet::new();
    for table in tables {
        let Some(old) = table.old else { continue };
        let name = &old.name;
        if table.new.is_none() {
            found.insert(Reference::Table(name.clone()));
            for column in &old.columns {
                found.insert(Reference::Column(name.clone(), column.name.clone()));
            }
        }
        for column in table.disturbed_old() {
            found.insert(Reference::Column(name.clone(), column.clone()));
        }
        for op in &table.ops {
            if let Op::DropPrimaryKey { table, name, .. }
            | Op::DropUnique { table, name, .. }
            | Op::DropCheck { table, name, .. }
            | Op::DropForeignKey { table, name, .. } = op
            {
                found.insert(Reference::Constraint(table.clone(), name.clone()));
            }
        }
    }
    let replaced = enum_type::replaced(enums);
    for (from, to) in &names.enums {
        if replaced.contains(to) || names.dropped_enums.contains(from) {
            found.insert(Reference::Enum(from.clone()));
        }
    }
    for name in &names.dropped_enums {
        found.insert(Reference::Enum(name.clone()));
    }
    found
}

/// Whether what is disturbed merely leaves the object: a table that is dropped leaves its publications
/// by itself. One that comes again under its name must be put back.
fn leaves(
    was: &Object,
    reference: &Reference,
    disturbed: &BTreeSet<Reference>,
    bases: &BTreeMap<&ObjectId, ObjectId>,
    new: &Schema,
) -> bool {
    let (Reference::Table(table) | Reference::Column(table, _)) = reference else { return false };
    let table = Reference::Table(table.clone());
    let to = bases.get(&was.id).and_then(|base| new.objects.get(base));
    was.id.kind == ObjectKind::Publication
        && disturbed.contains(&table)
        && to.is_some_and(|to| !to.needs.contains(&table))
}

/// Whether a publication has a table that becomes unlogged: that is refused while it has it.
fn is_no_longer_logged(was: &Object, tables: &[TableDiff<'_>]) -> bool {
    let unlogged = |table: Option<&Table>| {
        table.is_some_and(|table| table.settings.contains_key(&SettingKey::Unlogged))
    };
    was.id.kind == ObjectKind::Publication
        && tables.iter().any(|table| {
            let has = |old: &Table| was.needs.contains(&Reference::Table(old.name.clone()));
            table.old.is_some_and(has) && unlogged(table.new) && !unlogged(table.old)
        })
}

/// The objects that do not stay as they are in place, by their old identity.
pub(super) fn gone(
    old: &Schema,
    new: &Schema,
    names: &Names,
    enums: &Enums,
    tables: &[TableDiff<'_>],
) -> BTreeSet<ObjectId> {
    if old.objects.is_empty() {
        return BTreeSet::new();
    }
    let bases = bases(old, names);
    let mut disturbed = disturbed(names, enums, tables);
    let mut gone: BTreeSet<ObjectId> = BTreeSet::new();
    for (id, was) in &old.objects {
        let stays = new.objects.get(&bases[id]).is_some_and(|to| {
            was.definition == to.definition
                || (is_in_place(was, to) && !holder::is_in_the_way(was, to, old, tables))
        });
        if !stays || is_no_longer_logged(was, tables) {
            gone.insert(id.clone());
            disturbed.insert(Reference::Object(id.clone()));
        }
    }
    loop {
        let before = gone.len();
        for (id, was) in &old.objects {
            if gone.contains(id) {
                continue;
            }
            let home = id.relation.as_ref().is_some_and(|relation| {
                disturbed.contains(&Reference::Table(relation.clone()))
                    || gone.iter().any(|other| other.is_relation() && other.name == *relation)
            });
            let leans = was.needs.iter().any(|reference| {
                disturbed.contains(reference) && !leaves(was, reference, &disturbed, &bases, new)
            });
            if leans || (home && matches!(id.kind.home(), Home::Relation | Home::Privilege)) {
                gone.insert(id.clone());
                disturbed.insert(Reference::Object(id.clone()));
            }
        }
        if gone.len() == before {
            return gone;
        }
    }
}
