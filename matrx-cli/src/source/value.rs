//! Schema data → the expression that makes it.

use matrx_core::name::QName;
use matrx_core::op::EnumUse;
use matrx_core::schema::{
    Check, Column, ColumnType, ColumnValue, Deferral, EnumType, Exclude, ForeignKey, Identity,
    IdentityKind, Index, IndexColumn, IndexKey, MatchType, NullsOrder, Object, ObjectId,
    ObjectKind, PrimaryKey, ReferentialAction, SequenceOptions, SettingKey, SortOrder, Table,
    Unique, Validity,
};

use super::expr::Expr;
use super::literal;

/// `"users"`, or `("auth", "users")`.
pub(super) fn name(name: &QName) -> Expr {
    match &name.schema {
        None => Expr::string(&name.name),
        Some(schema) => Expr::Tuple(vec![Expr::string(schema), Expr::string(&name.name)]),
    }
}

pub(super) fn table(table: &Table) -> Expr {
    let Table {
        name: own,
        columns,
        primary_key: key,
        uniques,
        checks,
        excludes,
        foreign_keys,
        indexes,
        comment,
        settings,
    } = table;
    let mut expr = Expr::call("table", vec![name(own)]);
    for one in columns {
        expr = expr.method("column", vec![column(one)]);
    }
    if let Some(key) = key {
        expr = match plain_primary_key(key) {
            Some(args) => expr.method("primary_key", args),
            None => expr.method("primary_key_constraint", vec![primary_key(key)]),
        };
    }
    for one in uniques.values() {
        expr = expr.method("unique", vec![unique(one)]);
    }
    for one in checks.values() {
        expr = match plain_check(one) {
            Some(args) => expr.method("check", args),
            None => expr.method("check_constraint", vec![check(one)]),
        };
    }
    for Exclude { name, definition } in excludes.values() {
        expr = expr.method("exclude", vec![Expr::string(name), Expr::lines(&definition.0)]);
    }
    for one in foreign_keys.values() {
        expr = expr.method("foreign_key", vec![foreign_key(one)]);
    }
    for one in indexes.values() {
        expr = expr.method("index", vec![index(own, one)]);
    }
    expr = expr.text("comment", comment.as_deref());
    for (key, value) in settings {
        expr = if *key == SettingKey::PartitionBy {
            expr.method("partition_by", vec![Expr::lines(value)])
        } else if *key == SettingKey::PartitionOf {
            expr.method("partition_of", vec![Expr::lines(value)])
        } else if *key == SettingKey::Inherits {
            expr.method("inherits", vec![Expr::lines(value)])
        } else {
            expr.method("setting", vec![setting(key), Expr::lines(value)])
        };
    }
    expr
}

/// `column_storage("body")`.
pub(super) fn setting(key: &SettingKey) -> Expr {
    let (word, names) = key.parts();
    let mut args: Vec<Expr> = names.iter().map(|name| Expr::string(name)).collect();
    if let (SettingKey::IndexStatistics(_, number), Some(last)) = (key, args.last_mut()) {
        *last = Expr::Text(literal::integer(i64::from(*number)));
    }
    Expr::call(word, args)
}

pub(super) fn column(column: &Column) -> Expr {
    let Column { name: own, ty: ColumnType { name: ty, collation }, nullable, value, comment } =
        column;
    let expr = Expr::call("column", vec![Expr::string(own), Expr::string(ty)])
        .option("collate", collation.as_ref().map(name))
        .flag(!nullable, "not_null");
    let expr = match value {
        ColumnValue::None => expr,
        ColumnValue::Default(text) => expr.text("default", Some(&text.0)),
        ColumnValue::Generated(text) => expr.text("generated", Some(&text.0)),
        ColumnValue::Virtual(text) => expr.text("generated_virtual", Some(&text.0)),
        ColumnValue::Identity(own) => expr.option("identity", Some(identity(own))),
    };
    expr.text("comment", comment.as_deref())
}

pub(super) fn column_type(ty: &ColumnType) -> Expr {
    let ColumnType { name: own, collation } = ty;
    Expr::call("column_type", vec![Expr::string(own)])
        .option("collate", collation.as_ref().map(name))
}

pub(super) fn column_value(value: &ColumnValue) -> Expr {
    match value {
        ColumnValue::None => Expr::call("no_default", Vec::new()),
        ColumnValue::Default(text) => Expr::call("default", vec![Expr::lines(&text.0)]),
        ColumnValue::Generated(text) => Expr::call("generated", vec![Expr::lines(&text.0)]),
        ColumnValue::Virtual(text) => Expr::call("generated_virtual", vec![Expr::lines(&text.0)]),
        ColumnValue::Identity(own) => identity(own),
    }
}

pub(super) fn identity(identity: &Identity) -> Expr {
    let Identity { kind, options } = identity;
    let SequenceOptions { start, increment, min, max, cache, cycle } = options;
    let integer = |value: Option<i64>| value.map(|value| Expr::Text(literal::integer(value)));
    let root = match kind {
        IdentityKind::Always => "identity_always",
        IdentityKind::ByDefault => "identity_by_default",
    };
    Expr::call(root, Vec::new())
        .option("start", integer(*start))
        .option("increment", integer(*increment))
        .option("min", integer(*min))
        .option("max", integer(*max))
        .option("cache", integer(*cache))
        .flag(*cycle, "cycle")
}

/// The arguments of a primary key without options.
pub(super) fn plain_primary_key(key: &PrimaryKey) -> Option<Vec<Expr>> {
    let PrimaryKey { name, columns, without_overlaps, include, deferral } = key;
    let plain = include.is_empty() && *deferral == Deferral::NotDeferrable && !*without_overlaps;
    plain.then(|| vec![Expr::string(name), Expr::strings(columns)])
}

pub(super) fn primary_key(key: &PrimaryKey) -> Expr {
    let PrimaryKey { name, columns, without_overlaps, include, deferral } = key;
    let expr = Expr::call("primary_key", vec![Expr::string(name), Expr::strings(columns)])
        .flag(*without_overlaps, "without_overlaps");
    deferred(included(expr, include), *deferral)
}

/// The arguments of a check without options.
pub(super) fn plain_check(check: &Check) -> Option<Vec<Expr>> {
    let Check { name, expression, no_inherit, validity } = check;
    let plain = !no_inherit && *validity == Validity::Valid;
    plain.then(|| vec![Expr::string(name), Expr::lines(&expression.0)])
}

pub(super) fn check(check: &Check) -> Expr {
    let Check { name, expression, no_inherit, validity } = check;
    let expr = Expr::call("check", vec![Expr::string(name), Expr::lines(&expression.0)]);
    valid(expr.flag(*no_inherit, "no_inherit"), *validity)
}

fn included(expr: Expr, include: &[String]) -> Expr {
    if include.is_empty() { expr } else { expr.method("include", vec![Expr::strings(include)]) }
}

fn valid(expr: Expr, validity: Validity) -> Expr {
    match validity {
        Validity::Valid => expr,
        Validity::NotValid => expr.flag(true, "not_valid"),
        Validity::NotEnforced => expr.flag(true, "not_enforced"),
    }
}

pub(super) fn unique(unique: &Unique) -> Expr {
    let Unique { name, columns, without_overlaps, include, nulls_not_distinct, deferral } = unique;
    let expr = Expr::call("unique", vec![Expr::string(name), Expr::strings(columns)]);
    let expr = expr.flag(*without_overlaps, "without_overlaps");
    let expr = included(expr, include).flag(*nulls_not_distinct, "nulls_not_distinct");
    deferred(expr, *deferral)
}

pub(super) fn foreign_key(key: &ForeignKey) -> Expr {
    let ForeignKey {
        name: own,
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
    let expr = Expr::call("foreign_key", vec![Expr::string(own), Expr::strings(columns)])
        .method("references", vec![name(references), Expr::strings(referenced_columns)])
        .option("on_delete", action(*on_delete))
        .option("on_update", action(*on_update));
    let set = (!set_columns.is_empty()).then(|| Expr::strings(set_columns));
    let expr = valid(expr.option("set_columns", set), *validity);
    let expr = match match_type {
        MatchType::Simple => expr,
        MatchType::Full => expr.flag(true, "match_full"),
    };
    deferred(expr.flag(*period, "with_period"), *deferral)
}

fn action(action: ReferentialAction) -> Option<Expr> {
    match action {
        ReferentialAction::NoAction => None,
        ReferentialAction::Restrict => Some(Expr::path("Restrict")),
        ReferentialAction::Cascade => Some(Expr::path("Cascade")),
        ReferentialAction::SetNull => Some(Expr::path("SetNull")),
        ReferentialAction::SetDefault => Some(Expr::path("SetDefault")),
    }
}

fn deferred(expr: Expr, deferral: Deferral) -> Expr {
    match deferral {
        Deferral::NotDeferrable => expr,
        Deferral::InitiallyImmediate => expr.flag(true, "deferrable"),
        Deferral::InitiallyDeferred => expr.flag(true, "initially_deferred"),
    }
}

pub(super) fn index(table: &QName, index: &Index) -> Expr {
    let Index {
        name: own,
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
    let mut expr = Expr::call("index", vec![Expr::string(own)])
        .method("on", vec![name(table)])
        .flag(*unique, "unique")
        .option("method", (method != "btree").then(|| Expr::string(method)));
    for key in columns {
        expr = index_key(expr, key);
    }
    if !include.is_empty() {
        expr = expr.method("include", vec![Expr::strings(include)]);
    }
    expr = expr
        .flag(*nulls_not_distinct, "nulls_not_distinct")
        .text("filter", predicate.as_ref().map(|predicate| predicate.0.as_str()));
    expr.text("with", options.as_deref())
        .option("tablespace", tablespace.as_deref().map(Expr::string))
        .flag(*concurrently, "concurrently")
}

fn index_key(expr: Expr, key: &IndexColumn) -> Expr {
    let IndexColumn { key, collation, operator_class, operator_options, order, nulls } = key;
    let expr = match key {
        IndexKey::Column(name) => expr.method("column", vec![Expr::string(name)]),
        IndexKey::Expression(text) => expr.text("expression", Some(&text.0)),
    };
    let expr = expr
        .option("collate", collation.as_ref().map(name))
        .option("operator_class", operator_class.as_ref().map(name))
        .text("operator_options", operator_options.as_deref())
        .flag(*order == SortOrder::Desc, "desc");
    match nulls {
        None => expr,
        Some(NullsOrder::First) => expr.flag(true, "nulls_first"),
        Some(NullsOrder::Last) => expr.flag(true, "nulls_last"),
    }
}

pub(super) fn enum_type(ty: &EnumType) -> Expr {
    let EnumType { name: own, values, comment } = ty;
    Expr::call("enum_type", vec![name(own), Expr::strings(values)])
        .text("comment", comment.as_deref())
}

pub(super) fn enum_use(used: &EnumUse) -> Expr {
    let EnumUse { table, column, array, default_was, default_to } = used;
    Expr::call("used_in", vec![name(table), Expr::string(column)])
        .flag(*array, "array")
        .text("default_was", default_was.as_deref())
        .text("default_to", default_to.as_deref())
}

pub(super) fn object(object: &Object) -> Expr {
    let Object { id, definition, shape: _, comment, grants, needs: _ } = object;
    let mut expr = object_id(id);
    for command in definition {
        expr = expr.method("sql", vec![Expr::lines(command)]);
    }
    expr = expr.text("comment", comment.as_deref());
    for grant in grants {
        expr = expr.text("grant", Some(grant));
    }
    expr
}

/// `view("users")`, `function("touch", "(integer)")`, `trigger("touch", "users")`.
pub(super) fn object_id(id: &ObjectId) -> Expr {
    let ObjectId { kind, name: own, signature, relation } = id;
    let root = match kind {
        ObjectKind::Extension => "extension",
        ObjectKind::Collation => "collation",
        ObjectKind::Domain => "domain",
        ObjectKind::CompositeType => "composite_type",
        ObjectKind::RangeType => "range_type",
        ObjectKind::Sequence => "sequence",
        ObjectKind::Function => "function",
        ObjectKind::Procedure => "procedure",
        ObjectKind::Aggregate => "aggregate",
        ObjectKind::Operator => "operator",
        ObjectKind::Cast => return Expr::call("cast", vec![Expr::string(signature)]),
        ObjectKind::OperatorFamily => "operator_family",
        ObjectKind::OperatorClass => "operator_class",
        ObjectKind::Conversion => "conversion",
        ObjectKind::Language => "language",
        ObjectKind::AccessMethod => "new_access_method",
        ObjectKind::Transform => return Expr::call("transform", vec![Expr::string(signature)]),
        ObjectKind::TextSearchParser => "text_search_parser",
        ObjectKind::TextSearchTemplate => "text_search_template",
        ObjectKind::TextSearchDictionary => "text_search_dictionary",
        ObjectKind::TextSearchConfiguration => "text_search_configuration",
        ObjectKind::ForeignDataWrapper => "foreign_data_wrapper",
        ObjectKind::Server => "server",
        ObjectKind::ForeignTable => "foreign_table",
        ObjectKind::View => "view",
        ObjectKind::MaterializedView => "materialized_view",
        ObjectKind::Statistics => "statistics",
        ObjectKind::Rule => "rule",
        ObjectKind::Trigger => "trigger",
        ObjectKind::Policy => "policy",
        ObjectKind::EventTrigger => "event_trigger",
        ObjectKind::Publication => "publication",
        ObjectKind::Grant if relation.is_some() => "grant",
        ObjectKind::Grant => "grant_on",
        ObjectKind::DefaultPrivileges => "default_privileges",
    };
    let arguments = match relation {
        Some(relation) => vec![Expr::string(&own.name), name(relation)],
        None if signature.is_empty() => vec![name(own)],
        None => vec![name(own), Expr::string(signature)],
    };
    Expr::call(root, arguments)
}
