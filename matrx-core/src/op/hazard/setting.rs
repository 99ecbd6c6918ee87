use super::Hazard;
use crate::name::{Ident, QName};
use crate::schema::SettingKey;

/// What another setting can do to a running system.
pub(super) fn hazards(table: &QName, key: &SettingKey, to: Option<&str>) -> Vec<Hazard> {
    let one = |text: String| vec![Hazard { id: "L24", text }];
    match key {
        SettingKey::RowSecurity if to.is_some() => one(format!(
            "whoever does not own {table} sees none of its rows but those that a policy shows"
        )),
        SettingKey::ForceRowSecurity if to.is_some() => {
            one(format!("the owner of {table} too sees those rows only that a policy shows"))
        }
        SettingKey::Unlogged if to.is_some() => one(format!(
            "every row of {table} is written anew under an exclusive lock, and a crash of the server empties the table from then on"
        )),
        SettingKey::Unlogged | SettingKey::Tablespace | SettingKey::AccessMethod => {
            one(format!("every row of {table} is written anew under an exclusive lock"))
        }
        SettingKey::IndexTablespace(index) => {
            one(format!("{} of {table} is copied under an exclusive lock", Ident(index)))
        }
        SettingKey::IdentitySequence(column) if to.is_some() => vec![Hazard {
            id: "C03",
            text: format!(
                "running code that names the sequence of {} of {table} fails",
                Ident(column)
            ),
        }],
        SettingKey::PartitionOf if to.is_some() => one(format!(
            "every row of {table} is looked at under an exclusive lock, unless a check says already which rows it holds"
        )),
        SettingKey::Inherits if to.is_some() => {
            one(format!("queries of its parents find the rows of {table} too"))
        }
        SettingKey::Inherits => {
            one(format!("queries of its parents no longer find the rows of {table}"))
        }
        SettingKey::PartitionOf => {
            one(format!("queries of its parent no longer find the rows of {table}"))
        }
        SettingKey::RowSecurity
        | SettingKey::ForceRowSecurity
        | SettingKey::Options
        | SettingKey::PartitionBy
        | SettingKey::ReplicaIdentity
        | SettingKey::ClusterOn
        | SettingKey::ColumnStorage(_)
        | SettingKey::ColumnCompression(_)
        | SettingKey::ColumnStatistics(_)
        | SettingKey::ColumnOptions(_)
        | SettingKey::ConstraintComment(_)
        | SettingKey::IndexComment(_)
        | SettingKey::IndexOptions(_)
        | SettingKey::ColumnSequence(_)
        | SettingKey::IdentitySequence(_)
        | SettingKey::PartitionIndex(_)
        | SettingKey::ColumnInherited(_)
        | SettingKey::IndexStatistics(..) => Vec::new(),
    }
}
