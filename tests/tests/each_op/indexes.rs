use matrx_core::schema::{Index, IndexColumn, IndexKey, NullsOrder, Schema, SortOrder};

use crate::case::{WEIRD, case, check, column, nothing, users};

fn key(name: &str) -> IndexColumn {
    IndexColumn::new(IndexKey::Column(name.to_owned()))
}

fn expression(text: &str) -> IndexColumn {
    IndexColumn::new(IndexKey::Expression(text.into()))
}

fn plain() -> Index {
    Index { columns: vec![key("email"), key(WEIRD)], ..Index::new("i\"dx") }
}

fn add(schema: &mut Schema, index: Index) {
    users(schema).indexes.insert(index.name.clone(), index);
}

fn with_plain(schema: &mut Schema) {
    add(schema, plain());
}

#[tokio::test]
async fn indexes_change() {
    check(vec![
        case("create an index", nothing, with_plain),
        case("create an index concurrently", nothing, |schema| {
            add(schema, Index { concurrently: true, ..plain() });
        }),
        case("drop an index", with_plain, |schema| users(schema).indexes.clear()),
        case(
            "drop an index concurrently",
            |schema| add(schema, Index { concurrently: true, ..plain() }),
            |schema| users(schema).indexes.clear(),
        ),
        case("rename an index", with_plain, |schema| {
            users(schema).indexes.clear();
            add(schema, Index { name: "renamed".to_owned(), ..plain() });
        }),
        case("a unique index", with_plain, |schema| add(schema, Index { unique: true, ..plain() })),
        case("orders and nulls", nothing, |schema| {
            let mut columns = Vec::new();
            for (name, order, nulls) in [
                ("id", SortOrder::Desc, None),
                ("email", SortOrder::Desc, Some(NullsOrder::Last)),
                ("type", SortOrder::Asc, Some(NullsOrder::First)),
                (WEIRD, SortOrder::Asc, Some(NullsOrder::Last)),
            ] {
                columns.push(IndexColumn { order, nulls, ..key(name) });
            }
            add(schema, Index { columns, ..plain() });
        }),
        case("expressions", nothing, |schema| {
            let columns = vec![expression("lower(email)"), expression("type + 1"), key("id")];
            add(schema, Index { columns, ..plain() });
        }),
        case("a predicate", with_plain, |schema| {
            add(
                schema,
                Index { predicate: Some("type > 0 AND email LIKE 'a%'".into()), ..plain() },
            );
        }),
        case(
            "another predicate",
            |schema| {
                add(schema, Index { predicate: Some("type > 0".into()), ..plain() });
            },
            |schema| {
                add(schema, Index { predicate: Some("type > 1".into()), ..plain() });
            },
        ),
        case(
            "a predicate over an enum",
            |schema| {
                column(schema, "email").ty.name = "\"Status\"".to_owned();
            },
            |schema| {
                let predicate = Some("email = 'draft'".into());
                add(schema, Index { predicate, columns: vec![key("id")], ..plain() });
            },
        ),
        case("included columns and nulls not distinct", nothing, |schema| {
            let include = vec!["type".to_owned(), "id".to_owned()];
            add(schema, Index { include, unique: true, nulls_not_distinct: true, ..plain() });
        }),
        case("an operator class", nothing, |schema| {
            let column = IndexColumn {
                operator_class: Some("text_pattern_ops".into()),
                collation: Some("C".into()),
                ..key("email")
            };
            add(schema, Index { columns: vec![column], ..plain() });
        }),
        case("an operator class that is the default", nothing, |schema| {
            let column = IndexColumn { operator_class: Some("text_ops".into()), ..key("email") };
            add(schema, Index { columns: vec![column], ..plain() });
        }),
        case("other methods", nothing, |schema| {
            let hash = Index { columns: vec![key("email")], method: "hash".to_owned(), ..plain() };
            add(schema, hash);
            let columns = vec![expression("to_tsvector('simple', email)")];
            add(schema, Index { columns, method: "gin".to_owned(), ..Index::new("search") });
            let columns = vec![key("id"), key("type")];
            add(schema, Index { columns, method: "brin".to_owned(), ..Index::new("ranges") });
        }),
        case("drop a column with its index", with_plain, |schema| {
            users(schema).indexes.clear();
            users(schema).columns.retain(|column| column.name != "email");
        }),
        case("another type under an index", with_plain, |schema| {
            column(schema, "email").ty.name = "varchar(10)".to_owned();
        }),
        case(
            "another type under an expression",
            |schema| {
                let columns = vec![expression("type + 1")];
                add(schema, Index { columns, predicate: Some("type > 1".into()), ..plain() });
            },
            |schema| column(schema, "type").ty.name = "numeric".to_owned(),
        ),
    ])
    .await;
}
