use matrx_core::Model;

#[derive(Model)]
#[model(zebra)]
struct User {
    id: i64,
}

fn main() {}
