use matrx_core::Model;

#[derive(Model)]
#[model(embedded)]
struct Address {
    street: String,
}

#[derive(Model)]
#[model(manager)]
struct User {
    #[column(primary_key)]
    id: i64,
    #[sqlx(flatten)]
    address: Address,
}

impl<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow> for User {
    fn from_row(_: &'r sqlx::postgres::PgRow) -> sqlx::Result<Self> {
        Err(sqlx::Error::RowNotFound)
    }
}

fn main() {}
