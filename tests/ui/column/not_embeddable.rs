use matrx_core::Model;

struct Address;

#[derive(Model)]
struct User {
    id: i64,
    #[sqlx(flatten)]
    address: Address,
}

fn main() {}
