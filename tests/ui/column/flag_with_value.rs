use matrx_core::Model;

#[derive(Model)]
struct User {
    #[column(skip, unique = 7)]
    id: i64,
}

fn main() {}
