//! INHERITS: tables that have the columns of others beside their own, and whose rows queries of those find too.

use std::collections::{BTreeMap, BTreeSet};

use super::partition::name_before;
use super::{Check, Column, ColumnValue, Schema, SettingKey, Table};
use crate::name::QName;

/// The names in the value of [`SettingKey::Inherits`], none where it is no list of names.
pub(crate) fn parents(text: &str) -> Vec<QName> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((name, after)) = name_before(rest.trim()) {
        names.push(name);
        let after = after.trim();
        match after.strip_prefix(',') {
            Some(more) => rest = more,
            None if after.is_empty() => return names,
            None => break,
        }
    }
    Vec::new()
}

/// The other way round.
pub(crate) fn parents_text(names: &[QName]) -> String {
    names.iter().map(QName::to_string).collect::<Vec<_>>().join(", ")
}

impl Table {
    /// The tables that it inherits from, in their order.
    pub fn parents(&self) -> Vec<QName> {
        self.settings.get(&SettingKey::Inherits).map(|text| parents(text)).unwrap_or_default()
    }

    /// Whether it has the column from a parent alone.
    pub fn only_inherits(&self, column: &str) -> bool {
        // Most tables have no parent, and a look-up of this key makes a text.
        self.settings.contains_key(&SettingKey::Inherits)
            && self.settings.contains_key(&SettingKey::ColumnInherited(column.to_owned()))
    }

    /// The same with other names of the tables that it is a partition of or inherits from, where those are
    /// others now.
    pub(crate) fn rename_parents(&mut self, name: impl Fn(&QName) -> Option<QName>) {
        self.rename_partitioned(&name);
        let mut names = self.parents();
        if names.is_empty() {
            return;
        }
        for parent in &mut names {
            if let Some(new) = name(parent) {
                *parent = new;
            }
        }
        self.settings.insert(SettingKey::Inherits, parents_text(&names));
    }
}

/// A column as a child gets it, in whose primary key it may be.
fn column_of_child(of_parent: &Column, child: &Table) -> Column {
    let key = child.primary_key.as_ref();
    let in_key = key.is_some_and(|key| key.columns.contains(&of_parent.name));
    Column { nullable: of_parent.nullable && !in_key, ..of_parent.handed_down() }
}

impl SettingKey {
    /// The column of [`SettingKey::ColumnInherited`].
    pub(crate) fn column_inherited(&self) -> Option<&str> {
        if let Self::ColumnInherited(name) = self { Some(name) } else { None }
    }

    /// Whether a change of a parent's reaches its children (`ATSimpleRecursion` in PostgreSQL's tablecmds.c).
    pub(crate) fn reaches_children(&self) -> bool {
        matches!(self, Self::ColumnStatistics(_) | Self::ColumnStorage(_))
    }
}

/// A default that is none, which a column must say that a parent has with one.
const NO_DEFAULT: &str = "NULL";

const CARRIED: [fn(String) -> SettingKey; 2] =
    [SettingKey::ColumnStorage, SettingKey::ColumnCompression];

impl Schema {
    /// Whether any table inherits from another.
    pub(crate) fn has_heirs(&self) -> bool {
        self.tables.values().any(|table| table.settings.contains_key(&SettingKey::Inherits))
    }

    /// The tables below one, parents before their children.
    pub(crate) fn heirs(&self, parent: &QName) -> Vec<QName> {
        let mut found: Vec<QName> = Vec::new();
        let mut above = vec![parent.clone()];
        while let Some(parent) = above.pop() {
            for table in self.tables.values() {
                if !found.contains(&table.name) && table.parents().contains(&parent) {
                    found.push(table.name.clone());
                    above.insert(0, table.name.clone());
                }
            }
        }
        found
    }

    /// How many tables stand above one.
    pub(crate) fn generation(&self, table: &Table) -> usize {
        let mut above: BTreeSet<QName> = BTreeSet::new();
        let mut next = table.parents();
        while let Some(name) = next.pop() {
            if let Some(parent) = self.tables.get(&name)
                && above.insert(name)
            {
                next.extend(parent.parents());
            }
        }
        above.len()
    }

    /// A column as a table has it from its parents, if it says nothing of it; `None` where no parent that
    /// is here has it.
    pub fn inherited_column(&self, table: &Table, name: &str) -> Option<Column> {
        let column = |parent: &QName| self.tables.get(parent)?.column(name);
        table.parents().iter().find_map(column).map(|column| column_of_child(column, table))
    }

    /// What a table has from its parents of a column's storage.
    pub fn inherited_setting(&self, table: &Table, key: &SettingKey) -> Option<&String> {
        let parents = table.parents();
        parents.iter().find_map(|parent| self.tables.get(parent)?.settings.get(key))
    }

    /// The checks that the children of a table have, its own and those of its parents.
    pub(crate) fn checks_of_children(&self, table: &Table) -> BTreeMap<String, Check> {
        let mut checks = BTreeMap::new();
        let mut next = vec![table.clone()];
        let mut seen: BTreeSet<QName> = BTreeSet::new();
        while let Some(table) = next.pop() {
            if !seen.insert(table.name.clone()) {
                continue;
            }
            let inherited = table.checks.values().filter(|check| !check.no_inherit);
            checks.extend(inherited.map(|check| (check.name.clone(), check.clone())));
            next.extend(table.parents().iter().filter_map(|name| self.tables.get(name)).cloned());
        }
        checks
    }

    /// The check of this name that a table has from a parent.
    pub(crate) fn inherited_check(&self, table: &Table, name: &str) -> Option<Check> {
        let parents = table.parents();
        let mut parents = parents.iter().filter_map(|parent| self.tables.get(parent));
        parents.find_map(|parent| self.checks_of_children(parent).remove(name))
    }

    /// A table as CREATE TABLE says it: what it has from its parents is not in it where it is as there.
    pub(crate) fn bare(&self, table: &Table) -> Table {
        let mut bare = table.bare();
        if table.parents().is_empty() {
            return bare;
        }
        for column in &table.columns {
            let name = &column.name;
            if !table.only_inherits(name) {
                // What CREATE TABLE does not say of a column that a parent has is as there.
                if let Some(inherited) = self.inherited_column(table, name)
                    && column.value == ColumnValue::None
                    && inherited.value != ColumnValue::None
                    && let Some(said) = bare.column_mut(name)
                {
                    said.value = ColumnValue::Default(NO_DEFAULT.into());
                }
                continue;
            }
            if self.is_disputed(table, name) {
                // Which default it has must be said where it is made.
                bare.settings.remove(&SettingKey::ColumnInherited(name.clone()));
                if let Some(said) = bare.column_mut(name)
                    && said.value == ColumnValue::None
                {
                    said.value = ColumnValue::Default(NO_DEFAULT.into());
                }
                continue;
            }
            for key in CARRIED.map(|key| key(name.clone())) {
                if bare.settings.get(&key) == self.inherited_setting(table, &key) {
                    bare.settings.remove(&key);
                }
            }
            let of_it = |key: &SettingKey| key.subject() == super::Subject::Column(name);
            let key = SettingKey::ColumnInherited(name.clone());
            let says_more = bare.settings.keys().filter(|other| **other != key).any(of_it);
            let inherited = self.inherited_column(table, name);
            if !says_more && inherited.as_ref() == Some(column) {
                bare.columns.retain(|other| other.name != *name);
                bare.settings.remove(&key);
            } else if let Some(said) = bare.column_mut(name) {
                // PostgreSQL 18 keeps a NOT NULL of its own where it is said again.
                said.nullable |= inherited.is_some_and(|inherited| !inherited.nullable);
            }
        }
        bare
    }

    /// Whether two parents say otherwise what a column's default is: then CREATE TABLE must.
    fn is_disputed(&self, table: &Table, name: &str) -> bool {
        let parents = table.parents();
        let with_it = parents.iter().filter_map(|parent| self.tables.get(parent)?.column(name));
        let values: Vec<&ColumnValue> = with_it
            .map(|column| &column.value)
            .filter(|value| matches!(value, ColumnValue::Default(_)))
            .collect();
        values.windows(2).any(|two| two[0] != two[1])
    }

    /// The same with all that it has from its parents.
    pub(crate) fn with_inherited(&self, bare: &Table) -> Table {
        let mut table = bare.clone();
        if bare.parents().is_empty() {
            return table;
        }
        for column in &mut table.columns {
            if column.value == ColumnValue::Default(NO_DEFAULT.into()) {
                column.value = ColumnValue::None;
            }
        }
        for column in table.columns.iter_mut().filter(|column| bare.only_inherits(&column.name)) {
            let inherited = self.inherited_column(bare, &column.name);
            column.nullable &= inherited.is_none_or(|inherited| inherited.nullable);
        }
        let mut inherited: Vec<Column> = Vec::new();
        for parent in bare.parents().iter().filter_map(|parent| self.tables.get(parent)) {
            for column in &parent.columns {
                let name = &column.name;
                let is_new = inherited.iter().all(|other| other.name != *name);
                if is_new && table.column(name).is_none() {
                    inherited.push(column_of_child(column, bare));
                    table.settings.insert(
                        SettingKey::ColumnInherited(name.clone()),
                        SettingKey::ON.to_owned(),
                    );
                }
                if !is_new {
                    continue;
                }
                for key in CARRIED.map(|key| key(name.clone())) {
                    if let Some(value) = parent.settings.get(&key) {
                        table.settings.entry(key).or_insert_with(|| value.clone());
                    }
                }
            }
        }
        inherited.append(&mut table.columns);
        table.columns = inherited;
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_is_written_without_what_it_has_from_its_parents() {
        let mut parent = Table::new("animals");
        let default = ColumnValue::Default("1".into());
        parent.columns.push(Column { value: default.clone(), ..Column::new("id", "bigint") });
        parent.columns.push(Column::new("name", "text"));
        parent.settings.insert(SettingKey::ColumnStorage("name".into()), "external".into());
        let mut schema = Schema::default();
        schema.tables.insert(parent.name.clone(), parent);
        let mut child = Table::new("cats");
        child.settings.insert(SettingKey::Inherits, "animals".into());
        child.columns.push(Column::new("lives", "integer"));
        let whole = schema.with_inherited(&child);
        let names: Vec<&str> = whole.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["id", "name", "lives"]);
        assert!(whole.only_inherits("id") && !whole.only_inherits("lives"));
        assert_eq!(whole.column("id").map(|column| &column.value), Some(&default));
        assert_eq!(schema.bare(&whole), child);
        let mut other = whole.clone();
        other.columns[0].value = ColumnValue::None;
        let bare = schema.bare(&other);
        assert_eq!(bare.columns.len(), 2, "what is otherwise than there is said");
        assert_eq!(schema.with_inherited(&bare).column("id"), other.column("id"));
    }

    #[test]
    fn parents_are_read_as_they_are_written() {
        let names = [QName::new("a"), QName::in_schema("S, x", "b \"c\""), QName::new("d.e")];
        assert_eq!(parents(&parents_text(&names)), names);
        for text in ["", " ", "a,", "a b", "a, b c", ",", "\"a"] {
            assert!(parents(text).is_empty(), "{text}");
        }
    }
}
