use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use crate::name::Ident;
use crate::schema::{Index, Schema, SettingKey, Table};

/// In what two structures differ, for people; empty if they are equal. The order of columns and the
/// way in which an index is built are no differences.
pub fn differences(found: &Schema, expected: &Schema) -> Vec<String> {
    let mut list = Vec::new();
    let Schema { namespaces, namespace_comments, enums, tables, objects } = expected;
    for name in namespaces.symmetric_difference(&found.namespaces) {
        let verb = if namespaces.contains(name) { "is missing" } else { "is left over" };
        list.push(format!("schema {} {verb}", Ident(name)));
    }
    maps("comment of schema", "", &found.namespace_comments, namespace_comments, quoted, &mut list);
    maps("enum type", "", &found.enums, enums, |name| name.to_string(), &mut list);
    for name in keys(&found.tables, tables) {
        match (found.tables.get(name), tables.get(name)) {
            (Some(one), Some(other)) => {
                let mut one = one.clone();
                // That a child says a parent's check too is no difference.
                one.checks.retain(|name, check| {
                    other.checks.contains_key(name)
                        || expected.inherited_check(other, name).as_ref() != Some(check)
                });
                table(&one, other, &mut list);
            }
            (None, _) => list.push(format!("table {name} is missing")),
            (_, None) => list.push(format!("table {name} is left over")),
        }
    }
    for id in keys(&found.objects, objects) {
        match (found.objects.get(id), objects.get(id)) {
            (Some(found), Some(expected)) if found == expected => {}
            (Some(_), Some(_)) => list.push(format!("{id} differs")),
            (None, _) => list.push(format!("{id} is missing")),
            (_, None) => list.push(format!("{id} is left over")),
        }
    }
    list
}

fn table(found: &Table, expected: &Table, list: &mut Vec<String>) {
    let Table {
        name,
        columns,
        primary_key,
        uniques,
        checks,
        excludes,
        foreign_keys,
        indexes,
        comment,
        settings,
    } = expected;
    let of = format!(" of {name}");
    let by_name = |table: &Table| -> BTreeMap<String, crate::schema::Column> {
        table.columns.iter().map(|column| (column.name.clone(), column.clone())).collect()
    };
    if found.columns != *columns {
        maps("column", &of, &by_name(found), &by_name(expected), quoted, list);
    }
    if found.primary_key != *primary_key {
        list.push(format!("the primary key{of} differs"));
    }
    maps("unique constraint", &of, &found.uniques, uniques, quoted, list);
    maps("check", &of, &found.checks, checks, quoted, list);
    maps("exclusion constraint", &of, &found.excludes, excludes, quoted, list);
    maps("foreign key", &of, &found.foreign_keys, foreign_keys, quoted, list);
    if found.indexes != *indexes {
        maps("index", &of, &plain(&found.indexes), &plain(indexes), quoted, list);
    }
    let mut found = found.clone();
    found.forget_unsaid(expected);
    for key in keys(&found.settings, settings) {
        // Nothing makes a column a parent's alone, or says in which order the parents stand.
        let parents = |table: &Table| table.parents().into_iter().collect::<BTreeSet<_>>();
        let is_same = found.settings.get(key) == settings.get(key)
            || matches!(key, SettingKey::ColumnInherited(_))
            || (*key == SettingKey::Inherits && parents(&found) == parents(expected));
        if !is_same {
            list.push(format!("{}{of} differs", key.describe()));
        }
    }
    if found.comment != *comment {
        list.push(format!("the comment{of} differs"));
    }
}

fn plain(indexes: &BTreeMap<String, Index>) -> BTreeMap<String, Index> {
    let plain = |index: &Index| Index { concurrently: false, ..index.clone() };
    indexes.iter().map(|(name, index)| (name.clone(), plain(index))).collect()
}

#[expect(clippy::ptr_arg, reason = "it is used as a function over the maps' keys")]
fn quoted(name: &String) -> String {
    Ident(name).to_string()
}

fn maps<K: Ord, V: PartialEq, D: Display>(
    kind: &str,
    of: &str,
    found: &BTreeMap<K, V>,
    expected: &BTreeMap<K, V>,
    text: impl Fn(&K) -> D,
    list: &mut Vec<String>,
) {
    for key in keys(found, expected) {
        let verb = match (found.get(key), expected.get(key)) {
            (Some(found), Some(expected)) if found == expected => continue,
            (Some(_), Some(_)) => "differs",
            (None, _) => "is missing",
            (_, None) => "is left over",
        };
        list.push(format!("{kind} {}{of} {verb}", text(key)));
    }
}

fn keys<'a, K: Ord, V>(one: &'a BTreeMap<K, V>, other: &'a BTreeMap<K, V>) -> BTreeSet<&'a K> {
    one.keys().chain(other.keys()).collect()
}
