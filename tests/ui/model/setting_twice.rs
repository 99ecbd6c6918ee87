use matrx_core::Model;

#[derive(Model)]
#[model(with(fillfactor = 70, fillfactor = 80))]
struct User {
    id: i64,
}

fn main() {}
