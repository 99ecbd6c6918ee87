use matrx_core::Model;

#[derive(Model)]
#[model(with(fillfactor))]
struct User {
    id: i64,
}

fn main() {}
