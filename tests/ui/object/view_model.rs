use matrx_core::Model;

#[derive(Model)]
#[model(view = "SELECT 1 AS id", index(id))]
struct One {
    id: i32,
}

fn main() {}
