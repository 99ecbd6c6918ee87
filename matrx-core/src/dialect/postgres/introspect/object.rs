//! Objects that are said as SQL: the rows of `object/*.sql`, each with the commands that make it,
//! and what they depend on.

use std::collections::{BTreeMap, BTreeSet};

use super::not_covered::{NotCovered, NotCoveredKind};
use super::record::{DependencyRecord, ObjectRecord};
use super::{DbError, OnRequest, Selection};
use crate::name::QName;
use crate::schema::{Object, ObjectId, ObjectKind, Reference, Table};

const QUERIES: &[&str] = &[
    include_str!("object/extensions.sql"),
    include_str!("object/collations.sql"),
    include_str!("object/domains.sql"),
    include_str!("object/composite_types.sql"),
    include_str!("object/range_types.sql"),
    include_str!("object/sequences.sql"),
    include_str!("object/routines.sql"),
    include_str!("object/aggregates.sql"),
    include_str!("object/operators.sql"),
    include_str!("object/operator_classes.sql"),
    include_str!("object/conversions.sql"),
    include_str!("object/languages.sql"),
    include_str!("object/casts.sql"),
    include_str!("object/text_search_parts.sql"),
    include_str!("object/text_search.sql"),
    include_str!("object/foreign.sql"),
    include_str!("object/views.sql"),
    include_str!("object/statistics.sql"),
    include_str!("object/rules.sql"),
    include_str!("object/triggers.sql"),
    include_str!("object/policies.sql"),
    include_str!("object/event_triggers.sql"),
];

pub(super) const DEPENDENCIES: &str = include_str!("object/dependencies.sql");

const PUBLICATIONS: &str = include_str!("object/publications.sql");
const PRIVILEGES: [&str; 2] =
    [include_str!("object/grants.sql"), include_str!("object/default_privileges.sql")];

/// All of them as one query: they have the same columns.
pub(super) fn query(asked: OnRequest) -> String {
    let OnRequest { publications, privileges } = asked;
    let mut queries = QUERIES.to_vec();
    queries.extend(publications.then_some(PUBLICATIONS));
    queries.extend(PRIVILEGES.into_iter().filter(|_| privileges));
    queries.join("\nUNION ALL\n")
}

/// Whether what the object depends on is its own affair: which column a sequence belongs to is the column's, unless the
/// sequence says it.
fn leans(object: &Object) -> bool {
    object.id.kind != ObjectKind::Sequence
        || object.definition.iter().skip(1).any(|part| !part.ends_with(" SET UNLOGGED"))
}

/// What the objects are put together with.
pub(super) struct Objects<'a> {
    pub(super) what: &'a Selection,
    pub(super) tables: &'a BTreeMap<i64, Table>,
    /// The columns' names by table and number.
    pub(super) columns: &'a BTreeMap<(i64, i16), String>,
    pub(super) enums: &'a BTreeMap<i64, QName>,
}

impl Objects<'_> {
    /// The objects, and those that belong to a relation which is not read.
    pub(super) fn build(
        &self,
        records: Vec<ObjectRecord>,
        dependencies: Vec<DependencyRecord>,
    ) -> Result<(BTreeMap<ObjectId, Object>, Vec<NotCovered>), DbError> {
        let mut relations: BTreeSet<QName> =
            self.tables.values().map(|table| table.name.clone()).collect();
        let mut objects: BTreeMap<(String, i64), Object> = BTreeMap::new();
        let mut left_out = Vec::new();
        let is_grant = |record: &ObjectRecord| record.kind == ObjectKind::Grant.text();
        let (grants, records): (Vec<_>, Vec<_>) = records.into_iter().partition(is_grant);
        let (on_relations, others): (Vec<_>, Vec<_>) =
            records.into_iter().partition(|record| record.relation.is_some());
        for record in others.into_iter().chain(on_relations) {
            // A row of default privileges is for several roles.
            let is_shared = record.kind == ObjectKind::DefaultPrivileges.text();
            let grantee = if is_shared { record.name.as_str() } else { "" };
            let key = (format!("{}{grantee}", record.class), record.oid);
            let object = self.object(record)?;
            let id = &object.id;
            match &id.relation {
                Some(relation) if !relations.contains(relation) => {
                    left_out.extend(left(id, relation));
                    continue;
                }
                Some(_) => {}
                None if id.is_relation() => {
                    relations.insert(id.name.clone());
                }
                None => {}
            }
            objects.insert(key, object);
        }
        let ids: BTreeMap<(String, i64), ObjectId> =
            objects.iter().map(|(key, object)| (key.clone(), object.id.clone())).collect();
        for record in dependencies {
            let Some(reference) = self.reference(&record, &ids) else { continue };
            if let Some(object) = objects.get_mut(&(record.class, record.oid))
                && reference != Reference::Object(object.id.clone())
                && leans(object)
            {
                object.needs.insert(reference);
            }
        }
        let mut objects: BTreeMap<ObjectId, Object> =
            objects.into_values().map(|object| (object.id.clone(), object)).collect();
        for record in grants {
            let object = self.grant(record, &ids)?;
            objects.extend(object.map(|object| (object.id.clone(), object)));
        }
        Ok((objects, left_out))
    }

    /// What a role may do with something, where that is read.
    fn grant(
        &self,
        mut record: ObjectRecord,
        ids: &BTreeMap<(String, i64), ObjectId>,
    ) -> Result<Option<Object>, DbError> {
        let on = self.find(&record.class, record.oid, 0, ids);
        if on.is_none() && record.class != "pg_namespace" {
            return Ok(None);
        }
        let columns = std::mem::take(&mut record.grants.0);
        let mut object = self.object(record)?;
        let relation = &object.id.relation;
        let column = |name| relation.clone().map(|table| Reference::Column(table, name));
        object.needs = on.into_iter().chain(columns.into_iter().filter_map(column)).collect();
        Ok(Some(object))
    }

    fn object(&self, record: ObjectRecord) -> Result<Object, DbError> {
        let kind = ObjectKind::from_text(&record.kind).ok_or_else(|| DbError::Unexpected {
            doing: "reading views, functions and the like".to_owned(),
            what: format!("unknown kind of object: {}", record.kind),
        })?;
        let name = match &record.schema {
            Some(schema) => self.what.name(schema, &record.name),
            None => QName::new(record.name),
        };
        let relation = match (record.relation_schema, record.relation) {
            (Some(schema), Some(relation)) => Some(self.what.name(&schema, &relation)),
            (Some(_) | None, _) => None,
        };
        Ok(Object {
            id: ObjectId { kind, name, signature: record.signature, relation },
            definition: record.definition.0,
            // A view may have no column.
            shape: record.shape.unwrap_or_default(),
            comment: record.comment,
            grants: record.grants.0,
            needs: BTreeSet::new(),
        })
    }

    fn reference(
        &self,
        record: &DependencyRecord,
        ids: &BTreeMap<(String, i64), ObjectId>,
    ) -> Option<Reference> {
        if let (Some(table), Some(name)) = (record.constraint_table, &record.constraint) {
            let table = self.tables.get(&table)?;
            return Some(Reference::Constraint(table.name.clone(), name.clone()));
        }
        self.find(&record.other_class, record.other, record.column, ids)
    }

    fn find(
        &self,
        class: &str,
        oid: i64,
        column: i32,
        ids: &BTreeMap<(String, i64), ObjectId>,
    ) -> Option<Reference> {
        if let Some(id) = ids.get(&(class.to_owned(), oid)) {
            return Some(Reference::Object(id.clone()));
        }
        if let Some(name) = self.enums.get(&oid).filter(|_| class == "pg_type") {
            return Some(Reference::Enum(name.clone()));
        }
        let table = self.tables.get(&oid).filter(|_| class == "pg_class")?;
        let number = i16::try_from(column).ok().filter(|number| *number > 0);
        let column = number.and_then(|number| self.columns.get(&(oid, number)));
        Some(match column {
            Some(column) => Reference::Column(table.name.clone(), column.clone()),
            None => Reference::Table(table.name.clone()),
        })
    }
}

/// What belongs to a relation that is not read.
fn left(id: &ObjectId, relation: &QName) -> Option<NotCovered> {
    let kinds = [
        (ObjectKind::Rule, NotCoveredKind::Rule),
        (ObjectKind::Trigger, NotCoveredKind::Trigger),
        (ObjectKind::Policy, NotCoveredKind::Policy),
    ];
    let (_, kind) = kinds.into_iter().find(|(kind, _)| *kind == id.kind)?;
    let name = relation.sibling(&id.name.name);
    Some(NotCovered { kind, table: Some(relation.clone()), name })
}
