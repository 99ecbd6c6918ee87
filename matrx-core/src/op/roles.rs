//! The roles that changes speak of. They belong to the whole server, so no migration makes them.

use std::collections::BTreeSet;

use super::text::{at_top, parts, split_at_top, unquoted};
use super::{Op, grantee};
use crate::schema::{Object, ObjectId, ObjectKind, PUBLIC, Schema};

/// The roles that must be there for these changes.
pub fn roles<'a>(ops: impl IntoIterator<Item = &'a Op>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for op in ops {
        if let Op::CreateObject { object } | Op::ReplaceObject { to: object, was: _ } = op {
            of_object(object, &mut found);
        }
    }
    found
}

/// The roles of which a structure speaks.
pub fn roles_of(schema: &Schema) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    schema.objects.values().for_each(|object| of_object(object, &mut found));
    found
}

fn of_object(object: &Object, found: &mut BTreeSet<String>) {
    let ObjectId { kind, name, signature, relation: _ } = &object.id;
    if matches!(kind, ObjectKind::Grant | ObjectKind::DefaultPrivileges) {
        found.extend((name.name != PUBLIC).then(|| name.name.clone()));
    }
    if *kind == ObjectKind::DefaultPrivileges
        && let Some(rest) = signature.strip_prefix("FOR ROLE ")
    {
        let end = at_top(rest, " ").unwrap_or(rest.len());
        found.insert(unquoted(&rest[..end]));
    }
    if *kind == ObjectKind::Policy
        && let Some(create) = object.definition.first()
    {
        found.extend(of_policy(create));
    }
    found.extend(object.grants.iter().filter_map(|grant| grantee(grant)).filter(|r| r != PUBLIC));
}

/// The roles behind TO.
fn of_policy(create: &str) -> Vec<String> {
    let head = [" USING ", " USING(", " WITH CHECK"].into_iter();
    let text = create.replace('\n', " ");
    let end = head.filter_map(|word| at_top(&text, word)).min().unwrap_or(text.len());
    let Some((_, list)) = split_at_top(&text[..end], " TO ") else { return Vec::new() };
    let words = ["PUBLIC", "CURRENT_USER", "SESSION_USER", "CURRENT_ROLE"];
    let named = parts(list).into_iter().filter(|role| !words.contains(role));
    named.map(unquoted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_names_its_roles() {
        let of = |text: &str| of_policy(text);
        assert_eq!(
            of("CREATE POLICY \" TO x\" ON t FOR SELECT TO app, \"B\"\"c\"\n    USING ((a = 1))"),
            ["app", "B\"c"]
        );
        assert_eq!(of("CREATE POLICY p ON t TO PUBLIC\n    WITH CHECK (true)"), [""; 0]);
        assert_eq!(of("CREATE POLICY p ON t"), [""; 0]);
    }
}
