use matrx_core::Model;

#[derive(Model)]
union User {
    a: i64,
    b: i64,
}

fn main() {}
