//! Two schemas → the changes from one to the other, or questions.
//!
//! In: the old and the new structure, both as the server spells them, and [`Answers`] for what they
//! do not tell. Out: changes in the convention of [`crate::plan::order`], which puts them into an
//! order that runs: what is removed is named as it was, all else as it will be. It knows nothing of
//! a server; equal texts mean equal expressions.
//!
//! The way: find which object is which ([`Names`]), give the old schema the new names, compare the
//! two name by name, then do the renames themselves in an order in which each name is free.

mod anew;
mod answers;
mod apart;
mod column;
mod composite;
mod detour;
mod enum_type;
mod holder;
mod in_use;
mod inherit;
mod item;
mod names;
mod namespace;
mod object;
mod partition;
mod question;
mod rename;
mod setting;
mod sides;
mod table;

pub use answers::{Answers, Question, Questions, RemovedValue};
pub(crate) use apart::calling;
pub use in_use::TypeInUse;
pub use names::Names;

use self::sides::Sides;
use crate::op::Op;
use crate::plan::{self, Cycle};
use crate::schema::{Schema, SettingKey};

/// What must be answered before the changes are known.
pub fn questions(old: &Schema, new: &Schema, answers: &Answers) -> Result<(), Questions> {
    asked(&Sides::new(old, new, answers)).map(|_| ())
}

/// The changes that turn `old` into `new`, not yet in their order.
pub fn diff(old: &Schema, new: &Schema, answers: &Answers) -> Result<Vec<Op>, Questions> {
    // The usual case of a `check`: nothing to ask, nothing to do.
    if old == new {
        return Ok(Vec::new());
    }
    let sides = Sides::new(old, new, answers);
    let names = asked(&sides)?;
    Ok(differences(&sides, &names))
}

/// Which object is which, where nothing is open.
fn asked(sides: &Sides<'_>) -> Result<Names, Questions> {
    let names = named(sides);
    let questions = question::questions(&sides.old, &sides.new, &sides.answers, &names);
    if questions.is_empty() { Ok(names) } else { Err(Questions { questions }) }
}

fn named(sides: &Sides<'_>) -> Names {
    let names = names::names(&sides.old, &sides.new, &sides.answers);
    Names { schemas: sides.renamed.clone(), ..names }
}

fn differences(sides: &Sides<'_>, names: &Names) -> Vec<Op> {
    let Sides { first, old, new, last, answers, renamed: _ } = sides;
    let mut ops = first.clone();
    for name in new.namespaces.difference(&old.namespaces) {
        ops.push(Op::CreateSchema { name: name.clone() });
    }
    for name in old.namespaces.union(&new.namespaces) {
        let comment = |side: &Schema| side.namespace_comments.get(name).cloned();
        let (was, to) = (comment(old), comment(new));
        if was != to {
            ops.push(Op::SetSchemaComment { name: name.clone(), was, to });
        }
    }
    let enums = enum_type::compare(old, new, answers, names);
    let mut names = names.clone();
    let (tables, gone) = anew::settle(old, new, &mut names, &enums);
    let names = &names;
    ops.extend(object::ops(old, new, names, &tables, &gone));
    ops.extend(rename::renames(old, names, &tables));
    ops.extend(enum_type::ops(old, new, names, &enums, &tables));
    ops.extend(tables.into_iter().flat_map(|table| table.ops));
    for name in old.namespaces.difference(&new.namespaces) {
        ops.push(Op::DropSchema { name: name.clone() });
    }
    ops.extend(last.iter().cloned());
    apart::apart(detour::detour(ops, old, names, &enums))
}

/// A difference with its way back, both in an order that runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// From the old schema to the new one.
    pub up: Vec<Op>,
    /// From the new one to the old one.
    pub down: Vec<Op>,
}

/// Why there is no [`Change`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// Something must be answered first.
    #[error(transparent)]
    Questions(#[from] Questions),
    /// No order runs the changes.
    #[error(transparent)]
    Cycle(#[from] Cycle),
    /// A type is made anew under a column, which nothing brings about.
    #[error(transparent)]
    TypeInUse(#[from] Box<TypeInUse>),
}

/// The difference, and the way back: change by change where each has an inverse that stands by
/// itself, else as the difference from `new` to `old`.
pub fn change(old: &Schema, new: &Schema, answers: &Answers) -> Result<Change, ChangeError> {
    if old == new {
        return Ok(Change::default());
    }
    let sides = Sides::new(old, new, answers);
    let names = asked(&sides)?;
    let up = differences(&sides, &names);
    // In the names that the schemas have after their renames.
    in_use::type_in_use(&sides.old, &up)?;
    in_use::rows_in_use(&sides.new, &up)?;
    let mut up = plan::order(up)?;
    composite::array_in_use(&up, &sides.old, &sides.new)?;
    composite::carry(&mut up, &sides.old, &sides.new);
    let down = match plan::down(&up) {
        // The way back of a parent's change is not what its children need.
        Ok(down) if !up.iter().any(needs_room) && !old.has_heirs() && !new.has_heirs() => down,
        Ok(_) | Err(_) => {
            let back = answers.inverse(&names);
            let sides = Sides::new(new, old, &back);
            let mut down = plan::order(differences(&sides, &named(&sides)))?;
            composite::carry(&mut down, &sides.old, &sides.new);
            down
        }
    };
    Ok(Change { up, down })
}

/// Whether the inverse of a change needs other objects out of its way: a value that comes off an
/// enum makes the type anew, and what speaks of the type must be dropped and added around that. The
/// text of an object must fit the names that are valid when it is sent.
fn needs_room(op: &Op) -> bool {
    matches!(
        op,
        Op::AddEnumValue { .. }
            | Op::CreateObject { .. }
            | Op::DropObject { .. }
            | Op::ReplaceObject { .. }
            | Op::RenameObject { .. }
            // The sequences that a table owns go with it, and may not have been as it was.
            | Op::SetTableSetting { key: SettingKey::Unlogged, .. }
    )
}

#[cfg(test)]
mod tests;
