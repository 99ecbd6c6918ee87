use matrx_core::Model;

#[derive(Model)]
#[model(check(name = "x"))]
struct User {
    id: i64,
}

fn main() {}
