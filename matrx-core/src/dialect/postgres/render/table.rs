use super::{RenderContext, column, comment_on, constraint, index, locks, setting};
use crate::name::QName;
use crate::schema::{Check, Column, Partition, SettingKey, Table, Validity};
use crate::statement::Statement;

/// CREATE TABLE, then the comments. Foreign keys and indexes are changes of their own; where a
/// table carries some nevertheless they follow it, so that nothing is lost.
pub(super) fn create(table: &Table, to: &RenderContext) -> Vec<Statement> {
    let Table {
        name,
        columns,
        primary_key,
        uniques,
        checks,
        excludes,
        foreign_keys,
        indexes,
        comment: table_comment,
        settings,
    } = table;
    let sequence = |column: &Column| {
        let key = SettingKey::IdentitySequence(column.name.clone());
        settings.get(&key).map(|sequence| to.name(&name.sibling(sequence)).to_string())
    };
    let (inherited, own): (Vec<&Column>, Vec<&Column>) =
        columns.iter().partition(|column| table.only_inherits(&column.name));
    let mut lines: Vec<String> =
        own.into_iter().map(|column| column::definition(column, sequence(column))).collect();
    lines.extend(primary_key.iter().map(constraint::primary_key));
    // Of two keys over the same columns CREATE TABLE silently makes one (transformIndexConstraints in
    // PostgreSQL's parse_utilcmd.c); ALTER TABLE makes both.
    let mut keys: Vec<&[String]> = primary_key.iter().map(|key| key.columns.as_slice()).collect();
    let mut doubles = Vec::new();
    for unique in uniques.values() {
        if keys.contains(&unique.columns.as_slice()) {
            doubles.push(unique);
        } else {
            keys.push(&unique.columns);
            lines.push(constraint::unique(unique));
        }
    }
    // CREATE TABLE takes NOT VALID for nothing: there are no rows.
    let (valid, open): (Vec<&Check>, Vec<&Check>) =
        checks.values().partition(|check| check.validity != Validity::NotValid);
    lines.extend(valid.into_iter().map(constraint::check));
    lines.extend(excludes.values().map(constraint::exclude));
    let setting::InCreate { unlogged, behind } = setting::in_create(table, to);
    let listed = format!("(\n    {}\n)", lines.join(",\n    "));
    let name_here = to.name(name);
    let sql = match table.partition() {
        Some(Partition { of, bound }) => {
            let own = if lines.is_empty() { String::new() } else { format!(" {listed}") };
            let of = to.name(&of);
            format!("CREATE {unlogged}TABLE {name_here} PARTITION OF {of}{own}\n{bound}{behind}")
        }
        None if lines.is_empty() => format!("CREATE {unlogged}TABLE {name_here} (){behind}"),
        None => format!("CREATE {unlogged}TABLE {name_here} {listed}{behind}"),
    };
    let mut statements =
        vec![Statement { locks: locks::create_table(table), ..Statement::transactional(sql) }];
    for column in inherited {
        statements.extend(column::otherwise_than_inherited(name, column, to));
    }
    for check in open {
        statements.extend(super::add(name, constraint::check(check), to));
    }
    for unique in doubles {
        statements.extend(super::add(name, constraint::unique(unique), to));
    }
    if let Some(text) = table_comment {
        statements.push(Statement::transactional(comment_on("TABLE", to.name(name), Some(text))));
    }
    for column in columns {
        if let Some(text) = &column.comment {
            let sql = column::comment(name, &column.name, Some(text), to);
            statements.push(Statement::transactional(sql));
        }
    }
    for index in indexes.values() {
        statements.push(index::create(name, index, to));
    }
    for key in foreign_keys.values() {
        statements.extend(super::add(name, constraint::foreign_key(key, to), to));
    }
    statements.extend(setting::after_create(table, to));
    statements
}

/// DROP TABLE, never CASCADE.
pub(super) fn drop(name: &QName, was: Option<&Table>, to: &RenderContext) -> Vec<Statement> {
    vec![Statement {
        locks: locks::drop_table(was),
        ..Statement::transactional(format!("DROP TABLE {}", to.name(name)))
    }]
}
