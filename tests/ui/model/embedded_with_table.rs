use matrx_core::Model;

#[derive(Model)]
#[model(embedded, table = "x")]
struct User {
    id: i64,
}

fn main() {}
