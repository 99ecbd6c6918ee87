use super::*;
use crate::schema::{
    Column, ColumnValue, Expr, Index, IndexColumn, IndexKey, Object, ObjectId, ObjectKind,
    PrimaryKey, Reference, Table,
};

fn sample() -> Lock {
    let mut lock =
        Lock { head: Some("0002_add_email".into()), server_major: Some(15), ..Lock::default() };
    lock.crates.insert("my-blog".into(), ["default".into(), "foo".into()].into());
    let name = QName::from(("auth", "weird \"name\n*/"));
    lock.table_crate.insert(name.clone(), "my-blog".into());
    let mut table = Table { comment: Some("a // b\n*/".into()), ..Table::new(&name) };
    table.columns.push(Column {
        nullable: false,
        value: ColumnValue::Default(Expr::from("now()")),
        ..Column::new("created at", "timestamptz")
    });
    table.columns.push(Column::new("expression", "text"));
    table.primary_key = Some(PrimaryKey {
        name: "pk".into(),
        columns: vec!["created at".into()],
        ..PrimaryKey::default()
    });
    table.indexes.insert(
        "i".into(),
        Index {
            columns: vec![
                IndexColumn::new(IndexKey::Column("expression".into())),
                IndexColumn::new(IndexKey::Expression(Expr::from("lower(expression)"))),
            ],
            ..Index::new("i")
        },
    );
    let declaration = lock.declarations.tables.entry(name.clone()).or_default();
    declaration.model = "User #[model(schema = \"auth\")]".into();
    declaration.columns.insert("created at".into(), "OffsetDateTime // \"x".into());
    declaration.items.insert((ItemKind::Index, "i".into()), "index(expression)".into());
    lock.declared.tables.insert(name.clone(), table.clone());
    table.columns[0].ty.name = "timestamp with time zone".into();
    lock.catalog.tables.insert(name.clone(), table);
    let id = ObjectId::on(ObjectKind::Trigger, "a // b", name.clone());
    lock.object_crate.insert(id.clone(), "my-blog".into());
    let mut object = Object::new(id.clone(), vec!["CREATE\n  \"x\"\n".into(), "ALTER | y".into()]);
    object.comment = Some("c".into());
    lock.declared.objects.insert(id.clone(), object.clone());
    object.definition.pop();
    object.shape = "a integer\nb text".into();
    object.needs.insert(Reference::Column(name.clone(), "created at".into()));
    object.needs.insert(Reference::Object(ObjectId::with_signature(
        ObjectKind::Function,
        ("app", "f"),
        "(integer)",
    )));
    lock.catalog.objects.insert(id, object);
    let only = ObjectId::new(ObjectKind::View, "v");
    lock.declared.objects.insert(only.clone(), Object::new(only, vec!["CREATE VIEW v".into()]));
    lock
}

#[test]
fn a_lock_comes_back_from_its_text() {
    let lock = sample();
    assert_eq!(Lock::parse(&lock.to_text()).unwrap(), lock);
    assert_eq!(Lock::parse(&lock.to_text().replace('\n', "\r\n")).unwrap(), lock);
    let empty = Lock::default();
    assert_eq!(Lock::parse(&empty.to_text()).unwrap(), empty);
}

#[test]
fn the_text_is_what_the_derive_expects() {
    let text = sample().to_text();
    let body = text.split_once('\n').unwrap().1;
    assert_eq!(
        body,
        r#"server 15
crate my-blog features=default,foo

table auth."weird \"name\n*/" crate=my-blog comment "a // b\n*/" // User #[model(schema = "auth")]
  column "created at" timestamptz not null default "now()" // OffsetDateTime // "x
    server column "created at" "timestamp with time zone" not null default "now()"
  column expression text
  primary key pk ("created at")
  index i using btree (expression, expression "lower(expression)") // index(expression)

object view v
  sql "CREATE VIEW v"
  server -

object trigger "a // b" on auth."weird \"name\n*/" crate=my-blog comment "c"
  sql "CREATE"
    | "  \"x\""
    | ""
  sql "ALTER | y"
server object trigger "a // b" on auth."weird \"name\n*/" comment "c"
  sql "CREATE"
    | "  \"x\""
    | ""
  shape "a integer"
  shape "b text"
  needs column auth."weird \"name\n*/" "created at"
  needs object function app.f signature "(integer)"
"#
    );
}

#[test]
fn objects_of_one_side_only_survive() {
    let mut lock = sample();
    let only = QName::new("only_declared");
    let table = Table { columns: vec![Column::new("a", "text")], ..Table::new(&only) };
    lock.declared.tables.insert(only, table.clone());
    let other = Table { name: QName::new("only_server"), ..table };
    lock.catalog.tables.insert(other.name.clone(), other);
    lock.declared.namespaces.insert("auth".into());
    for table in lock.catalog.tables.values_mut() {
        table.columns.push(Column::new("more", "text"));
        table.primary_key = None;
    }
    assert_eq!(Lock::parse(&lock.to_text()).unwrap(), lock);
}

#[test]
fn what_cannot_be_used_is_named_by_line() {
    let text = sample().to_text();
    let edited = text.replace("server 15", "server 16");
    assert!(matches!(Lock::parse(&edited), Err(LockError::HashMismatch { .. })));
    assert_eq!(Lock::parse_edited(&edited).unwrap().server_major, Some(16));
    let conflict = text.replace("server 15", "server 15\n<<<<<<< HEAD");
    assert!(matches!(Lock::parse(&conflict), Err(LockError::Conflict { line: 3, .. })));
    assert_eq!(Lock::parse("x"), Err(LockError::NotALock));
    assert_eq!(
        Lock::parse("matrx-lock 7 head=- sha256=0"),
        Err(LockError::UnknownFormat { found: "7".into() })
    );
    let wrong = text.replace("primary key pk", "primary kee pk");
    assert_eq!(
        Lock::parse_edited(&wrong).unwrap_err().to_string(),
        "schema.lock, line 9: expected `key`, found `kee`"
    );
}
