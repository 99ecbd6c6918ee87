//! Runs the body of a printed function: each call by the method of the same name.

#![expect(clippy::wildcard_enum_match_arm, reason = "syn's enums are open")]

use matrx_core::migration::*;
use matrx_core::name::QName;
use matrx_core::op::Op;
use matrx_core::schema::SettingKey;
use syn::{Expr, Item, Lit, Stmt};

/// The changes that the function called `name` records.
pub(crate) fn record(source: &str, name: &str) -> Vec<Op> {
    let file = syn::parse_file(source).expect("source");
    let function = file
        .items
        .iter()
        .find_map(|item| match item {
            Item::Fn(function) if function.sig.ident == name => Some(function),
            _ => None,
        })
        .expect("the function");
    let mut ops = Vec::new();
    for statement in &function.block.stmts {
        let Stmt::Expr(expr, _) = statement else { panic!("a statement that is no call") };
        ops.push(statement_op(expr));
    }
    ops
}

type Link = (String, Vec<Expr>);

/// The root and the calls of a chain.
fn chain(expr: &Expr) -> (Expr, Vec<Link>) {
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
fn value(expr: &Expr) -> (String, Vec<Expr>, Vec<Link>) {
    let (root, links) = chain(expr);
    let Expr::Call(call) = root else { panic!("a call") };
    let Expr::Path(path) = &*call.func else { panic!("a function") };
    let name = path.path.get_ident().expect("a name").to_string();
    (name, call.args.iter().cloned().collect(), links)
}

fn text(expr: &Expr) -> String {
    match expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => text.value(),
            _ => panic!("a string"),
        },
        _ => panic!("a literal"),
    }
}

fn integer(expr: &Expr) -> i64 {
    quote(expr).replace(' ', "").parse().expect("an integer")
}

fn quote(expr: &Expr) -> String {
    match expr {
        Expr::Unary(unary) => format!("-{}", quote(&unary.expr)),
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => number.to_string(),
            _ => panic!("an integer"),
        },
        _ => panic!("an integer"),
    }
}

fn texts(expr: &Expr) -> Vec<String> {
    let Expr::Reference(reference) = expr else { panic!("a reference") };
    let Expr::Array(array) = &*reference.expr else { panic!("an array") };
    array.elems.iter().map(text).collect()
}

fn refs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

fn name(expr: &Expr) -> QName {
    match expr {
        Expr::Tuple(pair) => QName::in_schema(text(&pair.elems[0]), text(&pair.elems[1])),
        other => QName::new(text(other)),
    }
}

fn action(expr: &Expr) -> ReferentialAction {
    let Expr::Path(path) = expr else { panic!("a path") };
    match path.path.get_ident().expect("a name").to_string().as_str() {
        "Cascade" => Cascade,
        "Restrict" => Restrict,
        "SetNull" => SetNull,
        "SetDefault" => SetDefault,
        other => panic!("{other}"),
    }
}

fn column_def(expr: &Expr) -> ColumnDef {
    let (root, args, links) = value(expr);
    assert_eq!(root, "column");
    let mut def = column(&text(&args[0]), &text(&args[1]));
    for (link, args) in links {
        def = match link.as_str() {
            "not_null" => def.not_null(),
            "default" => def.default(&text(&args[0])),
            "generated" => def.generated(&text(&args[0])),
            "identity" => def.identity(value_def(&args[0])),
            "collate" => def.collate(name(&args[0])),
            "comment" => def.comment(&text(&args[0])),
            other => panic!("column: {other}"),
        };
    }
    def
}

fn value_def(expr: &Expr) -> ValueDef {
    let (root, args, links) = value(expr);
    let mut def = match root.as_str() {
        "no_default" => no_default(),
        "default" => default(&text(&args[0])),
        "generated" => generated(&text(&args[0])),
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

fn type_def(expr: &Expr) -> TypeDef {
    let (root, args, links) = value(expr);
    assert_eq!(root, "column_type");
    let mut def = column_type(&text(&args[0]));
    for (link, args) in links {
        assert_eq!(link, "collate");
        def = def.collate(name(&args[0]));
    }
    def
}

fn unique_def(expr: &Expr) -> UniqueDef {
    let (root, args, links) = value(expr);
    assert_eq!(root, "unique");
    let mut def = unique(&text(&args[0]), &refs(&texts(&args[1])));
    for (link, _) in links {
        def = match link.as_str() {
            "nulls_not_distinct" => def.nulls_not_distinct(),
            "deferrable" => def.deferrable(),
            "initially_deferred" => def.initially_deferred(),
            other => panic!("unique: {other}"),
        };
    }
    def
}

fn foreign_key_def(expr: &Expr) -> ForeignKeyDef {
    let (root, args, links) = value(expr);
    assert_eq!(root, "foreign_key");
    let mut def = foreign_key(&text(&args[0]), &refs(&texts(&args[1])));
    for (link, args) in links {
        def = match link.as_str() {
            "references" => def.references(name(&args[0]), &refs(&texts(&args[1]))),
            "on_delete" => def.on_delete(action(&args[0])),
            "on_update" => def.on_update(action(&args[0])),
            "match_full" => def.match_full(),
            "deferrable" => def.deferrable(),
            "initially_deferred" => def.initially_deferred(),
            other => panic!("foreign key: {other}"),
        };
    }
    def
}

fn index_def(expr: &Expr) -> IndexDef {
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

fn setting(expr: &Expr) -> SettingKey {
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
        "replica_identity" => replica_identity(),
        "cluster_on" => cluster_on(),
        "column_storage" => column_storage(&first),
        "column_compression" => column_compression(&first),
        "column_statistics" => column_statistics(&first),
        "column_options" => column_options(&first),
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

fn table_def(expr: &Expr) -> TableDef {
    let (root, args, links) = value(expr);
    assert_eq!(root, "table");
    let mut def = table(name(&args[0]));
    for (link, args) in links {
        def = match link.as_str() {
            "column" => def.column(column_def(&args[0])),
            "primary_key" => def.primary_key(&text(&args[0]), &refs(&texts(&args[1]))),
            "unique" => def.unique(unique_def(&args[0])),
            "check" => def.check(&text(&args[0]), &text(&args[1])),
            "foreign_key" => def.foreign_key(foreign_key_def(&args[0])),
            "index" => def.index(index_def(&args[0])),
            "comment" => def.comment(&text(&args[0])),
            "setting" => def.setting(setting(&args[0]), &text(&args[1])),
            other => panic!("table: {other}"),
        };
    }
    def
}

fn enum_def(expr: &Expr) -> EnumDef {
    let (root, args, links) = value(expr);
    assert_eq!(root, "enum_type");
    let mut def = enum_type(name(&args[0]), &refs(&texts(&args[1])));
    for (link, args) in links {
        assert_eq!(link, "comment");
        def = def.comment(&text(&args[0]));
    }
    def
}

fn use_def(expr: &Expr) -> EnumUseDef {
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

fn statement_op(expr: &Expr) -> Op {
    let (root, links) = chain(expr);
    assert!(matches!(root, Expr::Path(path) if path.path.is_ident("m")));
    let mut m = Steps::default();
    let ((verb, a), options) = links.split_first().expect("a call");
    let options: Vec<_> = options.iter().map(|(link, args)| (link.as_str(), args)).collect();
    let last = |comment: SetComment<'_>, options: &[(&str, &Vec<Expr>)]| match options {
        [] => {}
        [("was", args)] => comment.was(&text(&args[0])),
        _ => panic!("comment"),
    };
    match verb.as_str() {
        "create_schema" => m.create_schema(&text(&a[0])),
        "drop_schema" => m.drop_schema(&text(&a[0])),
        "rename_schema" => m.rename_schema(&text(&a[0]), &text(&a[1])),
        "create_enum" => m.create_enum(enum_def(&a[0])),
        "drop_enum" => {
            let step = m.drop_enum(name(&a[0]));
            if let [(_, args)] = &*options {
                step.was(enum_def(&args[0]));
            }
        }
        "rename_enum" => m.rename_enum(name(&a[0]), &text(&a[1])),
        "add_enum_value" => {
            let mut step = m.add_enum_value(name(&a[0]), &text(&a[1]));
            for (link, args) in options {
                step = match link {
                    "before" => step.before(&text(&args[0])),
                    "after" => step.after(&text(&args[0])),
                    "uses" => step.uses(use_def(&args[0])),
                    "was" => step.was(enum_def(&args[0])),
                    other => panic!("{other}"),
                };
            }
        }
        "rename_enum_value" => m.rename_enum_value(name(&a[0]), &text(&a[1]), &text(&a[2])),
        "replace_enum" => {
            let mut step = m.replace_enum(enum_def(&a[0]));
            for (link, args) in options {
                step = match link {
                    "map" => step.map(&text(&args[0]), &text(&args[1])),
                    "uses" => step.uses(use_def(&args[0])),
                    "was" => step.was(enum_def(&args[0])),
                    other => panic!("{other}"),
                };
            }
        }
        "set_enum_comment" => last(m.set_enum_comment(name(&a[0]), &text(&a[1])), &options),
        "drop_enum_comment" => last(m.drop_enum_comment(name(&a[0])), &options),
        "create_table" => m.create_table(table_def(&a[0])),
        "drop_table" => {
            let step = m.drop_table(name(&a[0]));
            if let [(_, args)] = &*options {
                step.was(table_def(&args[0]));
            }
        }
        "rename_table" => m.rename_table(name(&a[0]), &text(&a[1])),
        "move_table" => m.move_table(name(&a[0]), &text(&a[1])),
        "move_table_to_default_schema" => m.move_table_to_default_schema(name(&a[0])),
        "set_table_comment" => last(m.set_table_comment(name(&a[0]), &text(&a[1])), &options),
        "drop_table_comment" => last(m.drop_table_comment(name(&a[0])), &options),
        "set_table_setting" => {
            let step = m.set_table_setting(name(&a[0]), setting(&a[1]), &text(&a[2]));
            if let [(_, args)] = &*options {
                step.was(&text(&args[0]));
            }
        }
        "reset_table_setting" => {
            let step = m.reset_table_setting(name(&a[0]), setting(&a[1]));
            if let [(_, args)] = &*options {
                step.was(&text(&args[0]));
            }
        }
        "add_column" => m.add_column(name(&a[0]), column_def(&a[1])),
        "drop_column" => {
            let step = m.drop_column(name(&a[0]), &text(&a[1]));
            if let [(_, args)] = &*options {
                step.was(column_def(&args[0]));
            }
        }
        "rename_column" => m.rename_column(name(&a[0]), &text(&a[1]), &text(&a[2])),
        "alter_column" => alter(m.alter_column(name(&a[0]), &text(&a[1])), &options),
        "add_primary_key" => {
            m.add_primary_key(name(&a[0]), &text(&a[1]), &refs(&texts(&a[2])));
        }
        "drop_primary_key" => {
            let step = m.drop_primary_key(name(&a[0]), &text(&a[1]));
            if let [(_, args)] = &*options {
                step.was(&refs(&texts(&args[0])));
            }
        }
        "add_unique" => m.add_unique(name(&a[0]), unique_def(&a[1])),
        "drop_unique" => {
            let step = m.drop_unique(name(&a[0]), &text(&a[1]));
            if let [(_, args)] = &*options {
                step.was(unique_def(&args[0]));
            }
        }
        "add_check" => m.add_check(name(&a[0]), &text(&a[1]), &text(&a[2])),
        "drop_check" => {
            let step = m.drop_check(name(&a[0]), &text(&a[1]));
            if let [(_, args)] = &*options {
                step.was(&text(&args[0]));
            }
        }
        "add_foreign_key" => m.add_foreign_key(name(&a[0]), foreign_key_def(&a[1])),
        "drop_foreign_key" => {
            let step = m.drop_foreign_key(name(&a[0]), &text(&a[1]));
            if let [(_, args)] = &*options {
                step.was(foreign_key_def(&args[0]));
            }
        }
        "rename_constraint" => m.rename_constraint(name(&a[0]), &text(&a[1]), &text(&a[2])),
        "create_index" => m.create_index(index_def(&a[0])),
        "drop_index" => {
            let mut step = m.drop_index(&text(&a[0]));
            for (link, args) in options {
                step = match link {
                    "on" => step.on(name(&args[0])),
                    "concurrently" => step.concurrently(),
                    "was" => {
                        step.was(index_def(&args[0]));
                        break;
                    }
                    other => panic!("{other}"),
                };
            }
        }
        "rename_index" => m.rename_index(name(&a[0]), &text(&a[1]), &text(&a[2])),
        other => panic!("{other}"),
    }
    let mut steps = m.into_steps();
    assert_eq!(steps.len(), 1, "one statement records one step");
    match steps.pop() {
        Some(Step::Op(op)) => op,
        _ => panic!("a change"),
    }
}

fn alter(column: AlterColumn<'_>, options: &[(&str, &Vec<Expr>)]) {
    let ((verb, a), options) = options.split_first().expect("what to alter");
    let value = match *verb {
        "set_not_null" => return column.set_not_null(),
        "drop_not_null" => return column.drop_not_null(),
        "drop_identity" => return column.drop_identity(value_def(&a[0])),
        "drop_expression" => return column.drop_expression(&text(&a[0])),
        "type_" => {
            let mut step = column.type_(&text(&a[0]));
            for (link, args) in options {
                step = match *link {
                    "collate" => step.collate(name(&args[0])),
                    "using" => step.using(&text(&args[0])),
                    "was" => step.was(type_def(&args[0])),
                    other => panic!("{other}"),
                };
            }
            return;
        }
        "set_comment" | "drop_comment" => {
            let step = match a.first() {
                Some(comment) => column.set_comment(&text(comment)),
                None => column.drop_comment(),
            };
            if let [(_, args)] = options {
                step.was(&text(&args[0]));
            }
            return;
        }
        "set_default" => column.set_default(&text(&a[0])),
        "drop_default" => column.drop_default(),
        "set_identity" => column.set_identity(value_def(&a[0])),
        "set_value" => column.set_value(value_def(&a[0])),
        other => panic!("{other}"),
    };
    if let [(_, args)] = options {
        value.was(value_def(&args[0]));
    }
}
