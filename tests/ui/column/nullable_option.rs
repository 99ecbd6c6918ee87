use matrx_core::Model;

#[derive(Model)]
struct User {
    #[column(nullable)]
    id: Option<i64>,
}

fn main() {}
