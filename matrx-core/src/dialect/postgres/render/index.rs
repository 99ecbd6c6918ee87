use super::{RenderContext, list, locks, setting};
use crate::dialect::postgres::expression::parenthesised;
use crate::name::{Ident, QName};
use crate::schema::{Index, IndexColumn, IndexKey, NullsOrder, SortOrder};
use crate::statement::{Mode, Probe, Statement};

/// CREATE INDEX; alone and with a probe where it is CONCURRENTLY.
pub(super) fn create(table: &QName, index: &Index, to: &RenderContext) -> Statement {
    let Index {
        name,
        unique,
        method,
        columns,
        include,
        nulls_not_distinct,
        predicate,
        options,
        tablespace,
        concurrently,
    } = index;
    let keys: Vec<String> = columns.iter().map(key).collect();
    let mut sql = format!(
        "CREATE {}INDEX {}{}\n    ON {}{} ({})",
        if *unique { "UNIQUE " } else { "" },
        if *concurrently { "CONCURRENTLY " } else { "" },
        Ident(name),
        to.name(table),
        if method == "btree" { String::new() } else { format!(" USING {}", Ident(method)) },
        keys.join(", ")
    );
    if !include.is_empty() {
        sql.push_str(&format!("\n    INCLUDE ({})", list(include)));
    }
    if *nulls_not_distinct {
        sql.push_str("\n    NULLS NOT DISTINCT");
    }
    if let Some(options) = options {
        sql.push_str(&format!("\n    WITH ({})", setting::assignments(options)));
    }
    if let Some(space) = tablespace {
        sql.push_str(&format!("\n    TABLESPACE {}", Ident(space)));
    }
    if let Some(predicate) = predicate {
        sql.push_str(&format!("\n    WHERE {}", parenthesised(&predicate.0)));
    }
    let probe = Probe::IndexPresent { schema: table.schema.clone(), name: name.clone() };
    Statement { sql, mode: mode(*concurrently, probe), locks: locks::INDEX }
}

/// DROP INDEX; alone and with a probe where it is CONCURRENTLY.
pub(super) fn drop(table: &QName, name: &str, concurrently: bool, to: &RenderContext) -> Statement {
    let sql = format!(
        "DROP INDEX {}{}",
        if concurrently { "CONCURRENTLY " } else { "" },
        to.name(&table.sibling(name))
    );
    let probe = Probe::IndexAbsent { schema: table.schema.clone(), name: name.to_owned() };
    Statement { sql, mode: mode(concurrently, probe), locks: locks::INDEX }
}

fn mode(concurrently: bool, probe: Probe) -> Mode {
    if concurrently { Mode::Alone(probe) } else { Mode::Transactional }
}

fn key(column: &IndexColumn) -> String {
    let IndexColumn { key, collation, operator_class, operator_options, order, nulls } = column;
    let mut sql = match key {
        IndexKey::Column(name) => Ident(name).to_string(),
        IndexKey::Expression(expression) => parenthesised(&expression.0),
    };
    if let Some(collation) = collation {
        sql.push_str(&format!(" COLLATE {}", super::column::collation(collation)));
    }
    if let Some(class) = operator_class {
        // An operator class of PostgreSQL's own, or of an extension, is found by the search path.
        sql.push_str(&format!(" {class}"));
        if let Some(options) = operator_options {
            sql.push_str(&format!(" ({})", setting::assignments(options)));
        }
    }
    match order {
        SortOrder::Asc => {}
        SortOrder::Desc => sql.push_str(" DESC"),
    }
    match nulls {
        None => {}
        Some(NullsOrder::First) => sql.push_str(" NULLS FIRST"),
        Some(NullsOrder::Last) => sql.push_str(" NULLS LAST"),
    }
    sql
}
