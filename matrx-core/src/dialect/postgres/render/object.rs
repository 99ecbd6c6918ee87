//! Objects that are said as SQL: their texts are sent as they are.

use super::{RenderContext, comment_on, privilege};
use crate::name::Ident;
use crate::op::{in_place, or_replace};
use crate::schema::{Home, Object, ObjectId, ObjectKind};
use crate::statement::Statement;

/// The commands that make it, and its comment.
pub(super) fn create(object: &Object, to: &RenderContext) -> Vec<Statement> {
    let Object { id, definition, shape: _, comment: text, grants, needs: _ } = object;
    let mut made: Vec<Statement> = definition
        .iter()
        .filter(|command| is_known(command, to))
        .map(|command| Statement::transactional(command.clone()))
        .collect();
    if text.is_some() {
        made.push(Statement::transactional(comment(id, text.as_deref(), to)));
    }
    made.extend(grants.iter().map(|grant| Statement::transactional(grant.clone())));
    made
}

/// The new definition in place; where there is no such way, the object goes and comes again.
pub(super) fn replace(object: &Object, was: Option<&Object>, to: &RenderContext) -> Vec<Statement> {
    let commands = match was {
        Some(was) => in_place(was, object),
        // What stands behind the CREATE has not changed, or it would have been said.
        None => object
            .definition
            .first()
            .filter(|_| object.id.kind.has_or_replace())
            .and_then(|create| or_replace(create))
            .map(|command| vec![command]),
    };
    match commands {
        Some(commands) => {
            let known = commands.into_iter().filter(|command| is_known(command, to));
            known.map(Statement::transactional).collect()
        }
        None => {
            let mut anew = drop(&object.id, to);
            anew.extend(create(object, to));
            anew
        }
    }
}

/// DROP; of privileges, what takes them back.
pub(super) fn drop(id: &ObjectId, to: &RenderContext) -> Vec<Statement> {
    let commands = match id.kind.home() {
        Home::Database | Home::Schema | Home::Relation => vec![format!("DROP {}", named(id, to))],
        Home::Privilege => privilege::revoke(id, to),
    };
    commands.into_iter().map(Statement::transactional).collect()
}

/// Before PostgreSQL 15 each sequence is logged, whatever its table is.
fn is_known(command: &str, to: &RenderContext) -> bool {
    to.server_major >= 15
        || !(command.starts_with("ALTER SEQUENCE ")
            && (command.ends_with(" SET UNLOGGED") || command.ends_with(" SET LOGGED")))
}

/// `ALTER … RENAME TO`.
pub(super) fn rename(from: &ObjectId, new: &str, to: &RenderContext) -> String {
    match from.kind.home() {
        Home::Database | Home::Schema => {
            format!("ALTER {}\n    RENAME TO {}", named(from, to), Ident(new))
        }
        Home::Relation | Home::Privilege => {
            format!("ALTER {} RENAME TO {}", named(from, to), Ident(new))
        }
    }
}

/// COMMENT ON.
pub(super) fn comment(id: &ObjectId, text: Option<&str>, to: &RenderContext) -> String {
    comment_on(id.kind.sql(), name(id, to), text)
}

/// Kind and name, as DROP, ALTER and COMMENT ON take them: `FUNCTION public.touch(integer)`.
pub(super) fn named(id: &ObjectId, to: &RenderContext) -> String {
    format!("{} {}", id.kind.sql(), name(id, to))
}

fn name(id: &ObjectId, to: &RenderContext) -> String {
    let ObjectId { kind, name, signature, relation } = id;
    if matches!(kind, ObjectKind::Cast | ObjectKind::Transform) {
        return signature.clone();
    }
    let own = match kind.home() {
        // The name of an operator is never quoted.
        Home::Schema if *kind == ObjectKind::Operator => {
            let schema = name.schema.as_deref().unwrap_or(&to.default_schema);
            format!("{}.{}", Ident(schema), name.name)
        }
        Home::Schema => to.name(name).to_string(),
        Home::Database | Home::Relation | Home::Privilege => Ident(&name.name).to_string(),
    };
    match relation {
        Some(relation) => format!("{own} ON {}", to.name(relation)),
        None => format!("{own}{signature}"),
    }
}
