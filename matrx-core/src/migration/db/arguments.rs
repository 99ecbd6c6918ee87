use sqlx::error::BoxDynError;
use sqlx::postgres::PgArguments;
use sqlx::{Arguments as _, Encode, Postgres, Type};

/// The arguments of a command: a tuple of values that sqlx can bind, or `()`.
pub trait Arguments {
    /// The values as they are sent.
    fn encode(self) -> Result<PgArguments, BoxDynError>;
}

impl Arguments for () {
    fn encode(self) -> Result<PgArguments, BoxDynError> {
        Ok(PgArguments::default())
    }
}

/// For commands whose number of arguments is known at run time only.
impl Arguments for PgArguments {
    fn encode(self) -> Result<PgArguments, BoxDynError> {
        Ok(self)
    }
}

macro_rules! tuples {
    ($($name:ident)+) => {
        impl<$($name),+> Arguments for ($($name,)+)
        where
            $($name: for<'t> Encode<'t, Postgres> + Type<Postgres>),+
        {
            fn encode(self) -> Result<PgArguments, BoxDynError> {
                #[expect(non_snake_case, reason = "a value is called as its type is")]
                let ($($name,)+) = self;
                let mut arguments = PgArguments::default();
                $(arguments.add($name)?;)+
                Ok(arguments)
            }
        }
    };
}

tuples!(A);
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);
tuples!(A B C D E F G);
tuples!(A B C D E F G H);
tuples!(A B C D E F G H I);
tuples!(A B C D E F G H I J);
tuples!(A B C D E F G H I J K);
tuples!(A B C D E F G H I J K L);
