//! A change → the rights that the role must have for it. Pure.

use std::collections::BTreeSet;

use crate::name::QName;
use crate::op::Op;
use crate::schema::{Home, Object, ObjectId, ObjectKind};

/// A right that a change needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    /// CREATE on the database.
    CreateSchemas,
    /// CREATE on a schema (`None`: the default one).
    CreateIn(Option<String>),
    /// To be the owner of a schema.
    OwnSchema(String),
    /// To be the owner of a table.
    OwnTable(QName),
    /// To be the owner of a type.
    OwnType(QName),
    /// REFERENCES on a table.
    Reference(QName),
}

/// A publication needs CREATE on the database. A trigger may be made by who has the right TRIGGER, a rule or a policy by the owner alone; the
/// owner may all.
fn create_object(id: &ObjectId, into: &mut BTreeSet<Need>) {
    match id.kind.home() {
        Home::Database if id.kind == ObjectKind::Publication => {
            into.insert(Need::CreateSchemas);
        }
        // What an extension, an event trigger or a server needs is not a right on an object.
        Home::Database => {}
        Home::Schema => {
            into.insert(Need::CreateIn(id.name.schema.clone()));
        }
        Home::Relation | Home::Privilege => own_object(id, into),
    }
}

/// Only what belongs to a table is asked about: the owner of the other kinds is in many catalogues,
/// and the server tells it without harm.
fn own_object(id: &ObjectId, into: &mut BTreeSet<Need>) {
    into.extend(id.relation.clone().map(Need::OwnTable));
}

/// What this change needs of the objects that are there before the run.
pub(crate) fn needs(op: &Op, into: &mut BTreeSet<Need>) {
    let create_in = |name: &QName| Need::CreateIn(name.schema.clone());
    let own = |table: &QName| Need::OwnTable(table.clone());
    match op {
        Op::CreateSchema { name: _ } => {
            into.insert(Need::CreateSchemas);
        }
        Op::DropSchema { name } => {
            into.insert(Need::OwnSchema(name.clone()));
        }
        Op::RenameSchema { from, to: _ } => {
            into.insert(Need::OwnSchema(from.clone()));
            into.insert(Need::CreateSchemas);
        }
        Op::SetSchemaComment { name, was: _, to: _ } => {
            into.insert(Need::OwnSchema(name.clone()));
        }
        Op::CreateEnum { ty } => {
            into.insert(create_in(&ty.name));
        }
        Op::DropEnum { name, was: _ }
        | Op::AddEnumValue { name, value: _, position: _, was: _, uses: _ }
        | Op::RenameEnumValue { name, from: _, to: _ }
        | Op::SetEnumComment { name, was: _, to: _ } => {
            into.insert(Need::OwnType(name.clone()));
        }
        Op::RenameEnum { from, to: _ } => {
            into.insert(Need::OwnType(from.clone()));
            into.insert(create_in(from));
        }
        Op::ReplaceEnum { to, mapping: _, uses, was: _ } => {
            into.insert(Need::OwnType(to.name.clone()));
            into.insert(create_in(&to.name));
            into.extend(uses.iter().map(|used| own(&used.table)));
        }
        Op::CreateTable { table } => {
            into.insert(create_in(&table.name));
        }
        Op::DropTable { name, was: _ } => {
            into.insert(own(name));
        }
        Op::RenameTable { from, to: _ } => {
            into.insert(own(from));
            into.insert(create_in(from));
        }
        Op::MoveTable { from, to } => {
            into.insert(own(from));
            into.insert(Need::CreateIn(to.clone()));
        }
        Op::SetTableComment { table, was: _, to: _ }
        | Op::SetTableSetting { table, key: _, was: _, to: _ }
        | Op::AddColumn { table, column: _ }
        | Op::DropColumn { table, name: _, was: _ }
        | Op::RenameColumn { table, from: _, to: _ }
        | Op::AlterColumnType { table, column: _, was: _, to: _, using: _ }
        | Op::SetNullable { table, column: _, to: _ }
        | Op::SetColumnValue { table, column: _, was: _, to: _ }
        | Op::SetColumnComment { table, column: _, was: _, to: _ }
        | Op::DropPrimaryKey { table, name: _, was: _ }
        | Op::DropUnique { table, name: _, was: _ }
        | Op::AddCheck { table, check: _ }
        | Op::DropCheck { table, name: _, was: _ }
        | Op::DropExclude { table, name: _, was: _ }
        | Op::ValidateConstraint { table, name: _ }
        | Op::DropForeignKey { table, name: _, was: _ }
        | Op::RenameConstraint { table, from: _, to: _ }
        | Op::DropIndex { table, name: _, concurrently: _, was: _ }
        | Op::RenameIndex { table, from: _, to: _ } => {
            into.insert(own(table));
        }
        Op::AddPrimaryKey { table, key: _ }
        | Op::AddUnique { table, unique: _ }
        | Op::AddExclude { table, exclude: _ }
        | Op::CreateIndex { table, index: _ } => {
            into.insert(own(table));
            into.insert(create_in(table));
        }
        Op::AddForeignKey { table, key } => {
            into.insert(own(table));
            into.insert(Need::Reference(key.references.clone()));
        }
        Op::CreateObject { object } => create_object(&object.id, into),
        Op::ReplaceObject { to: Object { id, .. }, was: _ }
        | Op::DropObject { id, was: _ }
        | Op::SetObjectComment { id, was: _, to: _ } => own_object(id, into),
        Op::RenameObject { from, to: _ } => {
            own_object(from, into);
            create_object(from, into);
        }
    }
}
