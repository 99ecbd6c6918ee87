use matrx_core::Model;

#[derive(Model)]
#[model(unique(id, emial))]
struct User {
    id: i64,
    email: String,
}

fn main() {}
