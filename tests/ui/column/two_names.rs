use matrx_core::Model;

#[derive(Model)]
struct User {
    #[sqlx(rename = "a")]
    #[column(name = "b")]
    id: i64,
}

fn main() {}
