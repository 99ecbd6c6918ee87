//! A change → the SQL that makes it. Pure.
//!
//! Names come out qualified, with the default schema filled in. The texts of types and expressions
//! are printed as they are: they were written, or read from the server, for a session whose search
//! path begins with the default schema.

mod build;
mod column;
mod constraint;
mod enum_type;
mod identity;
mod index;
mod locks;
mod object;
mod privilege;
mod setting;
mod table;

use std::fmt;

pub use build::build;
pub(crate) use build::followed;

use crate::name::{Ident, Literal, QName};
use crate::op::Op;
use crate::statement::Statement;

/// What SQL depends on beside the change itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderContext {
    /// The schema of names that carry none.
    pub default_schema: String,
    /// The server's major version.
    pub server_major: u32,
}

impl Default for RenderContext {
    /// The schema `public` on the oldest server that matrx supports fully.
    fn default() -> Self {
        Self { default_schema: "public".to_owned(), server_major: 15 }
    }
}

impl RenderContext {
    /// A name with its schema filled in.
    fn name<'a>(&'a self, name: &'a QName) -> Qualified<'a> {
        Qualified {
            schema: name.schema.as_deref().unwrap_or(&self.default_schema),
            name: &name.name,
        }
    }

    /// A type as SQL text, from its own name.
    fn named_type(&self, name: &QName) -> String {
        self.name(name).to_string()
    }
}

/// A qualified name as SQL text.
struct Qualified<'a> {
    schema: &'a str,
    name: &'a str,
}

impl fmt::Display for Qualified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", Ident(self.schema), Ident(self.name))
    }
}

/// The statements that make this change, in the order in which they run.
pub fn statements(op: &Op, to: &RenderContext) -> Vec<Statement> {
    match op {
        // Often it is there already: an administrator made it for the application.
        Op::CreateSchema { name } => one(format!("CREATE SCHEMA IF NOT EXISTS {}", Ident(name))),
        Op::DropSchema { name } => one(format!("DROP SCHEMA {}", Ident(name))),
        Op::RenameSchema { from, to: new } => {
            one(format!("ALTER SCHEMA {}\n    RENAME TO {}", Ident(from), Ident(new)))
        }

        Op::SetSchemaComment { name, was: _, to: comment } => {
            one(comment_on("SCHEMA", Ident(name), comment.as_deref()))
        }

        Op::CreateEnum { ty } => enum_type::create(ty, to),
        Op::DropEnum { name, was: _ } => one(format!("DROP TYPE {}", to.name(name))),
        Op::RenameEnum { from, to: new } => {
            one(format!("ALTER TYPE {}\n    RENAME TO {}", to.name(from), Ident(new)))
        }
        Op::AddEnumValue { name, value, position, was: _, uses: _ } => {
            enum_type::add_value(name, value, position, to)
        }
        Op::RenameEnumValue { name, from, to: new } => one(format!(
            "ALTER TYPE {}\n    RENAME VALUE {} TO {}",
            to.name(name),
            Literal(from),
            Literal(new)
        )),
        Op::ReplaceEnum { to: ty, mapping, uses, was: _ } => {
            enum_type::replace(ty, mapping, uses, to)
        }
        Op::SetEnumComment { name, was: _, to: comment } => {
            one(comment_on("TYPE", to.name(name), comment.as_deref()))
        }

        Op::CreateTable { table } => table::create(table, to),
        Op::DropTable { name, was } => table::drop(name, was.as_deref(), to),
        Op::RenameTable { from, to: new } => alter(from, format!("RENAME TO {}", Ident(new)), to),
        Op::MoveTable { from, to: schema } => {
            let schema = schema.as_deref().unwrap_or(&to.default_schema);
            alter(from, format!("SET SCHEMA {}", Ident(schema)), to)
        }
        Op::SetTableComment { table, was: _, to: comment } => {
            one(comment_on("TABLE", to.name(table), comment.as_deref()))
        }

        Op::SetTableSetting { table, key, was, to: value } => {
            setting::set(table, key, was.as_deref(), value.as_deref(), to)
        }

        Op::AddColumn { table, column } => column::add(table, column, to),
        Op::DropColumn { table, name, was: _ } => {
            let mut statements = alter(table, format!("DROP COLUMN {}", Ident(name)), to);
            locks::set(&mut statements, locks::DROP_COLUMN);
            statements
        }
        Op::RenameColumn { table, from, to: new } => {
            alter(table, format!("RENAME COLUMN {} TO {}", Ident(from), Ident(new)), to)
        }
        Op::AlterColumnType { table, column, was, to: ty, using } => {
            let mut statements = column::alter_type(table, column, ty, using.as_deref(), to);
            locks::set(&mut statements, locks::alter_type(was.as_ref(), ty));
            statements
        }
        Op::SetNullable { table, column, to: nullable } => {
            let verb = if *nullable { "DROP" } else { "SET" };
            alter(table, format!("ALTER COLUMN {} {verb} NOT NULL", Ident(column)), to)
        }
        Op::SetColumnValue { table, column, was, to: value } => {
            column::set_value(table, column, was.as_ref(), value, to)
        }
        Op::SetColumnComment { table, column, was: _, to: comment } => {
            one(column::comment(table, column, comment.as_deref(), to))
        }

        Op::AddPrimaryKey { table, key } => add(table, constraint::primary_key(key), to),
        Op::AddUnique { table, unique } => add(table, constraint::unique(unique), to),
        Op::AddCheck { table, check } => add(table, constraint::check(check), to),
        Op::AddExclude { table, exclude } => add(table, constraint::exclude(exclude), to),
        Op::ValidateConstraint { table, name } => {
            alter(table, format!("VALIDATE CONSTRAINT {}", Ident(name)), to)
        }
        Op::AddForeignKey { table, key } => {
            let mut statements = add(table, constraint::foreign_key(key, to), to);
            locks::set(&mut statements, locks::ADD_FOREIGN_KEY);
            statements
        }
        Op::DropPrimaryKey { table, name, was: _ }
        | Op::DropUnique { table, name, was: _ }
        | Op::DropCheck { table, name, was: _ }
        | Op::DropExclude { table, name, was: _ }
        | Op::DropForeignKey { table, name, was: _ } => {
            let mut statements = alter(table, format!("DROP CONSTRAINT {}", Ident(name)), to);
            locks::set(&mut statements, locks::DROP_CONSTRAINT);
            statements
        }
        Op::RenameConstraint { table, from, to: new } => {
            alter(table, format!("RENAME CONSTRAINT {} TO {}", Ident(from), Ident(new)), to)
        }

        Op::CreateIndex { table, index } => vec![index::create(table, index, to)],
        Op::DropIndex { table, name, concurrently, was: _ } => {
            vec![index::drop(table, name, *concurrently, to)]
        }
        Op::RenameIndex { table, from, to: new } => one(format!(
            "ALTER INDEX {}\n    RENAME TO {}",
            to.name(&table.sibling(from)),
            Ident(new)
        )),

        Op::CreateObject { object } => object::create(object, to),
        Op::DropObject { id, was: _ } => object::drop(id, to),
        Op::ReplaceObject { to: object, was } => object::replace(object, was.as_deref(), to),
        Op::RenameObject { from, to: new } => one(object::rename(from, new, to)),
        Op::SetObjectComment { id, was: _, to: comment } => {
            one(object::comment(id, comment.as_deref(), to))
        }
    }
}

fn one(sql: String) -> Vec<Statement> {
    vec![Statement::transactional(sql)]
}

fn alter(table: &QName, action: String, to: &RenderContext) -> Vec<Statement> {
    one(format!("ALTER TABLE {}\n    {action}", to.name(table)))
}

fn add(table: &QName, constraint: String, to: &RenderContext) -> Vec<Statement> {
    let mut statements = alter(table, format!("ADD {constraint}"), to);
    locks::set(&mut statements, locks::ADD_CONSTRAINT);
    statements
}

fn comment_on(kind: &str, object: impl fmt::Display, comment: Option<&str>) -> String {
    // The empty comment is no comment to PostgreSQL either.
    match comment {
        Some(text) => format!("COMMENT ON {kind} {object} IS {}", Literal(text)),
        None => format!("COMMENT ON {kind} {object} IS NULL"),
    }
}

/// Names as a list: `a, b`.
fn list<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| Ident(name).to_string()).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests;
