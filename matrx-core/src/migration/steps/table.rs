use super::recorder::{LastOp, SetComment, Steps};
use crate::migration::TableDef;
use crate::name::QName;
use crate::op::Op;
use crate::schema::SettingKey;

impl Steps {
    /// CREATE SCHEMA.
    pub fn create_schema(&mut self, name: &str) {
        self.push(Op::CreateSchema { name: name.to_owned() });
    }

    /// DROP SCHEMA, of an empty one.
    pub fn drop_schema(&mut self, name: &str) {
        self.push(Op::DropSchema { name: name.to_owned() });
    }

    /// ALTER SCHEMA … RENAME TO: what is in it keeps its names and comes along.
    pub fn rename_schema(&mut self, from: &str, to: &str) {
        self.push(Op::RenameSchema { from: from.to_owned(), to: to.to_owned() });
    }

    /// COMMENT ON SCHEMA.
    pub fn set_schema_comment(&mut self, name: &str, text: &str) -> SetComment<'_> {
        let (name, to) = (name.to_owned(), Some(text.to_owned()));
        SetComment(self.push(Op::SetSchemaComment { name, was: None, to }))
    }

    /// COMMENT ON SCHEMA … IS NULL.
    pub fn drop_schema_comment(&mut self, name: &str) -> SetComment<'_> {
        let name = name.to_owned();
        SetComment(self.push(Op::SetSchemaComment { name, was: None, to: None }))
    }

    /// CREATE TABLE. Its indexes, then its foreign keys, follow as steps of their own.
    pub fn create_table(&mut self, table: TableDef) {
        let mut table = table.0;
        let name = table.name.clone();
        let indexes = std::mem::take(&mut table.indexes);
        let keys = std::mem::take(&mut table.foreign_keys);
        self.push(Op::CreateTable { table });
        for index in indexes.into_values() {
            self.push(Op::CreateIndex { table: name.clone(), index });
        }
        for key in keys.into_values() {
            self.push(Op::AddForeignKey { table: name.clone(), key });
        }
    }

    /// DROP TABLE.
    pub fn drop_table(&mut self, name: impl Into<QName>) -> DroppedTable<'_> {
        DroppedTable(self.push(Op::DropTable { name: name.into(), was: None }))
    }

    /// `ALTER TABLE from RENAME TO to`.
    pub fn rename_table(&mut self, from: impl Into<QName>, to: &str) {
        self.push(Op::RenameTable { from: from.into(), to: to.to_owned() });
    }

    /// `ALTER TABLE from SET SCHEMA schema`.
    pub fn move_table(&mut self, from: impl Into<QName>, schema: &str) {
        self.push(Op::MoveTable { from: from.into(), to: Some(schema.to_owned()) });
    }

    /// `ALTER TABLE from SET SCHEMA …`, to the default schema of the run.
    pub fn move_table_to_default_schema(&mut self, from: impl Into<QName>) {
        self.push(Op::MoveTable { from: from.into(), to: None });
    }

    /// A property of a table, or of a column, a constraint or an index of it.
    pub fn set_table_setting(
        &mut self,
        table: impl Into<QName>,
        key: SettingKey,
        value: &str,
    ) -> SetSetting<'_> {
        let (table, to) = (table.into(), Some(value.to_owned()));
        SetSetting(self.push(Op::SetTableSetting { table, key, was: None, to }))
    }

    /// The same property back to PostgreSQL's default.
    pub fn reset_table_setting(
        &mut self,
        table: impl Into<QName>,
        key: SettingKey,
    ) -> SetSetting<'_> {
        let table = table.into();
        SetSetting(self.push(Op::SetTableSetting { table, key, was: None, to: None }))
    }

    /// ATTACH PARTITION: the table becomes a partition of the one that is named, with the bound behind it:
    /// `m.attach_partition("orders_2026", "orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')")`.
    pub fn attach_partition(&mut self, table: impl Into<QName>, partition: &str) {
        let (table, to) = (table.into(), Some(partition.to_owned()));
        let key = SettingKey::PartitionOf;
        self.push(Op::SetTableSetting { table, key, was: None, to });
    }

    /// DETACH PARTITION; what it is a partition of, and with which bound, is for the way back.
    pub fn detach_partition(&mut self, table: impl Into<QName>, partition: &str) {
        let (table, was) = (table.into(), Some(partition.to_owned()));
        let key = SettingKey::PartitionOf;
        self.push(Op::SetTableSetting { table, key, was, to: None });
    }

    /// COMMENT ON TABLE.
    pub fn set_table_comment(&mut self, table: impl Into<QName>, text: &str) -> SetComment<'_> {
        let to = Some(text.to_owned());
        SetComment(self.push(Op::SetTableComment { table: table.into(), was: None, to }))
    }

    /// `COMMENT ON TABLE … IS NULL`.
    pub fn drop_table_comment(&mut self, table: impl Into<QName>) -> SetComment<'_> {
        SetComment(self.push(Op::SetTableComment { table: table.into(), was: None, to: None }))
    }
}

/// A setting that was given another value.
#[derive(Debug)]
pub struct SetSetting<'a>(LastOp<'a>);

impl SetSetting<'_> {
    /// The value that stood there before, for the way back.
    pub fn was(mut self, value: &str) {
        if let Some(Op::SetTableSetting { was, .. }) = self.0.get() {
            *was = Some(value.to_owned());
        }
    }
}

/// A dropped table.
#[derive(Debug)]
pub struct DroppedTable<'a>(LastOp<'a>);

impl DroppedTable<'_> {
    /// The table that it was, for the way back.
    pub fn was(mut self, table: TableDef) {
        if let Some(Op::DropTable { was, .. }) = self.0.get() {
            *was = Some(Box::new(table.0));
        }
    }
}
