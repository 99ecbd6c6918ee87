//! Tables that become partitions of others, and no longer are.

use super::{missing, table_mut, table_ref};
use crate::name::QName;
use crate::schema::{Partition, Schema, SettingKey};

/// DETACH PARTITION, ATTACH PARTITION, or the one and then the other.
pub(super) fn set(
    schema: &mut Schema,
    table: &QName,
    was: Option<&str>,
    to: Option<&str>,
) -> Result<(), String> {
    let present = table_ref(schema, table)?.settings.get(&SettingKey::PartitionOf);
    if was.is_some() && present.map(String::as_str) != was {
        return Err("what is there is not what the change expects".to_owned());
    }
    if present.is_some() {
        let plain =
            schema.detached(table_ref(schema, table)?).ok_or("its parent does not exist")?;
        *table_mut(schema, table)? = plain;
    }
    let Some(text) = to else { return Ok(()) };
    let partition = Partition::parse(text).ok_or_else(|| format!("{text} names no bound"))?;
    let own = schema
        .attached(table_ref(schema, table)?, &partition)
        .ok_or_else(|| missing("table", &partition.of))?;
    *table_mut(schema, table)? = own;
    Ok(())
}

/// The partitions of a table, and theirs.
pub(super) fn below(schema: &Schema, parent: &QName) -> Vec<QName> {
    let mut found: Vec<QName> = Vec::new();
    let mut above = vec![parent.clone()];
    while let Some(parent) = above.pop() {
        for table in schema.tables.values() {
            let is_one = table.partition().is_some_and(|partition| partition.of == parent);
            if is_one && !found.contains(&table.name) {
                found.push(table.name.clone());
                above.push(table.name.clone());
            }
        }
    }
    found
}
