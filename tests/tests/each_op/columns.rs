use matrx_core::diff::Answers;
use matrx_core::name::QName;
use matrx_core::schema::{
    Column, ColumnType, ColumnValue, Identity, IdentityKind, Rename, Schema, SequenceOptions,
};

use crate::case::{Case, WEIRD, case, check, column, default, nothing, users};

fn identity(kind: IdentityKind, options: SequenceOptions) -> ColumnValue {
    ColumnValue::Identity(Identity { kind, options })
}

fn plain(schema: &mut Schema) {
    column(schema, "id").value = identity(IdentityKind::Always, SequenceOptions::default());
}

fn generated(schema: &mut Schema) {
    let value = ColumnValue::Generated("type + 1".into());
    users(schema).columns.push(Column { value, ..Column::new("next", "integer") });
}

fn next(schema: &mut Schema) -> &mut Column {
    column(schema, "next")
}

#[tokio::test]
async fn columns_come_go_and_get_other_names() {
    check(vec![
        case("add a column", nothing, |schema| {
            users(schema).columns.push(Column::new("age", "smallint"));
        }),
        Case {
            rows: "INSERT INTO users (id) VALUES (1)",
            query: Some((
                "SELECT string_agg(x::text, ',') FROM users x",
                ["(1,,,)", "(1,,,,'')", "(1,,,)"],
            )),
            ..case("add a column with everything", nothing, |schema| {
                users(schema).columns.push(Column {
                    nullable: false,
                    value: ColumnValue::Default("''''''".into()),
                    comment: Some("*/".to_owned()),
                    ty: ColumnType { name: "text".to_owned(), collation: Some("C".into()) },
                    ..Column::new("we\"ird", "text")
                });
            })
        },
        case("drop a column", nothing, |schema| {
            users(schema).columns.retain(|column| column.name != WEIRD);
        }),
        Case {
            answers: Answers {
                renames: vec![Rename::Column {
                    table: "users".into(),
                    from: "email".to_owned(),
                    to: WEIRD.repeat(2),
                }],
                ..Answers::default()
            },
            rows: "INSERT INTO users (id, email) VALUES (1, 'x')",
            query: None,
            ..case("rename a column", nothing, |schema| {
                column(schema, "email").name = WEIRD.repeat(2);
            })
        },
        case("comment on a column", nothing, |schema| {
            column(schema, WEIRD).comment = Some("it's\\ */\n".to_owned());
        }),
        case(
            "drop a column's comment",
            |schema| column(schema, WEIRD).comment = Some("x".to_owned()),
            |schema| column(schema, WEIRD).comment = None,
        ),
        case("set not null", nothing, |schema| column(schema, "email").nullable = false),
        case(
            "drop not null",
            |schema| column(schema, "email").nullable = false,
            |schema| column(schema, "email").nullable = true,
        ),
    ])
    .await;
}

#[tokio::test]
async fn types_change() {
    check(vec![
        Case {
            rows: "INSERT INTO users (id, type) VALUES (1, 7)",
            query: Some(("SELECT type FROM users", ["7", "7", "7"])),
            ..case("widen a number", nothing, |schema| {
                column(schema, "type").ty.name = "INT8".to_owned()
            })
        },
        case("text to varchar", nothing, |schema| {
            column(schema, "email").ty.name = "varchar(300)".to_owned();
        }),
        Case {
            rows: "INSERT INTO users (id, email) VALUES (1, '7')",
            query: Some(("SELECT email FROM users", ["7", "7.00", "7.00"])),
            ..case("text to number, with USING", nothing, |schema| {
                column(schema, "email").ty.name = "numeric(10,2)".to_owned();
            })
        },
        case(
            "type with a default",
            |schema| default(schema, "type", "1"),
            |schema| {
                column(schema, "type").ty.name = "text".to_owned();
                default(schema, "type", "'one'");
            },
        ),
        case("timestamps", nothing, |schema| {
            let ty = "timestamptz(3)".to_owned();
            users(schema).columns.push(Column::new("at", ty.clone()));
            users(schema).columns.push(Column::new("ats", format!("{ty}[]")));
        }),
        case("set a collation", nothing, |schema| {
            column(schema, "email").ty.collation = Some(QName::from("POSIX"));
        }),
        case(
            "drop a collation",
            |schema| column(schema, "email").ty.collation = Some(QName::from(("pg_catalog", "C"))),
            |schema| column(schema, "email").ty.collation = None,
        ),
        case("to an enum type", nothing, |schema| {
            column(schema, "email").ty.name = "\"Status\"".to_owned();
        }),
        case("to an array", nothing, |schema| {
            users(schema).columns.push(Column::new("list", "\"Status\"[]"));
        }),
        case("type of an identity column", small_identity, |schema| {
            column(schema, "id").ty.name = "bigint".to_owned()
        }),
        Case {
            rows: "INSERT INTO users (email) VALUES ('a'), ('b')",
            query: Some(("INSERT INTO users (email) VALUES ('c') RETURNING id", ["3", "4", "5"])),
            ..case("type and options of an identity column", small_identity, large_identity)
        },
        Case {
            rows: "INSERT INTO users (email) VALUES ('a'), ('b')",
            query: Some(("INSERT INTO users (email) VALUES ('c') RETURNING id", ["3", "4", "5"])),
            ..case("the same back", large_identity, small_identity)
        },
    ])
    .await;
}

/// What the identity of `users` has given out last.
const LAST: &str = "SELECT last_value FROM pg_sequences WHERE sequencename = 'users_id_seq'";

fn small_identity(schema: &mut Schema) {
    column(schema, "id").ty.name = "integer".to_owned();
    plain(schema);
}

fn large_identity(schema: &mut Schema) {
    column(schema, "id").ty.name = "bigint".to_owned();
    let options = SequenceOptions { max: Some(1_000_000_000_000), ..SequenceOptions::default() };
    column(schema, "id").value = identity(IdentityKind::ByDefault, options);
}

#[tokio::test]
async fn values_change() {
    check(vec![
        case("set a default", nothing, |schema| default(schema, "type", "1 + 1")),
        case("set a hostile default", nothing, |schema| {
            default(schema, "email", "E'it''s\\\\ \\n */ $$'")
        }),
        case("set a boolean default", nothing, |schema| {
            users(schema).columns.push(Column {
                value: ColumnValue::Default("1 = 1 AND NOT false".into()),
                ..Column::new("flag", "boolean")
            });
        }),
        case(
            "change a default",
            |schema| default(schema, "email", "'a'"),
            |schema| default(schema, "email", "upper('b')"),
        ),
        case(
            "drop a default",
            |schema| default(schema, "email", "now()::text"),
            |schema| column(schema, "email").value = ColumnValue::None,
        ),
        case(
            "a default that is NULL",
            |schema| default(schema, "type", "5"),
            |schema| {
                default(schema, "type", "NULL");
                default(schema, "email", "NULL::text");
                default(schema, WEIRD, "'a'::varchar(20)");
            },
        ),
        case("add an identity", nothing, plain),
        Case {
            rows: "INSERT INTO users (id) VALUES (3), (7)",
            query: Some((LAST, ["", "7", ""])),
            ..case("add an identity to rows", nothing, plain)
        },
        Case {
            rows: "INSERT INTO users (id) VALUES (-3), (7)",
            query: Some((LAST, ["", "-3", ""])),
            ..case("add a descending identity to rows", nothing, |schema| {
                let options = SequenceOptions { increment: Some(-1), ..SequenceOptions::default() };
                column(schema, "id").value = identity(IdentityKind::ByDefault, options);
            })
        },
        case("add an identity with options", nothing, |schema| {
            let options = SequenceOptions {
                start: Some(50),
                increment: Some(-5),
                min: Some(-100),
                max: Some(100),
                cache: Some(3),
                cycle: true,
            };
            column(schema, "id").value = identity(IdentityKind::ByDefault, options);
        }),
        case("another kind of identity", plain, |schema| {
            column(schema, "id").value =
                identity(IdentityKind::ByDefault, SequenceOptions::default());
        }),
        Case {
            rows: "INSERT INTO users (email) VALUES ('a'), ('b')",
            query: Some((
                "INSERT INTO users (email) VALUES ('c') RETURNING id",
                // The sequence's value is outside of the new range, so it starts anew there.
                ["3", "10", "11"],
            )),
            ..case("other options of an identity", plain, |schema| {
                let options = SequenceOptions {
                    min: Some(10),
                    max: Some(1000),
                    increment: Some(2),
                    ..SequenceOptions::default()
                };
                column(schema, "id").value = identity(IdentityKind::Always, options);
            })
        },
        case(
            "an identity's options back to the defaults",
            |schema| {
                let options = SequenceOptions {
                    start: Some(5),
                    cycle: true,
                    cache: Some(9),
                    ..SequenceOptions::default()
                };
                column(schema, "id").value = identity(IdentityKind::Always, options);
            },
            plain,
        ),
        case("drop an identity", plain, |schema| column(schema, "id").value = ColumnValue::None),
        case("default to identity", |schema| default(schema, "id", "1"), plain),
        case("identity to default", plain, |schema| default(schema, "id", "2")),
        case("add a generated column", nothing, generated),
        case("another expression", generated, |schema| {
            next(schema).value = ColumnValue::Generated("type * 2".into());
        }),
        case("drop an expression", generated, |schema| next(schema).value = ColumnValue::None),
        case("drop a generated column", generated, |schema| {
            users(schema).columns.retain(|column| column.name != "next");
        }),
        case(
            "default to generated",
            |schema| default(schema, "type", "1"),
            |schema| {
                column(schema, "type").value = ColumnValue::Generated("length(email)".into());
            },
        ),
    ])
    .await;
}
