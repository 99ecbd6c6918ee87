//! What a person types for a migration → the migration, among those that are linked in.

use matrx_core::migration::Migration;

use crate::failure::Failure;

/// The place of the migration that is meant: an id, `crate::id`, or the number that it begins with.
pub(crate) fn place(all: &[Migration], typed: &str) -> Result<usize, Failure> {
    let means = |migration: &Migration| {
        migration.id == typed
            || migration.key().to_string() == typed
            || migration.id.strip_prefix(typed).is_some_and(|rest| rest.starts_with('_'))
    };
    let found: Vec<usize> = (0..all.len()).filter(|&at| means(&all[at])).collect();
    match found[..] {
        [at] => Ok(at),
        [] => Err(Failure::usage(
            "unknown-migration",
            format!("no migration is called {typed}; `status` lists them"),
        )),
        [..] => Err(Failure::usage(
            "ambiguous-migration",
            format!(
                "{typed} may be {}; name one of them",
                found.iter().map(|&at| all[at].key().to_string()).collect::<Vec<_>>().join(", ")
            ),
        )),
    }
}
