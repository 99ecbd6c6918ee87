//! What must not happen by accident: the loss of data, and the loss of tables whose models are only
//! out of sight.

use std::collections::BTreeMap;

use matrx_core::lock::Lock;
use matrx_core::model::Declared;
use matrx_core::op::Op;

use crate::command::ownership::Foreign;
use crate::failure::Failure;
use crate::output::Ask;

/// Refuses a migration that loses data because a feature is off, and asks about any other that does.
pub(super) fn consent(
    ops: &[Op],
    swept: &[Foreign],
    lock: &Lock,
    declared: &Declared,
    allowed: bool,
    ask: &mut dyn Ask,
) -> Result<(), Failure> {
    let losses: Vec<(String, String)> =
        ops.iter().filter_map(|op| Some((op.describe(), op.destructive()?.text))).collect();
    if losses.is_empty() && swept.is_empty() {
        return Ok(());
    }
    other_features(ops, lock, declared)?;
    if allowed {
        return Ok(());
    }
    let lost = losses.iter().map(|(what, lost)| format!("{what}: {lost} would be lost"));
    let foreign = swept
        .iter()
        .map(|thing| format!("{thing} is not ours and would go with its column or table"));
    let lines: Vec<String> = lost.chain(foreign).collect();
    let question = format!("this loses data ({}); write it?", lines.join("; "));
    match ask.confirm(&question)? {
        Some(true) => Ok(()),
        Some(false) => Err(Failure::answer("refused", "nothing was written", lines)),
        None => Err(Failure::answer(
            "destructive",
            "the migration would lose data; --allow-destructive writes it",
            lines,
        )),
    }
}

/// A model behind a feature that is off looks deleted, and is not.
fn other_features(ops: &[Op], lock: &Lock, declared: &Declared) -> Result<(), Failure> {
    let off: BTreeMap<&String, Vec<&String>> = lock
        .crates
        .iter()
        .filter_map(|(krate, features)| {
            let now = declared.crates.get(krate);
            let off: Vec<&String> = features
                .iter()
                .filter(|feature| now.is_some_and(|now| !now.contains(*feature)))
                .collect();
            (!off.is_empty()).then_some((krate, off))
        })
        .collect();
    for (op, loss) in ops.iter().filter_map(|op| Some((op, op.destructive()?))) {
        let krate = loss.table.and_then(|table| lock.table_crate.get(&table));
        let hit = match krate {
            Some(krate) => off.get_key_value(krate),
            None => off.first_key_value(),
        };
        if let Some((krate, features)) = hit {
            let features: Vec<&str> = features.iter().map(|name| name.as_str()).collect();
            return Err(Failure::usage(
                "other-features",
                format!(
                    "{} is refused: crate {krate} was last seen with the feature {}, which is off \
                     now, so its models may only be out of sight; enable it for matrx-cli",
                    op.describe(),
                    features.join(", ")
                ),
            ));
        }
    }
    Ok(())
}
