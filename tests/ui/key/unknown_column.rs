use matrx_core::Model;

#[derive(Model)]
#[model(unique("e mail"))]
struct User {
    id: i64,
}

fn main() {}
