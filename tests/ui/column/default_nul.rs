use matrx_core::Model;

#[derive(Model)]
struct User {
    #[column(default = "a\0b")]
    id: i64,
}

fn main() {}
