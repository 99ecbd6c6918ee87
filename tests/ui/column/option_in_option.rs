use matrx_core::Model;

#[derive(Model)]
struct User {
    name: Option<Option<String>>,
}

fn main() {}
