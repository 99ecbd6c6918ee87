use matrx_core::Model;

#[derive(Model)]
struct User {
    #[column(uniqe)]
    id: i64,
}

fn main() {}
