//! Random objects that are said as SQL: those that tables lean on, and those that lean on tables.
//!
//! An object is a plan until the tables around it stand; then its text is written in their names.

mod change;
mod plan;
mod text;

use matrx_core::name::QName;
use matrx_core::schema::{ObjectKind, Schema};

pub(super) use change::{alter, begin, follow, more};
pub(super) use plan::Plan;
pub(super) use text::written;

use super::random::Random;

/// The types among the objects of a schema; those of an extension too.
pub(super) fn types(schema: &Schema) -> Vec<String> {
    let name = |kind: ObjectKind, name: &QName| match kind {
        ObjectKind::Extension => Some("citext".to_owned()),
        ObjectKind::Domain | ObjectKind::CompositeType | ObjectKind::RangeType => {
            Some(name.to_string())
        }
        ObjectKind::Collation
        | ObjectKind::Sequence
        | ObjectKind::Function
        | ObjectKind::Procedure
        | ObjectKind::Aggregate
        | ObjectKind::Operator
        | ObjectKind::Cast
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
        | ObjectKind::MaterializedView
        | ObjectKind::Statistics
        | ObjectKind::Rule
        | ObjectKind::Trigger
        | ObjectKind::Policy
        | ObjectKind::EventTrigger
        | ObjectKind::Publication
        | ObjectKind::Grant
        | ObjectKind::DefaultPrivileges => None,
    };
    schema.objects.keys().filter_map(|id| name(id.kind, &id.name)).collect()
}

/// One of the objects of this kind whose name ends so.
pub(super) fn any(
    random: &mut Random,
    schema: &Schema,
    kind: ObjectKind,
    ends: &str,
) -> Option<QName> {
    let fits = schema.objects.keys().filter(|id| id.kind == kind && id.name.name.ends_with(ends));
    let names: Vec<QName> = fits.map(|id| id.name.clone()).collect();
    random.pick(&names).cloned()
}
