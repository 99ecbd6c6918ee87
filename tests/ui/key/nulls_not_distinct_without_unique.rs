use matrx_core::Model;

#[derive(Model)]
#[model(index(id, nulls_not_distinct))]
struct User {
    id: i64,
}

fn main() {}
