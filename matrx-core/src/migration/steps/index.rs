use super::recorder::{LastOp, Steps};
use crate::migration::IndexDef;
use crate::name::QName;
use crate::op::Op;

impl Steps {
    /// CREATE INDEX.
    pub fn create_index(&mut self, index: IndexDef) {
        self.push(Op::CreateIndex { table: index.table, index: index.index });
    }

    /// DROP INDEX; [`DroppedIndex::on`] names its table, whose schema it lives in.
    pub fn drop_index(&mut self, name: &str) -> DroppedIndex<'_> {
        let op = Op::DropIndex {
            table: QName::new(""),
            name: name.to_owned(),
            concurrently: false,
            was: None,
        };
        DroppedIndex(self.push(op))
    }

    /// `ALTER INDEX from RENAME TO to`.
    pub fn rename_index(&mut self, table: impl Into<QName>, from: &str, to: &str) {
        let (from, to) = (from.to_owned(), to.to_owned());
        self.push(Op::RenameIndex { table: table.into(), from, to });
    }
}

/// A dropped index.
#[derive(Debug)]
pub struct DroppedIndex<'a>(LastOp<'a>);

impl DroppedIndex<'_> {
    /// The table. Without it the index lives in the default schema.
    pub fn on(mut self, name: impl Into<QName>) -> Self {
        if let Some(Op::DropIndex { table, .. }) = self.0.get() {
            *table = name.into();
        }
        self
    }

    /// CONCURRENTLY: outside of a transaction.
    pub fn concurrently(mut self) -> Self {
        if let Some(Op::DropIndex { concurrently, .. }) = self.0.get() {
            *concurrently = true;
        }
        self
    }

    /// The index that it was, for the way back.
    pub fn was(mut self, index: IndexDef) {
        if let Some(Op::DropIndex { was, .. }) = self.0.get() {
            *was = Some(Box::new(index.index));
        }
    }
}
