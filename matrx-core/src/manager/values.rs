use sqlx::Arguments as _;
use sqlx::error::BoxDynError;
use sqlx::postgres::PgArguments;

use super::{Argument, Value};

/// The arguments of one statement, in the order of their numbers.
#[derive(Debug, Default)]
pub struct Binder {
    arguments: PgArguments,
    count: usize,
    error: Option<BoxDynError>,
}

impl Binder {
    /// Adds a value and returns its number, `$1` being 1. What cannot be encoded fails the statement,
    /// before it is sent.
    pub fn push<T: Value>(&mut self, value: T) -> usize {
        if let Err(error) = self.arguments.add(value) {
            self.error.get_or_insert(error);
        }
        self.count += 1;
        self.count
    }

    pub(super) fn bind<T>(&mut self, value: &impl Argument<T>) {
        value.bind(self);
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn finish(self) -> Result<PgArguments, BoxDynError> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.arguments),
        }
    }
}

/// What becomes of a column in one statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// It is not in the statement.
    Left,
    /// DEFAULT.
    Default,
    /// The argument of this number.
    Bound(usize),
}

/// The values of a record, column by column in the table's order, of which a statement takes some.
#[derive(Debug)]
pub struct Values<'b> {
    to: &'b mut Binder,
    /// Whether the statement takes the column, for each.
    wanted: &'b [bool],
    slots: Vec<Slot>,
}

impl<'b> Values<'b> {
    pub(super) fn new(to: &'b mut Binder, wanted: &'b [bool]) -> Self {
        Self { to, wanted, slots: Vec::new() }
    }

    pub(super) fn into_slots(self) -> Vec<Slot> {
        self.slots
    }

    /// The next column has this value.
    pub fn add<T: Value>(&mut self, value: T) {
        self.maybe(Some(value));
    }

    /// The next column has this value, or its default.
    pub fn maybe<T: Value>(&mut self, value: Option<T>) {
        let slot = match value {
            _ if self.wanted.get(self.slots.len()) != Some(&true) => Slot::Left,
            Some(value) => Slot::Bound(self.to.push(value)),
            None => Slot::Default,
        };
        self.slots.push(slot);
    }

    /// The next column has this value, if the field's could be made into it.
    pub fn converted<T: Value, E: Into<BoxDynError>>(&mut self, value: Result<T, E>) {
        self.maybe_converted(Some(value));
    }

    /// The same, or its default.
    pub fn maybe_converted<T: Value, E: Into<BoxDynError>>(&mut self, value: Option<Result<T, E>>) {
        match value.transpose() {
            Ok(value) => self.maybe(value),
            Err(error) => {
                self.to.error.get_or_insert(error.into());
                self.omit();
            }
        }
    }

    /// The next columns are those of an embedded struct that the field could be made into.
    pub fn embedded<T: super::Fields, E: Into<BoxDynError>>(&mut self, value: Result<T, E>) {
        match value {
            Ok(value) => value.bind(self),
            Err(error) => {
                self.to.error.get_or_insert(error.into());
            }
        }
    }

    /// The next column is never given.
    pub fn omit(&mut self) {
        self.slots.push(Slot::Left);
    }
}
