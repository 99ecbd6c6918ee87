use matrx_core::Model;

#[derive(Model)]
struct User {
    #[column(storage = "exernal")]
    name: String,
}

fn main() {}
