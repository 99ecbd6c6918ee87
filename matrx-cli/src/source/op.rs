//! A change → the statement that records it.

use matrx_core::name::QName;
use matrx_core::op::{EnumPosition, Op};
use matrx_core::schema::{ColumnType, ColumnValue, Expr as Sql, Object, SettingKey};

use super::expr::Expr;
use super::value::{
    check, column, column_type, column_value, enum_type, enum_use, foreign_key, identity, index,
    name, object, object_id, plain_check, plain_primary_key, primary_key, setting, table, unique,
};

/// Whether what a removed object was is printed too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Was {
    /// There is no `down`: the way back is derived from it.
    Printed,
    /// `down` says it.
    Omitted,
}

/// `m.add_column(…)`.
pub(super) fn statement(op: &Op, was: Was) -> Expr {
    let m = Expr::path("m");
    match op {
        Op::CreateSchema { name } => m.method("create_schema", vec![Expr::string(name)]),
        Op::DropSchema { name } => m.method("drop_schema", vec![Expr::string(name)]),
        Op::RenameSchema { from, to } => {
            m.method("rename_schema", vec![Expr::string(from), Expr::string(to)])
        }
        Op::SetSchemaComment { name, was: old, to } => {
            let verbs = ["set_schema_comment", "drop_schema_comment"];
            comment(m, verbs, vec![Expr::string(name)], to).text("was", was.of(old.as_deref()))
        }
        Op::CreateEnum { ty } => m.method("create_enum", vec![enum_type(ty)]),
        Op::DropEnum { name: own, was: old } => m
            .method("drop_enum", vec![name(own)])
            .option("was", was.of(old.as_ref()).map(enum_type)),
        Op::RenameEnum { from, to } => m.method("rename_enum", vec![name(from), Expr::string(to)]),
        Op::AddEnumValue { name: own, value, position, was: old, uses } => {
            let expr = m.method("add_enum_value", vec![name(own), Expr::string(value)]);
            let mut expr = match position {
                EnumPosition::Last => expr,
                EnumPosition::Before(other) => expr.method("before", vec![Expr::string(other)]),
                EnumPosition::After(other) => expr.method("after", vec![Expr::string(other)]),
            };
            if was == Was::Printed {
                for used in uses {
                    expr = expr.method("uses", vec![enum_use(used)]);
                }
            }
            expr.option("was", was.of(old.as_ref()).map(enum_type))
        }
        Op::RenameEnumValue { name: own, from, to } => {
            m.method("rename_enum_value", vec![name(own), Expr::string(from), Expr::string(to)])
        }
        Op::ReplaceEnum { to, mapping, uses, was: old } => {
            let mut expr = m.method("replace_enum", vec![enum_type(to)]);
            for (from, to) in mapping {
                expr = expr.method("map", vec![Expr::string(from), Expr::string(to)]);
            }
            for used in uses {
                expr = expr.method("uses", vec![enum_use(used)]);
            }
            expr.option("was", was.of(old.as_ref()).map(enum_type))
        }
        Op::SetEnumComment { name: own, was: old, to } => {
            comment(m, ["set_enum_comment", "drop_enum_comment"], vec![name(own)], to)
                .text("was", was.of(old.as_deref()))
        }
        Op::CreateTable { table: new } => m.method("create_table", vec![table(new)]),
        Op::DropTable { name: own, was: old } => {
            m.method("drop_table", vec![name(own)]).option("was", was.of(old.as_deref()).map(table))
        }
        Op::RenameTable { from, to } => {
            m.method("rename_table", vec![name(from), Expr::string(to)])
        }
        Op::MoveTable { from, to: Some(schema) } => {
            m.method("move_table", vec![name(from), Expr::string(schema)])
        }
        Op::MoveTable { from, to: None } => {
            m.method("move_table_to_default_schema", vec![name(from)])
        }
        Op::SetTableComment { table, was: old, to } => {
            comment(m, ["set_table_comment", "drop_table_comment"], vec![name(table)], to)
                .text("was", was.of(old.as_deref()))
        }
        Op::SetTableSetting { table, key: SettingKey::PartitionOf, was: None, to: Some(to) } => {
            m.method("attach_partition", vec![name(table), Expr::lines(to)])
        }
        Op::SetTableSetting { table, key: SettingKey::PartitionOf, was: Some(old), to: None } => {
            m.method("detach_partition", vec![name(table), Expr::lines(old)])
        }
        Op::SetTableSetting { table, key, was: old, to } => {
            let mut args = vec![name(table), setting(key)];
            let verb = match to {
                Some(to) => {
                    args.push(Expr::lines(to));
                    "set_table_setting"
                }
                None => "reset_table_setting",
            };
            // A list is taken back option by option.
            let old = if key.needs_was() { old.as_deref() } else { was.of(old.as_deref()) };
            m.method(verb, args).text("was", old)
        }
        Op::AddColumn { table, column: new } => {
            m.method("add_column", vec![name(table), column(new)])
        }
        Op::DropColumn { table, name: own, was: old } => {
            on(m, "drop_column", table, own).option("was", was.of(old.as_deref()).map(column))
        }
        Op::RenameColumn { table, from, to } => renamed(m, "rename_column", table, from, to),
        Op::AlterColumnType { table, column, was: old, to, using } => {
            let ColumnType { name: ty, collation } = to;
            on(m, "alter_column", table, column)
                .method("type_", vec![Expr::string(ty)])
                .option("collate", collation.as_ref().map(name))
                .text("using", using.as_deref())
                .option("was", was.of(old.as_ref()).map(column_type))
        }
        Op::SetNullable { table, column, to } => on(m, "alter_column", table, column)
            .flag(true, if *to { "drop_not_null" } else { "set_not_null" }),
        Op::SetColumnValue { table, column, was: old, to } => {
            value(on(m, "alter_column", table, column), old.as_ref(), to)
        }
        Op::SetColumnComment { table, column, was: old, to } => {
            let alter = on(m, "alter_column", table, column);
            comment(alter, ["set_comment", "drop_comment"], Vec::new(), to)
                .text("was", was.of(old.as_deref()))
        }
        Op::AddPrimaryKey { table, key } => match plain_primary_key(key) {
            Some(args) => m.method("add_primary_key", [vec![name(table)], args].concat()),
            None => m.method("add_primary_key_constraint", vec![name(table), primary_key(key)]),
        },
        Op::DropPrimaryKey { table, name: own, was: old } => {
            let dropped = on(m, "drop_primary_key", table, own);
            match was.of(old.as_ref()) {
                Some(key) if plain_primary_key(key).is_none() => {
                    dropped.option("was_constraint", Some(primary_key(key)))
                }
                old => dropped.option("was", old.map(|key| Expr::strings(&key.columns))),
            }
        }
        Op::AddUnique { table, unique: new } => {
            m.method("add_unique", vec![name(table), unique(new)])
        }
        Op::DropUnique { table, name: own, was: old } => {
            on(m, "drop_unique", table, own).option("was", was.of(old.as_ref()).map(unique))
        }
        Op::AddCheck { table, check: new } => match plain_check(new) {
            Some(args) => m.method("add_check", [vec![name(table)], args].concat()),
            None => m.method("add_check_constraint", vec![name(table), check(new)]),
        },
        Op::DropCheck { table, name: own, was: old } => {
            let dropped = on(m, "drop_check", table, own);
            match was.of(old.as_ref()) {
                Some(old) if plain_check(old).is_none() => {
                    dropped.option("was_constraint", Some(check(old)))
                }
                old => dropped.text("was", old.map(|check| check.expression.0.as_str())),
            }
        }
        Op::AddExclude { table, exclude } => m.method(
            "add_exclude",
            vec![name(table), Expr::string(&exclude.name), Expr::lines(&exclude.definition.0)],
        ),
        Op::DropExclude { table, name: own, was: old } => on(m, "drop_exclude", table, own)
            .text("was", was.of(old.as_ref()).map(|exclude| exclude.definition.0.as_str())),
        Op::ValidateConstraint { table, name: own } => on(m, "validate_constraint", table, own),
        Op::AddForeignKey { table, key } => {
            m.method("add_foreign_key", vec![name(table), foreign_key(key)])
        }
        Op::DropForeignKey { table, name: own, was: old } => on(m, "drop_foreign_key", table, own)
            .option("was", was.of(old.as_ref()).map(foreign_key)),
        Op::RenameConstraint { table, from, to } => {
            renamed(m, "rename_constraint", table, from, to)
        }
        Op::CreateIndex { table, index: new } => m.method("create_index", vec![index(table, new)]),
        Op::DropIndex { table, name: own, concurrently, was: old } => m
            .method("drop_index", vec![Expr::string(own)])
            .method("on", vec![name(table)])
            .flag(*concurrently, "concurrently")
            .option("was", was.of(old.as_deref()).map(|old| index(table, old))),
        Op::RenameIndex { table, from, to } => renamed(m, "rename_index", table, from, to),
        Op::CreateObject { object: own } => m.method("create", vec![object(own)]),
        Op::DropObject { id, was: old } => {
            let own = was.of(old.as_deref()).map_or_else(|| object_id(id), object);
            m.method("drop", vec![own])
        }
        Op::ReplaceObject { to, was: old } => {
            // The parts that are altered one by one are found by what there was.
            let printed = old.as_deref().filter(|old| was == Was::Printed || !is_whole(old, to));
            m.method("replace", vec![object(to)]).option("was", printed.map(object))
        }
        Op::RenameObject { from, to } => {
            m.method("rename", vec![object_id(from), Expr::string(to)])
        }
        Op::SetObjectComment { id, was: old, to } => {
            comment(m, ["set_comment", "drop_comment"], vec![object_id(id)], to)
                .text("was", was.of(old.as_deref()))
        }
    }
}

impl Was {
    fn of<T>(self, was: Option<T>) -> Option<T> {
        match self {
            Self::Printed => was,
            Self::Omitted => None,
        }
    }
}

fn on(m: Expr, verb: &'static str, table: &QName, own: &str) -> Expr {
    m.method(verb, vec![name(table), Expr::string(own)])
}

/// Whether the whole definition is said anew, by OR REPLACE.
fn is_whole(was: &Object, to: &Object) -> bool {
    to.id.kind.has_or_replace() && was.definition.get(1..) == to.definition.get(1..)
}

fn renamed(m: Expr, verb: &'static str, table: &QName, from: &str, to: &str) -> Expr {
    m.method(verb, vec![name(table), Expr::string(from), Expr::string(to)])
}

fn comment(
    m: Expr,
    [set, dropped]: [&'static str; 2],
    mut args: Vec<Expr>,
    to: &Option<String>,
) -> Expr {
    match to {
        Some(text) => {
            args.push(Expr::lines(text));
            m.method(set, args)
        }
        None => m.method(dropped, args),
    }
}

/// What a column's value was is always printed where it was an identity or an expression: the
/// server has other commands to drop those than to drop a default.
fn value(alter: Expr, was: Option<&ColumnValue>, to: &ColumnValue) -> Expr {
    let alter = match (to, was) {
        (ColumnValue::None, Some(ColumnValue::Identity(old))) => {
            return alter.option("drop_identity", Some(identity(old)));
        }
        (ColumnValue::None, Some(ColumnValue::Generated(Sql(old)))) => {
            return alter.text("drop_expression", Some(old));
        }
        (
            ColumnValue::None,
            None | Some(ColumnValue::None | ColumnValue::Default(_) | ColumnValue::Virtual(_)),
        ) => alter.flag(true, "drop_default"),
        (ColumnValue::Default(Sql(text)), _) => alter.text("set_default", Some(text)),
        (ColumnValue::Identity(new), _) => alter.option("set_identity", Some(identity(new))),
        (ColumnValue::Generated(_) | ColumnValue::Virtual(_), _) => {
            alter.option("set_value", Some(column_value(to)))
        }
    };
    alter.option("was", was.map(column_value))
}
