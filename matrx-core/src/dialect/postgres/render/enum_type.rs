use std::collections::BTreeMap;

use super::{RenderContext, comment_on, locks, one};
use crate::dialect::postgres::expression::default_value;
use crate::name::{Ident, Literal, MAX_NAME_BYTES, QName};
use crate::op::{EnumPosition, EnumUse};
use crate::schema::EnumType;
use crate::statement::{Mode, Probe, Statement};

/// CREATE TYPE … AS ENUM, and its comment.
pub(super) fn create(ty: &EnumType, to: &RenderContext) -> Vec<Statement> {
    let EnumType { name, values, comment } = ty;
    let values: Vec<String> = values.iter().map(|value| Literal(value).to_string()).collect();
    let body = if values.is_empty() {
        "()".to_owned()
    } else {
        format!("(\n    {}\n)", values.join(",\n    "))
    };
    let mut statements = one(format!("CREATE TYPE {} AS ENUM {body}", to.name(name)));
    if let Some(text) = comment {
        statements.extend(one(comment_on("TYPE", to.name(name), Some(text))));
    }
    statements
}

/// ALTER TYPE … ADD VALUE.
///
/// It runs alone: a value that the same transaction added cannot be used in it (SQLSTATE 55P04),
/// and what follows in the migration may well use it.
pub(super) fn add_value(
    name: &QName,
    value: &str,
    position: &EnumPosition,
    to: &RenderContext,
) -> Vec<Statement> {
    let place = match position {
        EnumPosition::Last => String::new(),
        EnumPosition::Before(other) => format!(" BEFORE {}", Literal(other)),
        EnumPosition::After(other) => format!(" AFTER {}", Literal(other)),
    };
    let value = Literal(value);
    let sql = format!("ALTER TYPE {}\n    ADD VALUE IF NOT EXISTS {value}{place}", to.name(name));
    let mode = Mode::Alone(Probe::Repeatable);
    vec![Statement { mode, ..Statement::transactional(sql) }]
}

/// A new type in the place of the old one: the old one steps aside, the columns are converted, the
/// old one goes.
pub(super) fn replace(
    ty: &EnumType,
    mapping: &BTreeMap<String, String>,
    uses: &[EnumUse],
    to: &RenderContext,
) -> Vec<Statement> {
    let aside = ty.name.sibling(aside_name(&ty.name.name));
    let mut statements =
        one(format!("ALTER TYPE {}\n    RENAME TO {}", to.name(&ty.name), Ident(&aside.name)));
    statements.extend(create(ty, to));
    let mut tables: BTreeMap<&QName, Vec<&EnumUse>> = BTreeMap::new();
    for one_use in uses {
        tables.entry(&one_use.table).or_default().push(one_use);
    }
    for (table, uses) in tables {
        // One command for a table rewrites it once.
        let actions: Vec<String> =
            uses.iter().flat_map(|one_use| conversion(one_use, &ty.name, mapping, to)).collect();
        let sql = format!("ALTER TABLE {}\n    {}", to.name(table), actions.join(",\n    "));
        let mut rewrite = one(sql);
        locks::set(&mut rewrite, locks::REWRITE);
        statements.extend(rewrite);
    }
    statements.extend(one(format!("DROP TYPE {}", to.name(&aside))));
    statements
}

fn conversion(
    one_use: &EnumUse,
    ty: &QName,
    mapping: &BTreeMap<String, String>,
    to: &RenderContext,
) -> Vec<String> {
    let EnumUse { table: _, column, array, default_was, default_to } = one_use;
    let name = Ident(column);
    let ty = to.named_type(ty);
    let mut actions = Vec::new();
    if default_was.is_some() {
        actions.push(format!("ALTER COLUMN {name} DROP DEFAULT"));
    }
    let (ty, using) = if *array {
        let mut text = format!("{name}::pg_catalog.text[]");
        for (from, new) in mapping {
            let (from, new) = (Literal(from), Literal(new));
            text = format!(
                "pg_catalog.array_replace({text}, {from}::pg_catalog.text, {new}::pg_catalog.text)"
            );
        }
        let ty = format!("{ty}[]");
        let using = format!("{text}::{ty}");
        (ty, using)
    } else if mapping.is_empty() {
        let using = format!("{name}::pg_catalog.text::{ty}");
        (ty, using)
    } else {
        let mut cases = String::new();
        for (from, new) in mapping {
            cases.push_str(&format!(" WHEN {} THEN {}", Literal(from), Literal(new)));
        }
        let text = format!("{name}::pg_catalog.text");
        let using = format!("(CASE {text}{cases} ELSE {text} END)::{ty}");
        (ty, using)
    };
    actions.push(format!("ALTER COLUMN {name} TYPE {ty} USING {using}"));
    if let Some(default) = default_to {
        actions.push(format!("ALTER COLUMN {name} SET DEFAULT {}", default_value(default)));
    }
    actions
}

/// A name for the old type while the new one comes, within PostgreSQL's 63 bytes.
fn aside_name(name: &str) -> String {
    let prefix = "_matrx_old_";
    format!("{prefix}{}", &name[..name.floor_char_boundary(MAX_NAME_BYTES - prefix.len())])
}
