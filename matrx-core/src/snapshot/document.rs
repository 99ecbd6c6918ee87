//! Snapshots and comparisons as JSON documents.

use super::json::Json;
use super::{Changes, Comparison, Origin, Snapshot};
use crate::lock::canonical;
use crate::op::Op;
use crate::schema::{Column, ColumnValue, IdentityKind, Object, ObjectKind, Schema, Table};

/// Counts up when a member changes its meaning.
const FORMAT: u64 = 1;

impl Snapshot {
    /// One JSON document on one line: `meta` with the hash, `tables`, `indexes`, `triggers`, and beside them `enums`,
    /// `objects` and `schemas`. Names are keys, spelled as SQL has them. Structures between which there
    /// is no difference have the same document but for `meta.origin` and `meta.server_major`.
    pub fn to_json(&self) -> String {
        let schema = canonical::canonical(&self.schema);
        let Schema { namespaces, namespace_comments, enums, tables, objects } = &schema;
        let major = self.origin.server_major();
        let origin = match self.origin {
            Origin::Models => "models",
            Origin::Spelled { .. } => "spelled models",
            Origin::Database { .. } => "database",
        };
        let meta = Json::object([
            ("format", Json::Number(FORMAT)),
            ("hash", Json::Text(self.hash())),
            ("origin", origin.into()),
            ("server_major", major.map_or(Json::Null, |major| Json::Number(major.into()))),
        ]);
        let of_tables = tables.values().map(|table| {
            let hash = self.table_hash(&table.name);
            (table.name.to_string(), of_table(table, hash))
        });
        let indexes = tables.values().flat_map(|table| {
            table.indexes.values().map(|index| {
                let value = Json::object([
                    ("table", Json::Text(table.name.to_string())),
                    ("unique", Json::Bool(index.unique)),
                    ("definition", Json::Text(canonical::index(index))),
                ]);
                (table.name.sibling(&index.name).to_string(), value)
            })
        });
        let of_enums = enums.values().map(|ty| {
            let comment = Json::maybe(ty.comment.as_ref());
            let values = Json::texts(&ty.values);
            (ty.name.to_string(), Json::object([("values", values), ("comment", comment)]))
        });
        let is_trigger = |object: &&Object| object.id.kind == ObjectKind::Trigger;
        let triggers = objects.values().filter(is_trigger);
        let others = objects.values().filter(|object| !is_trigger(object));
        let document = Json::object([
            ("meta", meta),
            ("schemas", Json::texts(namespaces)),
            (
                "schema_comments",
                Json::object(
                    namespace_comments
                        .iter()
                        .map(|(name, text)| (name.as_str(), Json::from(text.as_str()))),
                ),
            ),
            ("enums", Json::Object(of_enums.collect())),
            ("tables", Json::Object(of_tables.collect())),
            ("indexes", Json::Object(indexes.collect())),
            ("triggers", Json::Object(triggers.map(of_object).collect())),
            ("objects", Json::Object(others.map(of_object).collect())),
        ]);
        document.to_string()
    }
}

fn of_table(table: &Table, hash: Option<String>) -> Json {
    let constraints = canonical::constraints(table);
    let constraints = constraints.into_iter().map(|(name, line)| (name, Json::Text(line)));
    Json::object([
        ("hash", Json::maybe(hash)),
        ("comment", Json::maybe(table.comment.as_ref())),
        ("columns", Json::object(table.columns.iter().map(|one| (one.name.as_str(), column(one))))),
        ("constraints", Json::object(constraints)),
        ("settings", Json::texts(canonical::settings(table))),
    ])
}

fn column(own: &Column) -> Json {
    let Column { name: _, ty, nullable, value, comment } = own;
    let mut members = vec![
        ("definition", Json::Text(canonical::column(own))),
        ("type", Json::from(ty.name.as_str())),
        ("collation", Json::maybe(ty.collation.as_ref())),
        ("nullable", Json::Bool(*nullable)),
        ("comment", Json::maybe(comment.as_ref())),
    ];
    match value {
        ColumnValue::None => {}
        ColumnValue::Default(expr) => members.push(("default", Json::from(expr.0.as_str()))),
        ColumnValue::Generated(expr) => members.push(("generated", Json::from(expr.0.as_str()))),
        ColumnValue::Virtual(expr) => members.push(("virtual", Json::from(expr.0.as_str()))),
        ColumnValue::Identity(identity) => {
            let kind = match identity.kind {
                IdentityKind::Always => "always",
                IdentityKind::ByDefault => "by default",
            };
            members.push(("identity", kind.into()));
        }
    }
    Json::object(members)
}

/// By what people call it, without its kind where that is said already.
fn of_object(object: &Object) -> (String, Json) {
    let Object { id, definition, shape: _, comment, grants: _, needs: _ } = object;
    let value = Json::object([
        ("kind", id.kind.text().into()),
        ("name", Json::Text(id.name.to_string())),
        ("table", Json::maybe(id.relation.as_ref())),
        ("definition", Json::texts(definition)),
        ("comment", Json::maybe(comment.as_ref())),
    ]);
    (id.to_string(), value)
}

impl Comparison {
    /// One JSON document on one line: `meta` with the counts and both hashes, `tables`, `indexes`, `triggers`,
    /// `enums` and `objects` with `new`, `removed` and `modified` each, and `operations` as people read them.
    pub fn to_json(&self) -> String {
        let [old, new] = &self.hashes;
        let meta = Json::object([
            ("format", Json::Number(FORMAT)),
            ("has_changes", Json::Bool(self.has_changes())),
            ("total_changes", Json::Number(self.total_changes() as u64)),
            ("old_hash", Json::from(old.as_str())),
            ("new_hash", Json::from(new.as_str())),
        ]);
        let document = Json::object([
            ("meta", meta),
            ("tables", changes(self.tables())),
            ("indexes", changes(self.indexes())),
            ("triggers", changes(self.triggers())),
            ("enums", changes(self.enums())),
            ("objects", changes(self.objects())),
            ("operations", Json::texts(self.operations.iter().map(Op::describe))),
        ]);
        document.to_string()
    }
}

fn changes<T: std::fmt::Display>(changes: &Changes<T>) -> Json {
    let Changes { new, removed, modified } = changes;
    Json::object([
        ("new", Json::texts(new)),
        ("removed", Json::texts(removed)),
        ("modified", Json::texts(modified)),
    ])
}
