use matrx_core::Model;

#[derive(Model)]
struct Cat {
    #[column(primary_key, inherited)]
    id: i64,
    #[column(inherited = true)]
    name: String,
}

fn main() {}
