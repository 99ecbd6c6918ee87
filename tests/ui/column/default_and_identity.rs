use matrx_core::Model;

#[derive(Model)]
struct User {
    #[column(default = 1, identity)]
    id: i64,
}

fn main() {}
