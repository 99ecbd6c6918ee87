//! Runs the body of a printed function: each call by the method of the same name.

#![expect(clippy::wildcard_enum_match_arm, reason = "syn's enums are open")]

use matrx_core::migration::*;
use matrx_core::op::Op;
use syn::{Expr, Item, Stmt};

use crate::interpret_object::object_def;
use crate::values::{
    chain, check_def, column_def, enum_def, foreign_key_def, index_def, name, primary_key_def,
    refs, setting, table_def, text, texts, type_def, unique_def, use_def, value_def,
};

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
        "set_schema_comment" => {
            last(m.set_schema_comment(&text(&a[0]), &text(&a[1])), &options);
        }
        "drop_schema_comment" => last(m.drop_schema_comment(&text(&a[0])), &options),
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
        "attach_partition" => m.attach_partition(name(&a[0]), &text(&a[1])),
        "detach_partition" => m.detach_partition(name(&a[0]), &text(&a[1])),
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
            match &*options {
                [("was", args)] => step.was(&refs(&texts(&args[0]))),
                [(_, args)] => step.was_constraint(primary_key_def(&args[0])),
                _ => {}
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
            match &*options {
                [("was", args)] => step.was(&text(&args[0])),
                [(_, args)] => step.was_constraint(check_def(&args[0])),
                _ => {}
            }
        }
        "add_primary_key_constraint" => {
            m.add_primary_key_constraint(name(&a[0]), primary_key_def(&a[1]));
        }
        "add_check_constraint" => m.add_check_constraint(name(&a[0]), check_def(&a[1])),
        "add_exclude" => m.add_exclude(name(&a[0]), &text(&a[1]), &text(&a[2])),
        "drop_exclude" => {
            let step = m.drop_exclude(name(&a[0]), &text(&a[1]));
            if let [(_, args)] = &*options {
                step.was(&text(&args[0]));
            }
        }
        "validate_constraint" => m.validate_constraint(name(&a[0]), &text(&a[1])),
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
        "create" => m.create(object_def(&a[0])),
        "drop" => m.drop(object_def(&a[0])),
        "replace" => {
            let step = m.replace(object_def(&a[0]));
            if let [(_, args)] = &*options {
                step.was(object_def(&args[0]));
            }
        }
        "rename" => m.rename(object_def(&a[0]), &text(&a[1])),
        "set_comment" => last(m.set_comment(object_def(&a[0]), &text(&a[1])), &options),
        "drop_comment" => last(m.drop_comment(object_def(&a[0])), &options),
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
