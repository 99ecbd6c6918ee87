use matrx_core::Model;

#[derive(Model)]
struct User {
    id: i64,
    #[column(name = "id")]
    other: i64,
}

fn main() {}
