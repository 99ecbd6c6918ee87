//! The names that constraints, indexes and sequences have where nobody names them, before a number is
//! added because one is taken.

use super::{Index, IndexKey};
use crate::name::{QName, derived_name};

/// PRIMARY KEY: `users_pkey`.
pub fn primary_key(table: &str) -> String {
    derived_name(table, &[], "pkey")
}

/// UNIQUE: `users_email_key`.
pub fn unique(table: &str, columns: &[String]) -> String {
    derived_name(table, &texts(columns), "key")
}

/// FOREIGN KEY: `posts_author_id_fkey`.
pub fn foreign_key(table: &str, columns: &[String]) -> String {
    derived_name(table, &texts(columns), "fkey")
}

/// CHECK, of the column where it belongs to one: `users_age_check`.
pub fn check(table: &str, column: Option<&str>) -> String {
    derived_name(table, &column.into_iter().collect::<Vec<_>>(), "check")
}

/// EXCLUDE: `bookings_excl`.
pub fn exclude(table: &str) -> String {
    derived_name(table, &[], "excl")
}

/// The sequence of a `serial` column: `users_id_seq`.
pub fn sequence(table: &str, column: &str) -> String {
    derived_name(table, &[column], "seq")
}

/// What makes the sequence of a `serial` column, as a server spells it: then none has to be asked. That
/// of an unlogged table is unlogged as well.
pub fn sequence_commands(name: &QName, ty: &str, unlogged: bool) -> Vec<String> {
    let create = format!(
        "CREATE SEQUENCE {name} AS {ty} INCREMENT BY 1 NO MINVALUE NO MAXVALUE START WITH 1 CACHE 1 NO CYCLE"
    );
    let alter = unlogged.then(|| format!("ALTER SEQUENCE {name} SET UNLOGGED"));
    std::iter::once(create).chain(alter).collect()
}

/// An index: `users_team_id_idx`.
pub fn index(table: &str, index: &Index) -> String {
    let keys = index.columns.iter().map(|column| match &column.key {
        IndexKey::Column(name) => Some(name.as_str()),
        IndexKey::Expression(_) => None,
    });
    let parts = index_parts(keys, index.include.iter().map(String::as_str));
    derived_name(table, &texts(&parts), "idx")
}

/// An index that a partition has from its parent. Beside the columns' names PostgreSQL takes that of the
/// function that an expression calls (`FigureIndexColname` in `src/backend/parser/parse_target.c`):
/// `events_2026_lower_idx`.
pub fn inherited_index(table: &str, index: &Index) -> String {
    let keys = index.columns.iter().map(|column| match &column.key {
        IndexKey::Column(name) => Some(name.as_str()),
        IndexKey::Expression(text) => called(&text.0),
    });
    let parts = index_parts(keys, index.include.iter().map(String::as_str));
    derived_name(table, &texts(&parts), "idx")
}

/// The function that is all of an expression, where its name needs no quotes.
fn called(text: &str) -> Option<&str> {
    let (name, rest) = text.split_once('(')?;
    let name = name.rsplit('.').next().unwrap_or(name);
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let mut depth = 1_usize;
    let mut quoted = false;
    for (at, c) in rest.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let all = at + 1 == rest.len();
            return Some(name).filter(|name| all && !name.is_empty() && name.chars().all(plain));
        }
    }
    None
}

/// The columns in an index's name, `expr` for an expression (`None`), numbered where one comes twice
/// (`ChooseIndexColumnNames` in `src/backend/commands/indexcmds.c`).
pub(crate) fn index_parts<'a>(
    keys: impl Iterator<Item = Option<&'a str>>,
    include: impl Iterator<Item = &'a str>,
) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in keys.map(|key| key.unwrap_or("expr")).chain(include) {
        let mut candidate = part.to_owned();
        let mut number = 0_usize;
        while parts.contains(&candidate) {
            number += 1;
            candidate = format!("{part}{number}");
        }
        parts.push(candidate);
    }
    parts
}

fn texts(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}
