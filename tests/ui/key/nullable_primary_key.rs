use matrx_core::Model;

#[derive(Model)]
struct User {
    #[column(primary_key)]
    id: Option<i64>,
}

fn main() {}
