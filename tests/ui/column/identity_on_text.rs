use matrx_core::Model;

#[derive(Model)]
struct User {
    #[column(identity)]
    id: String,
}

fn main() {}
