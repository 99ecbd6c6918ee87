use matrx_core::Model;

#[derive(Model)]
#[model(crate = 7)]
struct User {
    id: i64,
}

fn main() {}
