use super::{EnumPosition, Op, privilege};
use crate::name::{Ident, Literal, QName};
use crate::schema::{ColumnValue, ObjectKind, Partition, SettingKey, inherit};

impl Op {
    /// Whether an extension is somewhere else afterwards, so that the search path has to follow it.
    pub(crate) fn moves_extension(&self) -> bool {
        matches!(
            self,
            Op::CreateObject { object } | Op::ReplaceObject { to: object, was: _ }
                if object.id.kind == ObjectKind::Extension
        )
    }

    /// One line for people: `add column email to users`.
    pub fn describe(&self) -> String {
        match self {
            Op::CreateSchema { name } => format!("create schema {}", Ident(name)),
            Op::DropSchema { name } => format!("drop schema {}", Ident(name)),
            Op::RenameSchema { from, to } => {
                format!("rename schema {} to {}", Ident(from), Ident(to))
            }
            Op::SetSchemaComment { name, was: _, to } => {
                comment(to, format_args!("schema {}", Ident(name)))
            }
            Op::CreateEnum { ty } => format!("create enum {}", ty.name),
            Op::DropEnum { name, was: _ } => format!("drop enum {name}"),
            Op::RenameEnum { from, to } => format!("rename enum {from} to {}", Ident(to)),
            Op::AddEnumValue { name, value, position, was: _, uses: _ } => {
                let place = match position {
                    EnumPosition::Last => String::new(),
                    EnumPosition::Before(other) => format!(" before {}", Literal(other)),
                    EnumPosition::After(other) => format!(" after {}", Literal(other)),
                };
                format!("add value {} to enum {name}{place}", Literal(value))
            }
            Op::RenameEnumValue { name, from, to } => {
                format!("rename value {} of enum {name} to {}", Literal(from), Literal(to))
            }
            Op::ReplaceEnum { to, mapping: _, uses: _, was } => {
                let removed: Vec<String> = was
                    .iter()
                    .flat_map(|was| &was.values)
                    .filter(|value| !to.values.contains(value))
                    .map(|value| Literal(value).to_string())
                    .collect();
                if removed.is_empty() {
                    format!("replace the values of enum {}", to.name)
                } else {
                    format!("remove {} from enum {}", removed.join(", "), to.name)
                }
            }
            Op::SetEnumComment { name, was: _, to } => comment(to, format_args!("enum {name}")),
            Op::CreateTable { table } => format!("create table {}", table.name),
            Op::DropTable { name, was: _ } => format!("drop table {name}"),
            Op::RenameTable { from, to } => format!("rename table {from} to {}", Ident(to)),
            Op::MoveTable { from, to } => match to {
                Some(schema) => format!("move table {from} to schema {}", Ident(schema)),
                None => format!("move table {from} to the default schema"),
            },
            Op::SetTableComment { table, was: _, to } => comment(to, format_args!("table {table}")),
            Op::SetTableSetting { table, key: SettingKey::PartitionOf, was, to } => {
                let of = |text: &Option<String>| {
                    let partition = text.as_deref().and_then(Partition::parse);
                    partition.map_or_else(String::new, |partition| partition.of.to_string())
                };
                match to {
                    Some(_) => format!("attach partition {table} to {}", of(to)),
                    None => format!("detach partition {table} from {}", of(was)),
                }
            }
            Op::SetTableSetting { table, key: SettingKey::Inherits, was, to } => {
                let parents = |text: &Option<String>| {
                    text.as_deref().map(inherit::parents).unwrap_or_default()
                };
                let (were, are) = (parents(was), parents(to));
                let come: Vec<_> =
                    are.iter().filter(|name| !were.contains(name)).cloned().collect();
                let gone: Vec<_> =
                    were.iter().filter(|name| !are.contains(name)).cloned().collect();
                if come.is_empty() {
                    let gone = inherit::parents_text(&gone);
                    format!("let {table} no longer inherit from {gone}")
                } else {
                    format!("let {table} inherit from {}", inherit::parents_text(&come))
                }
            }
            Op::SetTableSetting { table, key, was: _, to: Some(to) } => {
                format!("set {} of {table} to {}", key.describe(), Literal(to))
            }
            Op::SetTableSetting { table, key, was: _, to: None } => {
                format!("reset {} of {table}", key.describe())
            }
            Op::AddColumn { table, column } => {
                format!("add column {} to {table}", Ident(&column.name))
            }
            Op::DropColumn { table, name, was: _ } => {
                format!("drop column {} of {table}", Ident(name))
            }
            Op::RenameColumn { table, from, to } => {
                format!("rename column {} of {table} to {}", Ident(from), Ident(to))
            }
            Op::AlterColumnType { table, column, was, to, using: _ } => {
                let from =
                    was.as_ref().map_or_else(String::new, |was| format!(" from {}", was.name));
                let same = was.as_ref().is_some_and(|was| was.name == to.name);
                if same {
                    format!("change the collation of {}", of(column, table))
                } else {
                    format!("change the type of {}{from} to {}", of(column, table), to.name)
                }
            }
            Op::SetNullable { table, column, to: true } => {
                format!("allow NULL in {}", of(column, table))
            }
            Op::SetNullable { table, column, to: false } => {
                format!("forbid NULL in {}", of(column, table))
            }
            Op::SetColumnValue { table, column, was, to } => {
                let what = match (to, was) {
                    (ColumnValue::Default(_), _) => "set the default",
                    (ColumnValue::Identity(_), Some(ColumnValue::Identity(_))) => {
                        "change the identity"
                    }
                    (ColumnValue::Identity(_), _) => "set the identity",
                    (ColumnValue::Generated(_) | ColumnValue::Virtual(_), _) => {
                        "set the expression"
                    }
                    (
                        ColumnValue::None,
                        Some(ColumnValue::Generated(_) | ColumnValue::Virtual(_)),
                    ) => "drop the expression",
                    (ColumnValue::None, Some(ColumnValue::Identity(_))) => "drop the identity",
                    (ColumnValue::None, _) => "drop the default",
                };
                format!("{what} of {}", of(column, table))
            }
            Op::SetColumnComment { table, column, was: _, to } => {
                comment(to, format_args!("{}", of(column, table)))
            }
            Op::AddPrimaryKey { table, key } => {
                format!("add primary key {} to {table}", Ident(&key.name))
            }
            Op::DropPrimaryKey { table, name, was: _ } => {
                format!("drop primary key {} of {table}", Ident(name))
            }
            Op::AddUnique { table, unique } => {
                format!("add unique constraint {} to {table}", Ident(&unique.name))
            }
            Op::DropUnique { table, name, was: _ } => {
                format!("drop unique constraint {} of {table}", Ident(name))
            }
            Op::AddCheck { table, check } => {
                format!("add check {} to {table}", Ident(&check.name))
            }
            Op::DropCheck { table, name, was: _ } => {
                format!("drop check {} of {table}", Ident(name))
            }
            Op::AddExclude { table, exclude } => {
                format!("add exclusion constraint {} to {table}", Ident(&exclude.name))
            }
            Op::DropExclude { table, name, was: _ } => {
                format!("drop exclusion constraint {} of {table}", Ident(name))
            }
            Op::ValidateConstraint { table, name } => {
                format!("validate constraint {} of {table}", Ident(name))
            }
            Op::AddForeignKey { table, key } => {
                format!("add foreign key {} to {table}", Ident(&key.name))
            }
            Op::DropForeignKey { table, name, was: _ } => {
                format!("drop foreign key {} of {table}", Ident(name))
            }
            Op::RenameConstraint { table, from, to } => {
                format!("rename constraint {} of {table} to {}", Ident(from), Ident(to))
            }
            Op::CreateIndex { table, index } => {
                format!("create index {} on {table}", Ident(&index.name))
            }
            Op::DropIndex { table, name, concurrently: _, was: _ } => {
                format!("drop index {} of {table}", Ident(name))
            }
            Op::RenameIndex { table, from, to } => {
                format!("rename index {} of {table} to {}", Ident(from), Ident(to))
            }
            Op::CreateObject { object } if privilege::only_revokes(object) => {
                format!("revoke {}", object.id)
            }
            Op::CreateObject { object } => format!("create {}", object.id),
            Op::DropObject { id, was: Some(was) } if privilege::only_revokes(was) => {
                format!("restore {id}")
            }
            Op::DropObject { id, was: _ } => format!("drop {id}"),
            Op::ReplaceObject { to, was: _ } => format!("change {}", to.id),
            Op::RenameObject { from, to } => format!("rename {from} to {}", Ident(to)),
            Op::SetObjectComment { id, was: _, to } => comment(to, format_args!("{id}")),
        }
    }

    /// The change as a part of a file's name: letters, digits and `_` only.
    pub fn slug(&self) -> String {
        let text = match self {
            Op::CreateSchema { name } => format!("create_{name}"),
            Op::DropSchema { name } => format!("drop_{name}"),
            Op::RenameSchema { from, to } => format!("rename_{from}_to_{to}"),
            Op::SetSchemaComment { name, was: _, to: _ } => format!("comment_on_{name}"),
            Op::CreateEnum { ty } => format!("create_{}", ty.name.name),
            Op::DropEnum { name, was: _ } => format!("drop_{}", name.name),
            Op::RenameEnum { from, to } => format!("rename_{}_to_{to}", from.name),
            Op::AddEnumValue { name, value, position: _, was: _, uses: _ } => {
                format!("add_{value}_to_{}", name.name)
            }
            Op::RenameEnumValue { name, from, to } => {
                format!("rename_{from}_to_{to}_in_{}", name.name)
            }
            Op::ReplaceEnum { to, mapping: _, uses: _, was: _ } => {
                format!("replace_{}", to.name.name)
            }
            Op::SetEnumComment { name, was: _, to: _ } => format!("comment_{}", name.name),
            Op::CreateTable { table } => format!("create_{}", table.name.name),
            Op::DropTable { name, was: _ } => format!("drop_{}", name.name),
            Op::RenameTable { from, to } => format!("rename_{}_to_{to}", from.name),
            Op::MoveTable { from, to } => {
                format!("move_{}_to_{}", from.name, to.as_deref().unwrap_or("default_schema"))
            }
            Op::SetTableComment { table, was: _, to: _ } => format!("comment_{}", table.name),
            Op::SetTableSetting { table, key: SettingKey::PartitionOf, was: _, to } => {
                let verb = if to.is_some() { "attach" } else { "detach" };
                format!("{verb}_{}", table.name)
            }
            Op::SetTableSetting { table, key, was: _, to } => {
                let verb = if to.is_some() { "set" } else { "reset" };
                format!("{verb}_{}_in_{}", key.parts().0, table.name)
            }
            Op::AddColumn { table, column } => format!("add_{}_to_{}", column.name, table.name),
            Op::DropColumn { table, name, was: _ } => format!("drop_{name}_from_{}", table.name),
            Op::RenameColumn { table, from, to } => {
                format!("rename_{from}_to_{to}_in_{}", table.name)
            }
            Op::AlterColumnType { table, column, was: _, to: _, using: _ }
            | Op::SetNullable { table, column, to: _ }
            | Op::SetColumnValue { table, column, was: _, to: _ } => {
                format!("alter_{column}_in_{}", table.name)
            }
            Op::SetColumnComment { table, column, was: _, to: _ } => {
                format!("comment_{column}_in_{}", table.name)
            }
            Op::AddPrimaryKey { table: _, key } => format!("add_{}", key.name),
            Op::AddUnique { table: _, unique } => format!("add_{}", unique.name),
            Op::AddCheck { table: _, check } => format!("add_{}", check.name),
            Op::AddForeignKey { table: _, key } => format!("add_{}", key.name),
            Op::AddExclude { table: _, exclude } => format!("add_{}", exclude.name),
            Op::ValidateConstraint { table: _, name } => format!("validate_{name}"),
            Op::DropPrimaryKey { table: _, name, was: _ }
            | Op::DropUnique { table: _, name, was: _ }
            | Op::DropCheck { table: _, name, was: _ }
            | Op::DropExclude { table: _, name, was: _ }
            | Op::DropForeignKey { table: _, name, was: _ }
            | Op::DropIndex { table: _, name, concurrently: _, was: _ } => format!("drop_{name}"),
            Op::RenameConstraint { table: _, from, to }
            | Op::RenameIndex { table: _, from, to } => format!("rename_{from}_to_{to}"),
            Op::CreateIndex { table: _, index } => format!("create_{}", index.name),
            Op::CreateObject { object } => format!("create_{}", object.id.name.name),
            Op::DropObject { id, was: _ } => format!("drop_{}", id.name.name),
            Op::ReplaceObject { to, was: _ } => format!("change_{}", to.id.name.name),
            Op::RenameObject { from, to } => format!("rename_{}_to_{to}", from.name.name),
            Op::SetObjectComment { id, was: _, to: _ } => format!("comment_{}", id.name.name),
        };
        plain(&text)
    }
}

/// Only what may stand in a module's name, 60 bytes at most.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('_') && !out.is_empty() {
            out.push('_');
        }
    }
    out.truncate(60);
    let out = out.trim_end_matches('_');
    if out.is_empty() { "change".to_owned() } else { out.to_owned() }
}

fn of(column: &str, table: &QName) -> String {
    format!("column {} of {table}", Ident(column))
}

fn comment(to: &Option<String>, what: std::fmt::Arguments<'_>) -> String {
    match to {
        Some(_) => format!("set the comment of {what}"),
        None => format!("drop the comment of {what}"),
    }
}
