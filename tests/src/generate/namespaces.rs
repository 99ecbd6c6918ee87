//! A schema that gets another name, with all that is in it.

use matrx_core::name::QName;
use matrx_core::op::Op;
use matrx_core::schema::{Rename, Schema};

use super::object::Plan;
use super::random::Random;

/// Now and then one schema that both sides have is renamed; the other renames follow.
pub(super) fn renamed(
    random: &mut Random,
    old: &Schema,
    mut new: Schema,
    mut renames: Vec<Rename>,
    plans: &mut [Plan],
) -> (Schema, Vec<Rename>) {
    let both: Vec<String> = old.namespaces.intersection(&new.namespaces).cloned().collect();
    let Some(from) = random.pick(&both).cloned().filter(|_| random.chance(15)) else {
        return (new, renames);
    };
    let to = format!("{from} anew");
    let rename = Op::RenameSchema { from: from.clone(), to: to.clone() };
    rename.apply(&mut new).expect("the name is free");
    let moved = |name: &mut QName| {
        if name.schema.as_ref() == Some(&from) {
            name.schema = Some(to.clone());
        }
    };
    plans.iter_mut().for_each(|plan| plan.each_name(moved));
    for rename in &mut renames {
        match rename {
            Rename::Schema { .. } => {}
            Rename::Table { from: _, to } | Rename::Enum { from: _, to } => moved(to),
            Rename::Column { table, from: _, to: _ } => moved(table),
            Rename::EnumValue { ty, from: _, to: _ } => moved(ty),
        }
    }
    renames.push(Rename::Schema { from, to });
    (new, renames)
}
