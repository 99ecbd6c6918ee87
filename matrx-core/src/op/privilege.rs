//! What GRANT and REVOKE commands say, as introspection prints them. Any other text is not read.

use std::collections::BTreeMap;

use super::text::{at_top, parts, split_at_top, unquoted};
use crate::schema::{Home, Object, PUBLIC};

/// What one role may do with one thing.
#[derive(Debug, Default)]
struct Privileges {
    /// `ALTER DEFAULT PRIVILEGES … `, or nothing.
    scope: String,
    /// `TABLE users`.
    target: String,
    /// The role as SQL.
    role: String,
    /// Whether everybody's privileges are taken away first.
    revoked: bool,
    /// Each privilege, of a column where it is a column's, and whether it may be granted on.
    granted: BTreeMap<(String, Option<String>), bool>,
}

const OPTION: &str = " WITH GRANT OPTION";

impl Privileges {
    fn read(definition: &[String]) -> Option<Self> {
        let mut privileges = Self::default();
        for command in definition {
            let verb = at_top(command, "GRANT ").or_else(|| at_top(command, "REVOKE "))?;
            let (scope, command) = command.split_at(verb);
            scope.clone_into(&mut privileges.scope);
            if let Some(rest) = command.strip_prefix("REVOKE ALL ON ") {
                let (target, role) = split_at_top(rest, " FROM ")?;
                (privileges.target, privileges.role) = (target.to_owned(), role.to_owned());
                privileges.revoked = true;
                continue;
            }
            let (list, rest) = split_at_top(command.strip_prefix("GRANT ")?, " ON ")?;
            let (target, role) = split_at_top(rest, " TO ")?;
            let option = role.ends_with(OPTION);
            let role = role.strip_suffix(OPTION).unwrap_or(role);
            (privileges.target, privileges.role) = (target.to_owned(), role.to_owned());
            for privilege in parts(list) {
                match privilege.split_once(" (") {
                    None => {
                        privileges.granted.insert((privilege.to_owned(), None), option);
                    }
                    Some((privilege, columns)) => {
                        for column in parts(columns.strip_suffix(')')?) {
                            let key = (privilege.to_owned(), Some(column.to_owned()));
                            privileges.granted.insert(key, option);
                        }
                    }
                }
            }
        }
        Some(privileges)
    }
}

/// The commands that make one of the other: what is no longer there is revoked, and all the rest
/// is granted, which does no harm where it was before.
pub(super) fn in_place(was: &Object, to: &Object) -> Option<Vec<String>> {
    let (old, new) = (Privileges::read(&was.definition)?, Privileges::read(&to.definition)?);
    if old.revoked != new.revoked {
        return None;
    }
    let Privileges { scope, target, role, revoked: _, granted } = &new;
    let all = ("ALL".to_owned(), None);
    let mut commands = Vec::new();
    for (key, option) in &old.granted {
        let (privilege, column) = key;
        let is_there = granted.get(key).or_else(|| granted.get(&all).filter(|_| column.is_none()));
        let lead = match (is_there, option) {
            (Some(false), true) => "GRANT OPTION FOR ",
            (Some(_), _) => continue,
            (None, _) => "",
        };
        // The column may be called otherwise by now, or be gone.
        if column.is_some() {
            return None;
        }
        commands.push(format!("{scope}REVOKE {lead}{privilege} ON {target} FROM {role}"));
    }
    let grants = to.definition.iter().filter(|command| at_top(command, "REVOKE ").is_none());
    commands.extend(grants.cloned());
    Some(commands)
}

/// Whether everybody's privileges are taken away and nothing is granted.
pub(super) fn only_revokes(object: &Object) -> bool {
    object.id.kind.home() == Home::Privilege
        && Privileges::read(&object.definition)
            .is_some_and(|privileges| privileges.revoked && privileges.granted.is_empty())
}

/// The role that a GRANT or a REVOKE is about.
pub(crate) fn grantee(command: &str) -> Option<String> {
    let role = Privileges::read(&[command.to_owned()])?.role;
    Some(if role == "PUBLIC" { PUBLIC.to_owned() } else { unquoted(&role) })
}

#[cfg(test)]
mod tests {
    use super::{grantee, in_place};
    use crate::schema::{Object, ObjectId, ObjectKind};

    fn grant(definition: &[&str]) -> Object {
        let definition = definition.iter().map(|command| (*command).to_owned()).collect();
        Object::new(ObjectId::on(ObjectKind::Grant, "app", "t"), definition)
    }

    #[test]
    fn what_is_no_longer_there_is_revoked() {
        let way = |old: &[&str], new: &[&str]| in_place(&grant(old), &grant(new));
        let commands = |commands: &[&str]| {
            Some(commands.iter().map(|command| (*command).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(
            way(
                &[
                    "GRANT INSERT, SELECT ON TABLE t TO app",
                    "GRANT UPDATE ON TABLE t TO app WITH GRANT OPTION"
                ],
                &["GRANT SELECT, UPDATE ON TABLE \"u ON v TO w\" TO app"],
            ),
            commands(&[
                "REVOKE INSERT ON TABLE \"u ON v TO w\" FROM app",
                "REVOKE GRANT OPTION FOR UPDATE ON TABLE \"u ON v TO w\" FROM app",
                "GRANT SELECT, UPDATE ON TABLE \"u ON v TO w\" TO app",
            ])
        );
        assert_eq!(
            way(&["GRANT SELECT ON TABLE t TO app"], &["GRANT ALL ON TABLE t TO app"]),
            commands(&["GRANT ALL ON TABLE t TO app"])
        );
        // A table's privilege takes the column's with it, so that is granted again.
        assert_eq!(
            way(
                &["GRANT SELECT ON TABLE t TO app", "GRANT SELECT (a) ON TABLE t TO app"],
                &["GRANT SELECT (a, \"b, c\") ON TABLE t TO app"]
            ),
            commands(&[
                "REVOKE SELECT ON TABLE t FROM app",
                "GRANT SELECT (a, \"b, c\") ON TABLE t TO app"
            ])
        );
        assert_eq!(
            way(&["GRANT SELECT (a) ON TABLE t TO app"], &["GRANT SELECT ON TABLE t TO app"]),
            None
        );
        assert_eq!(
            grantee("GRANT SELECT ON TABLE t TO \"a\"\"b\" WITH GRANT OPTION").as_deref(),
            Some("a\"b")
        );
        assert_eq!(grantee("REVOKE ALL ON FUNCTION f() FROM PUBLIC").as_deref(), Some("public"));
    }
}
