use matrx_core::Model;

#[derive(Model)]
#[model(manager = Logs)]
struct Log {
    line: String,
}

impl<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow> for Log {
    fn from_row(row: &'r sqlx::postgres::PgRow) -> sqlx::Result<Self> {
        Ok(Self { line: sqlx::Row::try_get(row, "line")? })
    }
}

async fn read(pool: &sqlx::PgPool, last: &Log) {
    let _ = Logs.get(pool, 1).await;
    let _ = Logs.delete(pool, 1).await;
    let _ = Logs.update(pool, last).await;
    let _ = Logs.list().after(last).fetch(pool).await;
}

fn main() {}
