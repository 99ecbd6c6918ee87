//! Which version of the server a change needs. Pure.
//!
//! In: a change. Out: what in it the oldest supported server (13) does not know. The facts are from
//! the release notes, <https://www.postgresql.org/docs/release/>.

use std::fmt;

use crate::name::{Ident, QName};
use crate::op::Op;
use crate::op::publication::{Member, Publication};
use crate::schema::{
    Check, Column, ColumnValue, ForeignKey, Index, Object, ObjectKind, PrimaryKey, SettingKey,
    Table, Unique, Validity,
};

/// Something that a server knows from this version on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Requirement {
    /// The first major version that knows it.
    pub since: u32,
    /// What it is, in SQL's words.
    pub feature: &'static str,
    /// What needs it: `unique constraint a of users`.
    pub object: String,
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { since, feature, object } = self;
        write!(f, "{feature} of {object} needs PostgreSQL {since}")
    }
}

/// What a server of this version does not know of these changes, each once.
pub fn missing<'a>(ops: impl IntoIterator<Item = &'a Op>, server_major: u32) -> Vec<Requirement> {
    let mut found = Vec::new();
    for op in ops {
        requirements(op, &mut found);
    }
    found.retain(|requirement| requirement.since > server_major);
    found.sort();
    found.dedup();
    found
}

fn requirements(op: &Op, found: &mut Vec<Requirement>) {
    // All others are as old as the oldest server, or take something away.
    if let Op::CreateTable { table } = op {
        of_table(table, found);
    } else if let Op::AddColumn { table, column } = op {
        of_column(table, column, found);
    } else if let Op::AddPrimaryKey { table, key } = op {
        of_primary_key(table, key, found);
    } else if let Op::AddUnique { table, unique } = op {
        of_unique(table, unique, found);
    } else if let Op::AddCheck { table, check } = op {
        of_check(table, check, found);
    } else if let Op::AddForeignKey { table, key } = op {
        of_foreign_key(table, key, found);
    } else if let Op::CreateIndex { table, index } = op {
        of_index(table, index, found);
    } else if let Op::SetTableSetting { table, key, was: _, to: Some(_) } = op {
        of_setting(table, key, found);
    } else if let Op::CreateObject { object } | Op::ReplaceObject { to: object, was: _ } = op {
        of_object(object, found);
    }
}

fn of_table(table: &Table, found: &mut Vec<Requirement>) {
    let name = &table.name;
    table.columns.iter().for_each(|column| of_column(name, column, found));
    table.primary_key.iter().for_each(|key| of_primary_key(name, key, found));
    table.uniques.values().for_each(|unique| of_unique(name, unique, found));
    table.checks.values().for_each(|check| of_check(name, check, found));
    table.foreign_keys.values().for_each(|key| of_foreign_key(name, key, found));
    table.indexes.values().for_each(|index| of_index(name, index, found));
    table.settings.keys().for_each(|key| of_setting(name, key, found));
}

fn of_column(table: &QName, column: &Column, found: &mut Vec<Requirement>) {
    if let ColumnValue::Virtual(_) = column.value {
        let object = format!("column {} of {table}", Ident(&column.name));
        found.push(Requirement { since: 18, feature: "GENERATED … VIRTUAL", object });
    }
}

fn of_primary_key(table: &QName, key: &PrimaryKey, found: &mut Vec<Requirement>) {
    if key.without_overlaps {
        let object = format!("primary key {} of {table}", Ident(&key.name));
        found.push(Requirement { since: 18, feature: WITHOUT_OVERLAPS, object });
    }
}

const WITHOUT_OVERLAPS: &str = "WITHOUT OVERLAPS";

fn of_unique(table: &QName, unique: &Unique, found: &mut Vec<Requirement>) {
    let object = || format!("unique constraint {} of {table}", Ident(&unique.name));
    if unique.nulls_not_distinct {
        found.push(Requirement { since: 15, feature: "NULLS NOT DISTINCT", object: object() });
    }
    if unique.without_overlaps {
        found.push(Requirement { since: 18, feature: WITHOUT_OVERLAPS, object: object() });
    }
}

fn of_index(table: &QName, index: &Index, found: &mut Vec<Requirement>) {
    let object = || format!("index {} of {table}", Ident(&index.name));
    if index.nulls_not_distinct {
        found.push(Requirement { since: 15, feature: "NULLS NOT DISTINCT", object: object() });
    }
    if index.method == "spgist" && !index.include.is_empty() {
        found.push(Requirement { since: 14, feature: "INCLUDE", object: object() });
    }
}

fn of_check(table: &QName, check: &Check, found: &mut Vec<Requirement>) {
    of_validity(check.validity, found, || format!("check {} of {table}", Ident(&check.name)));
}

fn of_foreign_key(table: &QName, key: &ForeignKey, found: &mut Vec<Requirement>) {
    let object = || format!("foreign key {} of {table}", Ident(&key.name));
    of_validity(key.validity, found, object);
    if !key.set_columns.is_empty() {
        let feature = "ON DELETE SET of some columns";
        found.push(Requirement { since: 15, feature, object: object() });
    }
    if key.period {
        found.push(Requirement { since: 18, feature: "PERIOD", object: object() });
    }
}

fn of_validity(validity: Validity, found: &mut Vec<Requirement>, object: impl FnOnce() -> String) {
    match validity {
        Validity::Valid | Validity::NotValid => {}
        Validity::NotEnforced => {
            found.push(Requirement { since: 18, feature: "NOT ENFORCED", object: object() });
        }
    }
}

fn of_setting(table: &QName, key: &SettingKey, found: &mut Vec<Requirement>) {
    if let SettingKey::ColumnCompression(column) = key {
        let object = format!("column {} of {table}", Ident(column));
        found.push(Requirement { since: 14, feature: "COMPRESSION", object });
    }
}

fn of_object(object: &Object, found: &mut Vec<Requirement>) {
    let first = object.definition.first().map_or("", String::as_str);
    let mut needs = |since, feature| {
        found.push(Requirement { since, feature, object: object.id.to_string() });
    };
    match object.id.kind {
        ObjectKind::Function | ObjectKind::Procedure => {
            if first.contains("\nBEGIN ATOMIC") || first.contains("\nRETURN ") {
                needs(14, "a body in standard SQL");
            }
        }
        ObjectKind::View => {
            if head(first, " AS\n").is_some_and(|head| head.contains("security_invoker")) {
                needs(15, "security_invoker");
            }
        }
        ObjectKind::RangeType => {
            if first.contains("multirange_type_name") {
                needs(14, "a multirange type");
            }
        }
        ObjectKind::Collation => {
            if first.contains("provider = builtin") {
                needs(17, "the provider builtin");
            }
            if first.contains("rules = ") {
                needs(16, "rules");
            }
        }
        ObjectKind::Publication => {
            let publication = Publication::read(first);
            let Some(Publication { members, options, .. }) = publication else { return };
            if members.iter().any(Member::is_part) {
                needs(15, "a row filter or a list of columns");
            }
            if members.iter().any(|member| matches!(member, Member::Schema(_))) {
                needs(15, "TABLES IN SCHEMA");
            }
            if options.contains_key("publish_generated_columns") {
                needs(18, "publish_generated_columns");
            }
        }
        ObjectKind::Extension
        | ObjectKind::Domain
        | ObjectKind::CompositeType
        | ObjectKind::Sequence
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
        | ObjectKind::MaterializedView
        | ObjectKind::Statistics
        | ObjectKind::Rule
        | ObjectKind::Trigger
        | ObjectKind::Policy
        | ObjectKind::EventTrigger => {}
        ObjectKind::Grant | ObjectKind::DefaultPrivileges => {
            let privileges = object.definition.iter().filter_map(|grant| head(grant, " ON "));
            if privileges.flat_map(|list| list.split(", ")).any(|one| one.ends_with("MAINTAIN")) {
                needs(17, "MAINTAIN");
            }
        }
    }
}

/// What stands before a word: the query of a view, what is granted.
fn head<'a>(command: &'a str, word: &str) -> Option<&'a str> {
    command.split(word).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_does_not_know_is_named_once() {
        let unique = Unique {
            name: "u".to_owned(),
            columns: vec!["a".to_owned()],
            nulls_not_distinct: true,
            ..Unique::default()
        };
        let mut table = Table::new("t");
        table.uniques.insert("u".to_owned(), unique.clone());
        let mut check = Check::new("c", "a > 0");
        check.validity = Validity::NotEnforced;
        let ops = [
            Op::CreateTable { table },
            Op::AddUnique { table: "t".into(), unique },
            Op::AddCheck { table: "t".into(), check },
        ];
        let texts = |major| -> Vec<String> {
            missing(&ops, major).iter().map(ToString::to_string).collect()
        };
        assert_eq!(
            texts(14),
            [
                "NULLS NOT DISTINCT of unique constraint u of t needs PostgreSQL 15",
                "NOT ENFORCED of check c of t needs PostgreSQL 18",
            ]
        );
        assert_eq!(texts(15), ["NOT ENFORCED of check c of t needs PostgreSQL 18"]);
        assert_eq!(texts(18), [""; 0]);
    }

    #[test]
    fn what_came_with_18_is_named_before() {
        let value = ColumnValue::Virtual("(a + 1)".into());
        let key = PrimaryKey { name: "k".to_owned(), without_overlaps: true, ..Default::default() };
        let foreign = ForeignKey { name: "f".to_owned(), period: true, ..Default::default() };
        let mut table = Table::new("t");
        table.columns.push(Column { value: value.clone(), ..Column::new("b", "integer") });
        table.primary_key = Some(key.clone());
        let unique = Unique { name: "u".to_owned(), without_overlaps: true, ..Default::default() };
        let ops = [
            Op::CreateTable { table },
            Op::AddColumn {
                table: "t".into(),
                column: Column { value, ..Column::new("c", "integer") },
            },
            Op::AddPrimaryKey { table: "t".into(), key },
            Op::AddUnique { table: "t".into(), unique },
            Op::AddForeignKey { table: "t".into(), key: foreign },
        ];
        let found = missing(&ops, 17);
        let texts: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            texts,
            [
                "GENERATED … VIRTUAL of column b of t needs PostgreSQL 18",
                "GENERATED … VIRTUAL of column c of t needs PostgreSQL 18",
                "PERIOD of foreign key f of t needs PostgreSQL 18",
                "WITHOUT OVERLAPS of primary key k of t needs PostgreSQL 18",
                "WITHOUT OVERLAPS of unique constraint u of t needs PostgreSQL 18",
            ]
        );
        assert!(missing(&ops, 18).is_empty());
    }
}
