//! A declared structure whose dependencies nobody knows yet is made by trial: what cannot be made yet
//! waits until something else was.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::postgres::PgConnection;

use super::ProofError;
use crate::dialect::postgres::render::{self, RenderContext};
use crate::dialect::postgres::scratch::attempt;
use crate::dialect::postgres::{session, sql};
use crate::diff::calling;
use crate::name::QName;
use crate::op::Op;
use crate::schema::{Object, ObjectId, ObjectKind, Schema, SettingKey, Table};

/// Makes all but the indexes and foreign keys, on which nothing else depends.
pub(super) async fn build_by_trial(
    conn: &mut PgConnection,
    declared: &Schema,
    render: &RenderContext,
) -> Result<(), ProofError> {
    let Schema { namespaces, namespace_comments: _, enums, tables, objects } = declared;
    let mut first = Vec::new();
    let mut rest = Vec::new();
    let push = |list: &mut Vec<(String, String)>, label: String, op: &Op| {
        let statements = render::statements(op, render);
        let texts: Vec<String> = statements.into_iter().map(|statement| statement.sql).collect();
        list.push((label, texts.join(";\n")));
    };
    for name in namespaces {
        let op = Op::CreateSchema { name: name.clone() };
        push(&mut first, op.describe(), &op);
    }
    for object in objects.values() {
        // A comment would fail first where the SQL makes another object than it says.
        let bare = Object { comment: None, ..object.clone() };
        let op = Op::CreateObject { object: bare };
        // Default privileges are part of what is granted on all that comes after them.
        let is_first =
            matches!(object.id.kind, ObjectKind::Extension | ObjectKind::DefaultPrivileges);
        let to = if is_first { &mut first } else { &mut rest };
        push(to, object.id.to_string(), &op);
    }
    for ty in enums.values() {
        push(&mut rest, format!("enum {}", ty.name), &Op::CreateEnum { ty: ty.clone() });
    }
    let called = |id: &&ObjectId| matches!(id.kind, ObjectKind::Function | ObjectKind::Aggregate);
    let functions: BTreeSet<QName> =
        objects.keys().filter(called).map(|id| id.name.clone()).collect();
    for table in tables.values() {
        let mut bare =
            Table { foreign_keys: BTreeMap::new(), indexes: BTreeMap::new(), ..table.clone() };
        // Nothing leans on the other settings, and some speak of what is left out here.
        bare.settings
            .retain(|key, _| matches!(key, SettingKey::PartitionBy | SettingKey::PartitionOf));
        // A function may need the very table that calls it.
        let calling = calling(&mut bare, &functions);
        push(&mut rest, format!("table {}", table.name), &Op::CreateTable { table: bare });
        for op in calling {
            push(&mut rest, op.describe(), &op);
        }
    }
    let mut missing = attempt(conn, &first).await?;
    let path = session::search_path(&[&render.default_schema], false);
    sql::execute(conn, "preparing the scratch database", &path).await?;
    missing.extend(attempt(conn, &rest).await?);
    if missing.is_empty() { Ok(()) } else { Err(ProofError::Declared { missing }) }
}
