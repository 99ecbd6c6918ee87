use super::{CheckDef, ColumnDef, ForeignKeyDef, IndexDef, PrimaryKeyDef, UniqueDef, primary_key};
use crate::name::QName;
use crate::schema::{Check, Exclude, Expr, SettingKey, Table};

/// A table, as a migration file writes it.
#[derive(Clone, Debug)]
pub struct TableDef(pub(crate) Table);

/// A table without columns.
pub fn table(name: impl Into<QName>) -> TableDef {
    TableDef(Table::new(name))
}

impl TableDef {
    /// A column, after those before it.
    pub fn column(mut self, column: ColumnDef) -> Self {
        self.0.columns.push(column.0);
        self
    }

    /// PRIMARY KEY.
    pub fn primary_key(mut self, name: &str, columns: &[&str]) -> Self {
        self.0.primary_key = Some(primary_key(name, columns).0);
        self
    }

    /// UNIQUE.
    pub fn unique(mut self, unique: UniqueDef) -> Self {
        self.0.uniques.insert(unique.0.name.clone(), unique.0);
        self
    }

    /// CHECK.
    pub fn check(mut self, name: &str, expr: &str) -> Self {
        let check = Check::new(name.to_owned(), Expr::from(expr));
        self.0.checks.insert(name.to_owned(), check);
        self
    }

    /// PRIMARY KEY with options.
    pub fn primary_key_constraint(mut self, key: PrimaryKeyDef) -> Self {
        self.0.primary_key = Some(key.0);
        self
    }

    /// CHECK with options.
    pub fn check_constraint(mut self, check: CheckDef) -> Self {
        self.0.checks.insert(check.0.name.clone(), check.0);
        self
    }

    /// EXCLUDE: `exclude("name", "USING gist (room WITH =, during WITH &&)")`.
    pub fn exclude(mut self, name: &str, definition: &str) -> Self {
        let exclude = Exclude { name: name.to_owned(), definition: Expr::from(definition) };
        self.0.excludes.insert(name.to_owned(), exclude);
        self
    }

    /// COMMENT ON TABLE.
    pub fn comment(mut self, text: &str) -> Self {
        self.0.comment = Some(text.to_owned());
        self
    }

    /// A property beside the structure: `setting(unlogged(), "on")`.
    pub fn setting(mut self, key: SettingKey, value: &str) -> Self {
        self.0.settings.insert(key, value.to_owned());
        self
    }

    /// PARTITION BY: `partition_by("RANGE (created_at)")`.
    pub fn partition_by(self, key: &str) -> Self {
        self.setting(SettingKey::PartitionBy, key)
    }

    /// PARTITION OF, with the bound behind the table: `partition_of("orders FOR VALUES IN (1)")`.
    pub fn partition_of(self, partition: &str) -> Self {
        self.setting(SettingKey::PartitionOf, partition)
    }

    /// INHERITS: `inherits("animals")`. The columns of the parents are not said again.
    pub fn inherits(self, parents: &str) -> Self {
        self.setting(SettingKey::Inherits, parents)
    }

    /// FOREIGN KEY, in the picture of a dropped table. Creating one is a step of its own.
    pub fn foreign_key(mut self, key: ForeignKeyDef) -> Self {
        self.0.foreign_keys.insert(key.0.name.clone(), key.0);
        self
    }

    /// An index, in the picture of a dropped table. Creating one is a step of its own.
    pub fn index(mut self, index: IndexDef) -> Self {
        self.0.indexes.insert(index.index.name.clone(), index.index);
        self
    }
}
