use matrx_core::Model;

#[derive(Model)]
#[model(unique(id, id))]
struct User {
    id: i64,
}

fn main() {}
