use syn::DeriveInput;

use super::super::lock::Lock;
use crate::mistakes::Mistakes;

const LOCK: &str = r#"matrx-lock 1 head=0001_initial sha256=0
server 15

enum mood "sad" "ok" // Mood

table users crate=blog comment "People" // User; comment = "People"
  column id bigint not null // i64; identity(by_default); primary_key
  column email text not null // String; default = "''"; unique
  column nick text // Option<String>
  column data jsonb not null // Data; json
  column street text // in Address; Option<String>
  index users_email_nick_idx using btree (email, nick) // index(email, nick)
"#;

const COVERED: &str = r#"
    #[model(comment = "People", index(email, nick, concurrently))]
    struct User {
        #[column(primary_key, identity)]
        id: i64,
        #[column(default = "''", unique)]
        email: String,
        nick: Option<String>,
        #[sqlx(json)]
        data: Data,
        #[sqlx(flatten)]
        address: Address,
    }
"#;

/// The messages for the covered model after this text in it was replaced.
fn model(from: &str, to: &str) -> Vec<String> {
    assert!(COVERED.contains(from), "{from}");
    let input: DeriveInput = syn::parse_str(&COVERED.replace(from, to)).unwrap();
    let mut mistakes = Mistakes::default();
    let model = crate::model::read(&input, &mut mistakes).unwrap();
    assert!(mistakes.is_empty(), "{}", mistakes.into_tokens());
    messages(super::model(&model, &Lock::read(LOCK.as_bytes()).unwrap()))
}

fn enum_type(text: &str) -> Vec<String> {
    let input: DeriveInput = syn::parse_str(text).unwrap();
    let ty = crate::enumeration::read::read(&input, &mut Mistakes::default()).unwrap();
    messages(super::enum_type(&ty, &Lock::read(LOCK.as_bytes()).unwrap()))
}

fn messages(findings: Vec<super::Finding>) -> Vec<String> {
    findings.into_iter().map(|finding| finding.message).collect()
}

#[test]
fn what_is_covered_is_silent() {
    assert!(model("User", "User").is_empty());
    // neither the struct's name nor the layout of its source needs a migration
    assert!(model("struct User", "#[model(table = \"users\")] struct Person").is_empty());
    assert!(model("Option<String>", "std::option::Option < String >").is_empty());
    assert!(model("nick:", "#[column(renamed_from = \"handle\")] nick:").is_empty());
    assert!(enum_type("#[sqlx(rename_all = \"snake_case\")] enum Mood { Sad, Ok }").is_empty());
}

#[test]
fn each_difference_names_the_model_the_property_and_both_values() {
    for (from, to, expected) in [
        ("struct User", "struct Team", "model `Team` (table `teams`) is in no migration"),
        ("nick: Opt", "age: i32, nick: Opt", "column `age` of model `User` is in no migration"),
        (
            "nick: Option<String>",
            "nick: String",
            "the type of column `nick` of model `User` is `Option<String>` in the last migration and `String` here",
        ),
        (
            "default = \"''\"",
            "default = \"'x'\"",
            "`default` of column `email` of model `User` is `\"''\"` in the last migration and `\"'x'\"` here",
        ),
        (
            ", unique",
            "",
            "`unique` of column `email` of model `User` is `unique` in the last migration and absent here",
        ),
        (
            "identity",
            "identity(always)",
            "`identity` of column `id` of model `User` is `identity(by_default)` in the last migration and `identity(always)` here",
        ),
        (
            "#[sqlx(flatten)]\n        address: Address",
            "city: i64",
            "column `city` of model `User` is in no migration",
        ),
        (
            "#[sqlx(json)]",
            "#[sqlx(json)] #[column(type = \"json\")]",
            "`type` of column `data` of model `User` is absent in the last migration and `\"json\"` here",
        ),
        (
            "comment = \"People\"",
            "comment = \"Persons\"",
            "`comment` of model `User` is `\"People\"` in the last migration and `\"Persons\"` here",
        ),
        (
            "index(email, nick",
            "index(email, nick(desc)",
            "index of model `User` is `index(email, nick)` in the last migration and `index(email, nick(desc))` here",
        ),
        (
            ", index(email, nick, concurrently)",
            "",
            "index `index(email, nick)` of model `User` is in the last migration, and the struct lacks it",
        ),
        (
            "index(",
            "check(\"id > 0\"), index(",
            "check `check(\"id > 0\")` of model `User` is in no migration",
        ),
    ] {
        let found = model(from, to);
        assert_eq!(found.first().map(String::as_str), Some(expected));
    }
    let removed = model("index(email, nick, concurrently)", "index(email)");
    assert_eq!(removed.len(), 1, "{removed:?}");
}

#[test]
fn a_removed_column_is_named_unless_it_was_renamed() {
    let removed = model("#[sqlx(flatten)]", "#[column(skip)]");
    assert_eq!(
        removed,
        ["column `street` of model `User` is in the last migration, and no field has it"]
    );
    let renamed = model(
        "#[sqlx(flatten)]\n        address: Address",
        "#[column(renamed_from = \"street\")] road: Option<String>",
    );
    assert_eq!(renamed, ["column `road` of model `User` is in no migration"]);
}

#[test]
fn the_values_of_an_enum_are_compared() {
    for (text, expected) in [
        ("enum Mood { sad, ok, happy }", "value `happy` of enum `Mood` is in no migration"),
        (
            "enum Mood { sad }",
            "value `ok` of enum `Mood` is in the last migration, and no variant has it",
        ),
        (
            "enum Mood { ok, sad }",
            "the values of enum `Mood` are `sad`, `ok` in the last migration and `ok`, `sad` here",
        ),
        ("enum Colour { red }", "enum `Colour` (type `colour`) is in no migration"),
        (
            "#[model(comment = \"x\")] enum Mood { sad, ok }",
            "`comment` of enum `Mood` is absent in the last migration and `\"x\"` here",
        ),
    ] {
        assert_eq!(enum_type(text), [expected]);
    }
}

#[test]
fn objects_are_named_as_people_say_them() {
    for (object, said) in [
        ("function \"f(integer)\"", "function \"f(integer)\""),
        ("materialized_view \"v\" \"auth\"", "materialized view \"v\" in \"auth\""),
        ("policy \"own\" \"auth\" \"users\"", "policy \"own\" on \"auth\".\"users\""),
        ("grant \"app\" \"\" \"users\"", "grant to \"app\" on \"users\""),
        ("rule \"a\\\" b\" \"t\"", "rule \"a\\\" b\" on \"t\""),
    ] {
        assert_eq!(super::shown(object), said);
    }
}
