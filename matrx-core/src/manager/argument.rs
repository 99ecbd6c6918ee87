use std::marker::PhantomData;

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArgumentBuffer, PgTypeInfo};
use sqlx::{Encode, Postgres, Type};

use super::Binder;

/// What sqlx can bind.
pub trait Value: for<'q> Encode<'q, Postgres> + Type<Postgres> {}

impl<T: for<'q> Encode<'q, Postgres> + Type<Postgres>> Value for T {}

/// A value for a column of the Rust type `T`: one, a reference to one, or a `&str` for a `String`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value of a column of the type `{T}`",
    label = "neither a `{T}` nor a reference to one",
    note = "a `String` may be given as `&str`, a `Vec<u8>` as `&[u8]`, the values of a key of several \
            columns as a tuple; NULL is asked for by `is_null()`"
)]
pub trait Argument<T> {
    /// Sends it.
    fn bind(&self, to: &mut Binder);
}

impl<T: Value> Argument<T> for T {
    fn bind(&self, to: &mut Binder) {
        to.push(self);
    }
}

impl<T: Value> Argument<T> for &T {
    fn bind(&self, to: &mut Binder) {
        to.push(*self);
    }
}

impl Argument<String> for &str {
    fn bind(&self, to: &mut Binder) {
        to.push(*self);
    }
}

impl Argument<Vec<u8>> for &[u8] {
    fn bind(&self, to: &mut Binder) {
        to.push(*self);
    }
}

/// A key of several columns: `Composite<(A, B)>` is given as `(A, B)`.
#[derive(Debug)]
pub struct Composite<T>(PhantomData<T>);

macro_rules! tuples {
    ($($column:ident $value:ident),+) => {
        impl<$($column, $value: Argument<$column>),+> Argument<Composite<($($column,)+)>>
            for ($($value,)+)
        {
            fn bind(&self, to: &mut Binder) {
                #[expect(non_snake_case, reason = "a value is called as its type is")]
                let ($($value,)+) = self;
                $($value.bind(to);)+
            }
        }
    };
}

tuples!(A1 A, B1 B);
tuples!(A1 A, B1 B, C1 C);
tuples!(A1 A, B1 B, C1 C, D1 D);
tuples!(A1 A, B1 B, C1 C, D1 D, E1 E);
tuples!(A1 A, B1 B, C1 C, D1 D, E1 E, F1 F);
tuples!(A1 A, B1 B, C1 C, D1 D, E1 E, F1 F, G1 G);
tuples!(A1 A, B1 B, C1 C, D1 D, E1 E, F1 F, G1 G, H1 H);

/// A value or NULL that may borrow: sqlx's own `Option` cannot be bound then.
#[doc(hidden)]
#[derive(Debug)]
pub struct Nullable<T>(pub Option<T>);

impl<'q, T: Encode<'q, Postgres> + Type<Postgres>> Encode<'q, Postgres> for Nullable<T> {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        self.0.as_ref().map_or(Ok(IsNull::Yes), |value| value.encode_by_ref(buffer))
    }

    fn produces(&self) -> Option<PgTypeInfo> {
        self.0.as_ref().and_then(Encode::produces)
    }
}

impl<T: Type<Postgres>> Type<Postgres> for Nullable<T> {
    fn type_info() -> PgTypeInfo {
        T::type_info()
    }
}
