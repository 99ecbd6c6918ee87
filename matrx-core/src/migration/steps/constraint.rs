use super::recorder::{LastOp, Steps};
use crate::migration::{CheckDef, ForeignKeyDef, PrimaryKeyDef, UniqueDef, primary_key};
use crate::name::QName;
use crate::op::Op;
use crate::schema::{Check, Exclude, Expr};

impl Steps {
    /// ADD PRIMARY KEY.
    pub fn add_primary_key(&mut self, table: impl Into<QName>, name: &str, columns: &[&str]) {
        self.add_primary_key_constraint(table, primary_key(name, columns));
    }

    /// ADD PRIMARY KEY with options.
    pub fn add_primary_key_constraint(&mut self, table: impl Into<QName>, key: PrimaryKeyDef) {
        self.push(Op::AddPrimaryKey { table: table.into(), key: key.0 });
    }

    /// DROP CONSTRAINT of a primary key.
    pub fn drop_primary_key(
        &mut self,
        table: impl Into<QName>,
        name: &str,
    ) -> DroppedPrimaryKey<'_> {
        let op = Op::DropPrimaryKey { table: table.into(), name: name.to_owned(), was: None };
        DroppedPrimaryKey(self.push(op))
    }

    /// ADD UNIQUE.
    pub fn add_unique(&mut self, table: impl Into<QName>, unique: UniqueDef) {
        self.push(Op::AddUnique { table: table.into(), unique: unique.0 });
    }

    /// DROP CONSTRAINT of a unique constraint.
    pub fn drop_unique(&mut self, table: impl Into<QName>, name: &str) -> DroppedUnique<'_> {
        let op = Op::DropUnique { table: table.into(), name: name.to_owned(), was: None };
        DroppedUnique(self.push(op))
    }

    /// ADD CHECK.
    pub fn add_check(&mut self, table: impl Into<QName>, name: &str, expr: &str) {
        let check = Check::new(name.to_owned(), Expr::from(expr));
        self.push(Op::AddCheck { table: table.into(), check });
    }

    /// ADD CHECK with options.
    pub fn add_check_constraint(&mut self, table: impl Into<QName>, check: CheckDef) {
        self.push(Op::AddCheck { table: table.into(), check: check.0 });
    }

    /// `ADD EXCLUDE`: `add_exclude("rooms", "name", "USING gist (room WITH =, during WITH &&)")`.
    pub fn add_exclude(&mut self, table: impl Into<QName>, name: &str, definition: &str) {
        let exclude = Exclude { name: name.to_owned(), definition: Expr::from(definition) };
        self.push(Op::AddExclude { table: table.into(), exclude });
    }

    /// DROP CONSTRAINT of an exclusion constraint.
    pub fn drop_exclude(&mut self, table: impl Into<QName>, name: &str) -> DroppedExclude<'_> {
        let op = Op::DropExclude { table: table.into(), name: name.to_owned(), was: None };
        DroppedExclude(self.push(op))
    }

    /// VALIDATE CONSTRAINT, of one that is NOT VALID.
    pub fn validate_constraint(&mut self, table: impl Into<QName>, name: &str) {
        self.push(Op::ValidateConstraint { table: table.into(), name: name.to_owned() });
    }

    /// DROP CONSTRAINT of a check.
    pub fn drop_check(&mut self, table: impl Into<QName>, name: &str) -> DroppedCheck<'_> {
        let op = Op::DropCheck { table: table.into(), name: name.to_owned(), was: None };
        DroppedCheck(self.push(op))
    }

    /// ADD FOREIGN KEY.
    pub fn add_foreign_key(&mut self, table: impl Into<QName>, key: ForeignKeyDef) {
        self.push(Op::AddForeignKey { table: table.into(), key: key.0 });
    }

    /// DROP CONSTRAINT of a foreign key.
    pub fn drop_foreign_key(
        &mut self,
        table: impl Into<QName>,
        name: &str,
    ) -> DroppedForeignKey<'_> {
        let op = Op::DropForeignKey { table: table.into(), name: name.to_owned(), was: None };
        DroppedForeignKey(self.push(op))
    }

    /// RENAME CONSTRAINT, of any kind.
    pub fn rename_constraint(&mut self, table: impl Into<QName>, from: &str, to: &str) {
        let (from, to) = (from.to_owned(), to.to_owned());
        self.push(Op::RenameConstraint { table: table.into(), from, to });
    }
}

/// A dropped primary key.
#[derive(Debug)]
pub struct DroppedPrimaryKey<'a>(LastOp<'a>);

impl DroppedPrimaryKey<'_> {
    /// The key that it was, with options, for the way back.
    pub fn was_constraint(mut self, key: PrimaryKeyDef) {
        if let Some(Op::DropPrimaryKey { was, .. }) = self.0.get() {
            *was = Some(key.0);
        }
    }

    /// The columns that it had, for the way back.
    pub fn was(mut self, columns: &[&str]) {
        if let Some(Op::DropPrimaryKey { name, was, .. }) = self.0.get() {
            *was = Some(primary_key(name, columns).0);
        }
    }
}

/// A dropped exclusion constraint.
#[derive(Debug)]
pub struct DroppedExclude<'a>(LastOp<'a>);

impl DroppedExclude<'_> {
    /// The definition that it had, for the way back.
    pub fn was(mut self, definition: &str) {
        if let Some(Op::DropExclude { name, was, .. }) = self.0.get() {
            *was = Some(Exclude { name: name.clone(), definition: Expr::from(definition) });
        }
    }
}

/// A dropped unique constraint.
#[derive(Debug)]
pub struct DroppedUnique<'a>(LastOp<'a>);

impl DroppedUnique<'_> {
    /// The constraint that it was, for the way back.
    pub fn was(mut self, unique: UniqueDef) {
        if let Some(Op::DropUnique { was, .. }) = self.0.get() {
            *was = Some(unique.0);
        }
    }
}

/// A dropped check.
#[derive(Debug)]
pub struct DroppedCheck<'a>(LastOp<'a>);

impl DroppedCheck<'_> {
    /// The check that it was, with options, for the way back.
    pub fn was_constraint(mut self, check: CheckDef) {
        if let Some(Op::DropCheck { was, .. }) = self.0.get() {
            *was = Some(check.0);
        }
    }

    /// The condition that it had, for the way back.
    pub fn was(mut self, expr: &str) {
        if let Some(Op::DropCheck { name, was, .. }) = self.0.get() {
            *was = Some(Check::new(name.clone(), Expr::from(expr)));
        }
    }
}

/// A dropped foreign key.
#[derive(Debug)]
pub struct DroppedForeignKey<'a>(LastOp<'a>);

impl DroppedForeignKey<'_> {
    /// The foreign key that it was, for the way back.
    pub fn was(mut self, key: ForeignKeyDef) {
        if let Some(Op::DropForeignKey { was, .. }) = self.0.get() {
            *was = Some(key.0);
        }
    }
}
