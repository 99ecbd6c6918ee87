use matrx_core::Model;

#[derive(Model)]
#[model(replica_identity = "index")]
struct User {
    id: i64,
}

fn main() {}
