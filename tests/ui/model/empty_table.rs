use matrx_core::Model;

#[derive(Model)]
#[model(table = "")]
struct User {
    id: i64,
}

fn main() {}
