use matrx_core::Model;

#[derive(Model)]
struct User {
    id: i64,
    #[sqlx(skip)]
    #[column(unique)]
    cache: String,
}

fn main() {}
