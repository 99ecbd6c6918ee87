use matrx_core::Model;

#[derive(Model)]
#[model(table = "a_table_whose_name_is_longer_than_what_postgresql_keeps_of_any_name")]
struct User {
    id: i64,
}

fn main() {}
