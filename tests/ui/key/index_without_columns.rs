use matrx_core::Model;

#[derive(Model)]
#[model(index(method = "gin"))]
struct User {
    id: i64,
}

fn main() {}
