//! A manager's code names everything by its full path, and warns of nothing: not of what is not used, and
//! not of missing documentation.

#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub, unused_qualifications)]

extern crate matrx_core as renamed;

type Text = ::std::string::String;

/// A private one, with a field for each word that the macro uses itself.
#[derive(renamed::Model)]
#[model(crate = renamed, manager(derive(Debug)), unique(executor, values, row))]
struct Team {
    #[column(primary_key, identity = always)]
    id: i64,
    #[column(unique)]
    executor: Text,
    values: i32,
    #[column(default = "1")]
    row: i32,
    #[column(unique)]
    r#type: ::std::option::Option<i32>,
}

impl<'r> ::sqlx::FromRow<'r, ::sqlx::postgres::PgRow> for Team {
    fn from_row(_: &'r ::sqlx::postgres::PgRow) -> ::sqlx::Result<Self> {
        ::std::result::Result::Err(::sqlx::Error::RowNotFound)
    }
}

mod inner {
    //! Of several visibilities.

    #[derive(crate::renamed::Model)]
    #[model(crate = crate::renamed, manager = Members, primary_key(team, no))]
    pub(crate) struct Member {
        pub(crate) team: i64,
        pub(super) no: i32,
        #[column(unique)]
        secret: Secret,
    }

    /// Nobody else's.
    struct Secret;

    impl ::sqlx::Type<::sqlx::Postgres> for Secret {
        fn type_info() -> ::sqlx::postgres::PgTypeInfo {
            <i32 as ::sqlx::Type<::sqlx::Postgres>>::type_info()
        }
    }

    impl ::sqlx::Encode<'_, ::sqlx::Postgres> for Secret {
        fn encode_by_ref(
            &self,
            buffer: &mut ::sqlx::postgres::PgArgumentBuffer,
        ) -> ::std::result::Result<::sqlx::encode::IsNull, ::sqlx::error::BoxDynError> {
            <i32 as ::sqlx::Encode<'_, ::sqlx::Postgres>>::encode_by_ref(&1, buffer)
        }
    }

    impl<'r> ::sqlx::FromRow<'r, ::sqlx::postgres::PgRow> for Member {
        fn from_row(_: &'r ::sqlx::postgres::PgRow) -> ::sqlx::Result<Self> {
            ::std::result::Result::Ok(Self { team: 1, no: 1, secret: Secret })
        }
    }
}

fn main() {
    let pool = ::sqlx::postgres::PgPoolOptions::new();
    let _ = async || {
        let pool = pool.connect("").await?;
        inner::Members.get(&pool, (1, 2)).await?;
        TeamManager.find_by_executor_and_values_and_row(&pool, "x", 1, 2).await
    };
}
