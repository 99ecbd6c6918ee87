use matrx_core::Model;

#[derive(Model)]
#[model(partition_of = "orders")]
struct Orders1;

fn main() {}
