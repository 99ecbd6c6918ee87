use matrx_core::Model;

#[derive(Model)]
#[model(tabel = "people", unique(emial), index())]
struct User {
    #[column(primary_key)]
    id: Option<i64>,
    #[column(defualt = "''")]
    email: String,
    age: u32,
}

#[derive(Model)]
struct Post {
    #[column(primary_key)]
    id: i64,
    #[column(references = User)]
    author: i64,
}

fn main() {}
