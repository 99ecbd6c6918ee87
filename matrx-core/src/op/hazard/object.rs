use super::Hazard;
use crate::op::text::at_top;
use crate::op::{Op, in_place};
use crate::schema::{Home, ObjectId, ObjectKind};

/// The hazards of a change of an object that is said as SQL.
pub(super) fn hazards(op: &Op) -> Vec<Hazard> {
    let one = |id, text: String| vec![Hazard { id, text }];
    if let Op::DropObject { id, was: _ } = op {
        match use_of(id) {
            Use::Called => one("C02", format!("running code that uses {id} fails")),
            Use::Guards => one("C09", format!("{id} no longer does what it was made for")),
            Use::Allows => one("C02", format!("running code that relies on {id} fails")),
        }
    } else if let Op::ReplaceObject { to, was: Some(was) } = op
        && to.id.kind.home() == Home::Privilege
    {
        let takes = |command: &String| at_top(command, "REVOKE ").is_some();
        let commands = in_place(was, to).unwrap_or_default();
        let id = &to.id;
        let text = format!("running code that relies on what {id} no longer has fails");
        if commands.iter().any(takes) { one("C02", text) } else { Vec::new() }
    } else if let Op::RenameObject { from, to: _ } = op {
        one("C03", format!("running code that uses {from} fails"))
    } else if let Op::CreateObject { object } = op
        && object.id.kind == ObjectKind::Trigger
    {
        let id = &object.id;
        one("L24", format!("stops writes for a moment, and from then on each write runs {id}"))
    } else {
        Vec::new()
    }
}

enum Use {
    /// Code names it.
    Called,
    /// It works by itself.
    Guards,
    /// It lets a role do something.
    Allows,
}

fn use_of(id: &ObjectId) -> Use {
    match id.kind {
        ObjectKind::Statistics
        | ObjectKind::Rule
        | ObjectKind::Trigger
        | ObjectKind::Policy
        | ObjectKind::EventTrigger
        | ObjectKind::Publication
        | ObjectKind::Cast => Use::Guards,
        ObjectKind::Grant | ObjectKind::DefaultPrivileges => Use::Allows,
        ObjectKind::Extension
        | ObjectKind::Collation
        | ObjectKind::Domain
        | ObjectKind::CompositeType
        | ObjectKind::RangeType
        | ObjectKind::Sequence
        | ObjectKind::Function
        | ObjectKind::Procedure
        | ObjectKind::Aggregate
        | ObjectKind::Operator
        | ObjectKind::OperatorFamily
        | ObjectKind::OperatorClass
        | ObjectKind::Conversion
        | ObjectKind::Language
        | ObjectKind::AccessMethod
        | ObjectKind::Transform
        | ObjectKind::TextSearchParser
        | ObjectKind::TextSearchTemplate
        | ObjectKind::TextSearchDictionary
        | ObjectKind::TextSearchConfiguration
        | ObjectKind::ForeignDataWrapper
        | ObjectKind::Server
        | ObjectKind::ForeignTable
        | ObjectKind::View
        | ObjectKind::MaterializedView => Use::Called,
    }
}
