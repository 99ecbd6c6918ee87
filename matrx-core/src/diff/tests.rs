use super::*;
use crate::name::QName;
use crate::op::apply_all;
use crate::schema::{
    Column, ColumnValue, EnumType, Expr, ForeignKey, Index, IndexColumn, IndexKey, PrimaryKey,
    Rename, Table, Unique,
};

fn table(name: &str, columns: &[(&str, &str)]) -> Table {
    let columns = columns.iter().map(|(name, ty)| Column::new(*name, *ty)).collect();
    Table { columns, ..Table::new(name) }
}

fn schema(tables: Vec<Table>, enums: &[(&str, &[&str])]) -> Schema {
    let mut schema = Schema::default();
    for table in tables {
        schema.tables.insert(table.name.clone(), table);
    }
    for (name, values) in enums {
        let values = values.iter().map(|v| (*v).to_owned()).collect();
        let ty = EnumType { name: QName::new(*name), values, comment: None };
        schema.enums.insert(ty.name.clone(), ty);
    }
    schema
}

fn same(one: &Schema, other: &Schema) -> bool {
    let sorted = |schema: &Schema| {
        let mut schema = schema.clone();
        for table in schema.tables.values_mut() {
            table.columns.sort_by(|a, b| a.name.cmp(&b.name));
        }
        schema
    };
    sorted(one) == sorted(other)
}

/// Up and down are applied; what up does is compared line by line.
#[track_caller]
fn check(old: &Schema, new: &Schema, answers: &Answers, expected: &[&str]) {
    let Change { up, down } = change(old, new, answers).unwrap();
    let said: Vec<String> = up.iter().map(Op::describe).collect();
    assert_eq!(said, expected);
    let mut now = old.clone();
    apply_all(&up, &mut now).unwrap();
    assert!(same(&now, new), "{now:#?}");
    assert_eq!(diff(&now, new, &Answers { renames: vec![], ..answers.clone() }), Ok(vec![]));
    apply_all(&down, &mut now).unwrap();
    assert!(same(&now, old), "{now:#?}");
}

#[test]
fn a_column_comes_and_goes() {
    let old = schema(vec![table("users", &[("id", "bigint")])], &[]);
    let mut new = schema(vec![table("users", &[("id", "bigint"), ("email", "text")])], &[]);
    let index = Index {
        columns: vec![IndexColumn::new(IndexKey::Column("email".into()))],
        concurrently: true,
        ..Index::new("users_email_idx")
    };
    let users = new.tables.get_mut(&QName::new("users")).unwrap();
    users.indexes.insert(index.name.clone(), Index { concurrently: false, ..index });
    let none = Answers::default();
    check(
        &old,
        &new,
        &none,
        &["add column email to users", "create index users_email_idx on users"],
    );
    check(
        &new,
        &old,
        &none,
        &["drop index users_email_idx of users", "drop column email of users"],
    );
}

#[test]
fn a_suspected_rename_is_asked_and_never_guessed() {
    let old = schema(vec![table("users", &[("id", "bigint"), ("nick", "text")])], &[]);
    let new = schema(vec![table("users", &[("id", "bigint"), ("handle", "text")])], &[]);
    let rename = Rename::Column { table: "users".into(), from: "nick".into(), to: "handle".into() };
    let asked = diff(&old, &new, &Answers::default()).unwrap_err();
    assert_eq!(asked.questions, [Question::Renamed { candidates: vec![rename.clone()] }]);
    assert_eq!(asked.to_string(), "was column nick of users renamed to handle?");
    let renamed = Answers { renames: vec![rename.clone()], ..Answers::default() };
    check(&old, &new, &renamed, &["rename column nick of users to handle"]);
    let not = Answers { not_renames: [rename.clone()].into(), ..Answers::default() };
    check(&old, &new, &not, &["drop column nick of users", "add column handle to users"]);
    // The model keeps its `renamed_from`; once made, it is passed over.
    let declared = Answers { declared: vec![rename], ..Answers::default() };
    check(&old, &new, &declared, &["rename column nick of users to handle"]);
    assert_eq!(diff(&new, &new, &declared), Ok(vec![]));
}

#[test]
fn names_that_change_places_go_by_a_third() {
    let old = schema(vec![table("t", &[("a", "text"), ("b", "integer")])], &[]);
    let new = schema(vec![table("t", &[("b", "text"), ("a", "integer")])], &[]);
    let column = |from: &str, to: &str| Rename::Column {
        table: "t".into(),
        from: from.into(),
        to: to.into(),
    };
    let answers =
        Answers { renames: vec![column("a", "b"), column("b", "a")], ..Answers::default() };
    check(
        &old,
        &new,
        &answers,
        &[
            "rename column a of t to _matrx_tmp_a",
            "rename column b of t to a",
            "rename column _matrx_tmp_a of t to b",
        ],
    );
}

#[test]
fn a_table_moves_with_its_rows() {
    let old = schema(vec![table("users", &[("id", "bigint")])], &[]);
    let name = QName::in_schema("auth", "members");
    let mut new =
        schema(vec![Table { name: name.clone(), ..table("users", &[("id", "bigint")]) }], &[]);
    new.namespaces.insert("auth".into());
    let answers = Answers {
        declared: vec![Rename::Table { from: "users".into(), to: name }],
        ..Answers::default()
    };
    check(
        &old,
        &new,
        &answers,
        &[
            "create schema auth",
            "move table users to schema auth",
            "rename table auth.users to members",
        ],
    );
}

#[test]
fn a_former_name_in_another_schema_is_asked_about() {
    let old = schema(vec![table("person", &[("id", "integer")])], &[]);
    let name = QName::in_schema("app", "people");
    let mut new = schema(vec![table("people", &[("id", "bigint")])], &[]);
    let people = new.tables.remove(&QName::new("people")).unwrap();
    new.tables.insert(name.clone(), Table { name: name.clone(), ..people });
    new.namespaces.insert("app".into());
    let declared = Rename::Table { from: name.sibling("person"), to: name.clone() };
    let mut answers = Answers { declared: vec![declared], ..Answers::default() };
    let asked = diff(&old, &new, &answers).unwrap_err();
    let moved = Rename::Table { from: "person".into(), to: name };
    assert_eq!(asked.questions, [Question::Renamed { candidates: vec![moved.clone()] }]);
    answers.renames.push(moved);
    check(
        &old,
        &new,
        &answers,
        &[
            "create schema app",
            "move table person to schema app",
            "rename table app.person to people",
            "change the type of column id of app.people from integer to bigint",
        ],
    );
}

#[test]
fn a_type_changes_with_its_default_and_foreign_keys() {
    let make = |ty: &str, default: &str| {
        let mut parent = table("parents", &[("id", ty)]);
        parent.columns[0].nullable = false;
        parent.primary_key = Some(PrimaryKey {
            name: "pk".into(),
            columns: vec!["id".into()],
            ..PrimaryKey::default()
        });
        let mut child = table("children", &[("parent", ty)]);
        child.columns[0].value = ColumnValue::Default(Expr::from(default));
        let key = ForeignKey {
            name: "fk".into(),
            columns: vec!["parent".into()],
            references: "parents".into(),
            referenced_columns: vec!["id".into()],
            on_delete: Default::default(),
            on_update: Default::default(),
            match_type: Default::default(),
            deferral: Default::default(),
            ..ForeignKey::default()
        };
        child.foreign_keys.insert("fk".into(), key);
        schema(vec![parent, child], &[])
    };
    check(
        &make("text", "'1'::text"),
        &make("bigint", "1"),
        &Answers::default(),
        &[
            "drop foreign key fk of children",
            "drop the default of column parent of children",
            "change the type of column parent of children from text to bigint",
            "change the type of column id of parents from text to bigint",
            "set the default of column parent of children",
            "add foreign key fk to children",
        ],
    );
}

#[test]
fn enum_values_come_in_their_place_and_go_when_asked() {
    let column = |default: &str| {
        let mut posts = table("posts", &[("status", "status"), ("history", "status[]")]);
        posts.columns[0].value = ColumnValue::Default(Expr::from(default));
        posts
    };
    let old = schema(vec![column("'draft'::status")], &[("status", &["draft", "published"])]);
    let new = schema(
        vec![column("'draft'::status")],
        &[("status", &["new", "draft", "review", "published", "archived"])],
    );
    check(
        &old,
        &new,
        &Answers::default(),
        &[
            "add value 'new' to enum status before 'draft'",
            "add value 'review' to enum status after 'draft'",
            "add value 'archived' to enum status",
        ],
    );
    let less = schema(vec![column("'published'::status")], &[("status", &["published"])]);
    let asked = diff(&old, &less, &Answers::default()).unwrap_err();
    assert_eq!(
        asked.to_string(),
        "enum status loses the value 'draft': what do rows get that hold it?"
    );
    let mut answers = Answers::default();
    let mapped = [("draft".to_owned(), RemovedValue::MapTo("published".into()))];
    answers.removed_values.insert("status".into(), mapped.into());
    check(&old, &less, &answers, &["remove 'draft' from enum status"]);
}

#[test]
fn a_generated_column_is_made_anew_around_its_source() {
    let make = |ty: &str| {
        let mut t = table("t", &[("a", ty), ("b", "integer")]);
        t.columns[1].value = ColumnValue::Generated(Expr::from("(length(a) + 1)"));
        let unique = Unique {
            name: "u".into(),
            columns: vec!["b".into()],
            nulls_not_distinct: false,
            deferral: Default::default(),
            ..Unique::default()
        };
        t.uniques.insert("u".into(), unique);
        schema(vec![t], &[])
    };
    check(
        &make("text"),
        &make("character varying(20)"),
        &Answers::default(),
        &[
            "drop unique constraint u of t",
            "drop column b of t",
            "change the type of column a of t from text to character varying(20)",
            "add column b to t",
            "add unique constraint u to t",
        ],
    );
    let mut plain = make("text");
    plain.tables.get_mut(&QName::new("t")).unwrap().columns[1].value = ColumnValue::None;
    check(&make("text"), &plain, &Answers::default(), &["drop the expression of column b of t"]);
}

#[test]
fn a_renamed_constraint_is_not_made_anew() {
    let make = |name: &str| {
        let mut t = table("t", &[("a", "text")]);
        let unique = Unique {
            name: name.into(),
            columns: vec!["a".into()],
            nulls_not_distinct: false,
            deferral: Default::default(),
            ..Unique::default()
        };
        t.uniques.insert(name.into(), unique);
        schema(vec![t], &[])
    };
    check(&make("u"), &make("v"), &Answers::default(), &["rename constraint u of t to v"]);
}

#[test]
fn the_name_of_a_dropped_enum_is_free_for_a_table() {
    let old = schema(vec![table("t", &[("a", "mood")])], &[("mood", &["x"])]);
    let new = schema(vec![table("t", &[("a", "text")]), table("mood", &[("b", "text")])], &[]);
    check(
        &old,
        &new,
        &Answers::default(),
        &[
            "rename enum mood to _matrx_tmp_mood",
            "create table mood",
            "change the type of column a of t from _matrx_tmp_mood to text",
            "drop enum _matrx_tmp_mood",
        ],
    );
}
