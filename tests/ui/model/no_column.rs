use matrx_core::Model;

#[derive(Model)]
struct User {
    #[column(skip)]
    name: String,
}

fn main() {}
