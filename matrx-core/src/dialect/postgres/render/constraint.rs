use super::{RenderContext, list};
use crate::dialect::postgres::expression::parenthesised;
use crate::name::Ident;
use crate::schema::{
    Check, Deferral, Exclude, ForeignKey, MatchType, PrimaryKey, ReferentialAction, Unique,
    Validity,
};

pub(super) fn primary_key(key: &PrimaryKey) -> String {
    let PrimaryKey { name, columns, without_overlaps, include, deferral } = key;
    format!(
        "CONSTRAINT {} PRIMARY KEY ({}{}){}{}",
        Ident(name),
        list(columns),
        overlaps(*without_overlaps),
        including(include),
        deferrable(*deferral, " ")
    )
}

pub(super) fn unique(unique: &Unique) -> String {
    let Unique { name, columns, without_overlaps, include, nulls_not_distinct, deferral } = unique;
    let nulls = if *nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" };
    format!(
        "CONSTRAINT {} UNIQUE{nulls} ({}{}){}{}",
        Ident(name),
        list(columns),
        overlaps(*without_overlaps),
        including(include),
        deferrable(*deferral, " ")
    )
}

pub(super) fn check(check: &Check) -> String {
    let Check { name, expression, no_inherit, validity } = check;
    let heirs = if *no_inherit { " NO INHERIT" } else { "" };
    let expression = parenthesised(&expression.0);
    format!("CONSTRAINT {} CHECK {expression}{heirs}{}", Ident(name), valid(*validity, " "))
}

pub(super) fn exclude(exclude: &Exclude) -> String {
    let Exclude { name, definition } = exclude;
    format!("CONSTRAINT {} EXCLUDE {}", Ident(name), definition.0)
}

fn overlaps(without: bool) -> &'static str {
    if without { " WITHOUT OVERLAPS" } else { "" }
}

/// The columns of a foreign key, the last one as a period where it is one.
fn referring(columns: &[String], period: bool) -> String {
    match columns.split_last() {
        Some((last, [])) if period => format!("PERIOD {}", Ident(last)),
        Some((last, first)) if period => format!("{}, PERIOD {}", list(first), Ident(last)),
        Some(_) | None => list(columns),
    }
}

fn including(columns: &[String]) -> String {
    if columns.is_empty() { String::new() } else { format!(" INCLUDE ({})", list(columns)) }
}

fn valid(validity: Validity, before: &str) -> String {
    match validity {
        Validity::Valid => String::new(),
        Validity::NotValid => format!("{before}NOT VALID"),
        Validity::NotEnforced => format!("{before}NOT ENFORCED"),
    }
}

pub(super) fn foreign_key(key: &ForeignKey, to: &RenderContext) -> String {
    let ForeignKey {
        name,
        columns,
        references,
        referenced_columns,
        on_delete,
        set_columns,
        on_update,
        match_type,
        period,
        deferral,
        validity,
    } = key;
    let mut sql = format!(
        "CONSTRAINT {}\n    FOREIGN KEY ({})\n    REFERENCES {} ({})",
        Ident(name),
        referring(columns, *period),
        to.name(references),
        referring(referenced_columns, *period)
    );
    match match_type {
        MatchType::Simple => {}
        MatchType::Full => sql.push_str("\n    MATCH FULL"),
    }
    for (event, action) in [("DELETE", on_delete), ("UPDATE", on_update)] {
        if let Some(action) = referential(*action) {
            sql.push_str(&format!("\n    ON {event} {action}"));
            if event == "DELETE" && !set_columns.is_empty() {
                sql.push_str(&format!(" ({})", list(set_columns)));
            }
        }
    }
    sql.push_str(&deferrable(*deferral, "\n    "));
    sql.push_str(&valid(*validity, "\n    "));
    sql
}

fn referential(action: ReferentialAction) -> Option<&'static str> {
    match action {
        ReferentialAction::NoAction => None,
        ReferentialAction::Restrict => Some("RESTRICT"),
        ReferentialAction::Cascade => Some("CASCADE"),
        ReferentialAction::SetNull => Some("SET NULL"),
        ReferentialAction::SetDefault => Some("SET DEFAULT"),
    }
}

fn deferrable(deferral: Deferral, before: &str) -> String {
    match deferral {
        Deferral::NotDeferrable => String::new(),
        Deferral::InitiallyImmediate => format!("{before}DEFERRABLE INITIALLY IMMEDIATE"),
        Deferral::InitiallyDeferred => format!("{before}DEFERRABLE INITIALLY DEFERRED"),
    }
}
