use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::op::{EnumPosition, EnumUse};
use crate::schema::{
    Check, Column, ColumnType, Deferral, EnumType, Exclude, ForeignKey, Identity, IdentityKind,
    Index, MatchType, Object, ObjectId, ObjectKind, PrimaryKey, ReferentialAction, SequenceOptions,
    Table, Unique,
};

fn t() -> QName {
    "t".into()
}

fn add(ty: &str, nullable: bool, value: ColumnValue) -> Op {
    Op::AddColumn { table: t(), column: Column { nullable, value, ..Column::new("c", ty) } }
}

fn identity() -> ColumnValue {
    let options = SequenceOptions::default();
    ColumnValue::Identity(Identity { kind: IdentityKind::Always, options })
}

fn default(text: &str) -> ColumnValue {
    ColumnValue::Default(text.into())
}

fn column_type(was: &str, to: &str) -> Op {
    Op::AlterColumnType {
        table: t(),
        column: "c".into(),
        was: Some(ColumnType::new(was)),
        to: ColumnType::new(to),
        using: None,
    }
}

fn value(was: ColumnValue, to: ColumnValue) -> Op {
    Op::SetColumnValue { table: t(), column: "c".into(), was: Some(was), to }
}

fn nullable(to: bool) -> Op {
    Op::SetNullable { table: t(), column: "c".into(), to }
}

fn create_index(concurrently: bool) -> Op {
    Op::CreateIndex { table: t(), index: Index { concurrently, ..Index::new("i") } }
}

fn drop_index(concurrently: bool) -> Op {
    Op::DropIndex { table: t(), name: "i".into(), concurrently, was: None }
}

fn foreign_key() -> ForeignKey {
    ForeignKey {
        name: "k".into(),
        columns: vec!["c".into()],
        references: "other".into(),
        referenced_columns: vec!["id".into()],
        on_delete: ReferentialAction::NoAction,
        on_update: ReferentialAction::NoAction,
        match_type: MatchType::Simple,
        deferral: Deferral::NotDeferrable,
        ..ForeignKey::default()
    }
}

fn mood() -> EnumType {
    EnumType { name: "mood".into(), values: vec!["a".into()], comment: None }
}

fn unique() -> Unique {
    Unique {
        name: "u".into(),
        columns: vec!["c".into()],
        nulls_not_distinct: false,
        deferral: Deferral::NotDeferrable,
        ..Unique::default()
    }
}

fn check() -> Check {
    Check::new("positive", "c > 0")
}

fn drop_column(value: ColumnValue) -> Op {
    let was = Some(Box::new(Column { value, ..Column::new("c", "text") }));
    Op::DropColumn { table: t(), name: "c".into(), was }
}

fn key() -> PrimaryKey {
    PrimaryKey { name: "t_pkey".into(), columns: vec!["c".into()], ..PrimaryKey::default() }
}

/// Each rule with a change that it is about, and one that is like it and harmless.
fn rules() -> Vec<(&'static str, Op, Op)> {
    let create = || Op::CreateTable { table: Table::new("t") };
    let drop_key = || Op::DropPrimaryKey { table: t(), name: "t_pkey".into(), was: None };
    let drop_unique = || Op::DropUnique { table: t(), name: "u".into(), was: None };
    let drop_check = || Op::DropCheck { table: t(), name: "positive".into(), was: None };
    let rename = |to: &str| Op::RenameColumn { table: t(), from: "c".into(), to: to.into() };
    let uses = vec![EnumUse {
        table: t(),
        column: "c".into(),
        array: false,
        default_was: None,
        default_to: None,
    }];
    let replace = Op::ReplaceEnum { to: mood(), mapping: BTreeMap::new(), uses, was: Some(mood()) };
    let add_value = Op::AddEnumValue {
        name: "mood".into(),
        value: "b".into(),
        position: EnumPosition::Last,
        was: None,
        uses: Vec::new(),
    };
    let rename_value =
        Op::RenameEnumValue { name: "mood".into(), from: "a".into(), to: "b".into() };
    let create_enum = || Op::CreateEnum { ty: mood() };
    vec![
        ("C01", drop_column(ColumnValue::None), add("text", true, ColumnValue::None)),
        ("C02", Op::DropTable { name: t(), was: None }, create()),
        ("C02", Op::DropSchema { name: "s".into() }, Op::CreateSchema { name: "s".into() }),
        ("C03", Op::RenameTable { from: t(), to: "u".into() }, create()),
        ("C03", Op::MoveTable { from: t(), to: Some("s".into()) }, create()),
        ("C03", rename("d"), Op::RenameIndex { table: t(), from: "i".into(), to: "j".into() }),
        ("C03", Op::RenameEnum { from: "mood".into(), to: "humour".into() }, create_enum()),
        ("C04", rename_value, create_enum()),
        ("C05", add("text", false, ColumnValue::None), add("text", false, default("'x'"))),
        ("C06", nullable(true), nullable(false)),
        ("C07", value(default("1"), ColumnValue::None), value(ColumnValue::None, default("1"))),
        ("C08", column_type("bigint", "integer"), column_type("integer", "bigint")),
        (
            "C09",
            Op::DropForeignKey { table: t(), name: "k".into(), was: Some(foreign_key()) },
            drop_check(),
        ),
        ("C10", add("json", true, ColumnValue::None), add("jsonb", true, ColumnValue::None)),
        ("C11", add_value, create_enum()),
        ("C12", replace, create_enum()),
        ("L01", create_index(false), create_index(true)),
        ("L02", drop_index(false), drop_index(true)),
        ("L06", Op::AddUnique { table: t(), unique: unique() }, drop_unique()),
        ("L07", Op::AddPrimaryKey { table: t(), key: key() }, drop_key()),
        ("L09", Op::AddForeignKey { table: t(), key: foreign_key() }, drop_check()),
        ("L10", Op::AddCheck { table: t(), check: check() }, drop_check()),
        ("L11", nullable(false), nullable(true)),
        ("L14", column_type("integer", "bigint"), column_type("character varying(5)", "text")),
        (
            "L16",
            add("uuid", true, default("gen_random_uuid()")),
            add("timestamptz", true, default("now()")),
        ),
        ("L13", add_exclude(), Op::DropExclude { table: t(), name: "x".into(), was: None }),
        ("L13", temporal(true), temporal(false)),
        ("L14", collated(Some("C")), collated(None)),
        ("L24", create_object(ObjectKind::Trigger), create_object(ObjectKind::Function)),
        ("L17", add("bigint", false, identity()), add("bigint", false, default("1"))),
        (
            "L17",
            add("bigint", true, ColumnValue::Generated("1".into())),
            add("bigint", true, ColumnValue::None),
        ),
    ]
}

fn temporal(without_overlaps: bool) -> Op {
    Op::AddPrimaryKey { table: t(), key: PrimaryKey { without_overlaps, ..PrimaryKey::default() } }
}

fn collated(collation: Option<&str>) -> Op {
    let to = ColumnType { collation: collation.map(QName::new), ..ColumnType::new("text") };
    let (table, column, was) = (t(), "c".to_owned(), Some(ColumnType::new("text")));
    Op::AlterColumnType { table, column, was, to, using: None }
}

fn add_exclude() -> Op {
    let definition = "USING gist (a WITH &&)".into();
    Op::AddExclude { table: t(), exclude: Exclude { name: "x".into(), definition } }
}

fn create_object(kind: ObjectKind) -> Op {
    Op::CreateObject { object: Object::new(ObjectId::new(kind, "o"), Vec::new()) }
}

#[test]
fn each_rule_fires_where_it_should_and_not_beside() {
    let ids = |op: &Op| op.hazards().iter().map(|hazard| hazard.id).collect::<Vec<_>>();
    for (id, fires, harmless) in rules() {
        assert!(ids(&fires).contains(&id), "{id} on {}", fires.describe());
        assert!(!ids(&harmless).contains(&id), "{id} on {}", harmless.describe());
        for hazard in fires.hazards() {
            assert!(hazard.text.starts_with(|c: char| c.is_lowercase()), "{}", hazard.text);
            assert!(!hazard.text.ends_with('.'), "{}", hazard.text);
        }
    }
}

/// The rules that are written are those that are tried above.
#[test]
fn every_rule_is_tried() {
    let source =
        [include_str!("../hazard.rs"), include_str!("object.rs"), include_str!("setting.rs")]
            .concat();
    let mut written = BTreeSet::new();
    for (at, _) in source.match_indices('"') {
        let id: String = source[at + 1..].chars().take(4).collect();
        let is_id = id.starts_with(['C', 'L']) && id.ends_with('"');
        if is_id && id[1..3].chars().all(|c| c.is_ascii_digit()) {
            written.insert(id[..3].to_owned());
        }
    }
    let tried: BTreeSet<String> = rules().into_iter().map(|(id, ..)| id.to_owned()).collect();
    assert_eq!(written, tried);
}

#[test]
fn a_new_table_is_exempt() {
    let add = add("text", false, ColumnValue::None);
    let create = Op::CreateTable { table: Table::new("t") };
    assert_eq!(hazards(&[create, add.clone()]), vec![vec![], vec![]]);
    assert_eq!(hazards(&[add])[0].len(), 1);
}

#[test]
fn what_goes_with_its_table_is_exempt() {
    let key = Op::DropForeignKey { table: t(), name: "k".into(), was: Some(foreign_key()) };
    let table = Op::DropTable { name: t(), was: None };
    let all = hazards(&[key, drop_index(false), table]);
    let ids: Vec<Vec<&str>> =
        all.iter().map(|of| of.iter().map(|hazard| hazard.id).collect()).collect();
    assert_eq!(ids, [vec![], vec![], vec!["C02"]]);
    assert_eq!(hazards(&[drop_index(false)])[0].len(), 1);
}

#[test]
fn a_table_that_references_itself_is_named_once() {
    let key = ForeignKey { references: t(), ..foreign_key() };
    let add = Op::AddForeignKey { table: t(), key };
    assert_eq!(add.hazards()[0].text, "stops writes to t while it reads all of its rows");
}

#[test]
fn what_comes_again_is_not_lost() {
    let generated = || ColumnValue::Generated("1".into());
    let gone = drop_column(generated());
    let text = |ops: &[Op]| hazards(ops)[0][0].text.clone();
    assert_eq!(
        text(std::slice::from_ref(&gone)),
        "running code that uses c of t fails; its values are computed, none is lost"
    );
    let again = [gone, add("text", true, generated())];
    assert_eq!(text(&again), "c of t is computed again below; no value is lost");
    assert_eq!(again[0].destructive(), None);
    assert!(drop_column(ColumnValue::None).destructive().is_some());

    let drop = Op::DropForeignKey { table: t(), name: "k".into(), was: Some(foreign_key()) };
    let guard = [drop, Op::AddForeignKey { table: t(), key: foreign_key() }];
    assert_eq!(hazards(&guard)[0], []);
    assert_eq!(hazards(&guard[..1])[0].len(), 1);
}

#[test]
fn volatile_defaults_are_known() {
    for (text, volatile) in [
        ("now()", false),
        ("'a'::character varying(3)", false),
        ("gen_random_uuid()", true),
        ("nextval('s'::regclass)", true),
        ("(1 + 2)", false),
    ] {
        assert_eq!(is_volatile(&text.into()), volatile, "{text}");
    }
}

#[test]
fn a_name_for_a_moment_is_nobodys() {
    let rename = |from: &str| Op::RenameColumn { table: t(), from: from.into(), to: "b".into() };
    assert_eq!(rename("_matrx_tmp_b").hazards(), []);
    assert_eq!(rename("a").hazards().len(), 1);
}
