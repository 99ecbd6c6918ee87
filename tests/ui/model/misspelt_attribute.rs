use matrx_core::Model;

#[derive(Model)]
#[model(tabel = "people")]
struct User {
    id: i64,
}

fn main() {}
