use matrx_core::diff::Answers;
use matrx_core::name::QName;
use matrx_core::schema::{Column, Rename, Schema, Table};

use crate::case::{Case, WEIRD, base, case, check, nothing, table, users};

fn rename(from: &str, to: &str) -> Answers {
    let rename = Rename::Table { from: from.into(), to: to.into() };
    Answers { renames: vec![rename], ..Answers::default() }
}

fn renamed(schema: &mut Schema, from: &str, to: &str) {
    let mut table = schema.tables.remove(&QName::from(from)).expect("the base has it");
    table.name = to.into();
    schema.tables.insert(table.name.clone(), table);
}

#[tokio::test]
async fn tables_change() {
    check(vec![
        case("create a table", nothing, |schema| {
            let mut made = base().tables.remove(&QName::from(WEIRD)).expect("the base has it");
            made.name = "made".into();
            made.primary_key = None;
            made.comment = Some("it's\\ */\n\"x\"".to_owned());
            made.columns[1].comment = Some("first\nsecond */".to_owned());
            schema.tables.insert(made.name.clone(), made);
        }),
        case("create a table without columns", nothing, |schema| {
            schema.tables.insert("empty".into(), Table::new("empty"));
        }),
        case("create a table whose name has 63 bytes", nothing, |schema| {
            let mut table = Table::new(format!("{}ä", "n".repeat(61)).as_str());
            table.columns = vec![Column::new("c".repeat(63), "text")];
            schema.tables.insert(table.name.clone(), table);
        }),
        case("drop a table", nothing, |schema| {
            schema.tables.remove(&QName::from(WEIRD));
        }),
        Case {
            answers: rename("users", "Members"),
            rows: "INSERT INTO users (id) VALUES (1)",
            query: None,
            ..case("rename a table", nothing, |schema| renamed(schema, "users", "Members"))
        },
        case("comment on a table", nothing, |schema| {
            users(schema).comment = Some("it's\\ */\n\"x\" ö".to_owned());
        }),
        case(
            "change a comment",
            |schema| table(schema, WEIRD).comment = Some("one".to_owned()),
            |schema| table(schema, WEIRD).comment = Some("two".to_owned()),
        ),
        case(
            "drop a comment",
            |schema| users(schema).comment = Some("one".to_owned()),
            |schema| users(schema).comment = None,
        ),
        case("create a schema with a table", nothing, |schema| {
            schema.namespaces.insert("other".to_owned());
            let mut table = Table::new(("other", "users"));
            table.columns = vec![Column::new("a", "text")];
            schema.tables.insert(table.name.clone(), table);
        }),
        Case {
            answers: Answers {
                renames: vec![Rename::Table {
                    from: "users".into(),
                    to: ("other", "users").into(),
                }],
                ..Answers::default()
            },
            ..case(
                "move a table",
                |schema| {
                    schema.namespaces.insert("other".to_owned());
                },
                |schema| {
                    let mut table =
                        schema.tables.remove(&QName::from("users")).expect("the base has it");
                    table.name = ("other", "users").into();
                    schema.tables.insert(table.name.clone(), table);
                },
            )
        },
    ])
    .await;
}
