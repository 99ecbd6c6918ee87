use matrx_core::Model;

#[derive(Model)]
#[model(unique(name = "x"))]
struct User {
    id: i64,
}

fn main() {}
