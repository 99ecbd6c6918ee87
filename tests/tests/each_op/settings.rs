use matrx_core::schema::{
    Check, Column, ForeignKey, Index, IndexColumn, IndexKey, MatchType, ReferentialAction, Schema,
    SettingKey,
};

use crate::case::{WEIRD, case, check, column, nothing, table, users};

const INDEX: &str = "an \"index\"";

fn set(schema: &mut Schema, key: SettingKey, value: &str) {
    users(schema).settings.insert(key, value.to_owned());
}

fn on(schema: &mut Schema, key: SettingKey) {
    set(schema, key, SettingKey::ON);
}

fn storage() -> SettingKey {
    SettingKey::ColumnStorage("email".to_owned())
}

fn index(name: &str) -> Index {
    let lower = IndexKey::Expression("lower(email)".into());
    let columns =
        vec![IndexColumn::new(IndexKey::Column("type".to_owned())), IndexColumn::new(lower)];
    Index { columns, ..Index::new(name) }
}

fn add_index(schema: &mut Schema, index: Index) {
    users(schema).indexes.insert(index.name.clone(), index);
}

fn everything(schema: &mut Schema) {
    on(schema, SettingKey::RowSecurity);
    on(schema, SettingKey::ForceRowSecurity);
    let list = "fillfactor=70, autovacuum_enabled=false, toast.autovacuum_vacuum_threshold=100";
    set(schema, SettingKey::Options, list);
    set(schema, SettingKey::ReplicaIdentity, "full");
    set(schema, SettingKey::ClusterOn, "users pk");
    set(schema, storage(), "external");
    set(schema, SettingKey::ColumnCompression("email".to_owned()), "pglz");
    set(schema, SettingKey::ColumnStatistics(WEIRD.to_owned()), "500");
    set(schema, SettingKey::ColumnOptions("type".to_owned()), "n_distinct=-0.5");
    set(schema, SettingKey::ConstraintComment("users pk".to_owned()), "it's\\ the key");
    set(schema, SettingKey::IndexComment("users pk".to_owned()), "its index");
    set(schema, SettingKey::IndexOptions("users pk".to_owned()), "fillfactor=80");
    add_index(schema, index(INDEX));
    set(schema, SettingKey::IndexComment(INDEX.to_owned()), "a comment");
    set(schema, SettingKey::IndexStatistics(INDEX.to_owned(), 2), "300");
}

fn key(schema: &mut Schema) {
    let key = ForeignKey {
        name: "fk".to_owned(),
        columns: vec!["id".to_owned()],
        references: WEIRD.into(),
        referenced_columns: vec!["id".to_owned()],
        on_delete: ReferentialAction::NoAction,
        on_update: ReferentialAction::NoAction,
        match_type: MatchType::Simple,
        deferral: matrx_core::schema::Deferral::NotDeferrable,
        ..ForeignKey::default()
    };
    users(schema).foreign_keys.insert(key.name.clone(), key);
    set(schema, SettingKey::ConstraintComment("fk".to_owned()), "why");
}

#[tokio::test]
async fn settings_change() {
    check(vec![
        case("set everything", nothing, everything),
        case("reset everything", everything, |schema| {
            users(schema).settings.clear();
            users(schema).indexes.clear();
        }),
        case("other values", everything, |schema| {
            set(schema, SettingKey::Options, "autovacuum_enabled=false, fillfactor=50");
            set(schema, SettingKey::ReplicaIdentity, "nothing");
            set(schema, SettingKey::ClusterOn, "users pk");
            set(schema, storage(), "main");
            set(schema, SettingKey::ConstraintComment("users pk".to_owned()), "another");
        }),
        case("unlogged", nothing, |schema| on(schema, SettingKey::Unlogged)),
        case(
            "both sides of a foreign key unlogged",
            |schema| {
                let id = table(schema, WEIRD);
                id.settings.insert(SettingKey::Unlogged, SettingKey::ON.to_owned());
                on(schema, SettingKey::Unlogged);
                key(schema);
            },
            |schema| {
                users(schema).settings.remove(&SettingKey::Unlogged);
                table(schema, WEIRD).settings.clear();
            },
        ),
        case("replica identity by an index", everything, |schema| {
            set(schema, SettingKey::ReplicaIdentity, &SettingKey::identity_index("users pk"));
        }),
        case("drop a table with settings", everything, |schema| {
            schema.tables.remove(&"users".into());
        }),
        case(
            "drop the column, the index and the constraints that they are about",
            |schema| {
                everything(schema);
                key(schema);
                let check = Check::new("c", "type > 1");
                users(schema).checks.insert(check.name.clone(), check);
                set(schema, SettingKey::ConstraintComment("c".to_owned()), "a check");
            },
            |schema| {
                let users = users(schema);
                users.columns.retain(|column| column.name == "id");
                users.indexes.clear();
                users.checks.clear();
                users.foreign_keys.clear();
                let fits = |key: &SettingKey, value: &mut String| users.has_subject(key, value);
                let mut settings = users.settings.clone();
                settings.retain(fits);
                users.settings = settings;
            },
        ),
        case("the comment of a foreign key", nothing, key),
    ])
    .await;
}

#[tokio::test]
async fn settings_follow_what_they_are_about() {
    let mut renamed = case("rename what they are about", everything, |schema| {
        let table = users(schema);
        let settings = std::mem::take(&mut table.settings);
        table.column_mut("email").expect("it is there").name = "mail".to_owned();
        table.primary_key.as_mut().expect("it is there").name = "new pk".to_owned();
        let old = table.indexes.remove(INDEX).expect("it is there");
        let mut new = index("new index");
        new.columns[1].key = IndexKey::Expression("lower(mail)".into());
        assert_ne!(old, new);
        table.indexes.insert(new.name.clone(), new);
        for (key, value) in settings {
            let (_, names) = key.parts();
            let named = |name: &String| match name.as_str() {
                "email" => "mail".to_owned(),
                "users pk" => "new pk".to_owned(),
                INDEX => "new index".to_owned(),
                name => name.to_owned(),
            };
            let key = match (key, names.iter().map(named).next()) {
                (SettingKey::ColumnStorage(_), Some(name)) => SettingKey::ColumnStorage(name),
                (SettingKey::ColumnCompression(_), Some(name)) => {
                    SettingKey::ColumnCompression(name)
                }
                (SettingKey::ConstraintComment(_), Some(name)) => {
                    SettingKey::ConstraintComment(name)
                }
                (SettingKey::IndexComment(_), Some(name)) => SettingKey::IndexComment(name),
                (SettingKey::IndexOptions(_), Some(name)) => SettingKey::IndexOptions(name),
                (SettingKey::IndexStatistics(_, place), Some(name)) => {
                    SettingKey::IndexStatistics(name, place)
                }
                (key, _) => key,
            };
            let value = if key == SettingKey::ClusterOn { "new pk".to_owned() } else { value };
            table.settings.insert(key, value);
        }
    });
    renamed.answers.renames.push(matrx_core::schema::Rename::Column {
        table: "users".into(),
        from: "email".to_owned(),
        to: "mail".to_owned(),
    });
    check(vec![
        renamed,
        case("another type keeps the storage", everything, |schema| {
            column(schema, "email").ty.name = "character varying(1000)".to_owned();
        }),
        case("another type, back to the type's own storage", everything, |schema| {
            column(schema, "email").ty.name = "character varying(1000)".to_owned();
            users(schema).settings.remove(&storage());
        }),
        case(
            "options of an index change where it stands",
            |schema| {
                let mut index = index("i");
                index.options = Some("fillfactor=60".to_owned());
                add_index(schema, index);
            },
            |schema| {
                let mut index = index("i");
                index.options = Some("deduplicate_items=off, fillfactor=90".to_owned());
                add_index(schema, index);
            },
        ),
        case(
            "an index with options is made anew",
            |schema| {
                let mut index = index("i");
                index.options = Some("fillfactor=60".to_owned());
                add_index(schema, index);
                set(schema, SettingKey::IndexComment("i".to_owned()), "stays");
            },
            |schema| {
                let mut index = index("i");
                index.columns.pop();
                index.options = Some("fillfactor=90".to_owned());
                add_index(schema, index);
            },
        ),
        case("a new column with settings", nothing, |schema| {
            users(schema).columns.push(Column::new("body", "text"));
            set(schema, SettingKey::ColumnStorage("body".to_owned()), "external");
            set(schema, SettingKey::ColumnStatistics("body".to_owned()), "0");
        }),
    ])
    .await;
}
