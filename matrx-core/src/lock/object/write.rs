//! One object, one line: how it is written. `read` is the other half.

use super::super::token::{name, names, qname, text};
use crate::schema::{
    Check, Column, ColumnValue, Deferral, EnumType, Exclude, ForeignKey, Identity, IdentityKind,
    Index, IndexColumn, IndexKey, MatchType, NullsOrder, PrimaryKey, ReferentialAction, SettingKey,
    SortOrder, Unique, Validity,
};

pub(in crate::lock) fn namespace(own: &str, comment: Option<&str>) -> String {
    let mut line = format!("schema {}", name(own));
    push_comment(&mut line, comment);
    line
}

pub(in crate::lock) fn enum_type(ty: &EnumType) -> String {
    let EnumType { name, values, comment } = ty;
    let mut line = format!("enum {}", qname(name));
    for value in values {
        line.push(' ');
        line.push_str(&text(value));
    }
    push_comment(&mut line, comment.as_deref());
    line
}

pub(in crate::lock) fn column(column: &Column) -> String {
    let Column { name: column_name, ty, nullable, value, comment } = column;
    let mut line = format!("column {} {}", name(column_name), name(&ty.name));
    if let Some(collation) = &ty.collation {
        line.push_str(&format!(" collate {}", qname(collation)));
    }
    if !nullable {
        line.push_str(" not null");
    }
    match value {
        ColumnValue::None => {}
        ColumnValue::Default(expr) => line.push_str(&format!(" default {}", text(&expr.0))),
        ColumnValue::Generated(expr) => line.push_str(&format!(" generated {}", text(&expr.0))),
        ColumnValue::Virtual(expr) => line.push_str(&format!(" virtual {}", text(&expr.0))),
        ColumnValue::Identity(identity) => push_identity(&mut line, identity),
    }
    push_comment(&mut line, comment.as_deref());
    line
}

fn push_identity(line: &mut String, identity: &Identity) {
    let Identity { kind, options } = identity;
    line.push_str(match kind {
        IdentityKind::Always => " identity always",
        IdentityKind::ByDefault => " identity by default",
    });
    let crate::schema::SequenceOptions { start, increment, min, max, cache, cycle } = options;
    for (word, value) in
        [("start", start), ("increment", increment), ("min", min), ("max", max), ("cache", cache)]
    {
        if let Some(value) = value {
            line.push_str(&format!(" {word} {value}"));
        }
    }
    if *cycle {
        line.push_str(" cycle");
    }
}

pub(in crate::lock) fn primary_key(key: &PrimaryKey) -> String {
    let PrimaryKey { name: key_name, columns, without_overlaps, include, deferral } = key;
    let mut line = format!("primary key {} {}", name(key_name), names(columns));
    push_if(&mut line, *without_overlaps, " without overlaps");
    push_include(&mut line, include);
    push_deferral(&mut line, *deferral);
    line
}

pub(in crate::lock) fn unique(unique: &Unique) -> String {
    let Unique {
        name: unique_name,
        columns,
        without_overlaps,
        include,
        nulls_not_distinct,
        deferral,
    } = unique;
    let mut line = format!("unique {} {}", name(unique_name), names(columns));
    push_if(&mut line, *without_overlaps, " without overlaps");
    push_include(&mut line, include);
    push_if(&mut line, *nulls_not_distinct, " nulls not distinct");
    push_deferral(&mut line, *deferral);
    line
}

pub(in crate::lock) fn check(check: &Check) -> String {
    let Check { name: check_name, expression, no_inherit, validity } = check;
    let mut line = format!("check {} {}", name(check_name), text(&expression.0));
    if *no_inherit {
        line.push_str(" no inherit");
    }
    push_validity(&mut line, *validity);
    line
}

pub(in crate::lock) fn exclude(exclude: &Exclude) -> String {
    let Exclude { name: exclude_name, definition } = exclude;
    format!("exclude {} {}", name(exclude_name), text(&definition.0))
}

pub(in crate::lock) fn foreign_key(key: &ForeignKey) -> String {
    let ForeignKey {
        name: key_name,
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
    let mut line = format!(
        "foreign key {} {} references {} {}",
        name(key_name),
        names(columns),
        qname(references),
        names(referenced_columns)
    );
    for (event, action) in [("delete", on_delete), ("update", on_update)] {
        let words = match action {
            ReferentialAction::NoAction => continue,
            ReferentialAction::Restrict => "restrict",
            ReferentialAction::Cascade => "cascade",
            ReferentialAction::SetNull => "set null",
            ReferentialAction::SetDefault => "set default",
        };
        line.push_str(&format!(" on {event} {words}"));
        if event == "delete" && !set_columns.is_empty() {
            line.push_str(&format!(" {}", names(set_columns)));
        }
    }
    match match_type {
        MatchType::Simple => {}
        MatchType::Full => line.push_str(" match full"),
    }
    push_if(&mut line, *period, " period");
    push_deferral(&mut line, *deferral);
    push_validity(&mut line, *validity);
    line
}

pub(in crate::lock) fn index(index: &Index) -> String {
    let Index {
        name: index_name,
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
    let mut line = format!("index {}", name(index_name));
    if *unique {
        line.push_str(" unique");
    }
    line.push_str(&format!(" using {} (", name(method)));
    line.push_str(&columns.iter().map(index_column).collect::<Vec<_>>().join(", "));
    line.push(')');
    if !include.is_empty() {
        line.push_str(&format!(" include {}", names(include)));
    }
    if *nulls_not_distinct {
        line.push_str(" nulls not distinct");
    }
    if let Some(predicate) = predicate {
        line.push_str(&format!(" where {}", text(&predicate.0)));
    }
    if let Some(options) = options {
        line.push_str(&format!(" with {}", text(options)));
    }
    if let Some(space) = tablespace {
        line.push_str(&format!(" tablespace {}", name(space)));
    }
    if *concurrently {
        line.push_str(" concurrently");
    }
    line
}

fn index_column(column: &IndexColumn) -> String {
    let IndexColumn { key, collation, operator_class, operator_options, order, nulls } = column;
    let mut out = match key {
        IndexKey::Column(column) => name(column),
        IndexKey::Expression(expr) => format!("expression {}", text(&expr.0)),
    };
    if let Some(collation) = collation {
        out.push_str(&format!(" collate {}", qname(collation)));
    }
    if let Some(class) = operator_class {
        out.push_str(&format!(" class {}", qname(class)));
    }
    if let Some(options) = operator_options {
        out.push_str(&format!(" with {}", text(options)));
    }
    match order {
        SortOrder::Asc => {}
        SortOrder::Desc => out.push_str(" desc"),
    }
    match nulls {
        None => {}
        Some(NullsOrder::First) => out.push_str(" nulls first"),
        Some(NullsOrder::Last) => out.push_str(" nulls last"),
    }
    out
}

pub(in crate::lock) fn setting(key: &SettingKey, value: &str) -> String {
    let (word, names) = key.parts();
    let names: String = names.iter().map(|part| format!(" {}", name(part))).collect();
    format!("setting {word}{names} {}", text(value))
}

fn push_if(line: &mut String, here: bool, words: &str) {
    if here {
        line.push_str(words);
    }
}

fn push_include(line: &mut String, include: &[String]) {
    if !include.is_empty() {
        line.push_str(&format!(" include {}", names(include)));
    }
}

fn push_validity(line: &mut String, validity: Validity) {
    line.push_str(match validity {
        Validity::Valid => "",
        Validity::NotValid => " not valid",
        Validity::NotEnforced => " not enforced",
    });
}

fn push_deferral(line: &mut String, deferral: Deferral) {
    line.push_str(match deferral {
        Deferral::NotDeferrable => "",
        Deferral::InitiallyImmediate => " deferrable initially immediate",
        Deferral::InitiallyDeferred => " deferrable initially deferred",
    });
}

pub(in crate::lock) fn push_comment(line: &mut String, comment: Option<&str>) {
    if let Some(comment) = comment {
        line.push_str(&format!(" comment {}", text(comment)));
    }
}
