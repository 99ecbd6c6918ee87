use matrx_core::Model;

#[derive(Model)]
#[model(unique(id, deferrable = never))]
struct User {
    id: i64,
}

fn main() {}
