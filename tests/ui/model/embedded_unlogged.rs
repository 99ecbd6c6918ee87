use matrx_core::Model;

#[derive(Model)]
#[model(embedded, unlogged)]
struct User {
    id: i64,
}

fn main() {}
