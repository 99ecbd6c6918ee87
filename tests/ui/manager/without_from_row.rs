use matrx_core::Model;

#[derive(Model)]
#[model(manager)]
struct User {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
