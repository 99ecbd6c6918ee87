use std::fmt;
use std::marker::PhantomData;

use sqlx::postgres::PgHasArrayType;

use super::text::Text;
use super::{Argument, Binder, Managed, Value};

/// A column of the model `M` whose values have the Rust type `T`: `Users::EMAIL`.
pub struct Column<M, T> {
    name: &'static str,
    of: PhantomData<fn() -> (M, T)>,
}

impl<M, T> Clone for Column<M, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M, T> Copy for Column<M, T> {}

impl<M, T> fmt::Debug for Column<M, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Column").field(&self.name).finish()
    }
}

impl<M, T> Column<M, T> {
    /// The column of this name.
    #[doc(hidden)]
    pub const fn new(name: &'static str) -> Self {
        Self { name, of: PhantomData }
    }

    /// Its name in the database.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Ascending, NULL last.
    pub const fn asc(self) -> Order<M> {
        Order { name: self.name, descending: false, of: PhantomData }
    }

    /// Descending, NULL first.
    pub const fn desc(self) -> Order<M> {
        Order { name: self.name, descending: true, of: PhantomData }
    }

    /// Has no value.
    pub fn is_null<'v>(self) -> Condition<'v, M> {
        self.condition(Test::Null)
    }

    /// Has a value.
    pub fn is_not_null<'v>(self) -> Condition<'v, M> {
        self.condition(Test::NotNull)
    }

    /// Has this value. NULL has none.
    pub fn eq<'v>(self, value: impl Argument<T> + Send + 'v) -> Condition<'v, M>
    where
        T: 'v,
    {
        self.compare(Operator::Equal, value)
    }

    /// Has another value, or none: exactly the rows that [`eq`](Self::eq) leaves out.
    pub fn ne<'v>(self, value: impl Argument<T> + Send + 'v) -> Condition<'v, M>
    where
        T: 'v,
    {
        self.compare(Operator::Distinct, value)
    }

    /// Has a value below this.
    pub fn lt<'v>(self, value: impl Argument<T> + Send + 'v) -> Condition<'v, M>
    where
        T: 'v,
    {
        self.compare(Operator::Less, value)
    }

    /// Has this value or one below.
    pub fn le<'v>(self, value: impl Argument<T> + Send + 'v) -> Condition<'v, M>
    where
        T: 'v,
    {
        self.compare(Operator::LessOrEqual, value)
    }

    /// Has a value above this.
    pub fn gt<'v>(self, value: impl Argument<T> + Send + 'v) -> Condition<'v, M>
    where
        T: 'v,
    {
        self.compare(Operator::Greater, value)
    }

    /// Has this value or one above.
    pub fn ge<'v>(self, value: impl Argument<T> + Send + 'v) -> Condition<'v, M>
    where
        T: 'v,
    {
        self.compare(Operator::GreaterOrEqual, value)
    }

    /// Has this value, or none where this is `None`.
    pub fn is<'v>(self, value: Option<impl Argument<T> + Send + 'v>) -> Condition<'v, M>
    where
        T: 'v,
    {
        match value {
            Some(value) => self.eq(value),
            None => self.is_null(),
        }
    }

    /// Has one of these values; of none, no row.
    pub fn one_of<'v>(self, values: impl IntoIterator<Item = T>) -> Condition<'v, M>
    where
        T: Value + PgHasArrayType + Send + 'v,
        Vec<T>: Value,
    {
        let values: Vec<T> = values.into_iter().collect();
        self.compare_as(Operator::OneOf, move |to| {
            to.push(&values);
        })
    }

    fn compare<'v>(
        self,
        operator: Operator,
        value: impl Argument<T> + Send + 'v,
    ) -> Condition<'v, M>
    where
        T: 'v,
    {
        self.compare_as(operator, move |to| to.bind(&value))
    }

    fn compare_as<'v>(
        self,
        operator: Operator,
        bind: impl FnOnce(&mut Binder) + Send + 'v,
    ) -> Condition<'v, M> {
        self.condition(Test::Compare(operator, Box::new(bind)))
    }

    fn condition<'v>(self, test: Test<'v>) -> Condition<'v, M> {
        Condition { name: self.name, test, of: PhantomData }
    }
}

#[derive(Clone, Copy)]
enum Operator {
    Equal,
    Distinct,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    OneOf,
}

enum Test<'v> {
    Null,
    NotNull,
    Compare(Operator, Box<dyn FnOnce(&mut Binder) + Send + 'v>),
}

/// What holds of a row: `Users::EMAIL.eq("ada@example.org")`.
#[must_use = "a condition does nothing before `filter`"]
pub struct Condition<'v, M> {
    name: &'static str,
    test: Test<'v>,
    of: PhantomData<fn() -> M>,
}

impl<M> fmt::Debug for Condition<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Condition").field(&self.name).finish()
    }
}

impl<M: Managed> Condition<'_, M> {
    /// `None` where the model has no such column, which its constants cannot say.
    pub(super) fn sql(self, text: &Text, to: &mut Binder) -> Option<String> {
        let column = &text.columns[text.place(self.name)?];
        let sql = &column.sql;
        let (operator, bind) = match self.test {
            Test::Null => return Some(format!("{sql} IS NULL")),
            Test::NotNull => return Some(format!("{sql} IS NOT NULL")),
            Test::Compare(operator, bind) => (operator, bind),
        };
        bind(to);
        let number = to.count();
        let operator = match operator {
            Operator::OneOf => return Some(format!("{sql} = ANY ({})", column.array(number))),
            Operator::Equal => "=",
            Operator::Distinct => "IS DISTINCT FROM",
            Operator::Less => "<",
            Operator::LessOrEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterOrEqual => ">=",
        };
        Some(format!("{sql} {operator} {}", column.operand(number)))
    }
}

/// By what rows are ordered: `Users::CREATED_AT.desc()`.
#[must_use = "an order does nothing before `order`"]
pub struct Order<M> {
    pub(super) name: &'static str,
    pub(super) descending: bool,
    of: PhantomData<fn() -> M>,
}

impl<M> fmt::Debug for Order<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Order")
            .field("column", &self.name)
            .field("descending", &self.descending)
            .finish()
    }
}
