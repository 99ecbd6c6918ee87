use matrx_core::Model;

#[derive(Model)]
#[model]
struct User {
    id: i64,
}

fn main() {}
