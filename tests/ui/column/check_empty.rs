use matrx_core::Model;

#[derive(Model)]
struct User {
    #[column(check = "  ")]
    id: i64,
}

fn main() {}
