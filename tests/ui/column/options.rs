use matrx_core::Model;

#[derive(Model)]
struct User {
    #[column(options)]
    name: String,
}

fn main() {}
