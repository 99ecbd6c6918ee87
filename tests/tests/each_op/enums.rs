use std::collections::BTreeMap;

use matrx_core::diff::{Answers, RemovedValue};
use matrx_core::name::QName;
use matrx_core::schema::{Check, Column, EnumType, Index, IndexColumn, IndexKey, Rename, Schema};

use crate::case::{Case, case, check, column, default, nothing, users};

fn status(schema: &mut Schema) -> &mut EnumType {
    schema.enums.get_mut(&QName::from("Status")).expect("the base has it")
}

fn values(schema: &mut Schema, values: &[&str]) {
    status(schema).values = values.iter().map(|value| (*value).to_owned()).collect();
}

/// Columns, an array, a default, an index's predicate and a check that all speak of the type.
fn used(schema: &mut Schema) {
    column(schema, "email").ty.name = "\"Status\"".to_owned();
    column(schema, "email").nullable = false;
    default(schema, "email", "'draft'");
    users(schema).columns.push(Column::new("list", "\"Status\"[]"));
    default(schema, "list", "'{draft}'");
    let index = Index {
        columns: vec![IndexColumn::new(IndexKey::Column("id".to_owned()))],
        predicate: Some("email = 'draft'".into()),
        ..Index::new("drafts")
    };
    users(schema).indexes.insert(index.name.clone(), index);
    let check = Check::new("c", "email <> 'draft' OR id > 0");
    users(schema).checks.insert(check.name.clone(), check);
}

fn removed(value: &str, becomes: &str) -> Answers {
    let mapping = BTreeMap::from([(value.to_owned(), RemovedValue::MapTo(becomes.to_owned()))]);
    Answers { removed_values: BTreeMap::from([("Status".into(), mapping)]), ..Answers::default() }
}

#[tokio::test]
async fn enum_types_change() {
    check(vec![
        case("create an enum type", nothing, |schema| {
            let values = ["it's \"a\"\\", "ö", "", "NULL", "null"].map(str::to_owned).to_vec();
            let ty = EnumType { name: "Odd \"type\"".into(), values, comment: Some("*/".to_owned()) };
            schema.enums.insert(ty.name.clone(), ty);
            users(schema).columns.push(Column::new("odd", "\"Odd \"\"type\"\"\"[]"));
        }),
        case("drop an enum type", nothing, |schema| schema.enums.clear()),
        Case {
            answers: Answers {
                renames: vec![Rename::Enum { from: "Status".into(), to: "state".into() }],
                ..Answers::default()
            },
            ..case("rename an enum type", |schema| {
                column(schema, "email").ty.name = "\"Status\"".to_owned();
                default(schema, "email", "'draft'");
            }, |schema| {
                let mut ty = schema.enums.remove(&QName::from("Status")).expect("it is there");
                ty.name = "state".into();
                schema.enums.insert(ty.name.clone(), ty);
                column(schema, "email").ty.name = "state".to_owned();
            })
        },
        case("add values in position", used, |schema| {
            values(schema, &["first", "draft", "be'tween", "it's\\", "last"]);
        }),
        case("use a value that is new", used, |schema| {
            values(schema, &["draft", "it's\\", "new"]);
            default(schema, "email", "'new'");
        }),
        Case {
            answers: Answers {
                renames: vec![Rename::EnumValue {
                    ty: "Status".into(),
                    from: "draft".to_owned(),
                    to: "sketch".to_owned(),
                }],
                ..Answers::default()
            },
            rows: "INSERT INTO users (id) VALUES (1)",
            query: Some(("SELECT email, list FROM users", ["draft|{draft}", "sketch|{sketch}", "draft|{draft}"])),
            ..case("rename a value", used, |schema| {
                values(schema, &["sketch", "it's\\"]);
                default(schema, "email", "'sketch'");
                default(schema, "list", "'{sketch}'");
                let users = users(schema);
                users.indexes.get_mut("drafts").expect("it is there").predicate =
                    Some("email = 'sketch'".into());
                users.checks.get_mut("c").expect("it is there").expression =
                    "email <> 'sketch' OR id > 0".into();
            })
        },
        Case {
            answers: removed("it's\\", "draft"),
            rows: "INSERT INTO users (id, email, list) VALUES (1, E'it''s\\\\', ARRAY[E'it''s\\\\', 'draft']::\"Status\"[])",
            query: Some(("SELECT email, list FROM users", [
                "it's\\|{\"it's\\\\\",draft}", "draft|{draft,draft}", "draft|{draft,draft}",
            ])),
            ..case("remove a value that rows hold", used, |schema| values(schema, &["draft"]))
        },
        case("another order of values", used, |schema| values(schema, &["it's\\", "draft"])),
        case("comment on an enum type", nothing, |schema| {
            status(schema).comment = Some("it's\\ */".to_owned());
        }),
        case("drop an enum type's comment", |schema| {
            status(schema).comment = Some("x".to_owned());
        }, |schema| status(schema).comment = None),
    ])
    .await;
}
