use matrx_core::name::QName;
use matrx_core::schema::{
    Check, Column, Deferral, ForeignKey, MatchType, PrimaryKey, ReferentialAction, Schema, Unique,
};

use crate::case::{WEIRD, case, check, column, nothing, table, users};

fn unique(schema: &mut Schema) {
    add_unique(schema, false, Deferral::NotDeferrable);
}

fn add_unique(schema: &mut Schema, nulls_not_distinct: bool, deferral: Deferral) {
    let columns = vec!["email".to_owned(), WEIRD.to_owned()];
    let unique = Unique {
        name: "u\"k".to_owned(),
        columns,
        nulls_not_distinct,
        deferral,
        ..Unique::default()
    };
    users(schema).uniques.insert(unique.name.clone(), unique);
}

fn add_check(schema: &mut Schema, name: &str, text: &str) {
    let check = Check::new(name.to_owned(), text);
    users(schema).checks.insert(check.name.clone(), check);
}

fn foreign_key() -> ForeignKey {
    ForeignKey {
        name: "users fk".to_owned(),
        columns: vec!["id".to_owned()],
        references: WEIRD.into(),
        referenced_columns: vec!["id".to_owned()],
        on_delete: ReferentialAction::NoAction,
        on_update: ReferentialAction::NoAction,
        match_type: MatchType::Simple,
        deferral: Deferral::NotDeferrable,
        ..ForeignKey::default()
    }
}

fn add_key(schema: &mut Schema, key: ForeignKey) {
    users(schema).foreign_keys.insert(key.name.clone(), key);
}

fn plain_key(schema: &mut Schema) {
    add_key(schema, foreign_key());
}

#[tokio::test]
async fn keys_and_checks_change() {
    check(vec![
        case(
            "add a primary key of two columns",
            |schema| users(schema).primary_key = None,
            |schema| {
                column(schema, "email").nullable = false;
                users(schema).primary_key = Some(PrimaryKey {
                    name: "p k".to_owned(),
                    columns: vec!["email".to_owned(), "id".to_owned()],
                    ..PrimaryKey::default()
                });
            },
        ),
        case("drop a primary key", nothing, |schema| users(schema).primary_key = None),
        case("another primary key", nothing, |schema| {
            column(schema, "email").nullable = false;
            users(schema).primary_key = Some(PrimaryKey {
                name: "users pk".to_owned(),
                columns: vec!["email".to_owned()],
                ..PrimaryKey::default()
            });
        }),
        case("rename a primary key", nothing, |schema| {
            users(schema).primary_key.as_mut().expect("the base has it").name = "n\"ew".to_owned();
        }),
        case("add a unique constraint", nothing, unique),
        case("drop a unique constraint", unique, |schema| users(schema).uniques.clear()),
        case("nulls not distinct", unique, |schema| {
            add_unique(schema, true, Deferral::NotDeferrable);
        }),
        case("a deferrable unique constraint", unique, |schema| {
            add_unique(schema, false, Deferral::InitiallyDeferred);
        }),
        case("rename a unique constraint", unique, |schema| {
            let mut unique = users(schema).uniques.remove("u\"k").expect("it is there");
            unique.name = "other".to_owned();
            users(schema).uniques.insert(unique.name.clone(), unique);
        }),
        case("add a check", nothing, |schema| {
            add_check(schema, WEIRD, "email <> 'it''s' AND type BETWEEN 1 AND 5");
        }),
        // PostgreSQL prints this one otherwise each time that it reads it.
        case("a check that is no fixpoint", nothing, |schema| {
            users(schema).columns.push(Column::new("state", "varchar(10)"));
            add_check(schema, "c", "state IN ('a', 'b')");
        }),
        case(
            "change a check",
            |schema| add_check(schema, "c", "type > 1"),
            |schema| add_check(schema, "c", "type > 2 OR email IS NULL"),
        ),
        case(
            "drop a check",
            |schema| add_check(schema, "c", "type > 1"),
            |schema| {
                users(schema).checks.clear();
            },
        ),
        case(
            "rename a check",
            |schema| add_check(schema, "c", "type > 1"),
            |schema| {
                users(schema).checks.clear();
                add_check(schema, "d", "type > 1");
            },
        ),
    ])
    .await;
}

#[tokio::test]
async fn foreign_keys_change() {
    check(vec![
        case("add a foreign key", nothing, plain_key),
        case("drop a foreign key", plain_key, |schema| users(schema).foreign_keys.clear()),
        case("rename a foreign key", plain_key, |schema| {
            users(schema).foreign_keys.clear();
            add_key(schema, ForeignKey { name: WEIRD.to_owned(), ..foreign_key() });
        }),
        case("all options of a foreign key", plain_key, |schema| {
            add_key(
                schema,
                ForeignKey {
                    on_delete: ReferentialAction::Cascade,
                    on_update: ReferentialAction::SetDefault,
                    match_type: MatchType::Full,
                    deferral: Deferral::InitiallyDeferred,
                    ..foreign_key()
                },
            );
        }),
        case("other options of a foreign key", plain_key, |schema| {
            add_key(
                schema,
                ForeignKey {
                    on_delete: ReferentialAction::SetNull,
                    on_update: ReferentialAction::Restrict,
                    deferral: Deferral::InitiallyImmediate,
                    ..foreign_key()
                },
            );
        }),
        case(
            "a composite foreign key",
            |schema| {
                let columns = vec!["email".to_owned(), "type".to_owned()];
                let unique = Unique {
                    name: "target".to_owned(),
                    columns,
                    nulls_not_distinct: false,
                    deferral: Deferral::NotDeferrable,
                    ..Unique::default()
                };
                table(schema, WEIRD).uniques.insert(unique.name.clone(), unique);
            },
            |schema| {
                add_key(
                    schema,
                    ForeignKey {
                        columns: vec!["type".to_owned(), "email".to_owned()],
                        referenced_columns: vec!["type".to_owned(), "email".to_owned()],
                        ..foreign_key()
                    },
                );
            },
        ),
        case("two tables that reference each other, and themselves", nothing, |schema| {
            plain_key(schema);
            let back =
                ForeignKey { name: "back".to_owned(), references: "users".into(), ..foreign_key() };
            table(schema, WEIRD).foreign_keys.insert(back.name.clone(), back);
            add_key(
                schema,
                ForeignKey { name: "self".to_owned(), references: "users".into(), ..foreign_key() },
            );
        }),
        case("drop a table that others reference", plain_key, |schema| {
            users(schema).foreign_keys.clear();
            schema.tables.remove(&QName::from(WEIRD));
        }),
        case("drop both", plain_key, |schema| schema.tables.clear()),
    ])
    .await;
}
