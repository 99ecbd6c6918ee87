use matrx_core::Model;

#[derive(Model)]
struct User {
    #[column(identity)]
    id: Option<i64>,
}

fn main() {}
