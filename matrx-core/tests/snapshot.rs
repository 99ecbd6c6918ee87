//! Snapshots of models and databases, their differences and their hashes, on a real server.

use std::collections::BTreeSet;

use matrx_core::Model;
use matrx_core::dialect::postgres::introspect::Selection;
use matrx_core::diff::{Answers, ChangeError};
use matrx_core::model::Registry;
use matrx_core::name::QName;
use matrx_core::schema::Rename;
use matrx_core::snapshot::{
    Changes, Comparison, Snapshot, SnapshotError, Spelling, compare, compare_unasked,
};
use matrx_tests::{Cluster, Database, live};

#[derive(Model)]
#[model(index(name, age(desc), name = "people_by_name", concurrently), check("age > 0"))]
#[expect(dead_code, reason = "data only")]
struct Person {
    #[column(primary_key, identity = always)]
    id: i64,
    #[column(type = "varchar(40)", default = "'?'", comment = "how to call them")]
    name: String,
    age: Option<i32>,
    #[column(references = Country)]
    home: Option<i64>,
}

/// Somebody else's.
#[derive(Model)]
#[model(table = "countries", unmanaged)]
#[expect(dead_code, reason = "data only")]
struct Country {
    #[column(primary_key)]
    id: i64,
}

matrx_core::view!("grown_ups", "CREATE VIEW grown_ups AS SELECT id FROM persons WHERE age >= 18");

/// What the models make, with the columns in another order.
const MODELS: &str = "
    CREATE TABLE countries (id bigint PRIMARY KEY);
    CREATE TABLE persons (
        home bigint CONSTRAINT persons_home_fkey REFERENCES countries,
        age integer CONSTRAINT persons_check CHECK (age > 0),
        name varchar(40) NOT NULL DEFAULT '?',
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY
    );
    COMMENT ON COLUMN persons.name IS 'how to call them';
    CREATE INDEX people_by_name ON persons (name, age DESC);
    CREATE VIEW grown_ups AS SELECT id FROM persons WHERE age >= 18;";

async fn snapshot(database: &Database) -> Snapshot {
    let mut connection = database.connect().await;
    let read = Snapshot::of_database(&mut connection, &Selection::default()).await;
    read.expect("the catalogue can be read")
}

async fn database(script: &str) -> Database {
    let database = Cluster::shared().database().await;
    database.psql(script);
    database
}

#[tokio::test]
async fn models_and_database_agree_or_not() {
    let models = Snapshot::of_models(&Registry::linked()).unwrap();
    assert!(!models.schema().tables.contains_key(&QName::new("countries")));
    let database = database(MODELS).await;
    let mut connection = database.connect().await;
    let live = snapshot(&database).await;

    // Only a server knows how it prints a view.
    let alone = models.spelled(&mut connection, &live, &Spelling::default()).await;
    let Err(SnapshotError::NotSpelled(open)) = alone else { panic!("{alone:?}") };
    assert_eq!(open.iter().map(ToString::to_string).collect::<Vec<_>>(), ["view grown_ups"]);
    let by = Spelling { scratch: Some(&database.options), ..Spelling::default() };
    let spelled = models.spelled(&mut connection, &live, &by).await.unwrap();

    let comparison = compare(&live, &spelled, &Answers::default()).unwrap();
    assert!(!comparison.has_changes(), "{:?}", comparison.operations());
    assert_eq!(comparison, compare_unasked(&live, &spelled).unwrap());
    assert_eq!(spelled.table_hash("persons"), live.table_hash("persons"));
    assert_ne!(models.table_hash("persons"), live.table_hash("persons"), "models' own words");
    assert_eq!(models.table_hash("nobody"), None);
    // Of the whole database, the unmanaged table is a part.
    assert_ne!(spelled.hash(), live.hash());
    database.psql(
        "ALTER TABLE persons DROP CONSTRAINT persons_home_fkey, ADD CONSTRAINT persons_home_fkey
        FOREIGN KEY (home) REFERENCES countries DEFERRABLE",
    );
    let live = snapshot(&database).await;
    let comparison = compare_unasked(&live, &spelled).unwrap();
    assert_eq!(shown(&comparison), "~persons");

    // And to an empty one.
    let empty = self::database("CREATE TABLE countries (id bigint PRIMARY KEY)").await;
    let nothing = snapshot(&empty).await;
    let comparison = compare_unasked(&nothing, &spelled).unwrap();
    assert_eq!(shown(&comparison), "+persons index +people_by_name object +view grown_ups");
    let mut connection = empty.connect().await;
    let statements = live::rendered(comparison.operations());
    live::execute(&mut connection, &statements).await.unwrap();
    let made = snapshot(&empty).await;
    assert!(!compare_unasked(&made, &spelled).unwrap().has_changes());
    let tables =
        |snapshot: &Snapshot| snapshot.table_hashes().into_values().collect::<BTreeSet<String>>();
    assert!(tables(&made).is_superset(&tables(&spelled)));
}

#[tokio::test]
async fn the_same_structure_has_the_same_hash_everywhere() {
    let one = database(MODELS).await;
    let other = database(
        "CREATE TABLE countries (gone text, id bigint PRIMARY KEY);
         ALTER TABLE countries DROP COLUMN gone;
         CREATE TABLE persons (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, home bigint, age int4);
         INSERT INTO persons (age) VALUES (1);
         CREATE VIEW grown_ups AS SELECT id FROM persons WHERE age >= 18;
         ALTER TABLE persons ADD name character varying(40) DEFAULT '?' NOT NULL,
             ADD CONSTRAINT persons_check CHECK (age > 0),
             ADD CONSTRAINT persons_home_fkey FOREIGN KEY (home) REFERENCES countries (id);
         COMMENT ON COLUMN persons.name IS 'how to call them'",
    )
    .await;
    other.psql("CREATE INDEX CONCURRENTLY people_by_name ON persons (name, age DESC)");
    let (one, other) = (snapshot(&one).await, snapshot(&other).await);
    assert_eq!(one.hash(), other.hash());
    assert_eq!(one.hash().len(), 64);
    assert_eq!(one.table_hashes(), other.table_hashes());
    assert_eq!(one.to_json(), other.to_json());
    assert!(!compare(&one, &other, &Answers::default()).unwrap().has_changes());

    // Another default schema is a matter of where, not of what.
    let moved = database("CREATE SCHEMA app; SET search_path = app").await;
    moved.psql(&format!("SET search_path = app; {MODELS}"));
    let mut connection = moved.connect().await;
    let moved = Snapshot::of_database(&mut connection, &Selection::schema("app")).await.unwrap();
    assert_eq!(moved.hash(), one.hash());
}

/// What is done to a database, and what is seen of it: `+` new, `-` removed, `~` modified.
const CHANGES: [(&str, &str); 18] = [
    ("CREATE TABLE more (id int)", "+more"),
    ("CREATE TABLE more (id int PRIMARY KEY); CREATE INDEX i ON more (id)", "+more index +i"),
    ("DROP TABLE a CASCADE", "-a index -a_x trigger -trigger t on a object -view v"),
    ("ALTER TABLE a ADD y int", "~a"),
    ("ALTER TABLE a ALTER x SET DEFAULT 1", "~a"),
    ("COMMENT ON TABLE a IS 'x'", "~a"),
    ("ALTER TABLE a SET (fillfactor = 50)", "~a"),
    ("ALTER TABLE a ADD CONSTRAINT c CHECK (x > 0)", "~a"),
    ("CREATE UNIQUE INDEX i ON a (x)", "index +i"),
    ("DROP INDEX a_x", "index -a_x"),
    ("DROP INDEX a_x; CREATE INDEX a_x ON a (x DESC)", "index ~a_x"),
    ("COMMENT ON INDEX a_x IS 'x'", "index ~a_x"),
    ("COMMENT ON INDEX a_pkey IS 'x'", "~a"),
    ("DROP TRIGGER t ON a", "trigger -trigger t on a"),
    ("CREATE TRIGGER u AFTER INSERT ON a EXECUTE FUNCTION f()", "trigger +trigger u on a"),
    ("COMMENT ON TRIGGER t ON a IS 'x'", "trigger ~trigger t on a"),
    (
        "CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
        "object ~function f()",
    ),
    ("ALTER TYPE mood ADD VALUE 'sad'", "enum ~mood"),
];

const BASE: &str = "
    CREATE TYPE mood AS ENUM ('glad');
    CREATE TABLE a (id int PRIMARY KEY, x int, m mood);
    CREATE INDEX a_x ON a (x);
    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f();
    CREATE VIEW v AS SELECT id FROM a;";

#[tokio::test]
async fn a_comparison_tells_what_is_new_removed_and_modified() {
    let base = snapshot(&database(BASE).await).await;
    for (script, expected) in CHANGES {
        let changed = database(BASE).await;
        changed.psql(script);
        let changed = snapshot(&changed).await;
        assert_ne!(base.hash(), changed.hash(), "{script}");
        let comparison = compare_unasked(&base, &changed).unwrap();
        assert_eq!(shown(&comparison), expected, "{script}");
        assert!(comparison.has_changes());
        assert_eq!(comparison.total_changes(), comparison.operations().len());
        // The other way round, new is removed.
        let back = shown(&compare_unasked(&changed, &base).unwrap());
        let turned: String = expected
            .chars()
            .map(|c| match c {
                '+' => '-',
                '-' => '+',
                other => other,
            })
            .collect();
        assert_eq!(back, turned, "back from {script}");
    }
}

#[tokio::test]
async fn a_rename_is_asked_about_and_never_guessed() {
    let old = snapshot(&database(BASE).await).await;
    let renamed = database(BASE).await;
    renamed.psql("ALTER TABLE a RENAME TO b; ALTER TABLE b DROP m; DROP VIEW v; DROP INDEX a_x");
    let new = snapshot(&renamed).await;
    let open = compare(&old, &new, &Answers::default());
    assert!(matches!(open, Err(ChangeError::Questions(_))), "{open:?}");
    let unasked = shown(&compare_unasked(&old, &new).unwrap());
    assert!(unasked.starts_with("+b -a index -a_x trigger "), "{unasked}");
    let renames = vec![Rename::Table { from: "a".into(), to: "b".into() }];
    let answers = Answers { renames, ..Answers::default() };
    let comparison = compare(&old, &new, &answers).unwrap();
    let shown = shown(&comparison);
    assert!(shown.starts_with("~b index -a_x"), "{shown}");
    assert!(comparison.tables().new.is_empty() && comparison.tables().removed.is_empty());
}

#[tokio::test]
async fn the_documents_are_json() {
    let hostile = "CREATE TABLE \"it's \"\"x\"\"\n\u{202e}\" (\"\\\" int PRIMARY KEY DEFAULT 1);
        COMMENT ON TABLE \"it's \"\"x\"\"\n\u{202e}\" IS E'tab\\tend'";
    let old = snapshot(&database(BASE).await).await;
    let new = snapshot(&database(&format!("{BASE}{hostile}; DROP INDEX a_x")).await).await;
    let document: serde_json::Value = serde_json::from_str(&new.to_json()).unwrap();
    let members: Vec<&String> = document.as_object().unwrap().keys().collect();
    let expected =
        ["enums", "indexes", "meta", "objects", "schema_comments", "schemas", "tables", "triggers"];
    assert_eq!(members, expected);
    assert_eq!(document["meta"]["hash"], new.hash());
    assert_eq!(document["meta"]["origin"], "database");
    let odd = &document["tables"]["\"it's \"\"x\"\"\n\u{202e}\""];
    assert_eq!(odd["comment"], "tab\tend");
    assert_eq!(odd["columns"]["\\"]["default"], "1");
    assert_eq!(odd["columns"]["\\"]["nullable"], false);
    let a = &document["tables"]["a"];
    assert_eq!(a["hash"], new.table_hash("a").unwrap());
    assert_eq!(a["columns"]["x"]["type"], "integer");
    assert!(a["constraints"]["a_pkey"].as_str().unwrap().starts_with("primary key"));
    let trigger = &document["triggers"]["trigger t on a"];
    assert_eq!(trigger["table"], "a");
    assert!(trigger["definition"][0].as_str().unwrap().starts_with("CREATE TRIGGER t"));
    let old_document: serde_json::Value = serde_json::from_str(&old.to_json()).unwrap();
    assert_eq!(old_document["indexes"]["a_x"]["table"], "a");

    let comparison = compare_unasked(&old, &new).unwrap();
    let document: serde_json::Value = serde_json::from_str(&comparison.to_json()).unwrap();
    assert_eq!(document["meta"]["total_changes"], comparison.total_changes());
    assert_eq!(document["meta"]["has_changes"], true);
    assert_eq!(document["meta"]["old_hash"], old.hash());
    assert_eq!(document["indexes"]["removed"][0], "a_x");
    assert_eq!(document["operations"].as_array().unwrap().len(), comparison.total_changes());
}

/// `+new -removed ~modified`, tables first, then with a word before each kind.
fn shown(comparison: &Comparison) -> String {
    fn of<T: ToString>(changes: &Changes<T>) -> String {
        let Changes { new, removed, modified } = changes;
        let each = |sign: &str, names: &BTreeSet<T>| {
            names.iter().map(|name| format!("{sign}{} ", name.to_string())).collect::<String>()
        };
        format!("{}{}{}", each("+", new), each("-", removed), each("~", modified))
    }
    let kinds = [
        ("", of(comparison.tables())),
        ("index ", of(comparison.indexes())),
        ("trigger ", of(comparison.triggers())),
        ("object ", of(comparison.objects())),
        ("enum ", of(comparison.enums())),
    ];
    let kinds = kinds.iter().filter(|(_, names)| !names.is_empty());
    let text: String = kinds.map(|(kind, names)| format!("{kind}{names}")).collect();
    text.trim_end().to_owned()
}
