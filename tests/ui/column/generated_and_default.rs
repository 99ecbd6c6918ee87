use matrx_core::Model;

#[derive(Model)]
struct User {
    #[column(generated = "1", default = 1)]
    id: i64,
}

fn main() {}
