use matrx_core::Model;

#[derive(Model)]
#[model(view = "SELECT 1 AS id", manager = Ones)]
struct One {
    id: Option<i32>,
}

impl<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow> for One {
    fn from_row(row: &'r sqlx::postgres::PgRow) -> sqlx::Result<Self> {
        Ok(Self { id: sqlx::Row::try_get(row, "id")? })
    }
}

async fn write(pool: &sqlx::PgPool, row: matrx_core::manager::ReadOnly) {
    let _ = Ones.insert(pool, row).await;
}

fn main() {}
