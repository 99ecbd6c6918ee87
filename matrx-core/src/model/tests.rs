use super::*;
use crate::name::QName;

const fn column(name: &'static str) -> Column {
    Column { name, ty: TypeSource::Sql("int8"), declaration: "i64", ..Column::EMPTY }
}

const fn model(
    rust_name: &'static str,
    table: &'static str,
    columns: &'static [Column],
    body: Body,
) -> Model {
    Model {
        rust_name,
        module: "app",
        crate_name: "app",
        table: ObjectName { schema: None, name: table },
        declaration: rust_name,
        body: Body { columns, ..body },
        ..Model::EMPTY
    }
}

const A: &[Column] = &[column("a")];
const AB: &[Column] = &[column("a"), column("b")];
const ON_A: Unique = Unique { columns: &["a"], ..Unique::EMPTY };
const CHECK: Check = Check { expression: "a > 0", ..Check::EMPTY };
const LONG: &str = "a_name_that_is_longer_than_the_sixty_three_bytes_that_are_kept_of_it";

fn declared(models: impl IntoIterator<Item = &'static Model>) -> Result<Declared, Vec<String>> {
    Registry::new(models, [], []).declared().map_err(|errors| {
        assert!(errors.iter().all(|error| error.code().starts_with("E-MODEL-")));
        errors.iter().map(ToString::to_string).collect()
    })
}

#[test]
fn no_linked_model_is_an_error_and_never_an_empty_schema() {
    assert_eq!(Registry::default().declared(), Err(vec![ModelError::NoModels]));
}

#[test]
fn derived_names_are_numbered_where_they_are_taken() {
    static TABLE: Model = model(
        "T",
        "t",
        AB,
        Body {
            checks: &[CHECK, CHECK, Check { name: Some("t_check2"), ..CHECK }, CHECK],
            uniques: &[ON_A, ON_A],
            indexes: &[Index {
                keys: &[
                    IndexKey { key: Key::Expression("lower(a)"), ..IndexKey::EMPTY },
                    IndexKey { key: Key::Expression("upper(a)"), ..IndexKey::EMPTY },
                ],
                include: &["b"],
                ..Index::EMPTY
            }],
            ..Body::EMPTY
        },
    );
    let declared = declared([&TABLE]).unwrap();
    let table = &declared.schema.tables[&QName::new("t")];
    let checks: Vec<&String> = table.checks.keys().collect();
    assert_eq!(checks, ["t_check", "t_check1", "t_check2", "t_check3"]);
    assert!(table.uniques.keys().eq(["t_a_key", "t_a_key1"]));
    assert!(table.indexes.keys().eq(["t_expr_expr1_b_idx"]));
}

#[test]
fn keys_and_identities_are_not_null() {
    static TABLE: Model = model(
        "T",
        "t",
        &[Column { nullable: true, ..column("a") }],
        Body {
            primary_key: Some(PrimaryKey { columns: &["a"], ..PrimaryKey::EMPTY }),
            ..Body::EMPTY
        },
    );
    let declared = declared([&TABLE]).unwrap();
    assert!(!declared.schema.tables[&QName::new("t")].columns[0].nullable);
}

#[test]
fn the_default_schema_has_no_name() {
    static TABLE: Model = Model {
        table: ObjectName { schema: Some("public"), name: "t" },
        ..model(
            "T",
            "t",
            &[Column { ty: TypeSource::Sql("public.mood[]"), ..column("a") }],
            Body::EMPTY,
        )
    };
    let declared = declared([&TABLE]).unwrap();
    assert_eq!(declared.schema.tables[&QName::new("t")].columns[0].ty.name, "mood[]");
    assert!(declared.schema.namespaces.is_empty());
    let elsewhere = Registry::new([&TABLE], [], []).declared_in("app").unwrap();
    assert!(elsewhere.schema.tables.contains_key(&QName::in_schema("public", "t")));
    assert!(elsewhere.schema.namespaces.contains("public"));
}

#[test]
fn an_unmanaged_table_is_a_target_only() {
    static TABLE: Model = Model { unmanaged: true, ..model("T", "t", A, Body::EMPTY) };
    let declared = declared([&TABLE]).unwrap();
    assert!(declared.unmanaged.contains(&QName::new("t")));
    assert!(declared.table_crate.is_empty() && declared.declarations.tables.is_empty());
}

#[test]
fn all_mistakes_are_named_at_once_with_the_models_that_make_them() {
    static FIRST: Model = model("First", "t", A, Body::EMPTY);
    static SECOND: Model = model("Second", "t", A, Body::EMPTY);
    static TWICE: Model = model("Twice", "twice", &[column("a"), column("a")], Body::EMPTY);
    static UNKNOWN: Model = model(
        "Unknown",
        "unknown",
        A,
        Body { uniques: &[Unique { columns: &["z"], ..Unique::EMPTY }], ..Body::EMPTY },
    );
    static LENGTH: Model = model(LONG, LONG, A, Body::EMPTY);
    static NO_KEY: Model = model(
        "NoKey",
        "no_key",
        A,
        Body {
            foreign_keys: &[ForeignKey {
                columns: &["a"],
                table: ObjectName { schema: None, name: "t" },
                referenced: &["a"],
                ..ForeignKey::EMPTY
            }],
            ..Body::EMPTY
        },
    );
    static TAKEN: Model = model(
        "Taken",
        "taken",
        A,
        Body { uniques: &[Unique { name: Some("t"), ..ON_A }], ..Body::EMPTY },
    );
    let errors =
        declared([&FIRST, &SECOND, &TWICE, &UNKNOWN, &LENGTH, &NO_KEY, &TAKEN]).unwrap_err();
    for part in [
        "table t is declared twice, by `app::First` and by `app::Second`",
        "model `app::Twice` has two fields for the column a",
        "a unique constraint of model `app::Unknown` names the column z, which it does not have",
        "has 68 bytes, and PostgreSQL keeps 63",
        "foreign key no_key_a_fkey of model `app::NoKey` references (a) of table t",
        "the name t is given twice, to the table of model `app::First` and to a key of model `app::Taken`",
    ] {
        assert!(errors.iter().any(|error| error.contains(part)), "{part}\n{errors:#?}");
    }
}

#[test]
fn a_former_name_that_is_still_there_is_an_error() {
    static OLD: Model = model("Old", "old", A, Body::EMPTY);
    static NEW: Model = Model { renamed_from: Some("old"), ..model("New", "new", A, Body::EMPTY) };
    let errors = declared([&OLD, &NEW]).unwrap_err();
    assert_eq!(errors.len(), 1);
    assert!(
        errors[0].contains("table new of model `app::New` is said to be renamed from old"),
        "{errors:?}"
    );
}

#[test]
fn a_child_has_what_its_parents_have_and_says_what_does_not_fit() {
    const INHERITS: &[Setting] = &[Setting { word: "inherits", option: None, value: "public.t" }];
    const FROM_PARENT: &[Setting] =
        &[Setting { word: "column_inherited", option: None, value: "on" }];
    const PARENT: &[Column] = &[
        Column { value: Value::Default("7"), ..column("a") },
        Column { comment: Some("of the parent"), ..column("b") },
        Column { value: Value::Default("now()"), ..column("c") },
    ];
    static ABOVE: Model = model("T", "t", PARENT, Body::EMPTY);
    static CHILD: Model = Model {
        settings: INHERITS,
        ..model(
            "C",
            "c",
            &[
                Column { settings: FROM_PARENT, ..column("a") },
                Column { value: Value::Default("NULL"), settings: FROM_PARENT, ..column("c") },
                column("own"),
            ],
            Body {
                primary_key: Some(PrimaryKey { columns: &["b"], ..PrimaryKey::EMPTY }),
                ..Body::EMPTY
            },
        )
    };
    let all = declared([&CHILD, &ABOVE]).unwrap();
    let table = &all.schema.tables[&QName::new("c")];
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["b", "a", "c", "own"]);
    assert_eq!(table.parents(), [QName::new("t")]);
    assert_eq!(table.column("a").unwrap().value, crate::schema::ColumnValue::Default("7".into()));
    assert_eq!(table.column("c").unwrap().value, crate::schema::ColumnValue::None);
    assert_eq!(table.column("b").unwrap().comment, None, "a comment is not inherited");

    static WRONG: Model = Model {
        settings: INHERITS,
        ..model(
            "W",
            "w",
            &[
                Column { settings: FROM_PARENT, ..column("z") },
                Column { ty: TypeSource::Sql("text"), settings: FROM_PARENT, ..column("a") },
            ],
            Body {
                primary_key: Some(PrimaryKey { columns: &["y"], ..PrimaryKey::EMPTY }),
                ..Body::EMPTY
            },
        )
    };
    assert_eq!(
        declared([&WRONG, &ABOVE]).unwrap_err(),
        [
            "the primary key of model `app::W` names the column y, which it does not have",
            "model `app::W` says that it inherits the column z, which t does not have: remove `inherited` or name the parent that has it",
            "column a of model `app::W` is text, and bigint in the table that it inherits it from: give the field the same type",
        ]
    );

    static ITSELF: Model = Model { settings: INHERITS, ..model("T", "t", PARENT, Body::EMPTY) };
    assert_eq!(
        declared([&ITSELF]).unwrap_err(),
        ["model `app::T` inherits from itself, perhaps by way of others: name another parent"]
    );

    const ODD: &[Setting] = &[Setting { word: "inherits", option: None, value: "a b" }];
    static LIST: Model = Model { settings: ODD, ..model("L", "l", A, Body::EMPTY) };
    assert_eq!(
        declared([&LIST]).unwrap_err(),
        [
            "model `app::L` inherits from \"a b\", which is no list of tables: write it as SQL has it, `inherits = \"animals, audit.tracked\"`"
        ]
    );
}
