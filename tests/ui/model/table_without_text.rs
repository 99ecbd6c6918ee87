use matrx_core::Model;

#[derive(Model)]
#[model(table = people)]
struct User {
    id: i64,
}

fn main() {}
