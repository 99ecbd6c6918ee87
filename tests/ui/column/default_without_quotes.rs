use matrx_core::Model;

#[derive(Model)]
struct User {
    #[column(default = now())]
    at: String,
}

fn main() {}
