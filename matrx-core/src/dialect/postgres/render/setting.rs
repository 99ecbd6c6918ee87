//! Settings of a table, and of what is in it.

use super::{RenderContext, comment_on, identity, locks};
use crate::name::{Ident, Literal, QName};
use crate::schema::{Partition, SettingKey, Table, inherit, options};
use crate::statement::Statement;

/// What stands in CREATE TABLE itself: before the name, and behind the closing parenthesis.
pub(super) struct InCreate {
    pub(super) unlogged: &'static str,
    pub(super) behind: String,
}

/// A new table is not written twice, so what would write it anew is a part of CREATE TABLE.
pub(super) fn in_create(table: &Table, to: &RenderContext) -> InCreate {
    let value = |key| table.settings.get(&key);
    let mut behind = String::new();
    if let Some(names) = value(SettingKey::Inherits) {
        behind.push_str(&format!("\nINHERITS ({})", parents(names, to)));
    }
    if let Some(key) = value(SettingKey::PartitionBy) {
        behind.push_str(&format!("\nPARTITION BY {key}"));
    }
    if let Some(method) = value(SettingKey::AccessMethod) {
        behind.push_str(&format!("\nUSING {}", Ident(method)));
    }
    if let Some(list) = value(SettingKey::Options) {
        behind.push_str(&format!("\nWITH ({})", assignments(list)));
    }
    if let Some(space) = value(SettingKey::Tablespace) {
        behind.push_str(&format!("\nTABLESPACE {}", Ident(space)));
    }
    let unlogged = value(SettingKey::Unlogged).map_or("", |_| "UNLOGGED ");
    InCreate { unlogged, behind }
}

/// What follows CREATE TABLE.
pub(super) fn after_create(table: &Table, to: &RenderContext) -> Vec<Statement> {
    let rest = table.settings.iter().filter(|(key, _)| match key {
        SettingKey::Unlogged
        | SettingKey::AccessMethod
        | SettingKey::PartitionBy
        | SettingKey::PartitionOf
        | SettingKey::Inherits
        | SettingKey::ColumnInherited(_)
        | SettingKey::Options
        | SettingKey::Tablespace
        | SettingKey::IdentitySequence(_)
        // The parent may get the index later.
        | SettingKey::PartitionIndex(_) => false,
        SettingKey::RowSecurity
        | SettingKey::ForceRowSecurity
        | SettingKey::ReplicaIdentity
        | SettingKey::ClusterOn
        | SettingKey::ColumnStorage(_)
        | SettingKey::ColumnCompression(_)
        | SettingKey::ColumnStatistics(_)
        | SettingKey::ColumnOptions(_)
        | SettingKey::ConstraintComment(_)
        | SettingKey::IndexComment(_)
        | SettingKey::IndexOptions(_)
        | SettingKey::IndexTablespace(_)
        | SettingKey::ColumnSequence(_)
        | SettingKey::IndexStatistics(..) => true,
    });
    rest.flat_map(|(key, value)| set(&table.name, key, None, Some(value), to)).collect()
}

/// The names of a list of tables.
fn parents(names: &str, to: &RenderContext) -> String {
    let names = inherit::parents(names);
    names.iter().map(|name| to.name(name).to_string()).collect::<Vec<_>>().join(", ")
}

/// `fillfactor = 70, toast.autovacuum_enabled = 'off'`.
pub(super) fn assignments(list: &str) -> String {
    pairs(&options(list))
}

fn pairs(pairs: &[(String, String)]) -> String {
    let one = |(name, value): &(String, String)| {
        let digit = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'-');
        let plain = value.parse::<f64>().is_ok() && value.bytes().all(digit);
        let value = if plain { value.clone() } else { Literal(value).to_string() };
        format!("{} = {value}", option(name))
    };
    pairs.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// From one list to another, in its order: PostgreSQL puts what is set behind what is there.
fn list_change(was: Option<&str>, to: Option<&str>) -> Vec<String> {
    let (was, new) = (options(was.unwrap_or("")), options(to.unwrap_or("")));
    let stays = |pair: &&(String, String)| new.contains(pair);
    let is_new = |pair: &&(String, String)| !was.contains(pair);
    let mut kept: Vec<(String, String)> = was.iter().filter(stays).cloned().collect();
    let mut set: Vec<(String, String)> = new.iter().filter(is_new).cloned().collect();
    if kept.iter().chain(&set).ne(&new) {
        (kept, set) = (Vec::new(), new.clone());
    }
    let goes = |(name, _): &&(String, String)| {
        !kept.iter().any(|(other, _)| other == name)
            && (kept.is_empty() || !set.iter().any(|(other, _)| other == name))
    };
    let reset: Vec<String> = was.iter().filter(goes).map(|(name, _)| option(name)).collect();
    let mut actions = Vec::new();
    if !reset.is_empty() {
        actions.push(format!("RESET ({})", reset.join(", ")));
    }
    if !set.is_empty() {
        actions.push(format!("SET ({})", pairs(&set)));
    }
    actions
}

fn option(name: &str) -> String {
    match name.strip_prefix("toast.") {
        Some(rest) => format!("toast.{}", Ident(rest)),
        None => Ident(name).to_string(),
    }
}

/// Another value, or PostgreSQL's default.
pub(super) fn set(
    table: &QName,
    key: &SettingKey,
    was: Option<&str>,
    value: Option<&str>,
    to: &RenderContext,
) -> Vec<Statement> {
    let alter = |action: String| super::alter(table, action, to);
    let column = |name: &str, action: String| {
        super::alter(table, format!("ALTER COLUMN {} {action}", Ident(name)), to)
    };
    let index = |name: &str, action: String| {
        super::one(format!("ALTER INDEX {}\n    {action}", to.name(&table.sibling(name))))
    };
    let list = |before: &str| {
        let actions = list_change(was, value).into_iter();
        actions.map(|action| format!("{before}{action}")).collect::<Vec<_>>().join(", ")
    };
    let rewritten = |mut statements: Vec<Statement>| {
        locks::set(&mut statements, locks::REWRITE);
        statements
    };
    let space = value.unwrap_or("pg_default");
    match key {
        SettingKey::RowSecurity => {
            let verb = if value.is_some() { "ENABLE" } else { "DISABLE" };
            alter(format!("{verb} ROW LEVEL SECURITY"))
        }
        SettingKey::ForceRowSecurity => {
            let verb = if value.is_some() { "FORCE" } else { "NO FORCE" };
            alter(format!("{verb} ROW LEVEL SECURITY"))
        }
        SettingKey::Unlogged => {
            let kind = if value.is_some() { "UNLOGGED" } else { "LOGGED" };
            rewritten(alter(format!("SET {kind}")))
        }
        _ if key.is_list() && list_change(was, value).is_empty() => Vec::new(),
        SettingKey::Options => alter(list("")),
        SettingKey::Tablespace => rewritten(alter(format!("SET TABLESPACE {}", Ident(space)))),
        SettingKey::AccessMethod => {
            let method = value.unwrap_or("heap");
            rewritten(alter(format!("SET ACCESS METHOD {}", Ident(method))))
        }
        SettingKey::PartitionBy => {
            // No command does it. The proof of a migration meets this before a file is written.
            let name = to.name(table).to_string();
            let why = format!("no command changes how {name} is partitioned");
            let body = format!(
                "\nBEGIN\n    RAISE feature_not_supported USING MESSAGE = {}, HINT = {};\nEND\n",
                Literal(&why),
                Literal(&recipe(&name, value))
            );
            let tag = identity::dollar_tag(&body);
            super::one(format!("DO {tag}{body}{tag}"))
        }
        SettingKey::PartitionOf => {
            let of = |text: Option<&str>| text.and_then(Partition::parse);
            let parent =
                |partition: &Partition, action: String| super::alter(&partition.of, action, to);
            let own = to.name(table);
            let mut made = Vec::new();
            if let Some(was) = of(was) {
                made.extend(parent(&was, format!("DETACH PARTITION {own}")));
            }
            if let Some(new) = of(value) {
                made.extend(parent(&new, format!("ATTACH PARTITION {own} {}", new.bound)));
            }
            made
        }
        SettingKey::Inherits => {
            let names = |text: Option<&str>| text.map(inherit::parents).unwrap_or_default();
            let (were, are) = (names(was), names(value));
            let gone = were.iter().filter(|name| !are.contains(name));
            let come = are.iter().filter(|name| !were.contains(name));
            let gone = gone.map(|name| format!("NO INHERIT {}", to.name(name)));
            let come = come.map(|name| format!("INHERIT {}", to.name(name)));
            gone.chain(come).flat_map(alter).collect()
        }
        // CREATE TABLE says it by leaving the column out, and nothing else does.
        SettingKey::ColumnInherited(_) => Vec::new(),
        SettingKey::PartitionIndex(automatic) => {
            let (from, new) = (was.unwrap_or(automatic), value.unwrap_or(automatic));
            index(from, format!("RENAME TO {}", Ident(new)))
        }
        SettingKey::ReplicaIdentity => {
            let identity = match value {
                None => "DEFAULT".to_owned(),
                Some("full") => "FULL".to_owned(),
                Some(value) => match key.named_index(value) {
                    Some(index) => format!("USING INDEX {}", Ident(index)),
                    None => "NOTHING".to_owned(),
                },
            };
            alter(format!("REPLICA IDENTITY {identity}"))
        }
        SettingKey::ClusterOn => alter(match value {
            Some(index) => format!("CLUSTER ON {}", Ident(index)),
            None => "SET WITHOUT CLUSTER".to_owned(),
        }),
        SettingKey::ColumnStorage(name) => match value {
            Some(value) => column(name, format!("SET STORAGE {}", word(value))),
            None if to.server_major >= 16 => column(name, "SET STORAGE DEFAULT".to_owned()),
            None => own_storage(table, name, to),
        },
        SettingKey::ColumnCompression(name) => {
            column(name, format!("SET COMPRESSION {}", word(value.unwrap_or("default"))))
        }
        SettingKey::ColumnStatistics(name) => {
            column(name, format!("SET STATISTICS {}", number(value)))
        }
        SettingKey::ColumnOptions(name) => alter(list(&format!("ALTER COLUMN {} ", Ident(name)))),
        SettingKey::ColumnSequence(name) => {
            let owner = match value {
                Some(_) => format!("{}.{}", to.name(table), Ident(name)),
                None => "NONE".to_owned(),
            };
            // Taken back, only what it was says which one is meant.
            let sequence = value.or(was).map(|sequence| table.sibling(sequence));
            let owned = |sequence: QName| {
                super::one(format!("ALTER SEQUENCE {}\n    OWNED BY {owner}", to.name(&sequence)))
            };
            sequence.map_or_else(Vec::new, owned)
        }
        SettingKey::IdentitySequence(column) => identity::name_sequence(table, column, value, to),
        SettingKey::ConstraintComment(name) => {
            let object = format!("{} ON {}", Ident(name), to.name(table));
            super::one(comment_on("CONSTRAINT", object, value))
        }
        SettingKey::IndexComment(name) => {
            super::one(comment_on("INDEX", to.name(&table.sibling(name)), value))
        }
        SettingKey::IndexOptions(name) => index(name, list("")),
        SettingKey::IndexTablespace(name) => {
            rewritten(index(name, format!("SET TABLESPACE {}", Ident(space))))
        }
        SettingKey::IndexStatistics(name, place) => {
            index(name, format!("ALTER COLUMN {place} SET STATISTICS {}", number(value)))
        }
    }
}

/// A key word that a text holds, or a name.
fn word(value: &str) -> String {
    Ident(value).to_string()
}

/// The target, as a number whatever the text is.
fn number(value: Option<&str>) -> i32 {
    value.and_then(|value| value.parse().ok()).unwrap_or(-1)
}

/// Before PostgreSQL 16 no command puts a column's storage back, and only the server knows what its
/// type's own is.
fn own_storage(table: &QName, column: &str, to: &RenderContext) -> Vec<Statement> {
    let name = to.name(table).to_string();
    let body = format!(
        "
BEGIN
    EXECUTE (
        SELECT pg_catalog.format(
            'ALTER TABLE %s ALTER COLUMN %I SET STORAGE %s',
            {table},
            a.attname,
            CASE t.typstorage
                WHEN 'p' THEN 'PLAIN'
                WHEN 'e' THEN 'EXTERNAL'
                WHEN 'm' THEN 'MAIN'
                ELSE 'EXTENDED'
            END
        )
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        WHERE a.attrelid = {table}::pg_catalog.regclass AND a.attname = {column}
    );
END
",
        table = Literal(&name),
        column = Literal(column)
    );
    let tag = identity::dollar_tag(&body);
    super::one(format!("DO {tag}{body}{tag}"))
}
/// How a table is partitioned in another way, step by step: nobody but its owner knows which partitions it has,
/// and whether its rows are moved at once.
fn recipe(name: &str, by: Option<&str>) -> String {
    let partitioned = by.map_or_else(String::new, |by| format!(" PARTITION BY {by}"));
    let partitions = by.map_or("", |_| ", and its partitions");
    let rows = match by {
        Some(_) => {
            "where the old rows fit one partition, ALTER TABLE ... ATTACH PARTITION the old table; else INSERT INTO \
             ... SELECT the rows and DROP the old table"
        }
        None => "INSERT INTO ... SELECT the rows, and DROP the old table",
    };
    format!(
        "a migration of your own does it, which makemigrations --empty begins:\n\
         1. ALTER TABLE {name} RENAME, and rename its constraints and indexes, whose names are needed again\n\
         2. CREATE TABLE {name} (...){partitioned}{partitions}; a key has to contain the columns of the partition key\n\
         3. {rows}\n\
         4. make the foreign keys, views and triggers of the old table anew\n\
         Then migrate, and makemigrations finds nothing to do"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipe_says_each_step() {
        let recipe = recipe("public.t", Some("HASH (id)"));
        for step in [
            "makemigrations --empty",
            "\n1. ALTER TABLE public.t RENAME",
            "\n2. CREATE TABLE public.t (...) PARTITION BY HASH (id), and its partitions",
            "\n3. where the old rows fit one partition",
            "\n4. make the foreign keys",
        ] {
            assert!(recipe.contains(step), "{step} is not in {recipe}");
        }
        assert!(!super::recipe("public.t", None).contains("PARTITION"));
    }
}
