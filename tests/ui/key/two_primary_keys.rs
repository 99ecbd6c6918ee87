use matrx_core::Model;

#[derive(Model)]
struct User {
    #[column(primary_key)]
    a: i64,
    #[column(primary_key)]
    b: i64,
}

fn main() {}
