//! The values in a printed file: each by the function and the methods of the same name.

#![expect(clippy::wildcard_enum_match_arm, reason = "syn's enums are open")]

use matrx_core::migration::*;
use matrx_core::name::QName;
use matrx_core::schema::SettingKey;
use syn::{Expr, Lit};

pub(crate) type Link = (String, Vec<Expr>);

/// The root and the calls of a chain.
pub(crate) fn chain(expr: &Expr) -> (Expr, Vec<Link>) {
    match expr {
        Expr::MethodCall(call) => {
            let (root, mut links) = chain(&call.receiver);
            links.push((call.method.to_string(), call.args.iter().cloned().collect()));
            (root, links)
        }
        other => (other.clone(), Vec::new()),
    }
}

/// The name and the arguments of the call that a value begins with, and the options after it.
pub(crate) fn value(expr: &Expr) -> (String, Vec<Expr>, Vec<Link>) {
    let (root, links) = chain(expr);
    let Expr::Call(call) = root else { panic!("a call") };
    let Expr::Path(path) = &*call.func else { panic!("a function") };
    let name = path.path.get_ident().expect("a name").to_string();
    (name, call.args.iter().cloned().collect(), links)
}

pub(crate) fn text(expr: &Expr) -> String {
    match expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => text.value(),
            _ => panic!("a string"),
        },
        _ => panic!("a literal"),
    }
}

pub(crate) fn integer(expr: &Expr) -> i64 {
    quote(expr).replace(' ', "").parse().expect("an integer")
}

pub(crate) fn quote(expr: &Expr) -> String {
    match expr {
        Expr::Unary(unary) => format!("-{}", quote(&unary.expr)),
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => number.to_string(),
            _ => panic!("an integer"),
        },
        _ => panic!("an integer"),
    }
}

pub(crate) fn texts(expr: &Expr) -> Vec<String> {
    let Expr::Reference(reference) = expr else { panic!("a reference") };
    let Expr::Array(array) = &*reference.expr else { panic!("an array") };
    array.elems.iter().map(text).collect()
}

pub(crate) fn refs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

pub(crate) fn name(expr: &Expr) -> QName {
    match expr {
        Expr::Tuple(pair) => QName::in_schema(text(&pair.elems[0]), text(&pair.elems[1])),
        other => QName::new(text(other)),
    }
}

pub(crate) fn action(expr: &Expr) -> ReferentialAction {
    let Expr::Path(path) = expr else { panic!("a path") };
    match path.path.get_ident().expect("a name").to_string().as_str() {
        "Cascade" => Cascade,
        "Restrict" => Restrict,
        "SetNull" => SetNull,
        "SetDefault" => SetDefault,
        other => panic!("{other}"),
    }
}

pub(crate) fn column_def(expr: &Expr) -> ColumnDef {
    let (root, args, links) = value(expr);
    assert_eq!(root, "column");
    let mut def = column(&text(&args[0]), &text(&args[1]));
    for (link, args) in links {
        def = match link.as_str() {
            "not_null" => def.not_null(),
            "default" => def.default(&text(&args[0])),
            "generated" => def.generated(&text(&args[0])),
            "generated_virtual" => def.generated_virtual(&text(&args[0])),
            "identity" => def.identity(value_def(&args[0])),
            "collate" => def.collate(name(&args[0])),
            "comment" => def.comment(&text(&args[0])),
            other => panic!("column: {other}"),
        };
    }
    def
}

pub(crate) fn value_def(expr: &Expr) -> ValueDef {
    let (root, args, links) = value(expr);
    let mut def = match root.as_str() {
        "no_default" => no_default(),
        "default" => default(&text(&args[0])),
        "generated" => generated(&text(&args[0])),
        "generated_virtual" => generated_virtual(&text(&args[0])),
        "identity_always" => identity_always(),
        "identity_by_default" => identity_by_default(),
        other => panic!("{other}"),
    };
    for (link, args) in links {
        def = match link.as_str() {
            "start" => def.start(integer(&args[0])),
            "increment" => def.increment(integer(&args[0])),
            "min" => def.min(integer(&args[0])),
            "max" => def.max(integer(&args[0])),
            "cache" => def.cache(integer(&args[0])),
            "cycle" => def.cycle(),
            other => panic!("value: {other}"),
        };
    }
    def
}

pub(crate) fn type_def(expr: &Expr) -> TypeDef {
    let (root, args, links) = value(expr);
    assert_eq!(root, "column_type");
    let mut def = column_type(&text(&args[0]));
    for (link, args) in links {
        assert_eq!(link, "collate");
        def = def.collate(name(&args[0]));
    }
    def
}

pub(crate) fn primary_key_def(expr: &Expr) -> PrimaryKeyDef {
    let (root, args, links) = value(expr);
    assert_eq!(root, "primary_key");
    let mut def = primary_key(&text(&args[0]), &refs(&texts(&args[1])));
    for (link, args) in links {
        def = match link.as_str() {
            "without_overlaps" => def.without_overlaps(),
            "include" => def.include(&refs(&texts(&args[0]))),
            "deferrable" => def.deferrable(),
            "initially_deferred" => def.initially_deferred(),
            other => panic!("primary key: {other}"),
        };
    }
    def
}

pub(crate) fn check_def(expr: &Expr) -> CheckDef {
    let (root, args, links) = value(expr);
    assert_eq!(root, "check");
    let mut def = check(&text(&args[0]), &text(&args[1]));
    for (link, _) in links {
        def = match link.as_str() {
            "no_inherit" => def.no_inherit(),
            "not_valid" => def.not_valid(),
            "not_enforced" => def.not_enforced(),
            other => panic!("check: {other}"),
        };
    }
    def
}

pub(crate) fn unique_def(expr: &Expr) -> UniqueDef {
    let (root, args, links) = value(expr);
    assert_eq!(root, "unique");
    let mut def = unique(&text(&args[0]), &refs(&texts(&args[1])));
    for (link, args) in links {
        def = match link.as_str() {
            "without_overlaps" => def.without_overlaps(),
            "include" => def.include(&refs(&texts(&args[0]))),
            "nulls_not_distinct" => def.nulls_not_distinct(),
            "deferrable" => def.deferrable(),
            "initially_deferred" => def.initially_deferred(),
            other => panic!("unique: {other}"),
        };
    }
    def
}

pub(crate) fn foreign_key_def(expr: &Expr) -> ForeignKeyDef {
    let (root, args, links) = value(expr);
    assert_eq!(root, "foreign_key");
    let mut def = foreign_key(&text(&args[0]), &refs(&texts(&args[1])));
    for (link, args) in links {
        def = match link.as_str() {
            "references" => def.references(name(&args[0]), &refs(&texts(&args[1]))),
            "on_delete" => def.on_delete(action(&args[0])),
            "on_update" => def.on_update(action(&args[0])),
            "set_columns" => def.set_columns(&refs(&texts(&args[0]))),
            "not_valid" => def.not_valid(),
            "not_enforced" => def.not_enforced(),
            "match_full" => def.match_full(),
            "with_period" => def.with_period(),
            "deferrable" => def.deferrable(),
            "initially_deferred" => def.initially_deferred(),
            other => panic!("foreign key: {other}"),
        };
    }
    def
}

pub(crate) fn index_def(expr: &Expr) -> IndexDef {
    let (root, args, links) = value(expr);
    assert_eq!(root, "index");
    let mut def = index(&text(&args[0]));
    for (link, args) in links {
        def = match link.as_str() {
            "on" => def.on(name(&args[0])),
            "unique" => def.unique(),
            "method" => def.method(&text(&args[0])),
            "column" => def.column(&text(&args[0])),
            "expression" => def.expression(&text(&args[0])),
            "desc" => def.desc(),
            "nulls_first" => def.nulls_first(),
            "nulls_last" => def.nulls_last(),
            "collate" => def.collate(name(&args[0])),
            "operator_class" => def.operator_class(name(&args[0])),
            "operator_options" => def.operator_options(&text(&args[0])),
            "include" => def.include(&refs(&texts(&args[0]))),
            "nulls_not_distinct" => def.nulls_not_distinct(),
            "filter" => def.filter(&text(&args[0])),
            "with" => def.with(&text(&args[0])),
            "tablespace" => def.tablespace(&text(&args[0])),
            "concurrently" => def.concurrently(),
            other => panic!("index: {other}"),
        };
    }
    def
}

pub(crate) fn setting(expr: &Expr) -> SettingKey {
    let (root, args, links) = value(expr);
    assert!(links.is_empty());
    let first = args.first().map(text).unwrap_or_default();
    match root.as_str() {
        "row_security" => row_security(),
        "force_row_security" => force_row_security(),
        "unlogged" => unlogged(),
        "storage_parameters" => storage_parameters(),
        "tablespace" => tablespace(),
        "access_method" => access_method(),
        "partition_by" => partition_by(),
        "partition_of" => partition_of(),
        "partition_index" => partition_index(&first),
        "inherits" => inherits(),
        "column_inherited" => column_inherited(&first),
        "replica_identity" => replica_identity(),
        "cluster_on" => cluster_on(),
        "column_storage" => column_storage(&first),
        "column_compression" => column_compression(&first),
        "column_statistics" => column_statistics(&first),
        "column_options" => column_options(&first),
        "column_sequence" => column_sequence(&first),
        "identity_sequence" => identity_sequence(&first),
        "constraint_comment" => constraint_comment(&first),
        "index_comment" => index_comment(&first),
        "index_options" => index_options(&first),
        "index_tablespace" => index_tablespace(&first),
        "index_statistics" => {
            index_statistics(&first, integer(&args[1]).try_into().expect("a column"))
        }
        other => panic!("setting: {other}"),
    }
}

pub(crate) fn table_def(expr: &Expr) -> TableDef {
    let (root, args, links) = value(expr);
    assert_eq!(root, "table");
    let mut def = table(name(&args[0]));
    for (link, args) in links {
        def = match link.as_str() {
            "column" => def.column(column_def(&args[0])),
            "primary_key" => def.primary_key(&text(&args[0]), &refs(&texts(&args[1]))),
            "unique" => def.unique(unique_def(&args[0])),
            "check" => def.check(&text(&args[0]), &text(&args[1])),
            "primary_key_constraint" => def.primary_key_constraint(primary_key_def(&args[0])),
            "check_constraint" => def.check_constraint(check_def(&args[0])),
            "exclude" => def.exclude(&text(&args[0]), &text(&args[1])),
            "foreign_key" => def.foreign_key(foreign_key_def(&args[0])),
            "index" => def.index(index_def(&args[0])),
            "comment" => def.comment(&text(&args[0])),
            "partition_by" => def.partition_by(&text(&args[0])),
            "partition_of" => def.partition_of(&text(&args[0])),
            "inherits" => def.inherits(&text(&args[0])),
            "setting" => def.setting(setting(&args[0]), &text(&args[1])),
            other => panic!("table: {other}"),
        };
    }
    def
}

pub(crate) fn enum_def(expr: &Expr) -> EnumDef {
    let (root, args, links) = value(expr);
    assert_eq!(root, "enum_type");
    let mut def = enum_type(name(&args[0]), &refs(&texts(&args[1])));
    for (link, args) in links {
        assert_eq!(link, "comment");
        def = def.comment(&text(&args[0]));
    }
    def
}

pub(crate) fn use_def(expr: &Expr) -> EnumUseDef {
    let (root, args, links) = value(expr);
    assert_eq!(root, "used_in");
    let mut def = used_in(name(&args[0]), &text(&args[1]));
    for (link, args) in links {
        def = match link.as_str() {
            "array" => def.array(),
            "default_was" => def.default_was(&text(&args[0])),
            "default_to" => def.default_to(&text(&args[0])),
            other => panic!("use: {other}"),
        };
    }
    def
}
