use matrx_core::Model;

#[derive(Model)]
struct User {
    #[column(identity(start = "x"))]
    id: i64,
}

fn main() {}
