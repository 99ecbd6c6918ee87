use matrx_core::Model;

#[derive(Model)]
struct User {
    #[column(statistics = 20000)]
    name: String,
}

fn main() {}
