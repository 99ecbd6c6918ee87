use super::{RenderContext, alter, comment_on, identity, locks};
use crate::dialect::postgres::expression::{default_value, parenthesised};
use crate::name::{Ident, QName};
use crate::schema::{Column, ColumnType, ColumnValue};
use crate::statement::Statement;

/// A column as it stands in CREATE TABLE and ADD COLUMN, the former with the name of its identity's
/// sequence.
pub(super) fn definition(column: &Column, sequence: Option<String>) -> String {
    let Column { name, ty: column_type, nullable, value, comment: _ } = column;
    let mut sql = format!("{} {}", Ident(name), ty(column_type));
    if !nullable {
        sql.push_str(" NOT NULL");
    }
    match value {
        ColumnValue::None => {}
        ColumnValue::Default(expression) => {
            sql.push_str(&format!(" DEFAULT {}", default_value(&expression.0)));
        }
        ColumnValue::Identity(options) => {
            sql.push_str(&format!(" {}", identity::definition(options, sequence)));
        }
        ColumnValue::Generated(expression) => {
            let expression = parenthesised(&expression.0);
            sql.push_str(&format!(" GENERATED ALWAYS AS {expression} STORED"));
        }
        ColumnValue::Virtual(expression) => {
            let expression = parenthesised(&expression.0);
            sql.push_str(&format!(" GENERATED ALWAYS AS {expression} VIRTUAL"));
        }
    }
    sql
}

/// A type with its collation.
pub(super) fn ty(ty: &ColumnType) -> String {
    let ColumnType { name, collation: own } = ty;
    match own {
        None => name.clone(),
        Some(own) => format!("{name} COLLATE {}", collation(own)),
    }
}

/// A collation's name. Without a schema it is PostgreSQL's own or in the search path.
pub(super) fn collation(name: &QName) -> String {
    match &name.schema {
        Some(schema) => format!("{}.{}", Ident(schema), Ident(&name.name)),
        None => Ident(&name.name).to_string(),
    }
}

/// ADD COLUMN, and its comment.
pub(super) fn add(table: &QName, column: &Column, to: &RenderContext) -> Vec<Statement> {
    let mut statements = alter(table, format!("ADD COLUMN {}", definition(column, None)), to);
    locks::set(&mut statements, locks::add_column(column));
    if let Some(text) = &column.comment {
        let sql = comment(table, &column.name, Some(text), to);
        statements.push(Statement::transactional(sql));
    }
    statements
}

/// What a new table says of a column that it has from its parent.
pub(super) fn otherwise_than_inherited(
    table: &QName,
    column: &Column,
    to: &RenderContext,
) -> Vec<Statement> {
    let name = Ident(&column.name);
    let default = match &column.value {
        ColumnValue::None => Some("DROP DEFAULT".to_owned()),
        ColumnValue::Default(text) => Some(format!("SET DEFAULT {}", default_value(&text.0))),
        ColumnValue::Identity(options) => {
            Some(format!("ADD {}", identity::definition(options, None)))
        }
        // It is computed as the parent's is.
        ColumnValue::Generated(_) | ColumnValue::Virtual(_) => None,
    };
    let not_null = (!column.nullable).then(|| "SET NOT NULL".to_owned());
    let actions = not_null.into_iter().chain(default);
    actions.flat_map(|action| alter(table, format!("ALTER COLUMN {name} {action}"), to)).collect()
}

/// COMMENT ON COLUMN.
pub(super) fn comment(
    table: &QName,
    column: &str,
    text: Option<&str>,
    to: &RenderContext,
) -> String {
    comment_on("COLUMN", format!("{}.{}", to.name(table), Ident(column)), text)
}

/// ALTER COLUMN … TYPE.
pub(super) fn alter_type(
    table: &QName,
    column: &str,
    new: &ColumnType,
    using: Option<&str>,
    to: &RenderContext,
) -> Vec<Statement> {
    let mut action = format!("ALTER COLUMN {} TYPE {}", Ident(column), ty(new));
    if let Some(using) = using {
        action.push_str(&format!("\n    USING {}", parenthesised(using)));
    }
    alter(table, action, to)
}

/// The sequence, as a constant, of a default that is its next value and nothing else.
fn sequence_of(default: &str) -> Option<&str> {
    let constant = default.strip_prefix("nextval(")?.strip_suffix("::regclass)")?;
    let inner = constant.strip_prefix('\'')?.strip_suffix('\'')?;
    (!inner.replace("''", "").contains('\'')).then_some(constant)
}

/// From one source of a column's value to another. PostgreSQL allows one of them at a time, so
/// another kind is taken away before the new one comes.
pub(super) fn set_value(
    table: &QName,
    column: &str,
    was: Option<&ColumnValue>,
    value: &ColumnValue,
    to: &RenderContext,
) -> Vec<Statement> {
    let name = Ident(column);
    if let (Some(ColumnValue::Identity(old)), ColumnValue::Identity(new)) = (was, value) {
        return identity::change(table, column, old, new, to);
    }
    let removal = match was {
        None => match value {
            ColumnValue::None => Some("DROP DEFAULT"),
            ColumnValue::Default(_)
            | ColumnValue::Identity(_)
            | ColumnValue::Generated(_)
            | ColumnValue::Virtual(_) => None,
        },
        Some(ColumnValue::None) => None,
        Some(ColumnValue::Default(_)) => match value {
            ColumnValue::Default(_) => None,
            ColumnValue::None
            | ColumnValue::Identity(_)
            | ColumnValue::Generated(_)
            | ColumnValue::Virtual(_) => Some("DROP DEFAULT"),
        },
        Some(ColumnValue::Identity(_)) => Some("DROP IDENTITY"),
        Some(ColumnValue::Generated(_) | ColumnValue::Virtual(_)) => match value {
            ColumnValue::Generated(_) | ColumnValue::Virtual(_) => None,
            ColumnValue::None | ColumnValue::Default(_) | ColumnValue::Identity(_) => {
                Some("DROP EXPRESSION")
            }
        },
    };
    let addition = match value {
        ColumnValue::None => None,
        ColumnValue::Default(expression) => {
            Some(format!("SET DEFAULT {}", default_value(&expression.0)))
        }
        ColumnValue::Identity(options) => {
            Some(format!("ADD {}", identity::definition(options, None)))
        }
        // Only PostgreSQL 17 and later have this, and only for a column that is generated; the
        // diff plans a new column instead.
        ColumnValue::Generated(expression) | ColumnValue::Virtual(expression) => {
            Some(format!("SET EXPRESSION AS {}", parenthesised(&expression.0)))
        }
    };
    let actions = removal.map(str::to_owned).into_iter().chain(addition);
    let mut statements: Vec<Statement> = actions
        .flat_map(|action| alter(table, format!("ALTER COLUMN {name} {action}"), to))
        .collect();
    if let ColumnValue::Identity(new) = value {
        statements.push(identity::go_on(table, column, new, to));
    }
    if let ColumnValue::Default(expression) = value
        && let Some(sequence) = sequence_of(&expression.0)
    {
        statements.push(identity::catch_up(table, column, sequence, to));
    }
    statements
}
