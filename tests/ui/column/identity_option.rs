use matrx_core::Model;

#[derive(Model)]
struct User {
    #[column(identity(begin = 7))]
    id: i64,
}

fn main() {}
