use super::{RenderContext, list};
use crate::dialect::postgres::expression::parenthesised;
use crate::name::Ident;
use crate::schema::{
    Check, Deferral, ForeignKey, MatchType, PrimaryKey, ReferentialAction, Unique,
};

pub(super) fn primary_key(key: &PrimaryKey) -> String {
    let PrimaryKey { name, columns } = key;
    format!("CONSTRAINT {} PRIMARY KEY ({})", Ident(name), list(columns))
}

pub(super) fn unique(unique: &Unique) -> String {
    let Unique { name, columns, nulls_not_distinct, deferral } = unique;
    let nulls = if *nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" };
    format!(
        "CONSTRAINT {} UNIQUE{nulls} ({}){}",
        Ident(name),
        list(columns),
        deferrable(*deferral, " ")
    )
}

pub(super) fn check(check: &Check) -> String {
    let Check { name, expression } = check;
    format!("CONSTRAINT {} CHECK {}", Ident(name), parenthesised(&expression.0))
}

pub(super) fn foreign_key(key: &ForeignKey, to: &RenderContext) -> String {
    let ForeignKey {
        name,
        columns,
        references,
        referenced_columns,
        on_delete,
        on_update,
        match_type,
        deferral,
    } = key;
    let mut sql = format!(
        "CONSTRAINT {}\n    FOREIGN KEY ({})\n    REFERENCES {} ({})",
        Ident(name),
        list(columns),
        to.name(references),
        list(referenced_columns)
    );
    match match_type {
        MatchType::Simple => {}
        MatchType::Full => sql.push_str("\n    MATCH FULL"),
    }
    for (event, action) in [("DELETE", on_delete), ("UPDATE", on_update)] {
        if let Some(action) = referential(*action) {
            sql.push_str(&format!("\n    ON {event} {action}"));
        }
    }
    sql.push_str(&deferrable(*deferral, "\n    "));
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
