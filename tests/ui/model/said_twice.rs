use matrx_core::Model;

#[derive(Model)]
#[model(table = "a", table = "b")]
struct User {
    id: i64,
}

fn main() {}
