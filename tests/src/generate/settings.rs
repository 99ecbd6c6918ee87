//! Settings of tables, and of what is in them.

use matrx_core::name::QName;
use matrx_core::schema::{
    Column, ColumnValue, Deferral, IndexKey, ObjectKind, Schema, SettingKey, Subject, Table,
};

use super::random::Random;

/// Sets, changes or takes back one.
pub(super) fn change(random: &mut Random, schema: &mut Schema, table: &QName) {
    let found = &schema.tables[table];
    let Some((key, value)) = any(random, found) else { return };
    let found = schema.tables.get_mut(table).expect("the table is there");
    let index = match key.subject() {
        Subject::Index(name) => found.indexes.get_mut(name),
        Subject::Table | Subject::Column(_) | Subject::Constraint(_) => None,
    };
    let goes = random.chance(35);
    match (&key, index) {
        (SettingKey::IndexOptions(_), Some(index)) => {
            index.options = (!goes).then_some(value);
        }
        (_, _) if goes => {
            found.settings.remove(&key);
        }
        (_, _) => {
            found.settings.insert(key, value);
        }
    }
}

/// A column owns the sequence of its default, or no longer does.
pub(super) fn own(random: &mut Random, schema: &mut Schema, table: &QName) {
    let taken = |name: &QName| {
        schema.tables.values().filter(|other| other.name.schema == name.schema).any(|other| {
            other.settings.iter().any(|(key, value)| {
                matches!(key, SettingKey::ColumnSequence(_)) && *value == name.name
            })
        })
    };
    let free = schema.objects.keys().filter(|id| {
        id.kind == ObjectKind::Sequence && id.name.schema == table.schema && !taken(&id.name)
    });
    let free: Vec<QName> = free.map(|id| id.name.clone()).collect();
    let columns: Vec<&String> = schema.tables[table].columns.iter().map(|c| &c.name).collect();
    let Some(column) = random.pick(&columns).map(|name| (*name).clone()) else { return };
    let key = SettingKey::ColumnSequence(column);
    let found = schema.tables.get_mut(table).expect("the table is there");
    if found.settings.remove(&key).is_some() {
        return;
    }
    if let Some(sequence) = random.pick(&free) {
        found.settings.insert(key, sequence.name.clone());
    }
}

fn any(random: &mut Random, table: &Table) -> Option<(SettingKey, String)> {
    let on = SettingKey::ON;
    let column = random.pick(&table.columns).map(|column| column.name.clone());
    let wide: Vec<String> =
        table.columns.iter().filter(|c| is_wide(&c.ty.name)).map(|c| c.name.clone()).collect();
    let wide = random.pick(&wide).cloned();
    let own = table.primary_key.as_ref();
    let key = own.map(|key| key.name.clone());
    let lasting = own.filter(|key| key.deferral == Deferral::NotDeferrable);
    let lasting = lasting.map(|key| key.name.clone());
    let keys: Vec<&String> = key.iter().chain(table.uniques.keys()).collect();
    let constraints: Vec<&String> =
        keys.iter().copied().chain(table.checks.keys()).chain(table.foreign_keys.keys()).collect();
    let constraint = random.pick(&constraints).map(|name| (*name).clone());
    let indexes: Vec<&String> = keys.iter().copied().chain(table.indexes.keys()).collect();
    let index = random.pick(&indexes).map(|name| (*name).clone());
    let tree = |name: &String| match table.indexes.get(name) {
        Some(index) => index.method == "btree",
        None => true,
    };
    let fill = random.one(&["50", "70", "90"]);
    let text = random.one(&["it's", "a \"comment\"\n\\", "x"]);
    let (key, value) = match random.below(16) {
        0 => (SettingKey::RowSecurity, on.to_owned()),
        1 => (SettingKey::ForceRowSecurity, on.to_owned()),
        2 => (SettingKey::Unlogged, on.to_owned()),
        3 | 4 => {
            let lists = [
                format!("fillfactor={fill}"),
                format!("fillfactor={fill}, autovacuum_enabled=false"),
                format!("autovacuum_enabled=false, fillfactor={fill}"),
                "autovacuum_enabled=false, autovacuum_vacuum_cost_delay=5".to_owned(),
            ];
            (SettingKey::Options, random.one(&lists))
        }
        5 => {
            let index = lasting.map(|name| SettingKey::identity_index(&name));
            let values = ["full".to_owned(), "nothing".to_owned()];
            let values: Vec<String> = values.into_iter().chain(index).collect();
            (SettingKey::ReplicaIdentity, random.one(&values))
        }
        6 => (SettingKey::ClusterOn, key?),
        7 => (SettingKey::ColumnStorage(wide?), random.one(&["external", "main"]).to_owned()),
        8 => (SettingKey::ColumnCompression(wide?), "pglz".to_owned()),
        9 => (SettingKey::ColumnStatistics(column?), random.one(&["0", "500"]).to_owned()),
        10 => {
            let list = random.one(&["n_distinct=-0.5", "n_distinct_inherited=7, n_distinct=3"]);
            (SettingKey::ColumnOptions(column?), list.to_owned())
        }
        11 => (SettingKey::ConstraintComment(constraint?), text.to_owned()),
        12 => (SettingKey::IndexComment(index?), text.to_owned()),
        13 => {
            let index = index.filter(tree)?;
            (SettingKey::IndexOptions(index), format!("fillfactor={fill}"))
        }
        14 => {
            let is_identity = |column: &&Column| matches!(column.value, ColumnValue::Identity(_));
            let column = table.columns.iter().find(is_identity)?.name.clone();
            let name = format!("numbers {}", random.below(1_000_000_000));
            (SettingKey::IdentitySequence(column), name)
        }
        _ => {
            let index = table.indexes.get(&index?)?;
            let is_expression = |part: &matrx_core::schema::IndexColumn| {
                matches!(part.key, IndexKey::Expression(_))
            };
            let place = index.columns.iter().position(is_expression)?;
            let place = u16::try_from(place + 1).expect("there are few");
            (SettingKey::IndexStatistics(index.name.clone(), place), "300".to_owned())
        }
    };
    Some((key, value))
}

/// Types whose values may be stored outside of the row; of each, extended is the default.
fn is_wide(ty: &str) -> bool {
    ty == "text" || ty == "jsonb" || ty.starts_with("character varying")
}

/// What is about nothing any more goes, and what PostgreSQL would refuse.
pub(super) fn prune(schema: &mut Schema) {
    for table in schema.tables.values_mut() {
        let settings = std::mem::take(&mut table.settings);
        let fits = |(key, value): &(SettingKey, String)| {
            let wide = match key {
                SettingKey::ColumnStorage(name) | SettingKey::ColumnCompression(name) => {
                    table.column(name).is_some_and(|column| is_wide(&column.ty.name))
                }
                SettingKey::IndexStatistics(name, place) => {
                    table.indexes.get(name).is_some_and(|index| {
                        let part = index.columns.get(usize::from(*place) - 1);
                        part.is_some_and(|part| matches!(part.key, IndexKey::Expression(_)))
                    })
                }
                // Only the primary key may take these roles here.
                SettingKey::ClusterOn | SettingKey::ReplicaIdentity => {
                    let lasting = *key == SettingKey::ClusterOn
                        || table
                            .primary_key
                            .as_ref()
                            .is_some_and(|key| key.deferral == Deferral::NotDeferrable);
                    let own = table.primary_key.as_ref().map(|key| key.name.as_str());
                    key.named_index(value).is_none_or(|named| lasting && own == Some(named))
                }
                SettingKey::RowSecurity
                | SettingKey::ForceRowSecurity
                | SettingKey::Unlogged
                | SettingKey::Options
                | SettingKey::Tablespace
                | SettingKey::AccessMethod
                | SettingKey::PartitionBy
                | SettingKey::PartitionOf
                | SettingKey::PartitionIndex(_)
                | SettingKey::Inherits
                | SettingKey::ColumnInherited(_)
                | SettingKey::ColumnStatistics(_)
                | SettingKey::ColumnOptions(_)
                | SettingKey::ColumnSequence(_)
                | SettingKey::IdentitySequence(_)
                | SettingKey::ConstraintComment(_)
                | SettingKey::IndexComment(_)
                | SettingKey::IndexOptions(_)
                | SettingKey::IndexTablespace(_) => true,
            };
            wide && table.has_subject(key, value)
        };
        let settings = settings.into_iter().filter(fits).collect();
        table.settings = settings;
    }
    // What references an unlogged table must be unlogged itself.
    loop {
        let unlogged = |name: &QName| {
            schema.tables.get(name).is_some_and(|t| t.settings.contains_key(&SettingKey::Unlogged))
        };
        let referenced = schema
            .tables
            .values()
            .filter(|table| !unlogged(&table.name))
            .flat_map(|table| table.foreign_keys.values())
            .map(|key| key.references.clone())
            .find(|target| unlogged(target));
        let Some(table) = referenced.and_then(|name| schema.tables.get_mut(&name)) else { break };
        table.settings.remove(&SettingKey::Unlogged);
    }
}
