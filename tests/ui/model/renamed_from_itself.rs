use matrx_core::Model;

#[derive(Model)]
#[model(renamed_from = "users")]
struct User {
    id: i64,
}

fn main() {}
