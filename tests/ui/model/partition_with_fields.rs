use matrx_core::Model;

#[derive(Model)]
#[model(partition_of = "orders FOR VALUES IN (1)")]
struct Orders1 {
    id: i64,
}

fn main() {}
