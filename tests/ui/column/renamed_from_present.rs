use matrx_core::Model;

#[derive(Model)]
struct User {
    #[column(renamed_from = "id")]
    id: i64,
}

fn main() {}
