//! What cannot be told without a server: whether two texts of different servers mean the same. Pure.

use super::slot::{self, Slot, Value};
use super::{Unknown, objects, tidy};
use crate::lock::Lock;
use crate::schema::{Index, IndexKey, Schema};

/// Whether the lock's texts are those of a server of this major version, so that they can be
/// compared with its own.
pub fn same_server(lock: &Lock, server_major: u32) -> bool {
    lock.server_major == Some(server_major)
}

/// `expected` with the texts of `actual` where only the spelling of an expression differs, and each
/// place where it does.
///
/// For a lock that a server of another major version spelled, or none: such a difference says
/// nothing. Whatever is not an expression is left as it is.
pub fn lenient(expected: &Schema, actual: &Schema, default_schema: &str) -> (Schema, Vec<Unknown>) {
    let mut schema = tidy::tidy(expected, default_schema);
    let mut unknown = Vec::new();
    for slot in slot::all(&schema) {
        let (Some(here), Some(there)) = (slot.get(&schema), slot.get(actual)) else {
            continue;
        };
        if here != there && only_text(&slot, &here, &there) {
            unknown.push(Unknown { object: slot.to_string(), text: here.text() });
            slot.set(&mut schema, there);
        }
    }
    for (id, there) in &actual.objects {
        if let Some(here) = schema.objects.get_mut(id)
            && here.definition != there.definition
        {
            unknown.push(objects::unknown(here));
            here.definition.clone_from(&there.definition);
        }
    }
    (schema, unknown)
}

/// Whether two values differ in nothing but how an expression is spelled.
fn only_text(slot: &Slot, here: &Value, there: &Value) -> bool {
    match slot {
        Slot::Type { .. } => false,
        Slot::Default { .. }
        | Slot::Generated { .. }
        | Slot::Check { .. }
        | Slot::Exclude { .. }
        | Slot::PartitionBy { .. }
        | Slot::PartitionOf { .. } => {
            matches!((here, there), (Value::Expr(_), Value::Expr(_)))
        }
        Slot::Index { .. } => match (here, there) {
            (Value::Index(here), Value::Index(there)) => without_text(here) == without_text(there),
            (Value::Type(_) | Value::Expr(_) | Value::NoDefault | Value::Index(_), _) => false,
        },
    }
}

/// The index with its expressions emptied.
fn without_text(index: &Index) -> Index {
    let mut index = index.clone();
    index.concurrently = false;
    for column in &mut index.columns {
        if let IndexKey::Expression(expression) = &mut column.key {
            expression.0.clear();
        }
    }
    if let Some(predicate) = &mut index.predicate {
        predicate.0.clear();
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::QName;
    use crate::schema::{Check, Table};

    fn schema(condition: &str, index: Index) -> Schema {
        let mut table = Table::new("users");
        let check = Check::new("users_age_check", condition);
        table.checks.insert(check.name.clone(), check);
        table.indexes.insert(index.name.clone(), index);
        let mut schema = Schema::default();
        schema.tables.insert(QName::new("users"), table);
        schema
    }

    fn index(predicate: &str, unique: bool) -> Index {
        let mut index = Index::new("users_idx");
        index.predicate = Some(predicate.into());
        index.unique = unique;
        index
    }

    #[test]
    fn only_the_spelling_of_an_expression_is_let_through() {
        let lock = schema("age > 0", index("age > 1", false));
        let server = schema("(age > 0)", index("(age > 1)", false));
        let (same, unknown) = lenient(&lock, &server, "public");
        assert_eq!(same, server);
        let unknown: Vec<String> = unknown.iter().map(ToString::to_string).collect();
        assert_eq!(
            unknown,
            ["check users_age_check of users: age > 0", "index users_idx of users: age > 1"]
        );
        let unique = schema("age > 0", index("(age > 1)", true));
        let (other, unknown) = lenient(&lock, &unique, "public");
        assert_eq!((other, unknown), (lock, Vec::new()));
    }
}
