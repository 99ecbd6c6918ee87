//! Privileges are taken back by REVOKE. What everybody has from the beginning comes again.

use super::RenderContext;
use crate::name::Ident;
use crate::schema::{ObjectId, ObjectKind, PUBLIC};

/// The commands after which a role has on something what it had there from the beginning.
pub(super) fn revoke(id: &ObjectId, to: &RenderContext) -> Vec<String> {
    let ObjectId { kind, name, signature, relation } = id;
    let grantee = match name.name.as_str() {
        PUBLIC => "PUBLIC".to_owned(),
        role => Ident(role).to_string(),
    };
    let (scope, target) = match relation {
        Some(relation) => (String::new(), format!("TABLE {}", to.name(relation))),
        None if *kind == ObjectKind::DefaultPrivileges => {
            // The name of a role or a schema may hold the word too, but the kind ends it.
            let (scope, target) = signature.rsplit_once(" ON ").unwrap_or(("", signature));
            (format!("ALTER DEFAULT PRIVILEGES {scope} "), target.to_owned())
        }
        None => (String::new(), signature.clone()),
    };
    let from_the_beginning = initial(&scope, &target, to).filter(|_| name.name == PUBLIC);
    let mut commands = Vec::new();
    // What is there beside it goes: only a schema may have more for everybody.
    if from_the_beginning.is_none() || target.starts_with("SCHEMA ") {
        commands.push(format!("{scope}REVOKE ALL ON {target} FROM {grantee}"));
    }
    if let Some(privilege) = from_the_beginning {
        commands.push(format!("{scope}GRANT {privilege} ON {target} TO {grantee}"));
    }
    commands
}

/// What PUBLIC may do with something new
/// (<https://www.postgresql.org/docs/15/ddl-priv.html#PRIVILEGES-SUMMARY-TABLE>).
fn initial(scope: &str, target: &str, to: &RenderContext) -> Option<&'static str> {
    if scope.contains(" IN SCHEMA ") {
        return None;
    }
    let kind = target.split(' ').next().unwrap_or(target);
    match kind {
        "FUNCTION" | "PROCEDURE" | "FUNCTIONS" => Some("EXECUTE"),
        "TYPE" | "TYPES" => Some("USAGE"),
        "SCHEMA" if target == "SCHEMA public" => {
            Some(if to.server_major < 15 { "CREATE, USAGE" } else { "USAGE" })
        }
        _ => None,
    }
}
