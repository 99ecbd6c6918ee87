use matrx_core::Model;

#[derive(Model)]
#[model(manager = Users)]
struct User {
    #[column(primary_key, identity = always)]
    id: i64,
    #[column(unique)]
    email: String,
    #[column(unique)]
    phone: String,
}

impl<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow> for User {
    fn from_row(row: &'r sqlx::postgres::PgRow) -> sqlx::Result<Self> {
        use sqlx::Row;
        Ok(Self { id: row.try_get("id")?, email: row.try_get("email")?, phone: row.try_get("phone")? })
    }
}

async fn write(pool: &sqlx::PgPool, user: NewUser) {
    let _ = Users.upsert(pool, user).await;
    let _ = Users.get(pool, "1").await;
    let _ = Users.list().filter(Users::EMAIL.eq(1)).fetch(pool).await;
}

fn main() {}
