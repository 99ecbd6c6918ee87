use matrx_core::Model;

#[derive(Model)]
#[model(index(id(descending)))]
struct User {
    id: i64,
}

fn main() {}
