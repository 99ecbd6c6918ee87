//! `sql`: the statements of migrations; no database is needed. Rust code is named, not run.

use matrx_core::dialect::postgres::introspect;
use matrx_core::dialect::postgres::render::{self, RenderContext};
use matrx_core::migration::{Migration, MigrationSet, Step};
use matrx_core::statement::Mode;
use serde_json::{Value, json};
use sqlx::Connection as _;

use super::makemigrations::database;
use super::named::place;
use super::workspace::{LockFile, linked_migrations};
use crate::arguments::Sql;
use crate::config::Project;
use crate::database::Target;
use crate::failure::Failure;
use crate::output::Output;

/// Runs it.
pub(crate) async fn sql(
    arguments: &Sql,
    project: &Project,
    output: &Output,
) -> Result<(), Failure> {
    let set = linked_migrations()?;
    let mut chosen = range(&set, arguments.range.as_deref())?.to_vec();
    // The lock knows which server it was for; without one, the default does.
    let server_major = match arguments.database_url.as_deref() {
        Some(url) => Some(major(&Target::find(project, Some(url), None)?).await?),
        None => LockFile::read(project, &set).ok().and_then(|file| file.lock.server_major),
    };
    let fallback = RenderContext::default();
    let context = RenderContext {
        default_schema: project.default_schema().to_owned(),
        server_major: server_major.unwrap_or(fallback.server_major),
    };
    if arguments.down {
        chosen.reverse();
    }
    let mut documents = Vec::new();
    for migration in &chosen {
        let steps = if arguments.down {
            migration.down().map_err(|error| Failure::usage("irreversible", error.to_string()))?
        } else {
            migration.up()
        };
        let lines = lines(&steps, &context);
        output.block(&text(migration, &lines, arguments.down));
        documents.push(document(migration, &lines));
    }
    output.document(json!({ "down": arguments.down, "migrations": documents }));
    Ok(())
}

/// The major version of a server.
async fn major(target: &Target) -> Result<u32, Failure> {
    let mut conn = target.connect().await?;
    let server = introspect::server(&mut conn).await.map_err(|error| database(&error))?;
    // The answer is there; what becomes of the connection does not matter.
    let _closed = conn.close().await;
    Ok(server.major)
}

/// One thing that a migration does.
enum Line {
    Statement { sql: String, transaction: bool },
    Code { name: String },
}

fn lines(steps: &[Step], context: &RenderContext) -> Vec<Line> {
    let mut lines = Vec::new();
    for step in steps {
        match step {
            Step::Op(op) => {
                lines.extend(render::statements(op, context).into_iter().map(|statement| {
                    let transaction = match statement.mode {
                        Mode::Transactional => true,
                        Mode::Alone(_) => false,
                    };
                    Line::Statement { sql: statement.sql, transaction }
                }));
            }
            Step::Sql(step) => lines.extend(step.commands().into_iter().map(|command| {
                Line::Statement { sql: command.sql.to_owned(), transaction: !command.alone }
            })),
            Step::Code(step) => lines.push(Line::Code { name: step.name.clone() }),
        }
    }
    lines
}

fn text(migration: &Migration, lines: &[Line], down: bool) -> String {
    let way = if down { " (down)" } else { "" };
    let mut text = format!("-- {}{way}\n", migration.id);
    for line in lines {
        match line {
            Line::Statement { sql, transaction: true } => text.push_str(&ended(sql)),
            Line::Statement { sql, transaction: false } => {
                text.push_str(&format!("-- outside of a transaction:\n{}", ended(sql)));
            }
            Line::Code { name } => {
                // A line break in it would end the comment.
                let name = crate::output::escaped(name);
                text.push_str(&format!("-- Rust code: {name}\n"));
            }
        }
    }
    text.push('\n');
    text
}

/// The statement with its semicolon, which a comment at its end would swallow.
fn ended(sql: &str) -> String {
    let comment = sql.lines().next_back().is_some_and(|line| line.contains("--"));
    if comment { format!("{sql}\n;\n") } else { format!("{sql};\n") }
}

fn document(migration: &Migration, lines: &[Line]) -> Value {
    let lines: Vec<Value> = lines
        .iter()
        .map(|line| match line {
            Line::Statement { sql, transaction } => {
                json!({ "sql": sql, "transaction": transaction })
            }
            Line::Code { name } => json!({ "code": name }),
        })
        .collect();
    json!({ "id": migration.id, "crate": migration.krate, "statements": lines })
}

/// `0002`, `0002..`, `..0004`, `0002..0004`; both ends are included.
fn range<'a>(set: &'a MigrationSet, typed: Option<&str>) -> Result<&'a [Migration], Failure> {
    let all = set.in_order();
    let Some(typed) = typed else {
        return Ok(all);
    };
    let Some((from, to)) = typed.split_once("..") else {
        let at = place(all, typed)?;
        return Ok(&all[at..=at]);
    };
    let from = if from.is_empty() { 0 } else { place(all, from)? };
    let end = match to.trim_start_matches('=') {
        "" => all.len(),
        to => place(all, to)? + 1,
    };
    if from >= end && !all.is_empty() {
        return Err(Failure::usage("bad-range", format!("{typed} is empty: its end comes first")));
    }
    Ok(&all[from..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_at_the_end_does_not_swallow_the_semicolon() {
        for (sql, text) in [
            ("SELECT 1", "SELECT 1;\n"),
            ("SELECT 1 -- one", "SELECT 1 -- one\n;\n"),
            ("SELECT 1 -- one\n, 2", "SELECT 1 -- one\n, 2;\n"),
        ] {
            assert_eq!(ended(sql), text);
        }
    }
}
