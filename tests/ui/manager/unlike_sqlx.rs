use matrx_core::Model;

#[derive(Model)]
#[model(embedded)]
struct Address {
    street: String,
}

#[derive(Model)]
#[model(manager(nme = Users))]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(skip)]
    cache: String,
    #[column(embedded)]
    address: Address,
    #[column(name = "x")]
    lower: i32,
    #[column(name = "y")]
    LOWER: i32,
}

fn main() {}
