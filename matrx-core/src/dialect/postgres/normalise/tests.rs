use super::*;
use crate::schema::{Check, Column, ColumnValue, Table};

fn table(default: &str, check: &str) -> Schema {
    let mut table = Table::new("users");
    let value = ColumnValue::Default(default.into());
    table.columns = vec![Column { value, ..Column::new("Email", "TEXT") }];
    let check = Check::new("c", check);
    table.checks.insert("c".to_owned(), check);
    let mut schema = Schema::default();
    schema.tables.insert("users".into(), table);
    schema
}

#[test]
fn the_lock_answers_what_it_has_seen() {
    let mut lock = Lock {
        declared: table("''", "\"Email\" <> ''"),
        catalog: tidy::tidy(&table("''::text", "(\"Email\" <> ''::text)"), "public"),
        ..Lock::default()
    };
    let (schema, unknown) = offline(&table("''", "\"Email\" <> ''"), &lock, "public");
    assert_eq!(schema, lock.catalog);
    assert_eq!(unknown, []);

    let (schema, unknown) = offline(&table("'x'", "\"Email\" <> ''"), &lock, "public");
    let users = &schema.tables[&"users".into()];
    assert_eq!(users.checks["c"].expression.0, "(\"Email\" <> ''::text)");
    assert_eq!(unknown.len(), 1);
    assert_eq!(unknown[0].to_string(), "default of column \"Email\" of users: 'x'");

    // The same text over another type is another expression.
    let users = lock.declared.tables.get_mut(&"users".into()).expect("it is there");
    users.columns[0].ty.name = "varchar".to_owned();
    let (_, unknown) = offline(&table("''", "\"Email\" <> ''"), &lock, "public");
    assert_eq!(unknown.len(), 2);
}
