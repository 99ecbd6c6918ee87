use super::{RenderContext, alter};
use crate::name::{Ident, Literal, QName, derived_name};
use crate::schema::{Identity, IdentityKind, SequenceOptions};
use crate::statement::Statement;

/// `GENERATED … AS IDENTITY (options)`, with the sequence's name where it is not the server's choice.
pub(super) fn definition(identity: &Identity, sequence: Option<String>) -> String {
    let Identity { kind, options } = identity;
    let SequenceOptions { start, increment, min, max, cache, cycle } = options;
    let mut parts: Vec<String> =
        sequence.into_iter().map(|name| format!("SEQUENCE NAME {name}")).collect();
    for (word, value) in [
        ("START WITH", start),
        ("INCREMENT BY", increment),
        ("MINVALUE", min),
        ("MAXVALUE", max),
        ("CACHE", cache),
    ] {
        if let Some(value) = value {
            parts.push(format!("{word} {value}"));
        }
    }
    if *cycle {
        parts.push("CYCLE".to_owned());
    }
    let options = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(" ")) };
    format!("GENERATED {} AS IDENTITY{options}", kind_words(*kind))
}

/// From one identity to another, the sequence and its present value kept.
pub(super) fn change(
    table: &QName,
    column: &str,
    was: &Identity,
    new: &Identity,
    to: &RenderContext,
) -> Vec<Statement> {
    let mut parts = Vec::new();
    if was.kind != new.kind {
        parts.push(format!("SET GENERATED {}", kind_words(new.kind)));
    }
    if was.options != new.options {
        parts.extend(option_changes(&new.options));
    }
    if parts.is_empty() {
        return Vec::new();
    }
    let action = format!("ALTER COLUMN {} {}", Ident(column), parts.join(" "));
    if !range_shrinks(&was.options, &new.options) {
        return alter(table, action, to);
    }
    // PostgreSQL refuses a range that does not hold the sequence's present value; then, and only
    // then, it starts anew: a RESTART without need would hand out values again.
    let name = to.name(table);
    let sequence = sequence(&name.to_string(), column);
    let body = format!(
        "
DECLARE
    present bigint;
BEGIN
    EXECUTE pg_catalog.format('SELECT last_value FROM %s', {sequence}) INTO present;
    IF {} THEN
        ALTER TABLE {name} {action} RESTART;
    ELSE
        ALTER TABLE {name} {action};
    END IF;
END
",
        outside(&new.options)
    );
    let tag = dollar_tag(&body);
    vec![Statement::transactional(format!("DO {tag}{body}{tag}"))]
}

/// Lets a new identity go on where the column's rows end: PostgreSQL begins at the start, and the
/// first inserts would meet the keys that are there.
pub(super) fn go_on(table: &QName, column: &str, new: &Identity, to: &RenderContext) -> Statement {
    let table = to.name(table);
    let (start, (min, max)) = (effective_start(&new.options), range(&new.options));
    let (last, low, high) =
        if ascending(&new.options) { ("max", start, max) } else { ("min", min, start) };
    let last = format!("pg_catalog.{last}({})", Ident(column));
    Statement::transactional(format!(
        "SELECT pg_catalog.setval({}, {last})\n    FROM {table}\n    HAVING {last} BETWEEN {low} AND {high}",
        sequence(&table.to_string(), column)
    ))
}

/// Lets a sequence that a column takes its default from go on where the column's rows end.
pub(super) fn catch_up(
    table: &QName,
    column: &str,
    sequence: &str,
    to: &RenderContext,
) -> Statement {
    let last = format!("pg_catalog.max({})::pg_catalog.text", Ident(column));
    Statement::transactional(format!(
        "SELECT pg_catalog.setval({sequence}, {last}::pg_catalog.int8)\n    FROM {}\n    HAVING \
         CASE WHEN {last} ~ '^[0-9]{{1,18}}$' THEN {last}::pg_catalog.int8 >= \
         COALESCE(pg_catalog.pg_sequence_last_value({sequence}), 1) ELSE false END",
        to.name(table)
    ))
}

/// Another name for the sequence, whatever it is called now: PostgreSQL leaves it its name when the
/// table or the column gets another one. Without a name it gets the one that PostgreSQL would choose,
/// unless that is taken.
pub(super) fn name_sequence(
    table: &QName,
    column: &str,
    name: Option<&str>,
    to: &RenderContext,
) -> Vec<Statement> {
    let own = derived_name(&table.name, &[column], "seq");
    let free = match name {
        Some(_) => "",
        None => {
            "
                   AND NOT EXISTS (SELECT FROM pg_catalog.pg_class o
                                    WHERE o.relnamespace = c.relnamespace AND o.relname = wanted)"
        }
    };
    let body = format!(
        "
DECLARE
    present pg_catalog.regclass := {sequence};
    wanted pg_catalog.name := {name};
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_class c
                WHERE c.oid = present AND c.relname <> wanted{free}) THEN
        EXECUTE pg_catalog.format('ALTER SEQUENCE %s RENAME TO %I', present, wanted);
    END IF;
END
",
        sequence = sequence(&to.name(table).to_string(), column),
        name = Literal(name.unwrap_or(&own)),
    );
    let tag = dollar_tag(&body);
    vec![Statement::transactional(format!("DO {tag}{body}{tag}"))]
}

/// The sequence behind an identity.
fn sequence(table: &str, column: &str) -> String {
    format!("pg_catalog.pg_get_serial_sequence({}, {})", Literal(table), Literal(column))
}

fn kind_words(kind: IdentityKind) -> &'static str {
    match kind {
        IdentityKind::Always => "ALWAYS",
        IdentityKind::ByDefault => "BY DEFAULT",
    }
}

/// Every option, explicitly: one that is `None` goes back to PostgreSQL's default.
fn option_changes(options: &SequenceOptions) -> Vec<String> {
    let SequenceOptions { start: _, increment, min, max, cache, cycle } = options;
    vec![
        format!("SET INCREMENT BY {}", increment.unwrap_or(1)),
        min.map_or("SET NO MINVALUE".to_owned(), |min| format!("SET MINVALUE {min}")),
        max.map_or("SET NO MAXVALUE".to_owned(), |max| format!("SET MAXVALUE {max}")),
        format!("SET START WITH {}", effective_start(options)),
        format!("SET CACHE {}", cache.unwrap_or(1)),
        if *cycle { "SET CYCLE".to_owned() } else { "SET NO CYCLE".to_owned() },
    ]
}

fn ascending(options: &SequenceOptions) -> bool {
    options.increment.unwrap_or(1) > 0
}

/// The start value that PostgreSQL takes where none is given: the near end of the range.
fn effective_start(options: &SequenceOptions) -> i64 {
    options.start.unwrap_or_else(|| {
        if ascending(options) { options.min.unwrap_or(1) } else { options.max.unwrap_or(-1) }
    })
}

/// The lower and the upper end; the far ones, which depend on the type, as the widest.
fn range(options: &SequenceOptions) -> (i64, i64) {
    let (min, max) = if ascending(options) { (1, i64::MAX) } else { (i64::MIN, -1) };
    (options.min.unwrap_or(min), options.max.unwrap_or(max))
}

fn range_shrinks(was: &SequenceOptions, new: &SequenceOptions) -> bool {
    let (was, new) = (range(was), range(new));
    new.0 > was.0 || new.1 < was.1
}

fn outside(options: &SequenceOptions) -> String {
    let (min, max) = range(options);
    format!("present < {min} OR present > {max}")
}

/// A dollar quote that does not occur in the text.
pub(super) fn dollar_tag(body: &str) -> String {
    let mut tag = "$matrx$".to_owned();
    let mut number = 0;
    while body.contains(&tag) {
        number += 1;
        tag = format!("$matrx{number}$");
    }
    tag
}
