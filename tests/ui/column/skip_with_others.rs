use matrx_core::Model;

#[derive(Model)]
struct User {
    #[column(skip, unique)]
    id: i64,
}

fn main() {}
