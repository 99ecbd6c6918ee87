use std::fmt;

use super::{Column, Index, Schema, SettingKey, Table, default_name};
use crate::name::QName;

/// Of which table another one is a partition, and which of its rows it holds.
///
/// As a text it is the value of [`SettingKey::PartitionOf`]: the parent's name as SQL, and the bound
/// behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// The partitioned table.
    pub of: QName,
    /// `FOR VALUES …` or `DEFAULT`, as `pg_get_expr` prints it.
    pub bound: String,
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.of, self.bound)
    }
}

impl Partition {
    /// Reads `orders FOR VALUES IN (1)`; `None` where no name and no bound are in it.
    pub fn parse(text: &str) -> Option<Self> {
        let (of, bound) = name_before(text.trim())?;
        let bound = bound.trim();
        (!bound.is_empty()).then(|| Self { of, bound: bound.to_owned() })
    }
}

/// The name of a table that a text begins with, and what follows.
pub(super) fn name_before(text: &str) -> Option<(QName, &str)> {
    let (first, rest) = identifier(text)?;
    Some(match rest.strip_prefix('.') {
        Some(rest) => {
            let (name, rest) = identifier(rest)?;
            (QName::in_schema(first, name), rest)
        }
        None => (QName::new(first), rest),
    })
}

/// The identifier that a text begins with, and what follows.
fn identifier(text: &str) -> Option<(String, &str)> {
    let Some(mut rest) = text.strip_prefix('"') else {
        let is_end = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$'));
        let end = text.find(is_end).unwrap_or(text.len());
        return (end > 0).then(|| (text[..end].to_lowercase(), &text[end..]));
    };
    let mut name = String::new();
    loop {
        let end = rest.find('"')?;
        name.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                name.push('"');
                rest = after;
            }
            None => return (!name.is_empty()).then_some((name, rest)),
        }
    }
}

impl Table {
    /// Whose partition it is.
    pub fn partition(&self) -> Option<Partition> {
        self.settings.get(&SettingKey::PartitionOf).and_then(|text| Partition::parse(text))
    }

    /// The same with another parent, where that has another name now.
    pub(super) fn rename_partitioned(&mut self, name: impl Fn(&QName) -> Option<QName>) {
        let Some(partition) = self.partition() else { return };
        if let Some(of) = name(&partition.of) {
            let text = Partition { of, ..partition }.to_string();
            self.settings.insert(SettingKey::PartitionOf, text);
        }
    }
}

impl Schema {
    /// The table whose columns a table has: itself, or for a partition the one at the top.
    pub fn root<'a>(&'a self, table: &'a Table) -> &'a Table {
        let mut root = table;
        // A circle is no structure that a server has, but somebody may have declared one.
        for _ in 0..self.tables.len() {
            match root.partition().and_then(|partition| self.tables.get(&partition.of)) {
                Some(parent) => root = parent,
                None => break,
            }
        }
        root
    }

    /// A partition as it is when it is not attached: with the columns, keys, checks, foreign keys and
    /// indexes that it has from its parents, under the names that PostgreSQL gives them. `None` where
    /// it is no partition of a table that is here.
    pub(crate) fn detached(&self, table: &Table) -> Option<Table> {
        let inherited = self.inherited(table, self.tables.len())?;
        let mut plain = table.clone();
        plain.settings.retain(|key, _| {
            !matches!(key, SettingKey::PartitionOf | SettingKey::PartitionIndex(_))
        });
        let Table { columns, primary_key, uniques, checks, excludes, foreign_keys, .. } = inherited;
        plain.columns = columns;
        plain.primary_key = plain.primary_key.or(primary_key);
        plain.uniques.extend(uniques);
        plain.checks.extend(checks);
        plain.excludes.extend(excludes);
        plain.foreign_keys.extend(foreign_keys);
        plain.indexes.extend(inherited.indexes);
        for (key, value) in inherited.settings {
            plain.settings.entry(key).or_insert(value);
        }
        Some(plain)
    }

    /// A table as it is when it is attached, without all that it has from its parent then. `None` where
    /// the parent is not here.
    pub(crate) fn attached(&self, table: &Table, partition: &Partition) -> Option<Table> {
        let mut own = table.clone();
        own.settings.insert(SettingKey::PartitionOf, partition.to_string());
        // Under the names of a partition that has nothing yet, which may be those that it has.
        let bare = Table { settings: own.settings.clone(), ..Table::new(own.name.clone()) };
        let inherited = self.inherited(&bare, self.tables.len())?;
        own.columns.clear();
        // What it has from its parent keeps the name that it had.
        let mut named: Vec<(String, String)> = Vec::new();
        if let Some(key) = &inherited.primary_key {
            let was = own.primary_key.take().map(|was| was.name);
            named.extend(was.map(|was| (key.name.clone(), was)));
        }
        own.uniques.retain(|name, unique| {
            let same = inherited.uniques.values().find(|other| other.columns == unique.columns);
            named.extend(same.map(|other| (other.name.clone(), name.clone())));
            same.is_none()
        });
        own.checks.retain(|name, _| !inherited.checks.contains_key(name));
        own.excludes.retain(|_, exclude| {
            !inherited.excludes.values().any(|other| other.definition == exclude.definition)
        });
        own.foreign_keys.retain(|name, key| {
            let mut keys = inherited.foreign_keys.values();
            !keys.any(|other| super::ForeignKey { name: name.clone(), ..other.clone() } == *key)
        });
        own.indexes.retain(|name, index| {
            let same = inherited.indexes.values().find(|other| other.is_like(index));
            named.extend(same.map(|other| (other.name.clone(), name.clone())));
            same.is_none()
        });
        own.settings.retain(|key, value| inherited.settings.get(key) != Some(value));
        let settings = std::mem::take(&mut own.settings);
        own.settings = settings
            .into_iter()
            .filter(|(key, value)| {
                matches!(key.subject(), super::Subject::Table) || own.has_subject(key, value)
            })
            .collect();
        for (automatic, name) in named.into_iter().filter(|(automatic, name)| automatic != name) {
            own.settings.insert(SettingKey::PartitionIndex(automatic), name);
        }
        Some(own)
    }

    /// What a partition has from its parents.
    fn inherited(&self, table: &Table, depth: usize) -> Option<Table> {
        let partition = table.partition()?;
        let parent = self.tables.get(&partition.of)?;
        let above = depth.checked_sub(1).and_then(|depth| self.inherited(parent, depth));
        let whole = above.as_ref().unwrap_or(parent);
        let mut copy = Table::new(table.name.clone());
        copy.columns = whole.columns.iter().map(Column::handed_down).collect();
        let own = &table.name.name;
        let called = |automatic: String| {
            let said = table.settings.get(&SettingKey::PartitionIndex(automatic.clone()));
            said.cloned().unwrap_or(automatic)
        };
        for source in std::iter::once(parent).chain(&above) {
            if let Some(key) = &source.primary_key {
                let name = called(default_name::primary_key(own));
                copy.primary_key = Some(super::PrimaryKey { name, ..key.clone() });
            }
            for unique in source.uniques.values() {
                let name = default_name::unique(own, &unique.columns);
                let name = called(free(name, |name| copy.uniques.contains_key(name)));
                copy.uniques.insert(name.clone(), super::Unique { name, ..unique.clone() });
            }
            let checks = source.checks.values().filter(|check| !check.no_inherit);
            copy.checks.extend(checks.map(|check| (check.name.clone(), check.clone())));
            for exclude in source.excludes.values() {
                let name =
                    free(default_name::exclude(own), |name| copy.excludes.contains_key(name));
                copy.excludes.insert(name.clone(), super::Exclude { name, ..exclude.clone() });
            }
            let keys = source.foreign_keys.iter();
            copy.foreign_keys.extend(keys.map(|(name, key)| (name.clone(), key.clone())));
            for index in source.indexes.values() {
                let taken = |name: &str| {
                    copy.indexes.contains_key(name) || table.indexes.contains_key(name)
                };
                let name = called(free(default_name::inherited_index(own, index), taken));
                copy.indexes.insert(name.clone(), Index { name, ..index.clone() });
            }
            let settings = source.settings.iter().filter(|(key, _)| {
                matches!(key, SettingKey::ColumnStorage(_) | SettingKey::ColumnCompression(_))
            });
            copy.settings.extend(settings.map(|(key, value)| (key.clone(), value.clone())));
        }
        Some(copy)
    }
}

/// The name, with a number behind it where it is taken.
fn free(name: String, taken: impl Fn(&str) -> bool) -> String {
    let numbered = (1..).map(|number: u32| format!("{name}{number}"));
    std::iter::once(name.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::{IndexColumn, IndexKey};
    use super::*;

    #[test]
    fn what_is_detached_and_attached_again_is_as_it_was() {
        let mut parent = Table::new("events");
        parent.columns.extend(["id", "at", "note"].map(|name| Column::new(name, "text")));
        let key = vec!["id".to_owned(), "at".to_owned()];
        parent.primary_key = Some(super::super::PrimaryKey {
            name: "k".to_owned(),
            columns: key,
            include: Vec::new(),
            deferral: super::super::Deferral::NotDeferrable,
            without_overlaps: false,
        });
        for (name, key) in [("a", "note"), ("b", "note"), ("c", "lower(note)")] {
            let key = match key.contains('(') {
                true => IndexKey::Expression(super::super::Expr(key.to_owned())),
                false => IndexKey::Column(key.to_owned()),
            };
            let index = Index { unique: name == "b", ..Index::new(name) };
            let columns = vec![IndexColumn::new(key)];
            parent.indexes.insert(name.to_owned(), Index { columns, ..index });
        }
        parent.settings.insert(SettingKey::PartitionBy, "RANGE (at)".to_owned());
        let mut part = Table::new("events_1");
        part.settings.insert(SettingKey::PartitionOf, "events DEFAULT".to_owned());
        let own = Index {
            columns: vec![IndexColumn::new(IndexKey::Column("at".to_owned()))],
            ..Index::new("own")
        };
        part.indexes.insert("own".to_owned(), own);
        let tables = [parent, part.clone()].map(|table| (table.name.clone(), table));
        let schema = Schema { tables: tables.into_iter().collect(), ..Schema::default() };
        let plain = schema.detached(&part).expect("its parent is there");
        let names: Vec<&str> = plain.indexes.keys().map(String::as_str).collect();
        assert_eq!(names, ["events_1_lower_idx", "events_1_note_idx", "events_1_note_idx1", "own"]);
        let partition = part.partition().expect("it is one");
        assert_eq!(schema.attached(&plain, &partition), Some(part));
    }

    #[test]
    fn a_partition_is_read_as_it_is_written() {
        for of in [QName::new("orders"), QName::in_schema("A.b", "c \"d\" FOR"), QName::new("for")]
        {
            let partition = Partition { of, bound: "FOR VALUES IN ('a')".to_owned() };
            assert_eq!(Partition::parse(&partition.to_string()), Some(partition));
        }
        for text in ["", "orders", "orders ", "\"orders", ".orders DEFAULT"] {
            assert_eq!(Partition::parse(text), None, "{text}");
        }
    }
}
