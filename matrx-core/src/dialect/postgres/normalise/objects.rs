//! Objects that are said as SQL, in the server's spelling: as far as lock and live database know it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Unknown};
use crate::lock::Lock;
use crate::schema::{Object, ObjectId, Schema};

/// The declared objects, and which of them only a server can spell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Objects {
    /// All of them; those that are open as they were declared.
    pub objects: BTreeMap<ObjectId, Object>,
    /// Those that nobody has spelled yet.
    pub open: BTreeSet<ObjectId>,
}

/// What the lock and the live database know of the declared objects' spelling. Pure.
pub fn objects(
    declared: &Schema,
    known: Option<&Lock>,
    live: &Schema,
    context: &Context,
) -> Objects {
    let known = known.filter(|lock| lock.server_major == Some(context.server_major));
    let mut sources = vec![(live, live)];
    sources.extend(known.map(|lock| (&lock.declared, &lock.catalog)));
    answer(declared, &sources)
}

/// The same from pairs of declared and catalogue.
pub(super) fn answer(declared: &Schema, sources: &[(&Schema, &Schema)]) -> Objects {
    let mut answered = Objects::default();
    for (id, object) in &declared.objects {
        let spelled = sources.iter().find_map(|(said, spelled)| {
            let same = said.objects.get(id).is_some_and(|o| o.definition == object.definition);
            spelled.objects.get(id).filter(|_| same)
        });
        let object = match spelled {
            Some(spelled) => Object { comment: object.comment.clone(), ..spelled.clone() },
            None => {
                answered.open.insert(id.clone());
                object.clone()
            }
        };
        answered.objects.insert(id.clone(), object);
    }
    answered
}

/// For messages.
pub(super) fn unknown(object: &Object) -> Unknown {
    Unknown { object: object.id.to_string(), text: object.definition.join("; ") }
}
